// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// What libraries learn from each other: the toolkit, measures and what others made of them.
package struct ExchangeCapability: Capability {
    package static let name = "exchange"
    package static let catalogue = Catalogue.Source(capability: "Exchange", files: Embedded.texts)
    package static let migrations: [Migration] = MeasuresMigrations.all

    package let routes: [Route]
    let measures: MeasureHandlers

    package init(
        database: any Database, search: SearchIndex, ports: ExchangePorts, letters: Letters, once: Once
    ) {
        measures = MeasureHandlers(
            database: database, search: search, ports: ports, once: once,
            measures: Measures(
                search: search, ports: ports, letters: MeasureLetters(letters: letters, ports: ports)))
        routes = measures.networkRoutes + measures.routes
    }

    package var sections: [Section] {
        [
            Section(
                module: Self.name, isOfNetwork: true, path: NetworkLinks.measuresSection, menuTitle: .measuresMenu,
                doorTitle: .measuresDoor, doorLine: .measuresDoorLine)
        ]
    }

    package var recurring: [RecurringWork] {
        [
            RecurringWork("inquiries", every: .hours(1)) { [measures] now in
                try await measures.database.write {
                    try measures.measures.inquiries.removeUnconfirmed(before: now - Measures.confirmWithin, on: $0)
                }
            }
        ]
    }

    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard item.kind == MeasureEntry.kind,
            let measure = try measures.measures.store.published(MeasureID(item.id), on: connection)
        else { return nil }
        return ResolvedItem(
            title: "\(measure.content.title)", link: NetworkLinks.measure(measure.id),
            isPublic: measure.state == .published && measure.content.audience == .everyone)
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        try measures.export(person, on: connection)
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try measures.erase(person, on: connection)
    }

    /// A library's name or figures changed: what it did is entered into the index anew.
    package func libraryChanged(_ library: OrganisationID, on connection: any Connection) throws {
        for id in try measures.measures.store.doneBy(library, on: connection) {
            try measures.measures.refresh(id, on: connection)
        }
    }
}
