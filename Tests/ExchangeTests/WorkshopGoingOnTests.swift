// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A workshop that ended and goes on")
struct WorkshopGoingOnTests {
    /// Of the short path, with three who answered alike.
    private func finished(_ site: WorkshopSite) async throws -> String {
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for _ in 0..<3 { try await site.answer(try await site.join(moderator), .r3, 3) }
        try await site.act(moderator, "end")
        return moderator
    }

    @Test("has a code for phones again, also weeks after the old one was taken back", arguments: ["stand", "ausbau"])
    func code(way: String) async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site)
        try await #require(site.workshops.recurring.first).run(WorkshopSite.start + .days(8))
        #expect(try await site.workshop(moderator).code == nil)
        let answer =
            way == "stand"
            ? try await site.act(moderator, "reopen") : try await site.request("\(moderator)/ausbau", post: [])
        #expect(answer.location == "\(moderator)/einladung", "phones come in first")
        let workshop = try await site.workshop(moderator)
        #expect(workshop.state == .running && workshop.code?.count == JoinCode.length)
        #expect(try await site.answer(try await site.join(moderator), .r3, 1).status == 303)
        let page = try await site.request(moderator).text
        #expect(page.contains(JoinCode.spaced(try #require(workshop.code))))
    }

    @Test("keeps the code that it still has")
    func sameCode() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site)
        let code = try await site.workshop(moderator).code
        try await site.act(moderator, "reopen")
        #expect(try await site.workshop(moderator).code == code && code != nil)
    }

    @Test("can be withdrawn while it goes on, and publishes nothing before its end")
    func withdrawing() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site)
        site.signIn([WorkshopSite.member])
        _ = try await site.request("\(moderator)/bibliothek", post: [("organisation", "\(WorkshopSite.library)")])
        let publishing = "\(moderator)/veroeffentlichung"
        _ = try await site.request(publishing, post: [("section", "spaces")])
        try await site.act(moderator, "reopen")
        #expect(try await site.request(moderator).text.contains("href=\"\(publishing)\""))
        let page = try await site.request(publishing)
        #expect(page.status == 200 && page.text.contains("/ruecknahme\"") && !page.text.contains("name=\"section\""))
        #expect(try await site.request(publishing, post: [("section", "spaces")]).status == 409)
        #expect(try await site.request(WorkshopSite.publicPage).status == 200)
        #expect(try await site.request("\(moderator)/ruecknahme", post: []).status == 303)
        #expect(try await site.request(WorkshopSite.publicPage).status == 404)
    }

    @Test("does not leave its library because nothing was chosen")
    func nothingChosen() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site)
        site.signIn([WorkshopSite.member])
        let place = "\(moderator)/bibliothek"
        _ = try await site.request(place, post: [("organisation", "\(WorkshopSite.library)")])
        #expect(try await site.request(place, post: []).status == 422)
        #expect(try await site.request(place, post: [("organisation", "castle")]).status == 422)
        #expect(try await site.workshop(moderator).organisation == WorkshopSite.library)
        #expect(try await site.request(place, post: [("organisation", "")]).status == 303)
        #expect(try await site.workshop(moderator).organisation == nil)
    }

    @Test("tells a phone that its answers came after the end")
    func lateAnswers() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        try await site.act(moderator, "end")
        let late = try await site.answer(phone, .r3, 2)
        let words = "Antworten gehen nur, wenn die Moderation sie wieder öffnet"
        #expect(late.status == 410 && late.text.contains(words))
        #expect(try await !site.request(phone).text.contains(words))
        #expect(try await site.request("\(phone)?zuspaet=1").text.contains(words))
        try await site.act(moderator, "reopen")
        #expect(try await !site.request("\(phone)?zuspaet=1").text.contains(words))
    }

    @Test("lets a phone take an answer back that it chose from a list")
    func takingBack() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r5)
        let phone = try await site.join(moderator)
        _ = try await site.request(
            phone, post: [("step", "R5"), ("importance.children", "4"), ("reach.children", "1")])
        _ = try await site.request(phone, post: [("step", "R5"), ("importance.children", ""), ("unfertig", "1")])
        let id = try await site.workshop(moderator).id
        let counts = try await site.database.read { [site] in try site.workshops.answers.counts(of: id, on: $0) }
        #expect(counts[.group(.children, .importance)] == nil)
        #expect(counts[.group(.children, .reach)] == [0, 1, 0, 0, 0], "what the form does not hold stays")
    }

    @Test("is followed by one run, however often its button is pressed", arguments: Engine.available)
    func repeating(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await finished(site)
        let page = try await site.request(moderator).text
        let token = String(try #require(page.firstMatch(of: #/name="neu" value="([0-9a-f]{32})"/#)).1)
        async let one = site.request("\(moderator)/wiederholung", post: [("neu", token)])
        async let other = site.request("\(moderator)/wiederholung", post: [("neu", token)])
        let (first, second) = try await (one, other)
        let third = try await site.request("\(moderator)/wiederholung", post: [("neu", token)])
        for answer in [first, second, third] {
            #expect(answer.status == 303 && answer.location.hasSuffix("/\(token)"))
        }
        let former = try await site.workshop(moderator).id
        let runs = try await site.database.read {
            try $0.rows("SELECT id FROM workshop WHERE former_id = \(former)").count
        }
        #expect(runs == 1)
        let stranger = try await finished(site)
        #expect(try await site.request("\(stranger)/wiederholung", post: [("neu", token)]).status == 409)
    }

    @Test("counts nobody twice who joins again for its other steps", arguments: Engine.available)
    func joiningAgain(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await finished(site)
        _ = try await site.request("\(moderator)/ausbau", post: [])
        for _ in 0..<2 {
            let phone = try await site.join(moderator)
            try await site.answer(phone, .r2, 1)
            _ = try await site.request(phone, post: [("step", "R7"), ("strength.1", "Lage"), ("threat.1", "Geld")])
        }
        let id = try await site.workshop(moderator).id
        func took() async throws -> Int {
            try await site.database.read { [site] in try site.workshops.answers.took(partIn: id, on: $0) }
        }
        #expect(try await took() == 3)
        for _ in 0..<2 {
            _ = try await site.request(try await site.join(moderator), post: [("step", "R7"), ("strength.1", "Leute")])
        }
        #expect(try await took() == 4, "more wrote than answered")
    }

    @Test(
        "still hears a phone that counted beyond all numbers",
        arguments: ["9223372036854775807", "-5", "0", "viele"])
    func wildNumbers(number: String) async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let phone = try await site.join(moderator)
        let question = WorkshopStep.r3.questions[0]
        for (word, value) in [(number, "1"), ("7", "2")] {
            _ = try await site.request(
                phone, post: [("step", "R3"), ("unfertig", "1"), ("wort", word), (question.key, value)])
        }
        let id = try await site.workshop(moderator).id
        let counts = try await site.database.read { [site] in try site.workshops.answers.counts(of: id, on: $0) }
        #expect(counts[question] == [0, 0, 1, 0, 0])
    }
}
