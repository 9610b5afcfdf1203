// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Mail
import Storage
import TestSupport
import Testing

@testable import Accounts
@testable import Web

@Suite struct AccountTests {
    private let folder: TemporaryFolder
    private let ledger: FileErasureLedger
    private let password = "Tinte Waffel Orkan"

    init() throws {
        folder = try TemporaryFolder()
        ledger = FileErasureLedger(path: folder.path("ledger"))
    }

    /// A site, and Anna of the staff at her browser.
    private func staffed(_ engine: Engine = .sqlite) async throws -> (TestSite, Browser) {
        let site = try TestSite(try await Household(engine), ledger: ledger)
        let browser = Browser(site)
        try await signIn(browser, site, role: .staff)
        return (site, browser)
    }

    private func signIn(_ browser: Browser, _ site: TestSite, role: Role? = nil) async throws {
        let email = try #require(anna)
        let path = try await site.administration.addPerson(
            email: email, name: "Anna Beispiel", role: role, scope: .house(HouseID(1)))
        try #require(await browser.post(path.value).status == 303)
    }

    @Test("people change what they are called and how they are reached", arguments: Engine.available)
    func details(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        let answer = await browser.post(
            "/konto/angaben", [("name", "Anna B."), ("phone", "0341 12345"), ("language", "ar")])
        #expect(answer.location == "/konto?gespeichert=angaben")
        let email = try #require(anna)
        let found = try await site.house.database.read { try site.house.people.find(email: email, on: $0) }
        let person = try #require(found)
        let contact = try await site.house.contact(person)
        #expect(contact == Contact(name: "Anna B.", email: anna, phone: "0341 12345", language: .arabic))
        let refused = await browser.post("/konto/angaben", [("name", "A"), ("phone", "nie"), ("language", "de")])
        #expect(refused.status == 422)
        #expect(refused.body.contains("value=\"nie\""))
        #expect(try await site.house.contact(person) == contact)
    }

