// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Accounts

@Suite struct AdministrationTests {
    private func site(_ engine: Engine) async throws -> TestSite {
        let folder = try TemporaryFolder()
        return try TestSite(try await Household(engine), ledger: FileErasureLedger(path: folder.path("ledger")))
    }

    @Test("a person is added, gets another role later, and signs in with the printed link", arguments: Engine.available)
    func add(engine: Engine) async throws {
        let site = try await site(engine)
        let email = try #require(anna)
        let first = try await site.administration.addPerson(email: email, name: "Anna", role: .admin)
        let second = try await site.administration.addPerson(
            email: email, name: "Mallory", role: .staff, scope: .house(HouseID(2)))
        #expect(first != second)
        let browser = Browser(site)
        site.house.time.advance(.hours(23))
        #expect(await browser.post(first.value).status == 303)
        let session = try #require(browser.session)
        let visitor = try #require(try await site.sessions.visitor(session: session, now: site.house.time.now))
        #expect(visitor.isAdmin && visitor.grants.count == 2)
        _ = try await site.administration.addPerson(email: email, name: "Eve")
        #expect(try await site.house.contact(visitor.person)?.name == "Mallory")
        site.house.time.advance(.hours(1))
        #expect(await Browser(site).post(second.value).status == 410)
    }

    @Test("a role in the wrong kind of place is refused", arguments: Engine.available)
    func wrongScope(engine: Engine) async throws {
        let site = try await site(engine)
        let email = try #require(anna)
        await #expect(throws: StorageError.self) {
            try await site.administration.addPerson(email: email, name: nil, role: .staff, scope: .server)
        }
        #expect(try await site.house.database.read { try site.house.people.find(email: email, on: $0) } == nil)
    }

    @Test("export and erasure work by address", arguments: Engine.available)
    func exportAndErase(engine: Engine) async throws {
        let site = try await site(engine)
        let email = try #require(anna)
        _ = try await site.house.enter("Anna", email)
        #expect(try await site.administration.export(email: email)["person"]?["name"] == "Anna")
        try await site.administration.erase(email: email)
        #expect(try await site.administration.reapplyErasures() == 0)
        await #expect(throws: Rejection.self) { try await site.administration.export(email: email) }
    }

    @Test(
        "a new master key opens everything and the old one nothing; people are found as before",
        arguments: Engine.available)
    func rotation(engine: Engine) async throws {
        let keys = Vault.Keys.random()
        let old = Vault(keys)
        let new = Vault(Vault.Keys(master: Vault.Keys.random().master, lookup: keys.lookup))
        let site = try await site(engine)
        let database = site.house.database
        let people = People(vault: old, clock: site.house.time.clock)
        #expect(try await Administration.fits(old, database))
        let email = try #require(anna)
        let (person, sealed) = try await database.write { connection in
            (
                try people.enter(name: "Anna", email: email, phone: nil, language: .german, on: connection),
                try people.seal(Data("Brief".utf8), for: nil, on: connection)
            )
        }
        #expect(try await site.administration.rotateMasterKey(from: old, to: new) == 2)
        #expect(try await Administration.fits(new, database))
        #expect(try await !Administration.fits(old, database))
        let after = People(vault: new, clock: site.house.time.clock)
        #expect(try await database.read { try after.find(email: email, on: $0) } == person)
        #expect(try await database.read { try after.contact(of: person, on: $0) }?.name == "Anna")
        #expect(try await database.read { try after.open(sealed, of: nil, on: $0) } == Data("Brief".utf8))
        await #expect(throws: Vault.CannotOpen.self) {
            try await database.read { try people.contact(of: person, on: $0) }
        }
    }

    @Test("keys become words and keys again")
    func words() throws {
        #expect(RecoveryWords.words.count == 256)
        #expect(Set(RecoveryWords.words.map { $0.prefix(4) }).count == 256)
        for _ in 0..<20 {
            let keys = Vault.Keys.random()
            let words = RecoveryWords.encode(keys)
            #expect(words.count == 66)
            #expect(try RecoveryWords.decode(words.joined(separator: " ")) == keys)
            let sloppy = words.enumerated().map { "\($0 + 1). \($1.prefix(4).uppercased())" }.joined(separator: "\n")
            #expect(try RecoveryWords.decode(sloppy) == keys)
        }
    }

    @Test("a slip of the pen is noticed")
    func slip() throws {
        let bytes = Data((0..<32).map { UInt8($0) })
        var words = RecoveryWords.encode(Vault.Keys(master: bytes, lookup: bytes))
        #expect(throws: RecoveryWords.Failure.count(65)) {
            try RecoveryWords.decode(words.dropLast().joined(separator: " "))
        }
        words.swapAt(3, 4)
        #expect(throws: RecoveryWords.Failure.checksum) { try RecoveryWords.decode(words.joined(separator: " ")) }
        words[9] = "xylofon"
        #expect(throws: RecoveryWords.Failure.unknown(10, "xylofon")) {
            try RecoveryWords.decode(words.joined(separator: " "))
        }
    }

    @Test("the words of all texts are there in German and English, with the same slots")
    func texts() throws {
        let catalogue = try Catalogue([AccountsCapability.catalogue])
        #expect(catalogue.missing(in: .english) == [])
        #expect(catalogue.surplus(in: .english) == [])
        for key in catalogue.missing(in: .arabic) {
            #expect(catalogue.slots(of: key, in: .german) == catalogue.slots(of: key, in: .english), "\(key)")
        }
    }
}
