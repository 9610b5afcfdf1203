// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
import Houses
import Kernel
import Mail
import Storage
import Web

extension Wiring {
    /// Libraries are the directory's organisations of that kind; whoever holds a role in one may act for it.
    static func exchangePorts(
        _ people: People, _ frames: HouseFrames, _ others: Others, _ libraries: Libraries
    ) -> ExchangePorts {
        ExchangePorts(
            libraries: { ids, connection in
                try libraries.libraries(ids, on: connection).mapValues(ExchangePorts.Library.init)
            },
            comparison: { asker, ids in
                let (found, similar) = try await libraries.compared(
                    ids, with: asker.library,
                    figures: LibraryTraits(
                        population: asker.population, floorArea: asker.floorArea,
                        fullTimeEquivalents: asker.fullTimeEquivalents))
                return ExchangePorts.Comparison(
                    libraries: found.mapValues(ExchangePorts.Library.init), similar: similar)
            },
            memberships: { visitor, connection in try libraries.libraries(of: visitor, on: connection).map(\.id) },
            recipients: { library, connection in
                let holders = try people.people(with: .organisation(library), on: connection).map(\.person)
                let contacts = try people.contacts(of: holders, on: connection)
                return Set(holders).sorted().compactMap { person in
                    contacts[person].flatMap { contact in
                        contact.email.map {
                            Recipient(person: person, name: contact.name, address: $0, language: contact.language)
                        }
                    }
                }
            },
            enterPerson: { contact, connection in
                try people.enter(
                    name: contact.name, email: contact.email, phone: nil, language: contact.language, on: connection)
            },
            confirmPerson: { person, now, connection in try people.confirm(person, now: now, on: connection) },
            contact: { person, connection in try people.correspondent(person, on: connection) },
            seal: { data, person, connection in try people.seal(data, for: person, on: connection) },
            open: { data, person, connection in try people.open(data, of: person, on: connection) },
            network: { try frames.house(.network, on: $0) ?? .network(isDemo: false) },
            sections: { others.sections.filter(\.isOfNetwork) }, join: LibraryLinks.join)
    }
}

extension ExchangePorts.Library {
    fileprivate init(_ library: Library) {
        func figure(_ entry: FigureEntry?) -> ExchangePorts.Figure? {
            entry.map { ExchangePorts.Figure($0.value, year: $0.year) }
        }
        self.init(
            id: library.id, name: library.name, link: library.state.isPublic ? library.link : nil,
            population: figure(library.sizes.population), floorArea: figure(library.sizes.floorArea),
            fullTimeEquivalents: figure(library.sizes.fullTimeEquivalents),
            isVolunteerRun: library.profile.isVolunteerRun == true)
    }
}
