// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// Fills an empty database with the model houses.
struct DemoHouses: Sendable {
    let creation: HouseCreation
    let ports: HousesPorts

    /// Returns the houses by their names in URLs.
    func fill(on connection: any Connection) throws -> [String: HouseID] {
        var ids: [String: HouseID] = [:]
        for model in DemoHouse.all {
            let id = try creation.add(model.draft, on: connection)
            if let house = try HouseStore().house(id, on: connection) {
                try HouseStore().update(model.furnish(house), on: connection)
            }
            for (part, entry) in model.parties {
                let organisation = try ports.enterOrganisation(entry, id, connection)
                try HousePartyStore().add(HouseParty(part: part, organisation: organisation), to: id, on: connection)
            }
            ids[model.slug] = id
        }
        return ids
    }
}
