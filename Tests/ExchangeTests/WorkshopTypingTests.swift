// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("What a moderator types")
struct WorkshopTypingTests {
    private typealias Form = [(name: String, value: String)]

    /// The form of a step as it stands before anybody types: what it says, and how it was shown.
    private func fresh(_ step: WorkshopStep, before: String = "") -> Form {
        [("step", step.rawValue), (StepForm.before, before)]
    }

    /// What the page says about how its form was shown.
    private func shown(_ page: String) throws -> String {
        let start = try #require(page.range(of: "name=\"\(StepForm.before)\" value=\""))
        return String(page[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    @Test(
        "is kept by every button around it",
        arguments: ["go.R3", "go.R6", "pause", "extend", "end"])
    func kept(act: String) async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let answer = try await site.act(moderator, act, typed: fresh(.r1) + [("population", "4.200"), ("year", "")])
        #expect(answer.status == 303 && answer.location == "\(moderator)#schritt", "past the head of the page")
        #expect(try await site.request(moderator).text.contains("<div id=\"schritt\" data-workshop="))
        #expect(try await site.facts(moderator).population == 4_200)
    }

    @Test("stands in one form with all buttons, of which the first one saves")
    func oneForm() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let page = try await site.request(moderator).text
        let start = try #require(page.range(of: "<form method=\"post\" action=\"\(moderator)/angaben\""))
        let end = try #require(page[start.upperBound...].range(of: "</form>"))
        let form = page[start.upperBound..<end.lowerBound]
        #expect(!page.contains(" action=\"\(moderator)/stand\""))
        for act in ["go.R3", "go.R5", "go.R6", "pause", "extend", "end"] {
            #expect(form.contains("formaction=\"\(moderator)/stand\" name=\"act\" value=\"\(act)\""), "\(act)")
        }
        let save = try #require(form.range(of: "Speichern</button>"))
        let first = try #require(form.range(of: "formaction="))
        #expect(save.upperBound < first.lowerBound)
    }

    @Test("stays on the page with its problem when it cannot be read, and the step stays too")
    func unreadable() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for act in ["go.R3", "end"] {
            let answer = try await site.act(
                moderator, act, typed: fresh(.r1) + [("population", "viele"), ("floor_area", "180")])
            #expect(answer.status == 422)
            #expect(answer.text.contains("value=\"viele\"") && answer.text.contains("value=\"180\""))
            #expect(answer.text.contains("error-summary") && answer.text.contains("data-unsaved"))
            let workshop = try await site.workshop(moderator)
            #expect(workshop.step == .r1 && workshop.state == .running && workshop.version == 1)
        }
        #expect(try await site.facts(moderator).values.isEmpty)
    }

