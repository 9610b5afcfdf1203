// SPDX-License-Identifier: EUPL-1.2

import Directory
import Kernel
import Search
import Storage
import TestSupport
import Testing

@Suite("Organisations in the database")
struct OrganisationStoreTests {
    private let store = OrganisationStore()
    private let house = HouseID(3)

    private func database(_ engine: Engine) async throws -> any Database {
        let database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations + DirectoryMigrations.all, clock: .system)
        return database
    }

    @Test("come back as they were entered", arguments: Engine.available)
    func roundTrip(engine: Engine) async throws {
        let database = try await database(engine)
        let profile = Organisation.Profile(
            name: "Beispielverein „Café“", kind: .association, street: "Straße 1", postalCode: "04107", city: "Leipzig",
            email: "verein@beispiel.example", phone: "0341 123", website: Link(external: "https://beispiel.example"),
            contact: "Vorstand")
        let found = try await database.write { [store, house] connection in
            let id = try store.add(profile, to: house, on: connection)
            return try store.organisation(id, on: connection)
        }
        #expect(found?.profile == profile)
        #expect(found?.house == house)
        #expect(found?.reference.organisation == found?.id)
    }

    @Test("are found by id, by name in their house, by kind, and in pages", arguments: Engine.available)
    func finding(engine: Engine) async throws {
        let database = try await database(engine)
        try await database.write { [store, house] connection in
            let ids = try ["Erste", "Zweite", "Dritte"].enumerated().map { index, name in
                try store.add(
                    Organisation.Profile(name: name, kind: index == 1 ? .school : .library), to: house, on: connection)
            }
            let foreign = try store.add(Organisation.Profile(name: "Vierte"), to: HouseID(4), on: connection)
            #expect(try store.organisations(ids + [OrganisationID(99)], on: connection).map(\.id) == ids)
            #expect(try store.organisations([], on: connection).isEmpty)
            #expect(try store.organisation(named: "Zweite", in: house, on: connection)?.id == ids[1])
            #expect(try store.organisation(named: "Vierte", in: house, on: connection) == nil)
            #expect(
                try store.organisations(of: house, kind: .library, limit: 9, on: connection).map(\.id)
                    == [ids[0], ids[2]])
            #expect(
                try store.organisations(of: house, after: ids[0], limit: 1, on: connection).map(\.id) == [ids[1]])
            #expect(try store.organisations(of: HouseID(4), limit: 9, on: connection).map(\.id) == [foreign])
        }
    }

    @Test("have a name", arguments: Engine.available)
    func nameless(engine: Engine) async throws {
        let database = try await database(engine)
        await #expect(throws: StorageError.self) {
            _ = try await database.write { [store, house] connection in
                try store.add(Organisation.Profile(name: ""), to: house, on: connection)
            }
        }
    }
}
