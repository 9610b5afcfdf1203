// SPDX-License-Identifier: EUPL-1.2

import Directory
import Houses
import Kernel
import Search
import Storage
import Web

/// The directory's organisations, as houses know them: by reference, name and website.
struct OrganisationsPort: Sendable {
    let house: @Sendable (HouseID, any Connection) throws -> HouseFrame?
    private let store = OrganisationStore()

    var summaries: @Sendable ([ItemReference], any Connection) throws -> [ItemReference: OrganisationSummary] {
        { references, connection in
            var found: [ItemReference: OrganisationSummary] = [:]
            for reference in references {
                guard let id = reference.organisation,
                    let organisation = try store.organisation(id, on: connection)
                else { continue }
                found[reference] = OrganisationSummary(
                    name: organisation.profile.name, website: organisation.profile.website)
            }
            return found
        }
    }

    var enter: @Sendable (OrganisationEntry, HouseID, any Connection) throws -> ItemReference {
        { entry, house, connection in
            if let known = try store.organisation(named: entry.name, in: house, on: connection) {
                return known.reference
            }
            let profile = Organisation.Profile(
                name: entry.name, kind: OrganisationKind(rawValue: entry.kind) ?? .other, website: entry.website)
            let id = try store.add(profile, to: house, on: connection)
            if let frame = try self.house(house, connection),
                let organisation = try store.organisation(id, on: connection)
            {
                try SearchEntries().put(organisation.searchEntry(in: frame), on: connection)
            }
            return .organisation(id)
        }
    }
}
