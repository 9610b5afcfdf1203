// SPDX-License-Identifier: EUPL-1.2

import Directory
import Exchange
import Foundation
import Kernel
import Logging
import Mail
import Search
import Storage
import TestSupport
import Web

/// The network of libraries on a database of its own: directory and exchange as the server has them, with nobody in it
/// but guests.
final class GeneratedNetwork: Sendable {
    let engine: Engine
    let database: any Database
    let search: SearchIndex
    let directory: DirectoryCapability
    let exchange: ExchangeCapability
    private let catalogue: Catalogue
    private let versions = PublicVersions()
    private static let base = "http://netzwerk.example"

    init(_ engine: Engine) async throws {
        self.engine = engine
        database = try await engine.makeDatabase()
        try await database.migrate(
            JobStore.migrations + FileStore.migrations + Once.migrations + MailMigrations.all
                + DirectoryCapability.migrations
                + SearchIndex.migrations + ExchangeCapability.migrations, clock: .system)
        catalogue = try Catalogue([
            WebCatalogue.source, DirectoryCapability.catalogue, ExchangeCapability.catalogue,
        ])
        search = SearchIndex(database: database)
        let letters = try Self.letters(database, catalogue)
        let directory = DirectoryCapability(
            database: database, search: search, letters: letters,
            ports: DirectoryPorts(
                house: { id, _ in id == .network ? .network(isDemo: false) : nil }, people: Self.nobody))
        self.directory = directory
        exchange = ExchangeCapability(
            database: database, search: search, ports: Self.ports(directory.libraries),
            workshops: WorkshopPorts(library: { _, _ in nil }, resultsChanged: { _ in }), sharing: Self.sharing,
            letters: letters, once: Once(database),
            files: FileStore(
                directory: FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-files-\(UUID())").path))
        let versions = versions
        database.onCommit { versions.note($0) }
    }

    /// All pages of directory and exchange, and more routes.
    func site(_ more: [Route]) -> Site {
        var settings = SiteSettings()
        settings.rateLimitFactor = 0
        return Site(
            routes: directory.routes + exchange.routes + more, sections: directory.sections + exchange.sections,
            catalogue: catalogue, assets: Assets(ExchangeCapability.assets),
            ports: SitePorts(
                session: { _, _ in nil }, bearer: { _, _ in nil }, house: { _ in nil }, onlyHouse: { nil }),
            settings: settings, versions: versions, clock: .system, logger: Logger(label: "bench"))
    }

    // MARK: Filling

    /// Imports the statistics of all years. Returns the milliseconds that the first took, in which all is new.
    func importLibraries(_ libraries: GeneratedLibraries) async throws -> Double {
        var first: Double?
        for year in GeneratedLibraries.years.reversed() {
            let file = libraries.file(of: year)
            let start = ContinuousClock.now
            let plan = try await database.read { [directory] connection in
                let (table, mapping) = try directory.imports.open(file, year: year, on: connection)
                return try directory.imports.plan(table, mapping, year: year, on: connection)
            }
            try await directory.imports.write(plan)
            if first == nil { first = start.duration(to: .now) / .milliseconds(1) }
            guard plan.counts.refused == 0 else { throw Failure("\(plan.counts.refused) rows of \(year) were refused") }
        }
        return first ?? 0
    }

    /// All libraries with the people they serve.
    func libraries() async throws -> [(id: OrganisationID, population: Int)] {
        try await database.read { [directory] connection in
            let ids = try OrganisationStore().organisations(
                of: .network, kind: .library, limit: 1_000_000, on: connection)
            return try directory.libraries.libraries(ids.map(\.id), on: connection).values.map { library in
                (id: library.id, population: library.sizes.population?.value ?? 0)
            }
        }
    }

    /// Enters the measures of these numbers. Returns how many adaptations came with them.
    func enter(_ numbers: Range<Int>, of measures: GeneratedMeasures) async throws -> Int {
        var adaptations = 0
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 500) {
            let batch = (start..<min(start + 500, numbers.upperBound)).map(measures.measure)
            adaptations += batch.reduce(0) { $0 + $1.adaptations.count }
            try await database.write { [exchange] connection in
                try exchange.takeIn(batch, by: PersonID(1), on: connection)
            }
        }
        return adaptations
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    // MARK: What the capabilities are told of each other

    private static func letters(_ database: any Database, _ catalogue: Catalogue) throws -> Letters {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-mail-\(UUID())").path
        let outbox = MailOutbox(
            database: database, transport: FileTransport(directory: folder),
            ports: MailPorts(seal: { _, data, _ in data }, open: { _, data, _ in data }, deliveryFailed: { _, _ in }),
            clock: .system)
        guard let sender = MailAddress("netz@netzwerk.example") else { throw Failure("no sender") }
        return Letters(outbox: outbox, catalogue: catalogue, sender: sender, base: base, clock: .system)
    }

    /// Libraries as the server's wiring hands them over.
    private static func ports(_ all: Libraries) -> ExchangePorts {
        @Sendable func libraries(
            _ found: [OrganisationID: Library]
        ) -> [OrganisationID: ExchangePorts.Library] {
            found.mapValues { library in
                func figure(_ entry: FigureEntry?) -> ExchangePorts.Figure? {
                    entry.map { ExchangePorts.Figure($0.value, year: $0.year) }
                }
                return ExchangePorts.Library(
                    id: library.id, name: library.name, link: library.link,
                    population: figure(library.sizes.population), floorArea: figure(library.sizes.floorArea),
                    fullTimeEquivalents: figure(library.sizes.fullTimeEquivalents),
                    isVolunteerRun: library.profile.isVolunteerRun == true)
            }
        }
        return ExchangePorts(
            libraries: { ids, connection in libraries(try all.libraries(ids, on: connection)) },
            comparison: { asker, ids in
                let (found, similar) = try await all.compared(
                    ids, with: asker.library,
                    figures: LibraryTraits(
                        population: asker.population, floorArea: asker.floorArea,
                        fullTimeEquivalents: asker.fullTimeEquivalents))
                return ExchangePorts.Comparison(
                    libraries: libraries(found), similar: similar)
            },
            memberships: { _, _ in [] }, recipients: { _, _ in [] },
            enterPerson: { _, _ in throw Failure("nobody is entered") }, confirmPerson: { _, _, _ in },
            contact: { _, _ in nil }, seal: { data, _, _ in data }, open: { data, _, _ in data },
            network: { _ in .network(isDemo: false) }, sections: { [] })
    }

    private static let sharing = SharingPorts(
        libraries: { _, _ in [:] }, firstLibraries: { _, _ in [] }, members: { _, _ in [] }, contact: { _, _ in nil },
        item: { _, _ in nil }, network: { _ in .network(isDemo: false) })

    private static let nobody = DirectoryPeople(
        enter: { _, _, _, _ in throw Failure("nobody is entered") }, contact: { _, _ in nil },
        members: { _, _ in [] }, holders: { _, _, _ in [] }, organisations: { _, _ in [] }, grant: { _, _, _, _ in },
        revoke: { _, _, _ in },
        signInLink: { _, _, _, _ in throw Failure("nobody signs in") })
}
