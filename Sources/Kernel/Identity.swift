// SPDX-License-Identifier: EUPL-1.2

/// A 64-bit id, given by the database and never reused, that knows what it identifies.
package struct ID<Of>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let value: Int64

    package init(_ value: Int64) { self.value = value }

    /// Reads an id as it stands in a URL or in JSON: decimal digits, positive, no sign, no leading zero.
    package init?(_ text: String) {
        guard let value = Int64(text), value > 0, String(value) == text else { return nil }
        self.init(value)
    }

    package var description: String { String(value) }
    package static func < (left: ID, right: ID) -> Bool { left.value < right.value }
}

/// A person known to the server. Everyone but Accounts holds the id alone.
package enum PersonMark {}
package typealias PersonID = ID<PersonMark>

/// A house on the server.
package enum HouseMark {}
package typealias HouseID = ID<HouseMark>

extension HouseID {
    /// The network of libraries: pages of the platform with tables, roles and versions of their own, as a house has them,
    /// but no row among the houses.
    package static var network: HouseID { HouseID(0) }
}

/// An institution in the directory. Everyone but Directory holds the id alone.
package enum OrganisationMark {}
package typealias OrganisationID = ID<OrganisationMark>

/// Points at an item of any capability, without knowing its type.
package struct ItemReference: Hashable, Sendable, CustomStringConvertible {
    /// Singular noun in lower case: `room`, `booking`, `house`, `server`.
    package let kind: String
    package let id: Int64

    package init(kind: String, id: Int64) {
        self.kind = kind
        self.id = id
    }

    package static let server = ItemReference(kind: "server", id: 0)
    package static func house(_ id: HouseID) -> ItemReference { ItemReference(kind: "house", id: id.value) }
    package static func organisation(_ id: OrganisationID) -> ItemReference {
        ItemReference(kind: "organisation", id: id.value)
    }

    /// The organisation that this points at; `nil` when it points at something else.
    package var organisation: OrganisationID? { kind == "organisation" ? OrganisationID(id) : nil }

    package var description: String { "\(kind):\(id)" }
}
