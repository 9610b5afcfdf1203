// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import TestSupport
import Testing

@testable import Directory

@Suite("Libraries in the database")
struct LibraryStoreTests {
    private let store = LibraryStore()
    private let figures = FigureStore()

    private func database(_ engine: Engine) async throws -> any Database {
        let database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations + DirectoryMigrations.all, clock: .system)
        return database
    }

    private func enter(
        _ name: String, _ profile: LibraryProfile = LibraryProfile(), admittedAt: Instant? = nil,
        on connection: any Connection
    ) throws -> OrganisationID {
        let id = try OrganisationStore().add(
            Organisation.Profile(name: name, kind: .library, city: "Beispielort"), to: .network, on: connection)
        try store.enter(
            id, name: name, profile, admittedAt: admittedAt, remindAt: admittedAt.map { $0 + .days(365) },
            on: connection)
        return id
    }

    @Test("come back with their latest sizes, each with year and source", arguments: Engine.available)
    func sizes(engine: Engine) async throws {
        let database = try await database(engine)
        let profile = LibraryProfile(
            kind: .withSchool, structure: .branch, isVolunteerRun: false, isil: "DE-1110", ags: "01002003",
            ars: "010020000003", dbsID: "XY123")
        let library = try await database.write { connection in
            let id = try enter("Beispielbücherei", profile, on: connection)
            try figures.enter(
                [
                    FigureEntry(.population, year: 2024, value: 4_100, source: .dbs),
                    FigureEntry(.population, year: 2025, value: 4_200, source: .own),
                    FigureEntry(.floorArea, year: 2023, value: 180, scope: .open, source: .other, note: "geschätzt"),
                    FigureEntry(.fullTimeEquivalents, year: 2025, value: 0, source: .own),
                    FigureEntry(.loans, year: 2025, value: 9_000, source: .dbs),
                ], of: id, on: connection)
            try figures.settle(id, on: connection)
            return try store.library(id, on: connection)
        }
        #expect(library?.profile == profile && library?.state == .listed && library?.place == "Beispielort")
        #expect(library?.sizes.population == FigureEntry(.population, year: 2025, value: 4_200, source: .own))
        #expect(
            library?.sizes.floorArea == FigureEntry(.floorArea, year: 2023, value: 180, scope: .open, source: .other))
        #expect(library?.sizes.fullTimeEquivalents?.value == 0)
    }

    @Test("know no size again that was taken back", arguments: Engine.available)
    func removal(engine: Engine) async throws {
        let database = try await database(engine)
        let (sizes, left) = try await database.write { connection in
            let id = try enter("Beispielbücherei", on: connection)
            try figures.enter(
                [
                    FigureEntry(.population, year: 2025, value: 4_200, source: .own),
                    FigureEntry(.stock, year: 2025, value: 9, source: .own),
                    FigureEntry(.stock, year: 2024, value: 8, source: .own),
                ], of: id, on: connection)
            try figures.settle(id, on: connection)
            try figures.remove([.population, .stock], year: 2025, of: id, on: connection)
            try figures.settle(id, on: connection)
            return (try store.library(id, on: connection)?.sizes, try figures.figures(of: id, on: connection))
        }
        #expect(sizes?.known.isEmpty == true)
        #expect(left == [FigureEntry(.stock, year: 2024, value: 8, source: .own)])
    }

    @Test("refuse what cannot be", arguments: Engine.available)
    func guards(engine: Engine) async throws {
        let database = try await database(engine)
        let id = try await database.write { try enter("Erste", LibraryProfile(isil: "DE-1"), on: $0) }
        await #expect(throws: StorageError.self) {
            try await database.write { _ = try enter("Zweite", LibraryProfile(isil: "DE-1"), on: $0) }
        }
        let wrong = [
            FigureEntry(.population, year: 2025, value: 0, source: .own),
            FigureEntry(.loans, year: 2025, value: -1, source: .own),
            FigureEntry(.loans, year: 20_25_0, value: 1, source: .own),
        ]
        for entry in wrong {
            await #expect(throws: StorageError.self) {
                try await database.write { try figures.enter([entry], of: id, on: $0) }
            }
        }
    }

    @Test("are listed by name in German order, without those that left", arguments: Engine.available)
    func all(engine: Engine) async throws {
        let database = try await database(engine)
        let names = try await database.write { connection in
            for name in ["Zell", "Öhringen", "Ostheim", "Aßlar", "Assenheim"] {
                _ = try enter(name, admittedAt: Instant(seconds: 9), on: connection)
            }
            let gone = try enter("Bonn", admittedAt: Instant(seconds: 9), on: connection)
            #expect(try store.leave(gone, at: Instant(seconds: 10), on: connection))
            #expect(try !store.leave(gone, at: Instant(seconds: 10), on: connection))
            #expect(try store.library(gone, on: connection)?.state == .left)
            return try store.all(on: connection).map(\.name)
        }
        #expect(names == ["Assenheim", "Aßlar", "Öhringen", "Ostheim", "Zell"])
    }

    @Test("are kept in memory and read again when one of them changes", arguments: Engine.available)
    func index(engine: Engine) async throws {
        let database = try await database(engine)
        let index = LibraryIndex(database: database)
        #expect(try await index.current().items.isEmpty)
        let id = try await database.write { connection in
            let id = try enter("Beispielbücherei", on: connection)
            try store.changed(on: connection)
            return id
        }
        let first = try await eventually { try await index.current().item(id) == nil ? nil : index.current() }
        // Other public data of the network changed: the same snapshot serves on.
        try await database.write { $0.signal(.publicData(.network)) }
        #expect(try await index.current() === first)
        try await database.write { connection in
            try figures.enter(
                [FigureEntry(.population, year: 2025, value: 4_200, source: .own)], of: id, on: connection)
            try figures.settle(id, on: connection)
            try store.changed(on: connection)
        }
        _ = try await eventually { try await index.current().item(id)?.traits.population }
    }

    @Test("are looked up without walking through a table")
    func plans() async throws {
        let database = try await database(.sqlite)
        try await database.write { connection in
            let id = try enter("Beispielbücherei", LibraryProfile(isil: "DE-1", dbsID: "A"), on: connection)
            let explaining = ExplainingConnection(connection)
            _ = try store.library(id, on: explaining)
            _ = try store.libraries([id], on: explaining)
            _ = try store.all(on: explaining)
            _ = try store.library(isil: "DE-1", on: explaining)
            _ = try store.library(dbsID: "A", on: explaining)
            _ = try store.due(now: Instant(seconds: 0), limit: 9, on: explaining)
            _ = try figures.figures(of: id, on: explaining)
            try figures.settle(id, on: explaining)
            #expect(explaining.scans == [])
        }
    }
}

/// What `look` finds, asked again for up to five seconds: on PostgreSQL news of a commit travels.
func eventually<Value>(_ look: () async throws -> Value?) async throws -> Value {
    for _ in 0..<250 {
        if let value = try await look() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try #require(try await look())
}
