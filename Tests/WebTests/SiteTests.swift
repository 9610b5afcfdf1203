// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Testing

@testable import Web

@Suite("The site")
struct SiteTests {
    private static let pages: [Route] = [
        .publicly("/{house}/seite") { _ in
            let typed = "Tee & Gebäck"
            return .page(Page(title: .save, content: "<h1>\(typed)</h1>"))
        },
        .get("/{house}/schmal/{token}", .everyone) { _ in
            var page = Page(title: .save, trail: [("Weg", Link(path: "weg"))], content: "<h1>Eins</h1>")
            page.isSlim = true
            return .page(page)
        },
        .get("/{house}/beitreten/{code}", .everyone) { _ in .page(Page(title: .save, content: "")) },
        .get("/{house}/schreibtisch", .role(.staff)) { _ in .text("staff only") },
        .get("/verwaltung", .admin) { _ in .text("admins only") },
        .post("/{house}/schreibtisch/raum", .role(.staff)) { request in .text(try request.form()["name"] ?? "") },
        .post("/{house}/brief", .everyone) { request in .text(try request.form()["name"] ?? "") }.taking(bytes: 100),
        .post("/api/v1/brief", .everyone) { _ in .text("taken") }.taking(bytes: 100),
        .get("/unfall", .everyone) { _ in throw Accident(detail: "password=hunter2") },
        .get("/api/v1/unfall", .everyone) { _ in throw Accident(detail: "password=hunter2") },
        .get("/nul", .everyone) { _ in throw StorageError.nulInText },
        .get("/ueberlappung", .everyone) { _ in throw StorageError.overlap },
        .get("/pause", .everyone) { _ in
            throw Rejection(.unavailable, TextUse(.databaseAway), retryAfter: .seconds(5))
        },
    ]

    private struct Accident: Error { let detail: String }

    private let double: SiteDouble

    init() throws { double = try SiteDouble(Self.pages) }

