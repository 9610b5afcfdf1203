// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Accounts

@Suite struct ErasureTests {
    @Test("the files of the database tell nothing of anybody, before and after")
    func bytes() async throws {
        let folder = try TemporaryFolder()
        let house = try await Household(database: SQLiteDatabase(path: folder.path("test.sqlite")))
        let person = try await house.enter("Anna Beispiel", anna, phone: "0341 12345")
        for trace in ["Anna", "Beispiel", "beispiel.example", "12345"] {
            #expect(try folder.content().range(of: Data(trace.utf8)) == nil, "\(trace)")
        }
        #expect(try folder.content().range(of: Data("CREATE TABLE person".utf8)) != nil)
        let hash = house.people.hash(of: try #require(anna))
        #expect(try folder.content().range(of: Data(hash.utf8)) != nil)
        let ledger = FileErasureLedger(path: folder.path("ledger"))
        try await house.erasure(ledger).erase(person)
        #expect(try folder.content().range(of: Data(hash.utf8)) == nil)
    }

    @Test("a forgotten person leaves nothing, and comes back as somebody new", arguments: Engine.available)
    func forgotten(engine: Engine) async throws {
        let house = try await Household(engine)
        let folder = try TemporaryFolder()
        let person = try await house.enter("Anna", anna, phone: "0341 12345")
        let told = Mutex<[PersonID]>([])
        let ports = AccountsPorts(
            exportOthers: { _, _ in [:] }, eraseOthers: { person, _, _ in told.withLock { $0.append(person) } },
            place: { _, _ in nil }, ledger: FileErasureLedger(path: folder.path("ledger")))
        try await house.database.write { try house.people.grant(.admin, in: .server, to: person, on: $0) }
        let erasure = Erasure(database: house.database, people: house.people, ports: ports)
        try await erasure.erase(person)
        try await erasure.erase(person)
        #expect(try await house.contact(person) == nil)
        #expect(told.withLock { $0 } == [person])
        #expect(try await house.database.read { try house.people.grants(of: person, on: $0).isEmpty })
        #expect(try await house.database.read { try house.people.find(phone: "0341 12345", on: $0).isEmpty })
        #expect(try await house.enter("Anna", anna) != person)
    }

    @Test("what was forgotten is forgotten again after a restored backup")
    func restored() async throws {
        let folder = try TemporaryFolder()
        let ledger = FileErasureLedger(path: folder.path("ledger"))
        let house = try await Household(database: SQLiteDatabase(path: folder.path("test.sqlite")))
        let person = try await house.enter("Anna", anna)
        let other = try await house.enter("Berta", berta)
        try await house.database.backup(to: folder.path("backup.sqlite"))
        try await house.erasure(ledger).erase(person)

        let restored = try SQLiteDatabase(path: folder.path("backup.sqlite"))
        let erasure = Erasure(database: restored, people: house.people, ports: .alone(ledger))
        #expect(try await restored.read { try house.people.contact(of: person, on: $0) } != nil)
        #expect(try await erasure.reapply() == 1)
        #expect(try await restored.read { try house.people.contact(of: person, on: $0) } == nil)
        #expect(try await restored.read { try house.people.contact(of: other, on: $0) }?.name == "Berta")
        #expect(try await erasure.reapply() == 0)
    }

    @Test("the ledger stands before the transaction, so that a crash between the two forgets nobody's wish")
    func crash() async throws {
        struct Crash: Error {}
        let folder = try TemporaryFolder()
        let ledger = FileErasureLedger(path: folder.path("ledger"))
        let house = try await Household(.sqlite)
        let person = try await house.enter("Anna", anna)
        let failing = AccountsPorts(
            exportOthers: { _, _ in [:] }, eraseOthers: { _, _, _ in throw Crash() }, place: { _, _ in nil },
            ledger: ledger)
        await #expect(throws: Crash.self) {
            try await Erasure(database: house.database, people: house.people, ports: failing).erase(person)
        }
        #expect(try await house.contact(person) != nil)
        #expect(try await house.erasure(ledger).reapply() == 1)
        #expect(try await house.contact(person) == nil)
    }

    @Test("a ledger survives a line that a crash cut off, and is readable by its owner alone")
    func tornLedger() async throws {
        let folder = try TemporaryFolder()
        let ledger = FileErasureLedger(path: folder.path("ledger"))
        #expect(try await ledger.keyIDs() == [])
        let first = SecretToken.random().text
        let second = SecretToken.random().text
        try await ledger.record(first, at: Instant(seconds: 1))
        let file = try FileHandle(forWritingTo: folder.url.appending(path: "ledger"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("0123abc".utf8))
        try file.close()
        try await ledger.record(second, at: Instant(seconds: 2))
        #expect(try await ledger.keyIDs() == [first, second])
        let rights = try FileManager.default.attributesOfItem(atPath: folder.path("ledger"))[.posixPermissions]
        #expect(rights as? Int == 0o600)
    }

    @Test("a ledger in the database remembers each key once", arguments: Engine.available)
    func table(engine: Engine) async throws {
        let house = try await Household(engine)
        let ledger = TableErasureLedger(house.database)
        let key = SecretToken.random().text
        try await ledger.record(key, at: house.time.now)
        try await ledger.record(key, at: house.time.now)
        #expect(try await ledger.keyIDs() == [key])
    }
}
