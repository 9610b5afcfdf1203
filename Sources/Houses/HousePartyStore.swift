// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on the organisations behind a house.
struct HousePartyStore: Sendable {
    /// In the order in which they were named. Naming one twice in the same part changes nothing.
    func add(_ party: HouseParty, to house: HouseID, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO house_organisation (house_id, part, organisation_id, position)
            VALUES (\(house), \(party.part.rawValue), \(party.organisation.id),
                (SELECT COUNT(*) FROM house_organisation WHERE house_id = \(house)))
            ON CONFLICT (house_id, part, organisation_id) DO NOTHING
            """)
        connection.signal(.publicData(house))
    }

    func remove(_ party: HouseParty, from house: HouseID, on connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM house_organisation
            WHERE house_id = \(house) AND part = \(party.part.rawValue) AND organisation_id = \(party.organisation.id)
            """)
        connection.signal(.publicData(house))
    }

    func parties(of house: HouseID, on connection: any Connection) throws -> [HouseParty] {
        try connection.all(
            """
            SELECT part, organisation_id FROM house_organisation WHERE house_id = \(house)
            ORDER BY position, organisation_id
            """
        ) { row -> HouseParty? in
            let part: String = try row["part"]
            let organisation = ItemReference(kind: "organisation", id: try row["organisation_id"])
            return HousePart(rawValue: part).map { HouseParty(part: $0, organisation: organisation) }
        }.compactMap(\.self)
    }
}
