// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("A form's data")
struct FormDataTests {
    @Test(
        "are read as the WHATWG says",
        arguments: [
            ("", []),
            ("a=1&b=2", ["a", "1", "b", "2"]),
            ("a=1+2&b=1%2B2", ["a", "1 2", "b", "1+2"]),
            ("a", ["a", ""]),
            ("a=", ["a", ""]),
            ("=1", ["", "1"]),
            ("a=b=c", ["a", "b=c"]),
            ("&&a=1&", ["a", "1"]),
            ("a=1&a=2", ["a", "1", "a", "2"]),
            ("r%C3%A4ume=gro%C3%9F", ["räume", "groß"]),
            ("räume=groß", ["räume", "groß"]),
            ("a=x%0D%0Ay%0Az", ["a", "x\ny\nz"]),
            ("a%26b=c%3Dd", ["a&b", "c=d"]),
            ("a=%00", ["a", "\0"]),
        ])
    func reads(text: String, expected: [String]) {
        #expect(FormData(urlEncoded: text[...])?.pairs.flatMap { [$0.name, $0.value] } == expected)
    }

    @Test("are nothing when an escape is malformed", arguments: ["a=%", "a=%4", "a=%zz", "%=1", "a=%FF", "a=%C3"])
    func refusesMalformedEscapes(text: String) {
        #expect(FormData(urlEncoded: text[...]) == nil)
    }

    @Test("are nothing when there are too many")
    func refusesTooMany() {
        #expect(FormData(urlEncoded: String(repeating: "a=1&", count: 2_000)[...])?.pairs.count == 2_000)
        #expect(FormData(urlEncoded: String(repeating: "a=1&", count: 2_001)[...]) == nil)
    }

    @Test("have a first value and all values of a name")
    func lists() {
        let form = FormData([("a", "1"), ("b", "2"), ("a", "3")])
        #expect(form["a"] == "1")
        #expect(form.all("a") == ["1", "3"])
        #expect(form["c"] == nil)
        #expect(form.all("c") == [])
    }
}

@Suite("Paging")
struct PagingTests {
    @Test("shows fifty unless told")
    func hasADefault() throws {
        let paging = try Paging(FormData())
        #expect(paging.limit == 50)
        #expect(paging.after == nil)
        #expect(try paging.afterID() as PersonID? == nil)
    }

    @Test("takes a limit from 1 to 200", arguments: [1, 50, 200])
    func takesLimits(limit: Int) throws {
        #expect(try Paging(FormData([("limit", "\(limit)")])).limit == limit)
    }

    @Test(
        "refuses other limits and cursors, by name",
        arguments: ["0", "201", "-1", "+5", "05", "5.0", "", "x", "99999999999999999999"].map { ("limit", $0) }
            + ["", "0", "zz", "ff", "c3"].map { ("cursor", $0) })
    func refuses(name: String, value: String) {
        let rejection = #expect(throws: Rejection.self) { try Paging(FormData([(name, value)])) }
        #expect(rejection?.kind == .invalid)
        #expect(rejection?.fields.map(\.field) == [name])
    }

    @Test("goes through a list without losing or repeating an item")
    func goesThroughLists() throws {
        let all = Array(1...7)
        var seen: [JSON] = []
        var query: [(name: String, value: String)] = [("limit", "3")]
        for _ in 1...10 {
            let paging = try Paging(FormData(query))
            let after = try paging.afterID() as PersonID?
            let items = all.filter { $0 > Int(after?.value ?? 0) }.prefix(paging.limit + 1)
            let page = paging.list(Array(items), position: \.description, JSON.count)
            if case .array(let shown)? = page["items"] { seen += shown }
            guard case .string(let next)? = page["next"] else { break }
            query = [("limit", "3"), ("cursor", next)]
        }
        #expect(seen == all.map(JSON.count))
    }

    @Test("refuses a cursor of another list")
    func refusesOtherPositions() throws {
        let cursor = Array("2026-11-28".utf8).hexadecimal
        let paging = try Paging(FormData([("cursor", cursor)]))
        #expect(paging.after == "2026-11-28")
        #expect(throws: Rejection.self) { try paging.afterID() as PersonID? }
    }
}

@Suite("The guard of forms")
struct FormGuardTests {
    private static let token = "form-token-of-the-session"

