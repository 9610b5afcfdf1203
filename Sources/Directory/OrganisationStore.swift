// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// All statements on organisations.
package struct OrganisationStore: Sendable {
    package init() {}

    /// Enters an organisation into the directory of a house.
    package func add(
        _ profile: Organisation.Profile, to house: HouseID, on connection: any Connection
    ) throws -> OrganisationID {
        let id: OrganisationID = try connection.insert(
            """
            INSERT INTO organisation (house_id, name, kind, street, postal_code, city, email, phone, website, contact)
            VALUES (\(house), \(profile.name), \(profile.kind), \(profile.street), \(profile.postalCode),
                \(profile.city), \(profile.email), \(profile.phone), \(profile.website?.value), \(profile.contact))
            RETURNING id
            """)
        connection.signal(.publicData(house))
        return id
    }

    /// Enters many libraries at once. Returns their ids in the order of `profiles`, of which name, place and postal code
    /// are taken.
    func add(
        libraries profiles: [Organisation.Profile], on connection: any Connection
    ) throws -> [OrganisationID] {
        guard !profiles.isEmpty else { return [] }
        let values = profiles.map { profile -> SQL in
            """
            (\(HouseID.network), \(profile.name), \(OrganisationKind.library), \(profile.postalCode), \(profile.city))
            """
        }
        let rows = try connection.all(
            """
            INSERT INTO organisation (house_id, name, kind, postal_code, city) VALUES \(SQL.list(values))
            RETURNING id, name, postal_code, city
            """
        ) { row in
            (
                id: try row["id"] as OrganisationID,
                key: [try row["name"] as String?, try row["postal_code"], try row["city"]]
            )
        }
        // No order is promised of RETURNING; rows that say the same may change places.
        var ids = Dictionary(grouping: rows, by: \.key).mapValues { $0.map(\.id) }
        return try profiles.map { profile in
            guard let id = ids[[profile.name, profile.postalCode, profile.city]]?.popLast() else {
                throw StorageError.noColumn("id", [])
            }
            return id
        }
    }

    /// Says something else of an organisation.
    package func update(
        _ id: OrganisationID, _ profile: Organisation.Profile, of house: HouseID, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE organisation SET name = \(profile.name), kind = \(profile.kind), street = \(profile.street),
                postal_code = \(profile.postalCode), city = \(profile.city), email = \(profile.email),
                phone = \(profile.phone), website = \(profile.website?.value), contact = \(profile.contact)
            WHERE house_id = \(house) AND id = \(id)
            """)
        connection.signal(.publicData(house))
    }

    func setPostalCode(_ code: String, of id: OrganisationID, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE organisation SET postal_code = \(code) WHERE house_id = \(HouseID.network) AND id = \(id)")
    }

    /// `nil` when there is none of that id.
    package func organisation(_ id: OrganisationID, on connection: any Connection) throws -> Organisation? {
        try connection.first(Self.selection + "WHERE id = \(id)", Self.organisation)
    }

    /// The same; `nil` for a library that has left the network too.
    func shown(_ id: OrganisationID, on connection: any Connection) throws -> Organisation? {
        try connection.first(Self.selection + "WHERE id = \(id) AND \(Self.isPublic)", Self.organisation)
    }

    /// All organisations of all houses.
    func references(on connection: any Connection) throws -> [ItemReference] {
        try connection.all("SELECT id FROM organisation ORDER BY id") { .organisation(try $0["id"]) }
    }

    /// Those of the ids that exist.
    package func organisations(_ ids: [OrganisationID], on connection: any Connection) throws -> [Organisation] {
        guard !ids.isEmpty else { return [] }
        return try connection.all(Self.selection + "WHERE id IN (\(list: ids)) ORDER BY id", Self.organisation)
    }

    /// The organisation of exactly that name in the house's directory; of several, the oldest.
    package func organisation(
        named name: String, in house: HouseID, on connection: any Connection
    ) throws -> Organisation? {
        try connection.first(
            Self.selection + "WHERE house_id = \(house) AND name = \(name) ORDER BY id LIMIT 1", Self.organisation)
    }

    /// The directory of a house in the order of ids, after `position`, at most `limit` of them.
    package func organisations(
        of house: HouseID, kind: OrganisationKind? = nil, after position: OrganisationID? = nil, limit: Int,
        on connection: any Connection
    ) throws -> [Organisation] {
        var conditions: [SQL] = ["house_id = \(house)", Self.isPublic]
        if let kind { conditions.append("kind = \(kind)") }
        if let position { conditions.append("id > \(position)") }
        return try connection.all(
            Self.selection + "WHERE \(SQL.all(conditions)) ORDER BY id LIMIT \(limit)", Self.organisation)
    }

    /// A library that has left the network is no longer shown.
    private static let isPublic: SQL = """
        NOT EXISTS (SELECT 1 FROM library WHERE library.organisation_id = organisation.id AND library.state = 'left')
        """

    private static let selection: SQL = """
        SELECT id, house_id, name, kind, street, postal_code, city, email, phone, website, contact FROM organisation\u{20}
        """

    private static func organisation(_ row: Row) throws -> Organisation {
        let website: String? = try row["website"]
        return Organisation(
            id: try row["id"], house: try row["house_id"],
            profile: Organisation.Profile(
                name: try row["name"], kind: try row["kind"], street: try row["street"],
                postalCode: try row["postal_code"], city: try row["city"], email: try row["email"],
                phone: try row["phone"], website: website.flatMap(Link.init(external:)), contact: try row["contact"]))
    }
}
