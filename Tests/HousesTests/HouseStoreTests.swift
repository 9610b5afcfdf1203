// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Houses

@Suite("Houses in the database")
struct HouseStoreTests {
    @Test("come back as they were written", arguments: Engine.available)
    func roundTrip(engine: Engine) async throws {
        let site = try await TestSite(engine)
        let id = try await site.add("beispiel")
        try await site.furnish(id) { house in
            house.name = LocalizedText([.german: "Haus <b>", .arabic: "بيت"])
            house.claim = LocalizedText([.easyGerman: "Für alle"])
            house.accent = "#c4006e"
            house.zone = TimeZone(identifier: "Asia/Kathmandu") ?? .gmt
            house.address = HouseAddress(
                street: "Straße 1", postalCode: "04107", city: "Leipzig", note: LocalizedText([.english: "First floor"])
            )
            house.email = "haus@beispiel.example"
            house.website = Link(external: "https://beispiel.example/?a=b&c=d")
            house.socialLinks = [Link(external: "https://netz.example/@haus")].compactMap(\.self)
            house.opening = OpeningHours(1...6, from: 10, to: 24)
            house.federalState = .thuringia
            house.contacts = [
                HouseContact(function: LocalizedText([.german: "Zweite"]), phone: "0341 1"),
                HouseContact(function: LocalizedText([.german: "Erste"]), email: "erste@beispiel.example"),
            ]
            house.modules = ["rooms", "lab"]
        }
        let house = try #require(try await site.house(id))
        #expect(house.name[.arabic] == "بيت")
        #expect(house.claim.text(for: .german) == "Für alle")
        #expect(house.zone.identifier == "Asia/Kathmandu")
        #expect(house.address.note[.english] == "First floor")
        #expect(house.website?.value == "https://beispiel.example/?a=b&c=d")
        #expect(house.socialLinks.map(\.value) == ["https://netz.example/@haus"])
        #expect(house.opening == OpeningHours(1...6, from: 10, to: 24))
        #expect(house.federalState == .thuringia && house.frame.federalState == .thuringia)
        #expect(house.contacts.map { $0.function.text(for: .german) } == ["Zweite", "Erste"])
        #expect(house.modules == ["rooms", "lab"])
        #expect(house.createdAt == TestSite.monday)
        #expect(!house.isDemo)
    }

    @Test("have each name in URLs once", arguments: Engine.available)
    func slugsAreUnique(engine: Engine) async throws {
        let site = try await TestSite(engine)
        _ = try await site.add("beispiel")
        await #expect { _ = try await site.add("beispiel") } throws: { error in
            (error as? Rejection)?.fields.map(\.field) == ["slug"]
        }
        #expect(try await site.frames.all().count == 1)
    }

    @Test("are handed out in pages", arguments: Engine.available)
    func pages(engine: Engine) async throws {
        let site = try await TestSite(engine)
        for number in 1...3 { _ = try await site.add("haus-\(number)") }
        let first = try await site.database.read { try HouseStore().houses(limit: 2, on: $0) }
        let rest = try await site.database.read { try HouseStore().houses(after: first.last?.id, limit: 2, on: $0) }
        #expect(first.map(\.slug) + rest.map(\.slug) == ["haus-1", "haus-2", "haus-3"])
    }

    @Test("that are kept in memory follow every commit")
    func framesFollow() async throws {
        let site = try await TestSite()
        #expect(try await site.frames.onlyHouse() == nil)
        let id = try await site.add("beispiel")
        #expect(try await site.frames.onlyHouse()?.id == id)
        try await site.furnish(id) { $0.accent = "#c4006e" }
        #expect(try await site.frames.house(named: "beispiel")?.accent == "#c4006e")
        try await site.furnish(id) { house in
            house.address = HouseAddress(street: "Weg 1", postalCode: "04107", city: "Leipzig")
            house.email = "post@beispiel.example"
        }
        let reach = HouseFrame.Reach(street: "Weg 1", place: "04107 Leipzig", email: "post@beispiel.example")
        #expect(try await site.frames.onlyHouse()?.reach == reach)
        #expect(try await site.house(id)?.frame.reach == reach)
        _ = try await site.add("zweites")
        #expect(try await site.frames.onlyHouse() == nil)
        #expect(try await site.frames.house(named: "drittes") == nil)
    }

    @Test("name the organisations behind them once a part", arguments: Engine.available)
    func parties(engine: Engine) async throws {
        let site = try await TestSite(engine)
        let id = try await site.add("beispiel")
        let party = HouseParty(part: .carrier, organisation: ItemReference(kind: "organisation", id: 7))
        let parties = try await site.database.write { connection in
            let store = HousePartyStore()
            try store.add(party, to: id, on: connection)
            try store.add(party, to: id, on: connection)
            try store.add(HouseParty(part: .partner, organisation: party.organisation), to: id, on: connection)
            try store.remove(HouseParty(part: .partner, organisation: party.organisation), from: id, on: connection)
            return try store.parties(of: id, on: connection)
        }
        #expect(parties == [party])
    }
}
