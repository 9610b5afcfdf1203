// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Houses
@testable import Web

@Suite("What the law asks for")
struct LegalTests {
    @Test("stands on pages of each house and of the platform", arguments: LegalPage.allCases)
    func pages(page: LegalPage) async throws {
        let site = try await TestSite()
        _ = try await site.add("beispiel")
        for language in Language.allCases {
            #expect(await site.get("/\(page.rawValue)", in: language).status == 200)
            #expect(await site.get("/beispiel/\(page.rawValue)", in: language).status == 200)
        }
    }

    @Test("says that an imprint is missing, and no longer when there is one")
    func imprint() async throws {
        let site = try await TestSite()
        let id = try await site.add("beispiel")
        #expect(await site.get("/beispiel/impressum").text.contains("class=\"notice\""))
        try await site.furnish(id) { $0.imprint = LocalizedText([.german: "Erste\nZeile\n\nZweiter Absatz"]) }
        let page = await site.get("/beispiel/impressum").text
        #expect(!page.contains("class=\"notice\""))
        #expect(page.contains("<p dir=\"auto\">Erste<br>Zeile</p><p dir=\"auto\">Zweiter Absatz</p>"))
    }

    @Test("takes reports of barriers, tells the house, and says what happens next", arguments: Engine.available)
    func report(engine: Engine) async throws {
        let site = try await TestSite(engine)
        let id = try await site.add("beispiel")
        try await site.furnish(id) { $0.email = "haus@beispiel.example" }
        let sent = await site.post(
            "/beispiel/barriere-melden",
            [
                ("description", "Der Knopf hat keinen Namen"), ("page", "/beispiel/raeume"),
                ("email", "gast@beispiel.example"), ("website", ""),
            ])
        #expect(sent.status == 303)
        #expect(await site.get(try #require(sent.location)).text.contains("class=\"confirmation\""))
        #expect(try await mails(site) == 1)

        let moderator = site.people.session(.moderator, in: id)
        let desk = await site.get("/beispiel/schreibtisch", as: moderator).text
        #expect(desk.contains("Der Knopf hat keinen Namen") && desk.contains("gast@beispiel.example"))
        let settlement = try #require(desk.firstMatch(of: #/action="([^"]+erledigung)"/#)?.1)
        let stranger = site.people.session(.manager, in: try await site.add("zweites"))
        #expect(
            await site.post(String(settlement).replacing("beispiel", with: "zweites"), [], as: stranger).status == 404)
        #expect(await site.post(String(settlement), [], as: moderator).status == 303)
        #expect(await site.get("/beispiel/schreibtisch", as: moderator).text.contains("class=\"empty\""))
        #expect(await site.post(String(settlement), [], as: moderator).status == 404)
    }

    @Test("takes reports without an address, and on the platform's own pages")
    func anonymous() async throws {
        let site = try await TestSite()
        let sent = await site.post("/barriere-melden", [("description", "Zu klein"), ("page", "")])
        #expect(sent.location == "/barriere-melden?gemeldet=1")
        #expect(try await mails(site) == 0)
        let admin = site.people.session(.admin, in: nil)
        let desk = await site.get("/plattform", as: admin).text
        #expect(desk.contains("Zu klein"))
        let settlement = try #require(desk.firstMatch(of: #/action="([^"]+erledigung)"/#)?.1)
        #expect(await site.post(String(settlement), [], as: admin).status == 303)
        #expect(!(await site.get("/plattform", as: admin).text.contains("Zu klein")))
    }

    @Test(
        "refuses reports that say nothing, come from a program, or name no address",
        arguments: [
            [("description", " "), ("page", "/x")], [("description", "Text"), ("website", "spam")],
            [("description", "Text"), ("email", "keine")],
        ])
    func refused(fields: [(String, String)]) async throws {
        let site = try await TestSite()
        _ = try await site.add("beispiel")
        let page = await site.post("/beispiel/barriere-melden", fields)
        #expect(page.status == 422)
        #expect(page.text.contains("class=\"error-summary\""))
        let open = try await site.database.read { try BarrierReportStore().open(of: nil, on: $0) }
        #expect(open.isEmpty)
    }

    @Test(
        "offers the page that somebody comes from, if it is one of ours",
        arguments: [
            ("/beispiel/raeume", true), ("https://boese.example", false), ("//boese.example", false),
        ])
    func origin(page: String, isKept: Bool) async throws {
        let site = try await TestSite()
        let form = await site.get("/barriere-melden?seite=\(page.percentEncoded)").text
        #expect(form.contains("value=\"\(page)\"") == isKept)
    }

    @Test("forgets the reports of somebody who is forgotten, and shows them before", arguments: Engine.available)
    func erasure(engine: Engine) async throws {
        let site = try await TestSite(engine)
        _ = await site.post(
            "/barriere-melden", [("description", "Mein Name ist …"), ("email", "gast@beispiel.example")])
        let person = try #require(site.people.person("gast@beispiel.example"))
        let held = try await site.database.read { [capability = site.capability] in
            try capability.export(person, on: $0)
        }
        #expect(held["barrier_reports"] != nil)
        try await site.database.write { [capability = site.capability] in
            try capability.erase(person, now: TestSite.monday, on: $0)
        }
        let left = try await site.database.read { try BarrierReportStore().open(of: nil, on: $0) }
        #expect(left.isEmpty)
    }

    @Test("of the platform is written by the administrator alone")
    func platform() async throws {
        let site = try await TestSite()
        let id = try await site.add("beispiel")
        let admin = site.people.session(.admin, in: nil)
        #expect(await site.get("/plattform", as: site.people.session(.manager, in: id)).status == 403)
        #expect(await site.get("/plattform").status == 303)
        #expect(await site.post("/plattform", [("email", "keine")], as: admin).status == 422)
        let saved = await site.post("/plattform", [("imprint.de", "Betreiberin: Beispielstadt")], as: admin)
        #expect(saved.status == 303)
        #expect(await site.get("/impressum").text.contains("Betreiberin: Beispielstadt"))
    }

    private func mails(_ site: TestSite) async throws -> Int {
        try await site.database.read { try $0.row("SELECT COUNT(*) AS n FROM mail_outbox").map { try $0["n"] } ?? 0 }
    }
}
