// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Accounts

@Suite("Changing one's e-mail address")
struct EmailChangeTests {
    private let folder: TemporaryFolder
    private let new = "anna.neu@beispiel.example"

    init() throws { folder = try TemporaryFolder() }

    /// A site, and Anna signed in at her browser.
    private func site(_ engine: Engine = .sqlite) async throws -> (TestSite, Browser, PersonID) {
        let site = try TestSite(
            try await Household(engine), ledger: FileErasureLedger(path: folder.path("ledger")))
        let browser = Browser(site)
        try await signIn("anna@beispiel.example", browser, site)
        return (site, browser, try #require(try await person("anna@beispiel.example", site)))
    }

    private func signIn(_ address: String, _ browser: Browser, _ site: TestSite) async throws {
        _ = await browser.post("/anmelden", [("email", address)])
        let path = try #require(try await site.mailedPath())
        try #require(await browser.post(path).status == 303)
    }

    private func person(_ address: String, _ site: TestSite) async throws -> PersonID? {
        let email = try #require(MailAddress(address))
        return try await site.house.database.read { try site.house.people.find(email: email, on: $0) }
    }

    /// Asks for the change and returns the path of the link.
    private func ask(_ browser: Browser, _ site: TestSite, _ address: String? = nil) async throws -> String {
        let asked = await browser.post("/konto/email", [("email", address ?? new)])
        try #require(asked.location == "/konto/email/unterwegs")
        #expect(await browser.get("/konto/email/unterwegs").status == 200)
        return try #require(try await site.mailedPath(below: "/konto/email/"))
    }

    @Test("the button behind the link makes the change, once", arguments: Engine.available)
    func change(engine: Engine) async throws {
        let (site, browser, person) = try await site(engine)
        #expect(await browser.get("/konto").body.contains("href=\"/konto/email\""))
        #expect(await browser.get("/konto/email").body.contains("anna@beispiel.example"))
        let path = try await ask(browser, site)
        let mails = site.mailbox.messages.suffix(2)
        let link = try #require(mails.first { $0.to.address.value == new })
        let notice = try #require(mails.first { $0.to.address == anna })
        #expect(link.text.contains(path) && !notice.text.contains(path) && !notice.text.contains(new))

        let page = await browser.get(path)
        #expect(page.status == 200 && page.body.contains(new))
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(try await site.house.contact(person)?.email == anna, "looking changes nothing")

        #expect(await browser.post(path).location == "/konto?gespeichert=email")
        #expect(try await site.house.contact(person)?.email?.value == new)
        #expect(try await self.person(new, site) == person)
        #expect(try await self.person("anna@beispiel.example", site) == nil)
        #expect(await browser.post(path).status == 410)
        #expect(await browser.get(path).status == 410)

        let again = Browser(site)
        try await signIn(new, again, site)
        #expect(await again.get("/konto").body.contains(new))
    }

    @Test("of many who press at once, one makes the change", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let (site, browser, _) = try await site(engine)
        let path = try await ask(browser, site)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { await browser.post(path).status } }
            return await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
        }
        #expect(statuses == [303] + Array(repeating: 410, count: 5))
    }

    @Test("the link holds for an hour", arguments: [(59, 303), (60, 410), (60 * 24 * 2, 410)] as [(Int64, Int)])
    func expiry(minutes: Int64, status: Int) async throws {
        let (site, browser, _) = try await site()
        let path = try await ask(browser, site)
        site.house.time.advance(.minutes(minutes))
        #expect(await browser.post(path).status == status)
    }

    @Test("nobody is told that the address is somebody else's before they read mail there", arguments: Engine.available)
    func taken(engine: Engine) async throws {
        let (site, browser, person) = try await site(engine)
        let other = Browser(site)
        try await signIn("berta@beispiel.example", other, site)
        let path = try await ask(browser, site, "Berta@beispiel.example")
        #expect(site.mailbox.messages.contains { $0.to.address.value == "Berta@beispiel.example" })
        #expect(await browser.get(path).status == 200)
        let pressed = await browser.post(path)
        #expect(pressed.status == 409 && pressed.body.contains("Ihre Adresse wurde nicht geändert"))
        #expect(try await site.house.contact(person)?.email == anna)
        #expect(await browser.get("/konto").status == 200)
        #expect(await other.get("/konto").body.contains("berta@beispiel.example"))
    }

    @Test("the link does nothing outside the account that asked for it", arguments: Engine.available)
    func bound(engine: Engine) async throws {
        let (site, browser, person) = try await site(engine)
        let path = try await ask(browser, site)
        let guest = Browser(site)
        let page = await guest.get(path)
        #expect(page.status == 200 && page.body.contains("zuerst in dem Konto an"))
        #expect(!page.body.contains(new) && !page.body.contains("anna@beispiel.example"))
        #expect(await guest.post(path).status == 401)
        try await signIn("berta@beispiel.example", guest, site)
        #expect(await guest.get(path).body.contains("zuerst in dem Konto an"))
        #expect(await guest.post(path).status == 410)
        #expect(try await site.house.contact(person)?.email == anna)
        #expect(await browser.post(path).status == 303, "another's try does not use the link up")
    }

    @Test("ends other sessions, other changes and links to the old address", arguments: Engine.available)
    func ends(engine: Engine) async throws {
        let (site, browser, _) = try await site(engine)
        let other = Browser(site)
        try await signIn("anna@beispiel.example", other, site)
        let rival = try await ask(browser, site, "anna.anders@beispiel.example")
        let path = try await ask(browser, site)
        _ = await Browser(site).post("/anmelden", [("email", "anna@beispiel.example")])
        let old = try #require(try await site.mailedPath())
        #expect(await browser.post(path).status == 303)
        #expect(await other.get("/konto").status == 303)
        #expect(await browser.get("/konto").status == 200)
        #expect(await Browser(site).post(old).status == 410)
        #expect(await browser.post(rival).status == 410)
    }

    @Test("what cannot be an address, or is one's own, is refused at the field")
    func refused() async throws {
        let (site, browser, _) = try await site()
        let before = site.mailbox.messages.count
        let typo = await browser.post("/konto/email", [("email", "anna.neu")])
        #expect(typo.status == 422 && typo.body.contains("value=\"anna.neu\""))
        #expect(typo.body.contains("<a href=\"#f-email\">Ihre neue E-Mail-Adresse – "))
        #expect(await browser.post("/konto/email", [("email", "Anna@beispiel.example")]).status == 422)
        _ = try await site.lastMail()
        #expect(site.mailbox.messages.count == before)
    }

    @Test("five links an hour are enough")
    func limits() async throws {
        let (site, browser, _) = try await site()
        for number in 1...5 { _ = try await ask(browser, site, "anna\(number)@beispiel.example") }
        #expect(await browser.post("/konto/email", [("email", new)]).status == 429)
        let other = Browser(site)
        try await signIn("berta@beispiel.example", other, site)
        #expect(await other.post("/konto/email", [("email", new)]).status == 303)
    }

    @Test("an erased account leaves nothing of it", arguments: Engine.available)
    func erasure(engine: Engine) async throws {
        let (site, browser, _) = try await site(engine)
        let path = try await ask(browser, site)
        #expect(await browser.post("/konto/loeschung").status == 200)
        #expect(try await site.house.database.read { try !$0.exists("SELECT 1 AS one FROM email_change") })
        #expect(await browser.get(path).status == 410)
    }
}
