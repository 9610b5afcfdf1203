// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Accounts

@Suite struct PeopleTests {
    @Test("a person is found again by address, however it is written", arguments: Engine.available)
    func found(engine: Engine) async throws {
        let house = try await Household(engine)
        let first = try await house.enter("Anna Beispiel", anna, phone: "0341 12345")
        let second = try await house.enter(nil, MailAddress(" ANNA@Beispiel.example "))
        #expect(first == second)
        #expect(
            try await house.contact(first)
                == Contact(name: "Anna Beispiel", email: anna, phone: "0341 12345", language: .german))
        let phoned = try await house.database.read { try house.people.find(phone: "+49 341/12345", on: $0) }
        #expect(phoned == [first])
    }

    @Test(
        "whoever is known by a number alone is found by it, whoever has an address is not", arguments: Engine.available)
    func foundByPhone(engine: Engine) async throws {
        let house = try await Household(engine)
        let withAddress = try await house.enter("Anna", anna, phone: "0341 12345")
        let withNumber = try await house.enter("Berta", nil, phone: "0341 12345")
        #expect(withAddress != withNumber)
        #expect(try await house.enter(nil, nil, phone: "0049 (341) 12345") == withNumber)
        #expect(try await house.enter("Carla", nil) != house.enter("Carla", nil))
    }

    @Test("what a guest types does not alter a known person until the address is proved", arguments: Engine.available)
    func guestAltersNothing(engine: Engine) async throws {
        let house = try await Household(engine)
        let person = try await house.enter("Anna", anna)
        try await house.confirm(person)
        _ = try await house.enter("Mallory", anna, phone: "666 666", language: .arabic)
        #expect(try await house.contact(person) == Contact(name: "Anna", email: anna, phone: nil, language: .german))
        try await house.confirm(person)
        #expect(
            try await house.contact(person)
                == Contact(name: "Mallory", email: anna, phone: "666 666", language: .arabic))
    }

    @Test("of two who type differently in one person's name, neither is believed", arguments: Engine.available)
    func contested(engine: Engine) async throws {
        let house = try await Household(engine)
        let person = try await house.enter("Anna", anna)
        try await house.confirm(person)
        _ = try await house.enter("Mallory", anna)
        _ = try await house.enter("Anna B.", anna)
        try await house.confirm(person)
        #expect(try await house.contact(person)?.name == "Anna")
    }

    @Test("contacts of many come at once, without those who are forgotten", arguments: Engine.available)
    func many(engine: Engine) async throws {
        let house = try await Household(engine)
        let first = try await house.enter("Anna", anna)
        let second = try await house.enter("Berta", berta)
        try await house.database.write { try house.people.erase(first, now: house.time.now, on: $0) }
        let contacts = try await house.database.read {
            try house.people.contacts(of: [first, second, PersonID(99)], on: $0)
        }
        #expect(contacts.mapValues(\.name) == [second: "Berta"])
    }

    @Test("what is sealed for a person opens until they are forgotten", arguments: Engine.available)
    func sealing(engine: Engine) async throws {
        let house = try await Household(engine)
        let person = try await house.enter("Anna", anna)
        let words = Data("Wir bringen Kuchen mit.".utf8)
        let (sealed, own) = try await house.database.write { connection in
            (
                try house.people.seal(words, for: person, on: connection),
                try house.people.seal(words, for: nil, on: connection)
            )
        }
        #expect(try await house.database.read { try house.people.open(sealed, of: person, on: $0) } == words)
        #expect(try await house.database.read { try house.people.open(own, of: nil, on: $0) } == words)
        try await house.database.write { try house.people.erase(person, now: house.time.now, on: $0) }
        await #expect(throws: MailPorts.Erased.self) {
            try await house.database.read { try house.people.open(sealed, of: person, on: $0) }
        }
        await #expect(throws: MailPorts.Erased.self) {
            try await house.database.write { try house.people.seal(words, for: person, on: $0) }
        }
    }

    @Test("roles are given once and taken away", arguments: Engine.available)
    func roles(engine: Engine) async throws {
        let house = try await Household(engine)
        let person = try await house.enter("Anna", anna)
        let place = ItemReference.house(HouseID(1))
        let people = house.people
        try await house.database.write { connection in
            try people.grant(.staff, in: place, to: person, on: connection)
            try people.grant(.staff, in: place, to: person, on: connection)
            try people.grant(.admin, in: .server, to: person, on: connection)
        }
        let grants = try await house.database.read { try people.grants(of: person, on: $0) }
        #expect(grants == [Grant(role: .staff, scope: place), Grant(role: .admin, scope: .server)])
        #expect(try await house.database.read { try people.people(with: place, on: $0).map(\.person) } == [person])
        try await house.database.write { try people.revoke(.staff, in: place, from: person, on: $0) }
        #expect(try await house.database.read { try people.people(with: place, on: $0).isEmpty })
    }

    @Test("of many who come at once with one address, one person is made", arguments: Engine.available)
    func rivals(engine: Engine) async throws {
        let house = try await Household(engine)
        let ids = try await withThrowingTaskGroup(of: PersonID.self) { group in
            for number in 0..<12 { group.addTask { try await house.enter("Anna \(number)", anna) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }
}
