// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Testing

@testable import Rooms

@Suite("Availability")
struct AvailabilityTests {
    private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    private let terms = BookingTerms(
        setUp: .minutes(15), cleanUp: .minutes(30), leadTime: .hours(24), longest: .hours(4), horizon: .days(30),
        needsApproval: false, mustBeOpenToAll: false)

    private func availability(_ openings: [Opening]) -> Availability {
        Availability(openings: openings, terms: terms, zone: Self.berlin)
    }

    private func instant(_ day: String, _ time: String) throws -> Instant {
        let day = try #require(Day(day))
        let time = try #require(TimeOfDay(time))
        return try #require(Instant(day: day, time: time, zone: Self.berlin))
    }

    private func period(_ day: String, _ from: String, _ until: String) throws -> Period {
        Period(start: try instant(day, from), end: try instant(day, until))
    }

    @Test("Free times lie within opening hours and keep buffers to what is taken")
    func buffers() throws {
        let openings = DemoRoom.openings(1...5, from: 10, to: 18)
        let taken = try period("2026-11-24", "12:45", "14:30")
        let free = availability(openings).freePeriods(
            in: try period("2026-11-24", "00:00", "23:00"), taken: [taken], now: try instant("2026-11-20", "08:00"))
        #expect(
            free == [
                try period("2026-11-24", "10:00", "12:15"), try period("2026-11-24", "14:45", "18:00"),
            ])
    }

    @Test("Nothing is free before the lead time or behind the horizon")
    func limits() throws {
        let openings = DemoRoom.openings(1...7, from: 10, to: 18)
        let now = try instant("2026-11-23", "12:00")
        let free = availability(openings).freePeriods(
            in: Period(start: now, end: now + .days(60)), taken: [], now: now)
        #expect(free.first?.start == now + .hours(24))
        #expect(free.last?.end == now + .days(30))
    }

    @Test(
        "Opening hours follow the clock on the wall across the change of clocks",
        arguments: [("2027-03-28", Int64(23)), ("2027-10-31", Int64(25)), ("2027-06-01", Int64(24))])
    func clocks(day: String, hours: Int64) throws {
        let whole = (1...7).compactMap { weekday in
            TimeOfDay(minutes: 0).flatMap { opens in
                TimeOfDay(minutes: 1440).map { Opening(weekday: weekday, opens: opens, closes: $0) }
            }
        }
        let first = try #require(Day(day))
        let window = Period(
            start: Instant(startOf: first, zone: Self.berlin), end: Instant(startOf: first + 1, zone: Self.berlin))
        #expect(availability(whole).openPeriods(in: window).map(\.length) == [.hours(hours)])
    }

    @Test("A time that the clocks jump over opens after the jump")
    func skippedTime() throws {
        let opens = try #require(TimeOfDay("02:30"))
        let closes = try #require(TimeOfDay("04:00"))
        let window = try period("2027-03-28", "00:00", "12:00")
        let open = availability([Opening(weekday: 7, opens: opens, closes: closes)]).openPeriods(in: window)
        #expect(open == [try period("2027-03-28", "03:00", "04:00")])
    }

    @Test("Hours until midnight and from midnight run together")
    func midnight() throws {
        let late = Opening(
            weekday: 1, opens: try #require(TimeOfDay("20:00")), closes: try #require(TimeOfDay("24:00")))
        let early = Opening(weekday: 2, opens: try #require(TimeOfDay("0:00")), closes: try #require(TimeOfDay("2:00")))
        let window = Period(start: try instant("2026-11-23", "12:00"), end: try instant("2026-11-24", "12:00"))
        #expect(
            availability([late, early]).openPeriods(in: window) == [
                Period(start: try instant("2026-11-23", "20:00"), end: try instant("2026-11-24", "02:00"))
            ])
    }

    @Test("Suggestions begin on a quarter of an hour and are long enough")
    func suggestions() throws {
        let openings = DemoRoom.openings(1...5, from: 10, to: 18)
        let taken = [try period("2026-11-24", "10:00", "11:22"), try period("2026-11-24", "13:00", "18:00")]
        let found = availability(openings).suggestions(
            in: try period("2026-11-24", "00:00", "23:00"), taken: taken, length: .minutes(45),
            now: try instant("2026-11-20", "08:00"), atMost: 3)
        #expect(found == [try period("2026-11-24", "11:45", "12:30")])
    }

    @Test("Suggestions come from weeks ahead, and a night is one free time wherever it lies")
    func suggestionsFarAhead() throws {
        let nights = try [
            Opening(weekday: 5, opens: #require(TimeOfDay("22:00")), closes: #require(TimeOfDay("24:00"))),
            Opening(weekday: 6, opens: #require(TimeOfDay("0:00")), closes: #require(TimeOfDay("2:00"))),
        ]
        let window = Period(start: try instant("2026-11-23", "08:00"), end: try instant("2026-12-19", "08:00"))
        let taken = [Period(start: try instant("2026-11-27", "22:00"), end: try instant("2026-11-28", "02:00"))]
        let found = availability(nights).suggestions(
            in: window, taken: taken, length: .hours(4), now: try instant("2026-11-20", "08:00"), atMost: 5)
        #expect(
            found == [
                Period(start: try instant("2026-12-04", "22:00"), end: try instant("2026-12-05", "02:00")),
                Period(start: try instant("2026-12-11", "22:00"), end: try instant("2026-12-12", "02:00")),
                Period(start: try instant("2026-12-18", "22:00"), end: try instant("2026-12-19", "02:00")),
            ])
    }

    @Test("A public holiday has no hours, in its own Land alone")
    func holidays() throws {
        let window = Period(start: try instant("2026-11-17", "00:00"), end: try instant("2026-11-20", "00:00"))
        let now = try instant("2026-11-10", "08:00")
        func starts(_ state: FederalState?) -> [Day] {
            Availability(
                openings: DemoRoom.openings(1...5, from: 10, to: 18), terms: terms, zone: Self.berlin,
                federalState: state
            ).freePeriods(in: window, taken: [], now: now).map { $0.start.day(in: Self.berlin) }
        }
        let days = ["2026-11-17", "2026-11-18", "2026-11-19"].compactMap { Day($0) }
        #expect(starts(nil) == days)
        #expect(starts(.bavaria) == days)
        #expect(starts(.saxony) == [days[0], days[2]], "Day of Repentance and Prayer")
    }
}
