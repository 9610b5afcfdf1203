// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Accounts

@Suite struct SignInTests {
    private let folder: TemporaryFolder
    private let address = "anna@beispiel.example"

    init() throws { folder = try TemporaryFolder() }

    private func site(_ engine: Engine = .sqlite, limits: Double = 0) async throws -> TestSite {
        try TestSite(
            try await Household(engine), ledger: FileErasureLedger(path: folder.path("ledger")), limits: limits)
    }

    /// Signs in by mail.
    private func signIn(_ browser: Browser, _ site: TestSite) async throws {
        _ = await browser.post("/anmelden", [("email", address)])
        let path = try #require(try await site.mailedPath())
        let answer = await browser.post(path)
        try #require(answer.status == 303)
    }

    @Test("a mailed link opens a page whose button signs in, and leads back", arguments: Engine.available)
    func byLink(engine: Engine) async throws {
        let site = try await site(engine)
        let browser = Browser(site)
        let asked = await browser.post("/anmelden", [("email", address), ("weiter", "/haus/raeume?tag=1")])
        #expect(asked.status == 303)
        #expect(asked.location == "/anmelden/unterwegs")
        let path = try #require(try await site.mailedPath())
        let page = await browser.get(path)
        #expect(page.status == 200)
        #expect(page.body.contains(address))
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(browser.session == nil)
        let way = try #require(page.hidden("weiter"))
        let pressed = await browser.post(String(path.prefix { $0 != "?" }), [("weiter", way)])
        #expect(pressed.location == "/haus/raeume?tag=1")
        let session = try #require(browser.session)
        let visitor = try #require(try await site.sessions.visitor(session: session, now: site.house.time.now))
        #expect(try await site.house.contact(visitor.person)?.email == anna)
        #expect(await browser.get("/konto").body.contains("Firefox · Linux"))
    }

    @Test("a link works once", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let site = try await site(engine)
        _ = await Browser(site).post("/anmelden", [("email", address)])
        let path = try #require(try await site.mailedPath())
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { await Browser(site).post(path).status } }
            return await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
        }
        #expect(statuses == [303] + Array(repeating: 410, count: 7))
        #expect(await Browser(site).get(path).body.contains("schon benutzt"))
    }

    @Test(
        "a link works for a quarter of an hour",
        arguments: [(14, 303), (15, 410), (60 * 24 * 2, 410)] as [(Int64, Int)])
    func expiry(minutes: Int64, status: Int) async throws {
        let site = try await site()
        let browser = Browser(site)
        _ = await browser.post("/anmelden", [("email", address)])
        let path = try #require(try await site.mailedPath())
        site.house.time.advance(.minutes(minutes))
        #expect(await browser.post(path).status == status)
    }

    @Test("the answer is the same for known and unknown, and the sixth link within an hour is refused")
    func sameAnswer() async throws {
        let site = try await site()
        _ = try await site.house.enter("Anna", anna)
        let known = await Browser(site).post("/anmelden", [("email", address)])
        let unknown = await Browser(site).post("/anmelden", [("email", "niemand@beispiel.example")])
        #expect(known.status == unknown.status && known.location == unknown.location)
        for _ in 0..<4 { #expect(await Browser(site).post("/anmelden", [("email", address)]).status == 303) }
        #expect(await Browser(site).post("/anmelden", [("email", address)]).status == 429)
        site.house.time.advance(.hours(1))
        #expect(await Browser(site).post("/anmelden", [("email", address)]).status == 303)
        #expect(await Browser(site).post("/anmelden", [("email", "anna")]).status == 422)
    }

    @Test("guessing from one address is slowed down")
    func limits() async throws {
        let site = try await site(limits: 1)
        var last = 0
        for _ in 0..<21 { last = await Browser(site).post("/anmelden/\(SecretToken.random().text)").status }
        #expect(last == 429)
    }

    @Test(
        "a return address leads nowhere but here", arguments: ["https://boese.example/", "//boese.example", "/\\boese"])
    func wayOut(way: String) async throws {
        let site = try await site()
        let browser = Browser(site)
        _ = await browser.post("/anmelden", [("email", address)])
        let path = try #require(try await site.mailedPath())
        #expect(await browser.post(path, [("weiter", way)]).location == "/konto")
    }

    @Test("signing in proves the address and adopts nothing that others typed")
    func adoptsNothing() async throws {
        let site = try await site()
        let person = try await site.house.enter("Anna", anna)
        try await site.house.confirm(person)
        _ = try await site.house.enter("Mallory", anna)
        try await signIn(Browser(site), site)
        #expect(try await site.house.contact(person)?.name == "Anna")
    }

    @Test("signing out ends the session, not only the cookie")
    func signOut() async throws {
        let site = try await site()
        let browser = Browser(site)
        try await signIn(browser, site)
        let session = try #require(browser.session)
        #expect(await browser.post("/abmelden").location == "/abmelden")
        #expect(browser.session == nil)
        #expect(try await site.sessions.visitor(session: session, now: site.house.time.now) == nil)
        #expect(await browser.get("/abmelden").body.contains("data-keep-clear"))
    }

    @Test(
        "a session lasts while it is used, and half a year at most",
        arguments: [([29, 29, 29], true), ([30], false), ([29, 30], false), ([29, 29, 29, 29, 29, 29, 6], false)]
            as [([Int64], Bool)])
    func lasting(days: [Int64], isAlive: Bool) async throws {
        let site = try await site()
        let browser = Browser(site)
        try await signIn(browser, site)
        let session = try #require(browser.session)
        var visitor: Visitor?
        for count in days {
            site.house.time.advance(.days(count))
            visitor = try await site.sessions.visitor(session: session, now: site.house.time.now)
        }
        #expect((visitor != nil) == isAlive)
    }

    @Test("a token brings its person with all roles, until it is removed", arguments: Engine.available)
    func bearer(engine: Engine) async throws {
        let site = try await site(engine)
        let email = try #require(anna)
        _ = try await site.administration.addPerson(
            email: email, name: "Anna", role: .manager, scope: .house(HouseID(3)))
        let token = try await site.administration.createToken(email: email, name: "Foyer")
        let now = site.house.time.now
        let visitor = try #require(try await site.sessions.visitor(bearer: token, now: now))
        #expect(visitor.means == .bearer)
        #expect(visitor.has(.staff, in: HouseID(3)))
        #expect(try await site.sessions.visitor(bearer: .random(), now: now) == nil)
        #expect(await Browser(site).get("/konto", bearer: token).status == 403)
        #expect(await Browser(site).post("/konto/schluessel", [("name", "x")], bearer: token).status == 403)
    }

    @Test("a token for nobody is refused")
    func nobody() async throws {
        let site = try await site()
        let email = try #require(anna)
        await #expect(throws: Rejection.self) { try await site.administration.createToken(email: email, name: "x") }
        await #expect(throws: Rejection.self) { try await site.administration.export(email: email) }
        await #expect(throws: Rejection.self) { try await site.administration.erase(email: email) }
    }
}