    @Test("is not erased by a second moderator whose page is older")
    func olderPage() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        _ = try await site.request(
            "\(moderator)/angaben", post: fresh(.r1) + [("population", "4200"), ("staff", "1,5")])
        let late = fresh(.r1) + [("population", ""), ("floor_area", "180"), ("staff", "")]
        #expect(try await site.act(moderator, "go", step: .r3, typed: late).status == 303)
        let facts = try await site.facts(moderator)
        #expect(facts.population == 4_200 && facts.staff == 150 && facts.floorArea == 180)
    }

    @Test("is taken away when somebody empties the field")
    func emptied() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        _ = try await site.request("\(moderator)/angaben", post: fresh(.r1) + [("population", "4200"), ("staff", "2")])
        let before = try shown(try await site.request(moderator).text)
        let form = fresh(.r1, before: before) + [("population", ""), ("staff", "2")]
        #expect(try await site.request("\(moderator)/angaben", post: form).status == 303)
        let facts = try await site.facts(moderator)
        #expect(facts.population == nil && facts.staff == 200)
    }

    @Test("is kept although another moderator has moved on, who is obeyed")
    func movedOn() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        let seen = try await site.workshop(moderator).version
        try await site.act(moderator, "go", step: .r5)
        let late = try await site.act(
            moderator, "go", step: .r3, version: seen, typed: fresh(.r1) + [("population", "4200")])
        #expect(late.status == 409)
        #expect(late.text.contains("Inzwischen hat jemand anderes weitergeschaltet"))
        #expect(late.text.contains("Gespeichert.") && late.text.contains("data-home=\"\(moderator)\""))
        #expect(try await site.workshop(moderator).step == .r5)
        #expect(try await site.facts(moderator).population == 4_200)
    }

    @Test("is still there when another moderator has ended the workshop, and is kept when it is opened again")
    func ended() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        try await site.act(moderator, "end")
        let typed = fresh(.r1) + [("population", "4200")]
        let late = try await site.act(moderator, "end", version: 1, typed: typed)
        #expect(late.status == 409 && late.text.contains("value=\"4200\""))
        #expect(late.text.contains("Wieder öffnen und das hier speichern"))
        #expect(try await site.facts(moderator).population == nil)
        // Whoever typed nothing and presses the same button is told nothing.
        #expect(try await site.act(moderator, "end", version: 1, typed: fresh(.r1) + [("year", "")]).status == 303)
        #expect(try await site.act(moderator, "reopen", typed: typed).status == 303)
        #expect(try await site.facts(moderator).population == 4_200)
        #expect(try await site.workshop(moderator).state == .running)
    }

    @Test("is not hidden by a break that somebody else began")
    func paused() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        try await site.act(moderator, "pause")
        let answer = try await site.request("\(moderator)/angaben", post: fresh(.r1) + [("population", "viele")])
        #expect(answer.status == 422 && answer.text.contains("value=\"viele\""))
        #expect(try await !site.request(moderator).text.contains("name=\"population\""))
    }

    @Test("is kept while texts on the wall are sorted")
    func wall() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create(length: .full)
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r7)
        let form = fresh(.r7) + [("note.R7", "Wir reden weiter."), ("act", "hide")]
        #expect(try await site.request("\(moderator)/beitraege", post: form).location.hasSuffix("getan=nichts#wand"))
        #expect(try await site.facts(moderator).note(.r7) == "Wir reden weiter.")
    }

    @Test("of a team at one device is kept by the next step, answers and notes")
    func joint() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create(mode: .joint, length: .full)
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r3)
        try await site.act(
            moderator, "go", step: .r7, typed: fresh(.r3) + [("wanted.learning", "4"), ("note.R3", "Ruhige Plätze")])
        try await site.act(moderator, "go", step: .r3, typed: fresh(.r7) + [("strength.1", "Kurze Wege")])
        let page = try await site.request(moderator).text
        #expect(page.contains("name=\"wanted.learning\" value=\"4\" checked") && page.contains("Ruhige Plätze"))
        #expect(try shown(page).contains("wanted.learning=4"))
        try await site.act(moderator, "end")
        #expect(try await site.request("\(moderator)/ergebnis").text.contains("Kurze Wege"))
    }

    @Test("of a team at one device can be taken back")
    func takenBack() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create(mode: .joint)
        try await site.act(moderator, "start")
        let answered = [(name: "importance.seniors", value: "4"), (name: "reach.seniors", value: "1")]
        try await site.act(moderator, "go", step: .r5, typed: fresh(.r5) + answered)
        let before = try shown(try await site.request(moderator).text)
        try await site.act(
            moderator, "end",
            typed: fresh(.r5, before: before) + [("importance.seniors", ""), ("reach.seniors", "1")])
        let id = try await site.workshop(moderator).id
        let answers = site.workshops.answers
        let counts = try await site.database.read { try answers.counts(of: id, on: $0) }
        #expect(counts[.group(.seniors, .importance)] == nil)
        #expect(counts[.group(.seniors, .reach)] == [0, 1, 0, 0, 0])
    }

    @Test("is what differs from the form as it was shown")
    func differences() throws {
        let before = "today.meeting=1&note.R3=alt&wanted.meeting=4"
        let form = FormData(
            fresh(.r3, before: before) + [
                ("today.meeting", "1"), ("wanted.meeting", "2"), ("today.learning", "0"), ("note.R3", ""),
            ])
        let typed = try WorkshopInput.typed(in: .r3, form)
        #expect(typed.submission.answers == [.space(.meeting, .wanted): 2, .space(.learning, .today): 0])
        #expect(typed.facts == ["note.R3": nil] && typed.submission.takenBack.isEmpty)
        let cleared = FormData(fresh(.r3, before: before) + [("wanted.meeting", "4"), ("note.R3", "alt")])
        #expect(try WorkshopInput.typed(in: .r3, cleared).submission.takenBack == [.space(.meeting, .today)])
        let untouched = FormData(
            fresh(.r3, before: before) + [("today.meeting", "1"), ("wanted.meeting", "4"), ("note.R3", "alt")])
        #expect(try WorkshopInput.typed(in: .r3, untouched).isEmpty)
        let unknown = FormData([("step", "R3"), ("today.meeting", "1")])
        #expect(try WorkshopInput.typed(in: .r3, unknown).facts == ["note.R3": nil])
    }

    @Test("comes back from every step as it was shown", arguments: WorkshopStep.allCases)
    func roundTrip(step: WorkshopStep) throws {
        let facts = WorkshopFacts([
            "population": "4200", "floor_area": "180", "staff": "155", "year": "2025",
            "partners": "Schule & Verein\nMusik",
            "hours": "65", "area": "40", "budget": "120050", "challenge": "Was? = 100 %",
            "topics": "gaming,cooperation",
            "plan.1.what": "Spiele", "plan.1.owner": "Leitung", "plan.1.due": "2027-05-07", "plan.1.first": "Fragen",
            "plan.1.sign": "application", "plan.1.evidence": "observed", "next_run": "2027-11-05",
            WorkshopFacts.Name.note(step): "Gesagt ist \"gesagt\".",
        ])
        var submission = WorkshopAnswerStore.Submission()
        for question in step.questions { submission.answers[question] = 3 }
        if step == .r6 { submission.answers[.skill(.crafts)] = 1 }
        for kind in step.notes { submission.notes[.init(kind: kind, slot: 2)] = "Grün & groß" }
        let known = WorkshopForms.values(facts) + WorkshopForms.values(submission)
        let before = WorkshopInput.typedBefore(known, in: step)
        let names = try WorkshopInput.facts(for: step, FormData()).keys
        let form = FormData(
            known.filter { !$0.name.hasPrefix("note.") || names.contains($0.name) } + fresh(step, before: before))
        #expect(try WorkshopInput.typed(in: step, form).isEmpty, "\(before)")
    }
}
