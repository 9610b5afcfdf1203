// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Exchange

@Suite("The course of a workshop")
struct WorkshopRulesTests {
    static let now = Instant(seconds: 1_800_000_000)

    static func workshop(
        _ state: Workshop.State = .running, step: WorkshopStep = .r3, length: Workshop.Length = .full,
        mode: Workshop.Mode = .each, deadline: Instant? = nil, remaining: Span? = nil, version: Int = 7
    ) -> Workshop {
        Workshop(
            id: ID(1), name: "Beispiel", length: length, mode: mode, organisation: nil, former: nil, code: "ABC234",
            state: state, step: step, deadline: deadline, remaining: remaining, version: version, isReleased: false,
            createdAt: now - .hours(1), endedAt: state == .ended ? now : nil)
    }

    private func course(
        _ workshop: Workshop, _ act: WorkshopRules.Act, seen: Int = 7
    ) throws(Rejection) -> WorkshopRules.Course? {
        try WorkshopRules.course(of: workshop, after: act, seen: seen, now: Self.now)
    }

    private func refusal(_ workshop: Workshop, _ act: WorkshopRules.Act, seen: Int = 7) -> Rejection.Kind? {
        do {
            _ = try course(workshop, act, seen: seen)
            return nil
        } catch { return error.kind }
    }

    @Test(
        "begins with the first step and its clock", arguments: [(Workshop.Length.full, Int64(5)), (.short, Int64(3))])
    func begins(length: Workshop.Length, minutes: Int64) throws {
        let course = try course(Self.workshop(.prepared, step: .r1, length: length), .start)
        #expect(course == .init(state: .running, step: .r1, deadline: Self.now + .minutes(minutes)))
    }

    @Test("lasts two hours, or twenty minutes")
    func lasts() {
        #expect(Workshop.Length.full.steps.reduce(0) { $0 + $1.minutes(.full) } == 120)
        #expect(Workshop.Length.short.steps.reduce(0) { $0 + $1.minutes(.short) } == 20)
        #expect(Workshop.Length.short.steps == [.r1, .r3, .r5, .r6])
    }

    @Test("goes to any of its steps, forth and back, and to no other")
    func goes() throws {
        #expect(try course(Self.workshop(), .go(.r4))?.step == .r4)
        #expect(try course(Self.workshop(), .go(.r1))?.deadline == Self.now + .minutes(5))
        #expect(try course(Self.workshop(.paused), .go(.r4))?.state == .running)
        #expect(refusal(Self.workshop(length: .short), .go(.r4)) == .invalid)
    }

    @Test("stops its clock in a break and goes on with what was left")
    func pauses() throws {
        let paused = try #require(try course(Self.workshop(deadline: Self.now + .minutes(4)), .pause))
        #expect(paused == .init(state: .paused, step: .r3, deadline: Self.now + .minutes(10), remaining: .minutes(4)))
        let resumed = try course(
            Self.workshop(.paused, deadline: paused.deadline, remaining: paused.remaining), .resume)
        #expect(resumed == .init(state: .running, step: .r3, deadline: Self.now + .minutes(4)))
    }

    @Test("stays overdue after a break when it was before")
    func staysOverdue() throws {
        let paused = try course(Self.workshop(deadline: Self.now - .minutes(3)), .pause)
        #expect(paused?.remaining == .minutes(-3))
        let resumed = try course(Self.workshop(.paused, remaining: .minutes(-3)), .resume)
        #expect(resumed?.deadline == Self.now - .minutes(3))
    }

    @Test("takes five minutes more from now on when it is overdue")
    func extends() throws {
        #expect(
            try course(Self.workshop(deadline: Self.now - .minutes(3)), .extend)?.deadline == Self.now + .minutes(5))
        #expect(
            try course(Self.workshop(deadline: Self.now + .minutes(3)), .extend)?.deadline == Self.now + .minutes(8))
    }

    @Test("ends without a clock and opens again where it was")
    func ends() throws {
        #expect(try course(Self.workshop(), .end) == .init(state: .ended, step: .r3))
        #expect(try course(Self.workshop(.ended), .reopen)?.step == .r3)
    }

    @Test(
        "refuses what its state does not allow",
        arguments: [
            (Workshop.State.prepared, WorkshopRules.Act.go(.r4)), (.prepared, .pause), (.prepared, .end),
            (.prepared, .extend), (.running, .start), (.running, .resume), (.running, .reopen), (.paused, .pause),
            (.ended, .go(.r4)), (.ended, .pause), (.ended, .end), (.ended, .start), (.ended, .extend),
        ])
    func refuses(state: Workshop.State, act: WorkshopRules.Act) {
        #expect(refusal(Self.workshop(state), act) == .conflict)
    }

    @Test("takes the same press of two moderators once, and a different one of the slower not at all")
    func twoModerators() throws {
        #expect(try course(Self.workshop(step: .r4, version: 8), .go(.r4), seen: 7) == nil)
        #expect(refusal(Self.workshop(step: .r4, version: 8), .go(.r2), seen: 7) == .conflict)
        #expect(refusal(Self.workshop(version: 8), .extend, seen: 7) == .conflict)
        #expect(try course(Self.workshop(.ended, version: 8), .end, seen: 7) == nil)
        #expect(try course(Self.workshop(.paused, version: 8), .pause, seen: 7) == nil)
    }

    @Test("takes answers while it goes on, from a break too, and none afterwards")
    func answers() throws {
        try WorkshopRules.admitAnswers(to: Self.workshop())
        try WorkshopRules.admitAnswers(to: Self.workshop(.paused))
        #expect(throws: Rejection.self) { try WorkshopRules.admitAnswers(to: Self.workshop(.prepared)) }
        #expect(throws: Rejection.self) { try WorkshopRules.admitAnswers(to: Self.workshop(.ended)) }
    }

    @Test("lets in 300 and more, but nobody after the end, nobody at a common device and no crowd")
    func participants() throws {
        try WorkshopRules.admitParticipant(to: Self.workshop(.prepared), joined: 0)
        try WorkshopRules.admitParticipant(to: Self.workshop(), joined: 499)
        for (workshop, joined) in [
            (Self.workshop(.ended), 0), (Self.workshop(mode: .joint), 0), (Self.workshop(), 500),
        ] {
            #expect(throws: Rejection.self) { try WorkshopRules.admitParticipant(to: workshop, joined: joined) }
        }
    }

    @Test(
        "reads a code however it is written",
        arguments: [
            ("ABC234", "ABC234"), ("abc 234", "ABC234"), (" abc-234 ", "ABC234"), ("ABC23", nil), ("ABC2345", nil),
            ("ABC230", nil), ("ABCO34", nil), ("", nil), ("ÄBC234", nil),
        ])
    func codes(typed: String, code: String?) { #expect(JoinCode.read(typed) == code) }

    @Test("makes codes that can be read, no two alike in a thousand")
    func makesCodes() {
        let codes = (0..<1_000).map { _ in JoinCode.random() }
        #expect(codes.allSatisfy { JoinCode.read($0) == $0 })
        #expect(Set(codes).count > 995)
    }

    @Test("knows each question by its key")
    func questions() {
        for question in WorkshopQuestion.all { #expect(WorkshopQuestion(key: question.key) == question) }
        #expect(Set(WorkshopQuestion.all.map(\.key)).count == WorkshopQuestion.all.count)
        #expect(WorkshopQuestion(key: "today.castle") == nil)
    }
}
