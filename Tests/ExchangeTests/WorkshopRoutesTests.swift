// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A workshop in the browser")
struct WorkshopRoutesTests {
    private func finished(_ site: WorkshopSite, people: Int = 3) async throws -> String {
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for person in 0..<people {
            let phone = try await site.join(moderator)
            for step in [WorkshopStep.r3, .r5, .r6] { try await site.answer(phone, step, person % 5) }
        }
        try await site.act(moderator, "end")
        return moderator
    }

    @Test("runs from its preparation to results that lead to measures")
    func run() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let prepared = try await site.request(moderator)
        #expect(prepared.text.contains("class=\"qr\"") && prepared.text.contains("http://netzwerk.example\(moderator)"))
        try await site.act(moderator, "start")
        let phones = [try await site.join(moderator), try await site.join(moderator), try await site.join(moderator)]
        #expect(try await site.request(phones[0]).text.contains("Schaut jetzt gemeinsam"))
        _ = try await site.request(
            "\(moderator)/angaben", post: [("step", "R1"), ("population", "4.200"), ("staff", "1,5 VZÄ")])
        try await site.act(moderator, "go", step: .r3)
        #expect(try await site.request(phones[0]).text.contains("name=\"today.meeting\""))
        for phone in phones {
            let form = Space.allCases.flatMap { space in
                [("today.\(space.rawValue)", "0"), ("wanted.\(space.rawValue)", space == .meeting ? "4" : "0")]
            }
            let answer = try await site.request(phone, post: [("step", "R3")] + form.map { (name: $0.0, value: $0.1) })
            #expect(answer.status == 303)
        }
        #expect(try await site.request(phones[0]).text.contains("Gespeichert."))
        #expect(try await site.request(moderator).text.contains("<strong data-done>3</strong>"))
        _ = try await site.request("\(moderator)/angaben", post: [("step", "R6"), ("hours", "6"), ("area", "40 m²")])
        try await site.act(moderator, "end")
        let results = try await site.request("\(moderator)/ergebnis").text
        for wanted in [
            "name=\"space\" value=\"meeting\" checked", "name=\"hours_per_month_max\" value=\"6\"",
            "name=\"area_max\" value=\"40\"", "name=\"einwohner\" value=\"4200\"", "name=\"vzae\" value=\"1,5\"",
        ] { #expect(results.contains(wanted), "\(wanted)") }
        #expect(!results.contains("value=\"learning\""))
    }