    @Test("sessions are listed and ended, one's own alone", arguments: Engine.available)
    func sessions(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        let phone = Browser(site, agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1")
        try await signIn(phone, site)
        let page = await browser.get("/konto").body
        #expect(page.contains("Safari · iPhone") && page.contains("Firefox · Linux"))
        let path = try #require(
            page.split(separator: "\"").first { $0.hasPrefix("/konto/sitzungen/") && !$0.hasSuffix("sitzungen/ende") })
        let stranger = Browser(site)
        _ = await stranger.post("/anmelden", [("email", "berta@beispiel.example")])
        _ = await stranger.post(try #require(try await site.mailedPath()))
        #expect(await stranger.post(String(path)).status == 404)
        #expect(await phone.get("/konto").status == 200)
        #expect(await browser.post(String(path)).status == 303)
        #expect(await phone.get("/konto").status == 303)
        try await signIn(phone, site)
        #expect(await browser.post("/konto/sitzungen/ende").status == 303)
        #expect(await phone.get("/konto").status == 303)
        #expect(await browser.get("/konto").status == 200)
    }

    @Test("a password signs in, and ten wrong ones close that way for a while", arguments: Engine.available)
    func password(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        let set = await browser.post("/konto/kennwort", [("password", password), ("repeated", password)])
        #expect(set.location == "/konto?gespeichert=kennwort")
        #expect(try await site.lastMail()?.text.contains("neues Kennwort") == true)
        let right = [("email", "anna@beispiel.example"), ("password", password)]
        let wrong = [("email", "anna@beispiel.example"), ("password", "falsch")]
        #expect(await Browser(site).post("/anmelden/kennwort", right).location == "/konto")
        let refused = await Browser(site).post("/anmelden/kennwort", wrong)
        let unknown = await Browser(site).post(
            "/anmelden/kennwort", [("email", "niemand@beispiel.example"), ("password", "falsch")])
        #expect(refused.status == 422 && unknown.status == 422)
        #expect(!refused.body.contains("falsch\""))
        for _ in 0..<9 { _ = await Browser(site).post("/anmelden/kennwort", wrong) }
        #expect(await Browser(site).post("/anmelden/kennwort", right).status == 422)
        site.house.time.advance(.minutes(15))
        #expect(await Browser(site).post("/anmelden/kennwort", right).status == 303)
    }

    @Test("the token in a session's forms says whose it was, on this server alone")
    func formToken() async throws {
        let (site, browser) = try await staffed()
        let session = try #require(browser.session)
        let now = site.house.time.now
        let visitor = try #require(try await site.sessions.visitor(session: session, now: now))
        guard case .session(let token) = visitor.means else { return #expect(Bool(false)) }
        let vault = site.house.vault
        #expect(FormToken.person(token, now: now + .days(186), sign: vault.lookupHash) == visitor.person)
        #expect(FormToken.person(token, now: now + .days(188), sign: vault.lookupHash) == nil)
        #expect(FormToken.person(token, now: now, sign: Vault(.random()).lookupHash) == nil)
        #expect(FormToken.person(token + "0", now: now, sign: vault.lookupHash) == nil)
    }

    @Test("a new password ends all other sessions")
    func passwordEndsSessions() async throws {
        let (site, browser) = try await staffed()
        let other = Browser(site)
        try await signIn(other, site)
        _ = await browser.post("/konto/kennwort", [("password", password), ("repeated", password)])
        #expect(await other.get("/konto").status == 303)
        #expect(await browser.get("/konto").status == 200)
    }

    @Test("with a second factor every way in asks for a code but the owner's own link", arguments: Engine.available)
    func secondFactor(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        #expect(await browser.get("/konto/zweiter-faktor").status == 409)
        _ = await browser.post("/konto/kennwort", [("password", password), ("repeated", password)])
        let page = await browser.get("/konto/zweiter-faktor")
        #expect(page.body.contains("href=\"otpauth://totp/Stadtzimmer:anna%40beispiel.example?secret="))
        let secret = try #require(page.hidden("secret"))
        let totp = try #require(TOTP(base32: secret))
        func code() -> String { totp.code(counter: site.house.time.now.seconds / 30, digits: 6) }
        let wrong = await browser.post("/konto/zweiter-faktor", [("secret", secret), ("code", "000000")])
        #expect(wrong.status == 422 && wrong.hidden("secret") == secret)
        #expect(await browser.post("/konto/zweiter-faktor", [("secret", secret), ("code", code())]).status == 303)

        let second = Browser(site)
        let right = [("email", "anna@beispiel.example"), ("password", password)]
        let asked = await second.post("/anmelden/kennwort", right)
        let ticket = try #require(asked.hidden("ticket"))
        #expect(asked.status == 200 && second.session == nil)
        let replayed = await second.post("/anmelden/code", [("ticket", ticket), ("code", code())])
        #expect(replayed.status == 422, "\(replayed.body)")
        site.house.time.advance(.seconds(30))
        #expect(await second.post("/anmelden/code", [("ticket", ticket), ("code", code())]).status == 303)
        #expect(await second.get("/konto").status == 200)

        let third = Browser(site)
        _ = await third.post("/anmelden", [("email", "anna@beispiel.example")])
        let byLink = await third.post(try #require(try await site.mailedPath()))
        let again = try #require(byLink.hidden("ticket"))
        #expect(third.session == nil)
        for _ in 0..<10 { _ = await third.post("/anmelden/code", [("ticket", again), ("code", "000000")]) }
        site.house.time.advance(.seconds(30))
        #expect(await third.post("/anmelden/code", [("ticket", again), ("code", code())]).status == 429)
        site.house.time.advance(.minutes(15))
        #expect(await third.post("/anmelden/code", [("ticket", again), ("code", code())]).status == 410)
        #expect(await third.post("/anmelden/code", [("ticket", "00ff"), ("code", code())]).status == 410)

        let owner = Browser(site)
        try await signIn(owner, site)
        #expect(owner.session != nil)
        #expect(await owner.post("/konto/zweiter-faktor/ende").status == 303)
        #expect(await Browser(site).post("/anmelden/kennwort", right).status == 303)
    }

    @Test(
        "what opens the account for others needs a recent sign-in",
        arguments: [
            "/konto/email", "/konto/kennwort", "/konto/zweiter-faktor", "/konto/schluessel", "/konto/loeschung",
        ])
    func fresh(path: String) async throws {
        let (site, browser) = try await staffed()
        site.house.time.advance(.minutes(30))
        let location = "/anmelden?weiter=\(path.percentEncoded)&erneut=1"
        #expect(await browser.get(path).location == location)
        #expect(await browser.post(path).location == location)
        let page = await browser.get(location)
        #expect(page.status == 200)
        #expect(page.body.contains("value=\"anna@beispiel.example\""))
    }

    @Test("a guest who works nowhere is offered no password")
    func guestPassword() async throws {
        let site = try TestSite(try await Household(.sqlite), ledger: ledger)
        let browser = Browser(site)
        _ = await browser.post("/anmelden", [("email", "anna@beispiel.example")])
        _ = await browser.post(try #require(try await site.mailedPath()))
        #expect(await !browser.get("/konto").body.contains("/konto/kennwort"))
        #expect(
            await browser.post("/konto/kennwort", [("password", password), ("repeated", password)]).status == 403)
    }

    @Test("a token is shown once, works, and stops working", arguments: Engine.available)
    func tokens(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        #expect(await browser.post("/konto/schluessel", []).status == 422)
        let made = await browser.post("/konto/schluessel", [("name", "Anzeige im Foyer")])
        let start = try #require(made.body.range(of: "id=\"schluessel\">"))
        let token = try #require(SecretToken(String(made.body[start.upperBound...].prefix(32))))
        let now = site.house.time.now
        #expect(try await site.sessions.visitor(bearer: token, now: now) != nil)
        let page = await browser.get("/konto").body
        #expect(page.contains("Anzeige im Foyer") && !page.contains(token.text))
        let path = try #require(page.split(separator: "\"").first { $0.hasPrefix("/konto/schluessel/") })
        #expect(await browser.post(String(path)).status == 303)
        #expect(try await site.sessions.visitor(bearer: token, now: now) == nil)
    }

    @Test("what is held is taken along as one file", arguments: Engine.available)
    func export(engine: Engine) async throws {
        let (_, browser) = try await staffed(engine)
        let answer = await browser.get("/konto/daten.json")
        #expect(answer.headers[.contentDisposition]?.contains("attachment") == true)
        let json = try JSON(parsing: Array(answer.body.utf8))
        #expect(json["person"]?["email"] == "anna@beispiel.example")
        #expect(json["bookings"] == ["Lesung"])
        #expect(json["roles"] == [["role": "staff", "scope": "house:1"]])
    }

    @Test("an account is erased by its button and leaves nothing", arguments: Engine.available)
    func erasure(engine: Engine) async throws {
        let (site, browser) = try await staffed(engine)
        let token = try await site.administration.createToken(email: try #require(anna), name: "Foyer")
        _ = await browser.post("/konto/kennwort", [("password", password), ("repeated", password)])
        _ = try await site.lastMail()
        #expect(!site.mailbox.messages.isEmpty)
        #expect(await browser.get("/konto/loeschung").status == 200)
        let done = await browser.post("/konto/loeschung")
        #expect(done.status == 200 && browser.session == nil)
        #expect(try await ledger.keyIDs().count == 1)
        #expect(try await site.sessions.visitor(bearer: token, now: site.house.time.now) == nil)
        let email = try #require(anna)
        #expect(try await site.house.database.read { try site.house.people.find(email: email, on: $0) } == nil)
        _ = try await site.lastMail()
        #expect(site.mailbox.messages.isEmpty)
        for table in ["session", "sign_in_link", "password", "api_token", "grant_role"] as [SQL] {
            #expect(try await site.house.database.read { try !$0.exists("SELECT 1 AS one FROM \(table)") })
        }
    }

    @Test("the files of the database tell nothing of sessions, tokens and links")
    func bytes() async throws {
        let data = try TemporaryFolder()
        let site = try TestSite(
            try await Household(database: SQLiteDatabase(path: data.path("test.sqlite"))), ledger: ledger)
        let browser = Browser(site)
        _ = await browser.post("/anmelden", [("email", "anna@beispiel.example")])
        let path = try #require(try await site.mailedPath())
        _ = await browser.post(path)
        let token = try await site.administration.createToken(email: try #require(anna), name: "Foyer im Keller")
        let session = try #require(browser.session)
        let traces = [
            "anna", "beispiel.example", "Firefox", "Foyer im Keller", token.text, session.text, String(path.suffix(32)),
        ]
        for trace in traces { #expect(try data.content().range(of: Data(trace.utf8)) == nil, "\(trace)") }
        #expect(try data.content().range(of: Data(session.hash.utf8)) != nil)
    }
}
