// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Synchronization
import TestSupport
import Web

@testable import Accounts

/// A clock that a test moves.
final class TestClock: Sendable {
    private let instant = Mutex(Instant(seconds: 1_800_000_000))

    var now: Instant { instant.withLock { $0 } }
    var clock: Clock { Clock { self.now } }

    func advance(_ span: Span) { instant.withLock { $0 = $0 + span } }
}

/// A database with the tables of Accounts, and what works on it.
struct Household: Sendable {
    let time = TestClock()
    let vault = Vault(.random())
    let database: any Database
    let people: People

    init(_ engine: Engine) async throws {
        try await self.init(database: engine.makeDatabase())
    }

    init(database: any Database) async throws {
        self.database = database
        people = People(vault: vault, clock: time.clock)
        try await database.migrate(
            JobStore.migrations + MailMigrations.all + AccountsMigrations.all, clock: time.clock)
    }

    func enter(
        _ name: String?, _ email: MailAddress?, phone: String? = nil, language: Language = .german
    ) async throws -> PersonID {
        try await database.write { [people] in
            try people.enter(name: name, email: email, phone: phone, language: language, on: $0)
        }
    }

    func confirm(_ person: PersonID) async throws {
        try await database.write { [people, time] in try people.confirm(person, now: time.now, on: $0) }
    }

    func contact(_ person: PersonID) async throws -> Contact? {
        try await database.read { [people] in try people.contact(of: person, on: $0) }
    }

    func erasure(_ ledger: any ErasureLedger) -> Erasure {
        Erasure(database: database, people: people, ports: .alone(ledger))
    }
}

extension AccountsPorts {
    /// Nobody else holds anything.
    static func alone(_ ledger: any ErasureLedger) -> AccountsPorts {
        AccountsPorts(
            exportOthers: { _, _ in [:] }, eraseOthers: { _, _, _ in }, place: { _, _ in nil }, ledger: ledger)
    }
}

/// A folder of one test.
struct TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// All bytes of all files.
    func content() throws -> Data {
        try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
    }
}

let anna = MailAddress("anna@beispiel.example")
let berta = MailAddress("berta@beispiel.example")
