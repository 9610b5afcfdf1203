// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Synchronization
import Testing

@testable import Web

@Suite("What readers and the site keep of a page")
struct SiteCachingTests {
    private let counter = Counter()
    private let double: SiteDouble

    init() throws {
        let handler: Route.Handler = { [counter] _ in
            .page(Page(title: .save, content: "<p>made \(counter.next()) times</p>"))
        }
        double = try SiteDouble([
            .publicly("/{house}/seite", handler: handler), .publicly("/suche", handler: handler),
            .get("/{house}/frisch", .everyone, handler: handler),
        ])
    }

    @Test("a reader who has the page gets 304 and no bytes")
    func answersNotModified() async throws {
        await keep("/haus/seite")
        let first = await double.get("/haus/seite")
        let tag = try #require(first.headers[.eTag])
        for known in [tag, "\"other\", \(tag)", "*"] {
            let again = await double.get("/haus/seite", [.ifNoneMatch: known])
            #expect(again.status == 304)
            #expect(again.text.isEmpty)
            #expect(again.headers[.eTag] == tag)
            #expect(again.headers[.contentSecurityPolicy] != nil)
        }
        #expect(await double.get("/haus/seite", [.ifNoneMatch: "\"other\""]).status == 200)
    }

    @Test("a page that guests ask for again is kept")
    func keepsPages() async {
        _ = await double.get("/haus/seite")
        let second = await double.get("/haus/seite")
        let third = await double.get("/haus/seite")
        #expect(counter.value == 2)
        #expect(third.text == second.text)
        #expect(third.headers == second.headers)
    }

    @Test("a page is kept apart by language and query")
    func keepsPagesApart() async {
        await keep("/haus/seite")
        counter.reset()
        let english = await double.get("/haus/seite", [.acceptLanguage: "en"])
        #expect(english.text.contains("lang=\"en\" dir"))
        _ = await double.get("/haus/seite?tag=1")
        #expect(counter.value == 2)
    }

    @Test("a signed-in reader's page is neither kept nor taken from what is kept")
    func neverKeepsPersonalPages() async {
        await keep("/haus/seite")
        counter.reset()
        let own = await double.get("/haus/seite", .signedIn)
        #expect(own.headers[.cacheControl] == "no-store")
        #expect(own.text.contains("href=\"/konto\""))
        #expect(!(await double.get("/haus/seite").text.contains("href=\"/konto\"")))
        #expect(counter.value == 1)
    }

    @Test("news of a house drops its pages and those of the platform, not those of another house")
    func dropsPages() async {
        for path in ["/haus/seite", "/suche"] { await keep(path) }
        counter.reset()
        double.versions.note([.publicData(HouseID(8)), .jobs])
        _ = await double.get("/haus/seite")
        #expect(counter.value == 0)
        double.versions.note([.publicData(SiteDouble.house.id)])
        await keep("/haus/seite")
        #expect(counter.value == 2)
        await keep("/suche")
        #expect(counter.value == 4)
        double.versions.note([.publicData(nil)])
        _ = await double.get("/haus/seite")
        #expect(counter.value == 5)
    }

    /// Asks until the page is kept.
    private func keep(_ path: String) async {
        for _ in 1...2 { _ = await double.get(path) }
    }

    @Test("a guest gets no cookie", arguments: ["/haus/seite", "/haus/frisch", "/nichts", "/haus/seite?lang=xx"])
    func setsNoCookie(target: String) async {
        #expect(await double.get(target).headers[.setCookie] == nil)
    }

    @Test("a language that is chosen is remembered, from the kept page too")
    func remembersLanguage() async throws {
        for _ in 1...3 {
            let answer = await double.get("/haus/seite?lang=ar")
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.hasPrefix("sprache=ar; Path=/; HttpOnly; SameSite=Lax"))
            #expect(answer.headers[.contentLanguage] == "ar")
        }
    }

    @Test("a language's link leaves the rest of the address as it is")
    func leadsToTheSamePage() async {
        let answer = await double.get("/haus/frisch?art=a&art=b&tag=1&lang=en")
        #expect(answer.text.contains("href=\"/haus/frisch?art=a&amp;art=b&amp;tag=1&amp;lang=ar\""))
    }
}

/// Counts calls.
private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func reset() { count.withLock { $0 = 0 } }

    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
