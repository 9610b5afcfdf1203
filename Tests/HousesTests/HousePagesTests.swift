// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Storage
import Testing

@testable import Houses
@testable import Web

@Suite("First pages")
struct HousePagesTests {
    @Test("of a house greet with its claim, its hours and the doors that it has")
    func home() async throws {
        let site = try await TestSite(sections: [.rooms, .lab])
        let id = try await site.add("beispiel")
        try await site.furnish(id) { house in
            house.claim = LocalizedText([.german: "Für alle da"])
            house.lead = LocalizedText([.german: "Kommen Sie herein."])
            house.opening = OpeningHours(1...1, from: 10, to: 19)
            house.modules = ["rooms"]
        }
        let page = await site.get("/beispiel")
        #expect(page.status == 200)
        #expect(page.text.contains("<h1>Für alle da</h1>"))
        #expect(page.text.contains("Kommen Sie herein. Heute bis 19:00 Uhr geöffnet."))
        #expect(page.text.contains("href=\"/beispiel/raeume\""))
        #expect(!page.text.contains("/beispiel/labor"))
    }

    @Test("of a house that is closed on public holidays name the next one, and the day itself")
    func holidays() async throws {
        let site = try await TestSite()
        let id = try await site.add("beispiel")
        try await site.furnish(id) { house in
            house.opening = OpeningHours(1...6, from: 10, to: 19)
            house.federalState = .saxony
        }
        let page = await site.get("/beispiel").text
        #expect(page.contains("An Feiertagen geschlossen, das nächste Mal: "))
        #expect(page.contains("25. Dezember 2026") && page.contains("(Erster Weihnachtstag)"))
        try await site.furnish(id) { $0.federalState = nil }
        #expect(!(await site.get("/beispiel").text.contains("Weihnachtstag")))
    }

    @Test("of the platform lead from the top to a panel that people come for, and show its column first")
    func shortcuts() throws {
        let texts = try Catalogue([WebCatalogue.source, HousesCapability.catalogue]).texts(in: .german)
        let narrow = Panel(
            title: TextUse(.platformTitle), content: "<p>Netz</p>", isWide: false, shortcut: TextUse(.whomToAsk))
        let wide = Panel(title: TextUse(.visitUs), content: "<p>Programm</p>", isWide: true)
        func home(_ panels: [Panel]) -> String {
            let page = PlatformPages.home([], panels: panels, language: .german)
            return String(decoding: page.content.rendered(with: texts), as: UTF8.self)
        }
        let first = home([narrow, wide])
        let (shortcut, content, other) = (
            try #require(first.firstRange(of: "<a href=\"#feld-0\">")), try #require(first.firstRange(of: "Netz")),
            try #require(first.firstRange(of: "Programm"))
        )
        #expect(shortcut.lowerBound < content.lowerBound && content.lowerBound < other.lowerBound)
        #expect(first.contains("<h2 id=\"feld-0\">") && first.contains("narrow-first"))
        let last = home([wide, narrow])
        #expect(last.contains("<a href=\"#feld-1\">") && !last.contains("narrow-first"))
    }

    @Test("of a house without any furniture still say where one is")
    func emptyHouse() async throws {
        let site = try await TestSite()
        _ = try await site.add("beispiel", name: "Leeres Haus")
        let page = await site.get("/beispiel", in: .arabic)
        #expect(page.status == 200)
        #expect(page.text.contains("<h1><span lang=\"de\" dir=\"ltr\">Leeres Haus</span></h1>"))
        #expect(!page.text.contains("class=\"doors\"") && !page.text.contains("class=\"lead\""))
    }

    @Test("never turn what a house says into markup")
    func hostileNames() async throws {
        let site = try await TestSite()
        let attack = "\"><script>alert(1)</script>"
        let id = try await site.add("beispiel", name: attack)
        try await site.furnish(id) { house in
            for path in [\House.claim, \.lead, \.openingNote, \.imprint, \.privacy, \.accessibility] {
                house[keyPath: path] = LocalizedText([.german: attack])
            }
            house.address = HouseAddress(
                street: attack, postalCode: attack, city: attack, note: LocalizedText([.german: attack]))
            house.email = attack
            house.phone = attack
            house.contacts = [HouseContact(function: LocalizedText([.german: attack]), email: attack, phone: attack)]
        }
        for path in ["/", "/beispiel", "/beispiel/impressum", "/beispiel/datenschutz", "/beispiel/barrierefreiheit"] {
            let page = await site.get(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("<script>"), "\(path)")
            #expect(page.text.contains("&lt;script&gt;"), "\(path)")
        }
    }

    @Test("of a server with one house are that house's; with none or several, the platform's")
    func root() async throws {
        let site = try await TestSite()
        #expect(await site.get("/").text.contains("Noch kein Haus"))
        _ = try await site.add("erstes", name: "Erstes Haus")
        #expect(await site.get("/").text.contains("<h1>Erstes Haus</h1>"))
        _ = try await site.add("zweites", name: "Zweites Haus")
        let both = await site.get("/")
        #expect(both.text.contains("<h1>Stadtzimmer</h1>"))
        #expect(both.text.contains("href=\"/erstes\"") && both.text.contains("href=\"/zweites\""))
    }

    @Test("of houses that do not exist do not exist", arguments: ["/unbekannt", "/unbekannt/impressum", "/%00", "/.."])
    func unknownHouse(path: String) async throws {
        let site = try await TestSite()
        _ = try await site.add("beispiel")
        #expect(await site.get(path).status == 404)
    }

    @Test("say on a model house that it is one")
    func demonstration() async throws {
        let site = try await TestSite(sections: [.rooms])
        _ = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        #expect(await site.get("/leipzigzimmer").text.contains("class=\"demo\""))
        #expect(await site.get("/leipzigzimmer", in: .arabic).text.contains("dir=\"rtl\""))
    }
}