    @Test("never shows the moderator what one person answered")
    func anonymity() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.act(moderator, "go", step: .r3)
        let before = try await site.request(moderator).text
        try await site.answer(phone, .r3, 4)
        let after = try await site.request(moderator).text
        let open = "<strong data-done>0</strong>"
        #expect(before.contains(open) && after == before.replacing(open, with: "<strong data-done>1</strong>"))
        #expect(try await site.request("\(moderator)/ergebnis").status == 409)
    }

    @Test("hides the results of one participant and says so, and said so before")
    func oneParticipant() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site, people: 1)
        let results = try await site.request("\(moderator)/ergebnis").text
        #expect(results.contains("bleibt das Ergebnis verborgen") && !results.contains("class=\"scales"))
        let other = try await site.create()
        let code = try #require(try await site.workshop(other).code)
        #expect(try await site.request("/netzwerk/werkstatt/beitreten/\(code)").text.contains("bleiben sie verborgen"))
    }

    @Test("tells the slower of two moderators what happened, and obeys the same press once")
    func twoModerators() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let seen = try await site.workshop(moderator).version
        #expect(try await site.act(moderator, "go", step: .r3, version: seen).status == 303)
        #expect(try await site.act(moderator, "go", step: .r3, version: seen).status == 303)
        let late = try await site.act(moderator, "go", step: .r5, version: seen)
        #expect(late.status == 409 && late.text.contains("Inzwischen hat jemand anderes weitergeschaltet"))
        #expect(try await site.workshop(moderator).step == .r3)
    }

    @Test("meets a phone that joins after the end with a kind word, and with the results once they are released")
    func joiningLate() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site)
        let code = try #require(try await site.workshop(moderator).code)
        let page = "/netzwerk/werkstatt/beitreten/\(code)"
        let kind = try await site.request(page)
        #expect(kind.status == 200 && kind.text.contains("ist zu Ende") && !kind.text.contains("/ergebnis"))
        #expect(try await site.request(page, post: []).status == 410)
        #expect(try await site.request("\(page)/ergebnis").status == 404)
        _ = try await site.request("\(moderator)/freigabe", post: [("offen", "1")])
        #expect(try await site.request(page).text.contains("\(page)/ergebnis"))
        #expect(try await site.request("\(page)/ergebnis").text.contains("Ergebnisse"))
        try await #require(site.workshops.recurring.first).run(WorkshopSite.start + .days(8))
        #expect(try await site.request(page).status == 404)
    }

    @Test("lets no phone answer after the end, and keeps what it said before")
    func answeringLate() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.answer(phone, .r3, 3)
        try await site.act(moderator, "end")
        var headers = HTTPFields()
        headers[.accept] = "application/json"
        let late = try await site.request(
            phone, post: [("step", "R3"), ("today.meeting", "0")], headers: headers)
        #expect(late.status == 410)
        #expect(try await site.answer(phone, .r3, 0).text.contains("Die Werkstatt ist zu Ende"))
        let id = try await site.workshop(moderator).id
        let answers = site.workshops.answers
        let counts = try await site.database.read { try answers.counts(of: id, on: $0) }
        #expect(counts[.space(.meeting, .today)] == [0, 0, 0, 1, 0])
    }

    @Test("counts a participant who answers twice once, with the later answer")
    func answeringTwice() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.answer(phone, .r3, 1)
        try await site.answer(phone, .r3, 4)
        let id = try await site.workshop(moderator).id
        let answers = site.workshops.answers
        let counts = try await site.database.read { try answers.counts(of: id, on: $0) }
        #expect(counts[.space(.meeting, .today)] == [0, 0, 0, 0, 1])
        #expect(try await site.request("\(moderator)/verlauf").text.contains("\"done\":0,\"joined\":1"))
    }

    @Test("lets a phone take an answer back, and leaves alone what a form does not hold", arguments: Engine.available)
    func takingBack(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.act(moderator, "go", step: .r3)
        try await site.answer(phone, .r3, 3)
        #expect(try await site.request(phone).text.contains("name=\"today.meeting\" value=\"\">"))
        #expect(try await site.request(phone, post: [("step", "R3"), ("today.meeting", "")]).status == 303)
        let counts = try await counts(moderator, site)
        #expect(counts[.space(.meeting, .today)] == nil)
        #expect(counts[.space(.meeting, .wanted)] == [0, 0, 0, 1, 0])
        let page = try await site.request(phone).text
        #expect(!page.contains("name=\"today.meeting\" value=\"3\" checked"))
        #expect(page.contains("name=\"wanted.meeting\" value=\"3\" checked"))
        _ = try await site.request(phone, post: [("step", "R3"), ("today.meeting", "1")])
        #expect(try await self.counts(moderator, site)[.space(.meeting, .today)] == [0, 1, 0, 0, 0])
    }

    @Test("hears a phone's last word on each step, in whatever order its words arrive", arguments: Engine.available)
    func lastWord(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r3)
        let phone = try await site.join(moderator)
        var headers = HTTPFields()
        headers[.accept] = "application/json"
        func say(_ word: String, _ step: WorkshopStep, _ key: String, _ value: String) async throws {
            let form: [(name: String, value: String)] = [
                ("step", step.rawValue), ("wort", word), ("unfertig", "1"), (key, value),
            ]
            #expect(try await site.request(phone, post: form, headers: headers).status == 200)
        }
        try await say("1800000000005", .r3, "today.meeting", "")
        try await say("1800000000004", .r3, "today.meeting", "4")
        try await say("1800000000005", .r3, "today.meeting", "4")
        #expect(try await counts(moderator, site)[.space(.meeting, .today)] == nil)
        try await say("1800000000003", .r5, "reach.seniors", "2")
        #expect(try await counts(moderator, site)[.group(.seniors, .reach)] == [0, 0, 1, 0, 0])
        try await say("1800000000006", .r3, "today.meeting", "1")
        #expect(try await counts(moderator, site)[.space(.meeting, .today)] == [0, 1, 0, 0, 0])
        #expect(try await site.request(phone).text.contains("data-word=\"1800000000006\""))
        _ = try await site.request(phone, post: [("step", "R3"), ("today.meeting", "2")])
        #expect(try await counts(moderator, site)[.space(.meeting, .today)] == [0, 0, 1, 0, 0])
    }

    private func counts(_ moderator: String, _ site: WorkshopSite) async throws -> [WorkshopQuestion: [Int]] {
        let id = try await site.workshop(moderator).id
        return try await site.database.read { [answers = site.workshops.answers] in try answers.counts(of: id, on: $0) }
    }

    @Test("shows phones nothing that leads elsewhere, but the languages and what the law asks for")
    func slimFrame() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let code = try #require(try await site.workshop(moderator).code)
        let phone = try await site.join(moderator)
        for page in ["/netzwerk/werkstatt/beitreten", "/netzwerk/werkstatt/beitreten/\(code)", phone] {
            let text = try await site.request(page).text
            for there in ["class=\"brand\"", "class=\"languages\"", "href=\"/impressum\"", "href=\"/datenschutz\""] {
                #expect(text.contains(there), "\(page) \(there)")
            }
            for absent in ["header-search", "href=\"/anmelden", "class=\"crumbs\""] {
                #expect(!text.contains(absent), "\(page) \(absent)")
            }
        }
        let asked = try await site.request(phone).text
        #expect(asked.contains("/barriere-melden?seite="))
        let token = try #require(phone.split(separator: "/").last)
        let barrier = try #require(asked.firstRange(of: "/barriere-melden?seite="))
        let told = asked[barrier.upperBound...].prefix { $0 != "\"" }
        #expect(!told.contains(token), "whoever reads it could answer too")
        #expect(try await site.request(moderator).text.contains("header-search"))
    }

    @Test("takes answers to a step that is over from a phone that had no network")
    func catchingUp() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.act(moderator, "go", step: .r5)
        var headers = HTTPFields()
        headers[.accept] = "application/json"
        let late = try await site.request(phone, post: [("step", "R3"), ("today.meeting", "2")], headers: headers)
        #expect(late.status == 200)
        for wrong in [[("step", "R3"), ("today.meeting", "9")], [("step", "R1")], [("step", "R7")]] {
            let answer = try await site.request(
                phone, post: wrong.map { (name: $0.0, value: $0.1) }, headers: headers)
            #expect(answer.status == 422, "\(wrong)")
        }
    }

    @Test("knows a phone that joins twice, unless somebody else uses it")
    func joiningTwice() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let code = try #require(try await site.workshop(moderator).code)
        let page = "/netzwerk/werkstatt/beitreten/\(code)"
        let first = try await site.request(page, post: [])
        let cookie = try #require(first.headers[.setCookie])
        #expect(cookie.contains("Path=/netzwerk/werkstatt/beitreten;") && cookie.contains("HttpOnly"))
        var headers = HTTPFields()
        headers[.cookie] = String(cookie.prefix { $0 != ";" })
        #expect(try await site.request(page, headers: headers).text.contains(first.location))
        #expect(try await site.request(page, post: [], headers: headers).location == first.location)
        #expect(try await site.request(page, post: [("weitere", "1")], headers: headers).location != first.location)
        let other = try await site.create()
        let elsewhere = try #require(try await site.workshop(other).code)
        let joined = try await site.request("/netzwerk/werkstatt/beitreten/\(elsewhere)", post: [], headers: headers)
        #expect(joined.location != first.location)
    }

    @Test("lets 300 phones behind one address in at once, and makes only those wait who guess codes")
    func crowd() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        for _ in 0..<300 { _ = try await site.join(moderator) }
        let id = try await site.workshop(moderator).id
        let answers = site.workshops.answers
        let joined = try await site.database.read { try answers.joined(id, on: $0) }
        #expect(joined == 300)
        var statuses: [Int] = []
        for _ in 0..<30 {
            statuses.append(
                try await site.request("/netzwerk/werkstatt/beitreten/222222", client: "203.0.113.9").status)
        }
        #expect(statuses.prefix(20).allSatisfy { $0 == 404 } && statuses.suffix(10).allSatisfy { $0 == 429 })
        site.pass(.minutes(1))
        #expect(try await site.request("/netzwerk/werkstatt/beitreten/222222", client: "203.0.113.9").status == 404)
    }

    @Test("answers a phone that knows the state already with nothing")
    func polling() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let phone = try await site.join(moderator)
        let first = try await site.request("\(phone)/stand")
        #expect(first.text == "{\"state\":\"prepared\",\"version\":0}")
        var headers = HTTPFields()
        headers[.ifNoneMatch] = first.headers[.eTag]
        let again = try await site.request("\(phone)/stand", headers: headers)
        #expect(again.status == 304 && again.text.isEmpty && again.headers[.eTag] == first.headers[.eTag])
        try await site.act(moderator, "start")
        #expect(try await site.request("\(phone)/stand", headers: headers).status == 200)
    }

    @Test("is run by a team at one device without phones")
    func joint() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create(mode: .joint)
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r3)
        let screen = try await site.request(moderator).text
        #expect(screen.contains("name=\"wanted.learning\"") && screen.contains("name=\"note.R3\""))
        let form = [
            ("step", "R3"), ("today.learning", "1"), ("wanted.learning", "4"),
            ("note.R3", "Wir brauchen ruhige Plätze."),
        ]
        #expect(
            try await site.request("\(moderator)/angaben", post: form.map { (name: $0.0, value: $0.1) }).status == 303)
        #expect(try await site.request(moderator).text.contains("value=\"4\" checked"))
        try await site.act(moderator, "end")
        let results = try await site.request("\(moderator)/ergebnis").text
        #expect(results.contains("gemeinsam geantwortet") && results.contains("Wir brauchen ruhige Plätze."))
        #expect(results.contains("name=\"space\" value=\"learning\" checked"))
    }

    @Test("loses nothing of a form that cannot be read, and names every problem")
    func badFigures() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let answer = try await site.request(
            "\(moderator)/angaben",
            post: [("step", "R1"), ("population", "viele"), ("floor_area", "-5"), ("staff", "1,555"), ("year", "2025")])
        #expect(answer.status == 422)
        for kept in ["value=\"viele\"", "value=\"-5\"", "value=\"1,555\"", "value=\"2025\""] {
            #expect(answer.text.contains(kept), "\(kept)")
        }
        #expect(answer.text.split(separator: "class=\"error\"").count == 4)
    }

    @Test("types sheets in, one after the other, and no empty one")
    func sheets() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let sheet = [("today.meeting", "3"), ("importance.seniors", "4"), ("backing", "1"), ("skill", "crafts")]
            .map { (name: $0.0, value: $0.1) }
        #expect(try await site.request("\(moderator)/boegen", post: sheet).status == 422)
        try await site.act(moderator, "start")
        #expect(try await site.request("\(moderator)/boegen", post: []).status == 422)
        for _ in 0..<3 { #expect(try await site.request("\(moderator)/boegen", post: sheet).status == 303) }
        #expect(try await site.request("\(moderator)/boegen").text.contains("3 Bögen sind eingetippt"))
        try await site.act(moderator, "end")
        #expect(try await site.request("\(moderator)/ergebnis").text.contains("3 Personen haben geantwortet"))
    }

    @Test("keeps a secret link secret", arguments: ["", "/ergebnis", "/loeschen", "/verlauf", "/plan.ics"])
    func secrets(part: String) async throws {
        let site = try await WorkshopSite()
        _ = try await finished(site)
        #expect(
            try await site.request("/netzwerk/werkstatt/moderation/\(SecretToken.random().text)\(part)").status == 404)
        #expect(try await site.request("/netzwerk/werkstatt/moderation/1\(part)").status == 404)
    }
}
