// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// What an organisation is.
package enum OrganisationKind: String, CaseIterable, Sendable, ColumnValue {
    case library
    case authority
    case association
    case initiative
    case foundation
    case company
    case school
    case university
    case other

    package var title: TextKey {
        switch self {
        case .library: .kindLibrary
        case .authority: .kindAuthority
        case .association: .kindAssociation
        case .initiative: .kindInitiative
        case .foundation: .kindFoundation
        case .company: .kindCompany
        case .school: .kindSchool
        case .university: .kindUniversity
        case .other: .kindOther
        }
    }
}

/// An institution in the directory of a house. All of it is public and its own: it names no natural person, and who is
/// to be asked there stands as a function ("Leitung").
package struct Organisation: Sendable, Equatable {
    /// What is known of it besides its place in the database.
    package struct Profile: Sendable, Equatable {
        package var name: String
        package var kind: OrganisationKind
        package var street: String?
        package var postalCode: String?
        package var city: String?
        package var email: String?
        package var phone: String?
        package var website: Link?
        /// Function of the person who is to be asked.
        package var contact: String?

        package init(
            name: String, kind: OrganisationKind = .other, street: String? = nil, postalCode: String? = nil,
            city: String? = nil, email: String? = nil, phone: String? = nil, website: Link? = nil,
            contact: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.street = street
            self.postalCode = postalCode
            self.city = city
            self.email = email
            self.phone = phone
            self.website = website
            self.contact = contact
        }
    }

    package let id: OrganisationID
    package let house: HouseID
    package let profile: Profile

    /// How other capabilities point at it.
    package var reference: ItemReference { .organisation(id) }
}
