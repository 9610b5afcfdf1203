// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Testing
import Web

@testable import Rooms

@Suite("Booking rules")
struct BookingRulesTests {
    private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt
    /// Monday, 2026-11-23, 08:00 in Berlin.
    private static let now = Instant(seconds: 1_795_417_200)

    private let house = HouseFrame(
        id: HouseID(1), slug: "haus", name: LocalizedText([.german: "Haus"]), zone: Self.berlin, accent: "#1f4e79",
        isDemo: false, modules: ["rooms"], federalState: .saxony)
    private let room = FurnishedRoom(
        room: Room(
            id: ID(1), house: HouseID(1), name: LocalizedText([.german: "Raum"]), description: LocalizedText(),
            capacity: 40,
            terms: BookingTerms(
                setUp: .zero, cleanUp: .zero, leadTime: .hours(24), longest: .hours(4), horizon: .days(180),
                needsApproval: false, mustBeOpenToAll: true), isRetired: false),
        spaces: [
            Space(id: ID(1), room: ID(1), name: LocalizedText([.german: "Vorn"]), capacity: 15),
            Space(id: ID(2), room: ID(1), name: LocalizedText([.german: "Hinten"]), capacity: 25),
        ],
        openings: DemoRoom.openings(1...5, from: 10, to: 20), facts: [],
        rules: HouseRules(id: ID(1), version: 1, text: LocalizedText([.german: "Aufräumen"])))

    private func problems(
        startingAfter hours: Int64, lasting length: Span = .hours(2), asker: BookingRules.Asker = .guest,
        change: (inout BookingWish) -> Void = { _ in }
    ) -> [String] {
        let start = Self.now + .hours(hours)
        var wish = BookingWish(
            period: Period(start: start, end: start + length), spaces: [], title: "Lesung", description: nil,
            attendees: 10, isPublic: true, organisation: nil, acceptsRules: true)
        change(&wish)
        do {
            try BookingRules(room: room, house: house, asker: asker, now: Self.now).check(wish)
            return []
        } catch {
            return error.fields.map { "\($0.field) \($0.message.key.name)" }
        }
    }

    @Test("A time within all rules is granted")
    func granted() {
        #expect(problems(startingAfter: 30) == [])
        #expect(problems(startingAfter: 26, lasting: .hours(4)) == [])
    }

    @Test(
        "Each wrong time is told with its field",
        arguments: [
            (Int64(30), Span.hours(-1), "ends_at Rooms.endBeforeStart"),
            (30, .zero, "ends_at Rooms.endBeforeStart"),
            (-2, .hours(1), "starts_at Rooms.startInPast"),
            (23, .hours(1), "starts_at Rooms.tooSoon"),
            (181 * 24, .hours(1), "starts_at Rooms.tooFarAhead"),
            (26, .hours(5), "ends_at Rooms.tooLong"),
            (25, .hours(2), "starts_at Rooms.outsideOpeningHours"),
            (35, .hours(2), "starts_at Rooms.outsideOpeningHours"),
            (38, .hours(4), "starts_at Rooms.outsideOpeningHours"),
            (5 * 24 + 5, .hours(2), "starts_at Rooms.closedOnThatDay"),
        ])
    func wrongTimes(hours: Int64, length: Span, problem: String) {
        #expect(problems(startingAfter: hours, lasting: length) == [problem])
    }

    @Test("Staff book when nobody else may, but neither the past nor backwards")
    func staff() {
        #expect(problems(startingAfter: 1, lasting: .hours(12), asker: .staff) == [])
        #expect(problems(startingAfter: 5 * 24, asker: .staff) == [])
        #expect(problems(startingAfter: -1, asker: .staff) == ["starts_at Rooms.startInPast"])
        #expect(problems(startingAfter: 3, lasting: .hours(-2), asker: .staff) == ["ends_at Rooms.endBeforeStart"])
    }

    @Test("Everything that is wrong is told at once")
    func allAtOnce() {
        let found = problems(startingAfter: 3, lasting: .hours(6)) { wish in
            wish.attendees = 41
            wish.isPublic = false
            wish.acceptsRules = false
        }
        #expect(
            Set(found) == [
                "starts_at Rooms.tooSoon", "ends_at Rooms.tooLong", "attendees Rooms.tooManyPeople",
                "public Rooms.mustBeOpenToAll", "accept_rules Rooms.mustAcceptRules",
            ])
    }

    @Test("A part holds fewer people, and a part of another room is none")
    func parts() {
        #expect(
            problems(startingAfter: 30) {
                $0.spaces = [ID(1)]
                $0.attendees = 16
            } == ["attendees Rooms.tooManyPeople"])
        #expect(
            problems(startingAfter: 30) {
                $0.spaces = [ID(2)]
                $0.attendees = 25
            } == [])
        #expect(problems(startingAfter: 30) { $0.spaces = [ID(9)] } == ["spaces Rooms.spaceUnknown"])
    }

    @Test("A public holiday is refused by its name, but not to staff")
    func holidays() throws {
        // Christmas Day is a Friday, 32 days and 4 hours on.
        let hours = Int64(32 * 24 + 4)
        #expect(problems(startingAfter: hours) == ["starts_at Rooms.closedForHoliday"])
        #expect(problems(startingAfter: hours, asker: .staff) == [])
        #expect(problems(startingAfter: hours + 3 * 24) == [], "the Monday after")
    }
}
