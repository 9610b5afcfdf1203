// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Houses

@Suite("The model houses")
struct DemoHousesTests {
    @Test("fill an empty database", arguments: Engine.available)
    func fill(engine: Engine) async throws {
        let site = try await TestSite(engine)
        let ids = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        #expect(Set(ids.keys) == ["leipzigzimmer", "librarylab", "smart-city-lab", "leipziger-osten"])
        for (slug, id) in ids {
            let house = try #require(try await site.house(id))
            #expect(house.slug == slug)
            #expect(house.isDemo)
            let page = await site.get("/\(slug)")
            #expect(page.status == 200)
            #expect(page.text.contains("id=\"dahinter\""))
        }
    }

    @Test("speak German and English everywhere, all languages in what greets", arguments: DemoHouse.all)
    func texts(model: DemoHouse) async throws {
        let site = try await TestSite()
        let id = try await site.database.write { [capability = site.capability] connection in
            try capability.fillDemo(on: connection)[model.slug]
        }
        let known = try #require(id)
        let house = try #require(try await site.house(known))
        let all =
            [
                house.name, house.claim, house.lead, house.address.note, house.openingNote, house.imprint,
                house.privacy,
                house.accessibility,
            ] + house.contacts.map(\.function)
        for text in all { #expect(text[.german] != nil && text[.english] != nil) }
        for text in [house.claim, house.lead, house.openingNote] {
            #expect(text.texts.count == Language.allCases.count)
        }
    }

    @Test("name functions and addresses that lead nowhere", arguments: DemoHouse.all)
    func addresses(model: DemoHouse) {
        for address in [model.email] + model.contacts.compactMap(\.email) { #expect(address.hasSuffix(".example")) }
        #expect(model.contacts.allSatisfy { $0.phone == nil })
    }
}
