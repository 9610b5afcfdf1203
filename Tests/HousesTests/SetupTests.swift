// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing

@testable import Houses
@testable import Web

@Suite("Setting the server up")
struct SetupTests {
    private static let answers = [
        ("person_name", "Erste Leitung"), ("email", "leitung@beispiel.example"), ("name", "Erstes Haus"),
        ("slug", "erstes"),
    ]

    private func begin(_ site: TestSite) async throws -> String? {
        try await site.database.write { [setup = site.capability.setup] in try setup.begin(on: $0)?.value }
    }

    @Test("makes the first administrator and the first house, signs in, and works once", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let site = try await TestSite(engine, sections: [.rooms])
        let address = try #require(try await begin(site))
        #expect(await site.get(address).status == 200)
        let done = await site.post(address, Self.answers)
        #expect(done.status == 303)
        #expect(done.location == "/erstes/schreibtisch/haus")
        let cookie = try #require(done.headers[.setCookie])
        let token = try #require(SecretToken(String(cookie.drop { $0 != "=" }.dropFirst().prefix(32))))
        #expect(site.people.visitor(token)?.isAdmin == true)
        #expect(await site.get("/erstes/schreibtisch/haus", as: token).status == 200)
        #expect(try await site.frames.onlyHouse()?.modules == ["rooms"])

        #expect(await site.get(address).status == 410)
        #expect(await site.post(address, [("slug", "zweites")] + Self.answers.dropLast()).status == 410)
        #expect(try await site.frames.all().count == 1)
        #expect(try await begin(site) == nil)
    }

    @Test("keeps what was typed when something is wrong, and makes nothing of it")
    func mistakes() async throws {
        let site = try await TestSite()
        let address = try #require(try await begin(site))
        let wrong = [("person_name", "Erste Leitung"), ("email", "keine"), ("name", ""), ("slug", "netzwerk")]
        let page = await site.post(address, wrong)
        #expect(page.status == 422)
        #expect(page.text.contains("value=\"Erste Leitung\"") && page.text.contains("value=\"netzwerk\""))
        #expect(try await site.frames.all().isEmpty)
        #expect(site.people.person("keine") == nil)
        #expect(await site.post(address, Self.answers).status == 303)
    }

    @Test("is possible under the newest address alone")
    func addresses() async throws {
        let site = try await TestSite()
        let first = try #require(try await begin(site))
        let second = try #require(try await begin(site))
        #expect(await site.get(first).status == 404)
        #expect(await site.get(second).status == 200)
        #expect(await site.get("/einrichten/\(SecretToken.random().text)").status == 404)
        #expect(await site.get("/einrichten/irgendwas").status == 404)
    }

    @Test("is over as soon as there is an administrator, whoever made them")
    func administrator() async throws {
        let site = try await TestSite()
        let address = try #require(try await begin(site))
        _ = site.people.session(.admin, in: nil)
        #expect(await site.post(address, Self.answers).status == 410)
        #expect(try await site.frames.all().isEmpty)
    }

    @Test("of two who press the button at once lets one through", arguments: Engine.available)
    func rivals(engine: Engine) async throws {
        let site = try await TestSite(engine)
        let address = try #require(try await begin(site))
        async let first = site.post(address, Self.answers).status
        async let second = site.post(address, Self.answers.dropLast() + [("slug", "zweites")]).status
        #expect(await [first, second].sorted() == [303, 410])
        #expect(try await site.frames.all().count == 1)
    }
}
