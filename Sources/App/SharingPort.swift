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
    static func sharingPorts(
        people: People, frames: HouseFrames, others: Others, libraries: Libraries
    ) -> SharingPorts {
        SharingPorts(
            libraries: { ids, connection in
                try libraries.libraries(ids, on: connection).filter { $0.value.state == .admitted }
                    .mapValues(SharingPorts.Library.init)
            },
            firstLibraries: { limit, connection in
                let first = try OrganisationStore().organisations(
                    of: .network, kind: .library, limit: limit, on: connection)
                return try libraries.libraries(first.map(\.id), on: connection).values
                    .filter { $0.state == .admitted }.sorted { $0.id < $1.id }.map(SharingPorts.Library.init)
            },
            members: { library, connection in try libraries.members(of: library, on: connection).map(\.person) },
            contact: { person, connection in try people.correspondent(person, on: connection) },
            item: { item, connection in try others.resolve(item, on: connection) },
            network: { connection in
                try frames.house(.network, on: connection) ?? .network(isDemo: false)
            })
    }
}

extension SharingPorts.Library {
    fileprivate init(_ library: Library) {
        self.init(id: library.id, name: library.name, link: library.link)
    }
}