    @Test("puts the frame of the house around a guest's page")
    func framesPages() async {
        let answer = await double.get("/haus/seite")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.headers[.contentLanguage] == "de")
        #expect(answer.text.contains("<html lang=\"de\" dir=\"ltr\">"))
        #expect(answer.text.contains("<title>Speichern – Haus am Markt</title>"))
        #expect(answer.text.contains("<h1>Tee &amp; Gebäck</h1>"))
        #expect(answer.text.contains("href=\"/farben/1f4e79.css\""))
        #expect(answer.text.contains("href=\"/haus/raeume\""))
        #expect(!answer.text.contains("href=\"/haus/labor\""), "a house shows the sections that it uses")
        #expect(answer.text.contains("href=\"/anmelden\""))
        #expect(!answer.text.contains("#blocked"))
    }

    @Test("leaves of the frame of a slim page the name, the languages and what the law asks for")
    func slimFrames() async {
        let text = await double.get("/haus/schmal/geheim").text
        for there in [
            "Haus am Markt", "<h1>Eins</h1>", "href=\"/haus/schmal/geheim?lang=en\"", "href=\"/haus/impressum\"",
            "href=\"/haus/datenschutz\"", "href=\"/haus/barrierefreiheit\"", "href=\"#inhalt\"",
        ] { #expect(text.contains(there), "\(there)") }
        for absent in [
            "role=\"search\"", "/anmelden", "href=\"/haus/raeume\"", "class=\"crumbs\"", "href=\"/weg\"",
        ] { #expect(!text.contains(absent), "\(absent)") }
        #expect(
            text.contains("href=\"/haus/barriere-melden?seite=%2Fhaus%2Fschmal%2F-\""), "who reads it cannot open it")
        #expect(await double.get("/haus/beitreten/ABCDEF").text.contains("?seite=%2Fhaus%2Fbeitreten%2F-\""))
    }

    @Test("says at the foot of each page of a house whom to ask, as far as the house has said so")
    func namesTheHouse() async throws {
        func foot(_ reach: HouseFrame.Reach) async throws -> String {
            let house = HouseFrame(
                id: HouseID(7), slug: "haus", name: LocalizedText([.german: "Haus"]), zone: SiteDouble.house.zone,
                accent: "#1f4e79",
                isDemo: false, modules: [], reach: reach)
            let page = try await SiteDouble(Self.pages, house: house).get("/haus/seite").text
            return String(page[try #require(page.firstRange(of: "<footer")).lowerBound...])
        }
        let full = try await foot(
            HouseFrame.Reach(
                street: "Weg <1>", place: "04107 Leipzig", email: "post@haus.example", phone: "+49 341 123"))
        #expect(
            full.contains(
                """
                <address><bdi>Weg &lt;1&gt;</bdi><br><bdi>04107 Leipzig</bdi><br>\
                <a href="mailto:post@haus.example"><bdi>post@haus.example</bdi></a><br>\
                <a href="tel:+49341123"><bdi>+49 341 123</bdi></a></address>
                """))
        let mailOnly = try await foot(HouseFrame.Reach(email: "post@haus.example"))
        #expect(mailOnly.contains("<address><a href=\"mailto:"))
        #expect(!(try await foot(HouseFrame.Reach())).contains("<address>"))
        #expect(!(await double.get("/nichts").text.contains("<address>")))
    }

    @Test("speaks the reader's language, right to left too")
    func speaksLanguages() async {
        let english = await double.get("/haus/seite", [.acceptLanguage: "en-GB,en;q=0.9"])
        #expect(english.text.contains("<html lang=\"en\" dir=\"ltr\">"))
        #expect(english.text.contains("Market House"))
        let arabic = await double.get("/haus/seite", [.cookie: "sprache=ar"])
        #expect(arabic.text.contains("<html lang=\"ar\" dir=\"rtl\">"))
    }

    @Test("answers 404 to people with a page and to programs with a problem")
    func answersMissing() async throws {
        for path in ["/nichts", "/nichts/seite", "/haus/seite/mehr"] {
            let page = await double.get(path, [.accept: "text/html,application/json;q=0.9"])
            #expect(page.status == 404)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.text.contains("<h1>Diese Seite gibt es nicht</h1>"))
            try expectProblem(await double.get(path, [.accept: "application/json"]), status: 404)
        }
        try expectProblem(await double.get("/api/v1/nichts", [.accept: "text/html"]), status: 404)
    }

    @Test("names in Allow what a path takes instead")
    func answersWrongMethods() async throws {
        let page = await double.send(.delete, "/haus/seite")
        #expect(page.status == 405)
        #expect(page.headers[.allow] == "GET, HEAD")
        let problem = await double.get("/api/v1/brief")
        #expect(problem.headers[.allow] == "POST")
        try expectProblem(problem, status: 405)
    }

    @Test("answers HEAD where it answers GET")
    func answersHead() async {
        #expect(await double.send(.head, "/haus/seite").status == 200)
        #expect(await double.send(.head, "/haus/brief").status == 405)
    }

    @Test(
        "protects every answer by its headers",
        arguments: ["/haus/seite", "/nichts", "/api/v1/nichts", "/unfall", "/haus/schreibtisch", "/farben/1f4e79.css"])
    func protects(path: String) async throws {
        let headers = await double.get(path).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(policy.contains("base-uri 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.referrerPolicy] == "same-origin")
        #expect(headers[.permissionsPolicy] != nil)
        #expect(headers[.vary] == "Accept-Language, Cookie, Authorization")
        #expect(headers[.cacheControl] != nil)
    }

    @Test("sends guests who want to read to sign in and back")
    func detoursReaders() async {
        let answer = await double.get("/haus/schreibtisch?tag=2026-11-28&x=%26")
        #expect(answer.status == 303)
        #expect(
            answer.headers[.location] == "/anmelden?weiter=%2Fhaus%2Fschreibtisch%3Ftag%3D2026-11-28%26x%3D%2526")
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test("keeps every field that a guest typed whose session has ended")
    func keepsTypedFields() async {
        let answer = await double.post(
            "/haus/schreibtisch/raum",
            body: "name=Saal+%22A%22&day=mo&day=di&note=Zeile+1%0D%0AZeile+2&form_token=old&empty=")
        #expect(answer.status == 401)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.text.contains("action=\"/haus/schreibtisch/raum\""))
        for field in [
            "name=\"name\" value=\"Saal &quot;A&quot;\"", "name=\"day\" value=\"mo\"", "name=\"day\" value=\"di\"",
            "name=\"note\" value=\"Zeile 1\nZeile 2\"", "name=\"empty\" value=\"\"",
        ] {
            #expect(answer.text.contains(field))
        }
        #expect(!answer.text.contains("form_token"))
    }

    @Test("lets in who holds the role, and tells the others that they may not")
    func admits() async {
        #expect(await double.get("/haus/schreibtisch", .signedIn).text == "staff only")
        #expect(await double.get("/verwaltung", .signedIn).status == 403)
        let other: HTTPFields = [.cookie: "sitzung=\(SecretToken.random().text)"]
        #expect(await double.get("/haus/schreibtisch", other).status == 303)
        let bearer: HTTPFields = [.authorization: "Bearer \(SecretToken.random().text)", .accept: "application/json"]
        let refused = await double.get("/haus/schreibtisch", bearer)
        #expect(refused.status == 401)
        #expect(refused.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test("refuses a form from another site before it acts")
    func refusesForeignForms() async {
        var headers = HTTPFields.signedIn
        headers[.secFetchSite] = "cross-site"
        #expect(await double.post("/haus/schreibtisch/raum", headers, body: "name=Saal").status == 403)
        #expect(await double.post("/haus/schreibtisch/raum", .signedIn, body: "name=Saal").text == "Saal")
    }

    @Test("says of an accident that it is ours, and nothing else")
    func hidesAccidents() async throws {
        let page = await double.get("/unfall")
        #expect(page.status == 500)
        #expect(page.text.contains("Der Fehler liegt bei uns"))
        let problem = await double.get("/api/v1/unfall")
        try expectProblem(problem, status: 500)
        for answer in [page, problem] {
            #expect(!answer.text.contains("hunter2"))
            #expect(!answer.text.contains("Accident"))
        }
    }

    @Test("refuses a body that is larger than its route takes")
    func refusesLargeBodies() async throws {
        let fits = "name=" + String(repeating: "x", count: 95)
        #expect(await double.post("/haus/brief", body: fits).status == 200)
        #expect(await double.post("/haus/brief", body: fits + "x").status == 413)
        try expectProblem(await double.post("/api/v1/brief", body: fits + "x"), status: 413)
    }

    @Test(
        "refuses forms of another type or that cannot be read",
        arguments: [
            ("text/plain", "name=x", 415), ("application/x-www-form-urlencoded", "name=%zz", 400),
            ("application/x-www-form-urlencoded; charset=utf-8", "name=x", 200),
        ])
    func refusesOtherForms(type: String, body: String, status: Int) async {
        #expect(await double.post("/haus/brief", [.contentType: type], body: body).status == status)
    }

    @Test(
        "tells what a person can mend from what the database met", arguments: [("/nul", 422), ("/ueberlappung", 500)])
    func sortsStorageErrors(path: String, status: Int64) async throws {
        #expect(await double.get(path).status == Int(status))
        try expectProblem(await double.get(path, [.accept: "application/json"]), status: status)
    }

    @Test("says when to come again")
    func saysWhenToComeAgain() async {
        let answer = await double.get("/pause")
        #expect(answer.status == 503)
        #expect(answer.headers[.retryAfter] == "5")
    }

    private func expectProblem(
        _ answer: SiteDouble.Answer, status: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == Int(status), sourceLocation: sourceLocation)
        #expect(answer.headers[.contentType] == "application/problem+json", sourceLocation: sourceLocation)
        let problem = try JSON(parsing: Array(answer.text.utf8))
        #expect(problem["status"] == .integer(status), sourceLocation: sourceLocation)
        #expect(problem["title"] != nil && problem["detail"] != nil && problem["type"] != nil)
    }
}
