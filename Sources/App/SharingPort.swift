// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
import Houses
import Kernel
import Storage
import Web

extension Wiring {
    /// Libraries, people and items, as requests, tasks and followers know them.
    static func sharingPorts(people: People, frames: HouseFrames, others: Others) -> SharingPorts {
        let organisations = OrganisationStore()
        @Sendable func library(_ organisation: Organisation) -> SharingPorts.Library? {
            guard organisation.house == .network else { return nil }
            return SharingPorts.Library(
                id: organisation.id, name: organisation.profile.name,
                link: Link(path: "netzwerk", "bibliotheken", "\(organisation.id)"))
        }
        return SharingPorts(
            libraries: { ids, connection in
                let found = try organisations.organisations(Array(Set(ids)), on: connection).compactMap(library)
                return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
            },
            firstLibraries: { limit, connection in
                try organisations.organisations(of: .network, kind: .library, limit: limit, on: connection)
                    .compactMap(library)
            },
            members: { organisation, connection in
                let holders = try people.people(with: .organisation(organisation), on: connection)
                return Set(holders.filter { $0.role == .member || $0.role == .manager }.map(\.person)).sorted()
            },
            contact: { person, connection in
                try people.contact(of: person, on: connection).map {
                    SharingPorts.Contact(name: $0.name, email: $0.email, language: $0.language)
                }
            },
            item: { item, connection in try others.resolve(item, on: connection) },
            newMeasures: { _, _, _ in [] },
            network: { connection in
                try frames.house(.network, on: connection) ?? .network(isDemo: false)
            })
    }
}