    @Test("asks programs for nothing, but a form with files to the API that a cookie came with")
    func api() throws {
        func check(_ type: String, _ site: String, _ visitor: Visitor?) throws {
            try FormGuard.check(
                .sample(
                    .post, "/api/v1/sample", headers: [.contentType: type, .secFetchSite: site], visitor: visitor))
        }
        let form = "multipart/form-data; boundary=XX"
        let program = Visitor(person: PersonID(3), means: .bearer, grants: [])
        try check(form, "cross-site", program)
        try check(form, "cross-site", nil)
        try check("application/json", "cross-site", SiteDouble.staff)
        try check(form, "same-origin", SiteDouble.staff)
        #expect(throws: Rejection.self) { try check(form, "cross-site", SiteDouble.staff) }
    }

    @Test(
        "lets in what comes from our own pages",
        arguments: [
            [.secFetchSite: "same-origin"], [.secFetchSite: "none"], [.origin: "http://haus.example"],
            [.origin: "https://haus.example"], [.secFetchSite: "same-origin", .origin: "null"],
        ] as [HTTPFields])
    func letsIn(headers: HTTPFields) throws {
        try FormGuard.check(.sample(headers: headers, visitor: SiteDouble.staff))
    }

    @Test(
        "refuses what comes from another site, from guests too",
        arguments: [
            [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.secFetchSite: ""], [.origin: "null"],
            [.origin: "https://evil.example"], [.origin: "http://haus.example.evil.example"],
            [.origin: "http://haus.example:8080"], [.secFetchSite: "cross-site", .origin: "http://haus.example"],
        ] as [HTTPFields])
    func refuses(headers: HTTPFields) throws {
        for visitor in [SiteDouble.staff, nil] {
            let request = try WebRequest.sample(headers: headers, visitor: visitor)
            #expect(throws: Rejection.self) { try FormGuard.check(request) }
        }
    }

    @Test(
        "asks for the form's token where a browser says nothing",
        arguments: [("form_token=\(token)", true), ("form_token=other", false), ("form_token=", false), ("", false)])
    func asksForTheToken(body: String, isAccepted: Bool) throws {
        let request = try WebRequest.sample(
            headers: [.contentType: "application/x-www-form-urlencoded"], body: body, visitor: SiteDouble.staff)
        if isAccepted {
            try FormGuard.check(request)
        } else {
            let rejection = #expect(throws: Rejection.self) { try FormGuard.check(request) }
            #expect(rejection?.kind == .forbidden)
        }
    }

    @Test("leaves guests, bearers and the API alone where nothing can be forged")
    func leavesOthersAlone() throws {
        try FormGuard.check(.sample())
        let bearer = Visitor(person: PersonID(3), means: .bearer, grants: [])
        try FormGuard.check(.sample(visitor: bearer))
        try FormGuard.check(
            .sample(.post, "/api/v1/rooms", headers: [.secFetchSite: "cross-site"], visitor: SiteDouble.staff))
    }

    @Test("catches who fills in everything")
    func hasATrap() throws {
        try FormGuard.checkTrap(FormData([("website", "")]))
        try FormGuard.checkTrap(FormData())
        #expect(throws: Rejection.self) { try FormGuard.checkTrap(FormData([("website", "x")])) }
    }
}

@Suite("The choice of a language")
struct LanguageChoiceTests {
    @Test(
        "asks the address, then the cookie, then the browser",
        arguments: [
            ("en", "ar", "de", .english), (nil, "ar", "en", .arabic), (nil, nil, "en", .english),
            (nil, nil, nil, .german),
            ("xx", "ar", "en", .arabic), ("xx", "xx", "en", .english), ("de-x-leicht", nil, "en", .easyGerman),
            ("EN", nil, "ar", .arabic), ("", "", "", .german),
        ] as [(String?, String?, String?, Language)])
    func chooses(address: String?, cookie: String?, browser: String?, language: Language) {
        let query = FormData(address.map { [("lang", $0)] } ?? [])
        let cookies = cookie.map { ["sprache": $0] } ?? [:]
        #expect(LanguageChoice.language(query: query, cookies: cookies, acceptLanguage: browser) == language)
    }

    @Test(
        "reads cookies, the first of a name",
        arguments: [
            ("sprache=ar; a=b", "ar"), ("a=b;sprache=en ;sprache=ar", "en"), ("sprache", nil), ("xsprache=ar", nil),
        ])
    func readsCookies(header: String, value: String?) {
        #expect(Cookies.read([header])["sprache"] == value)
    }
}
