// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Testing

@testable import Houses

@Suite("Opening hours")
struct OpeningHoursTests {
    private static let week = OpeningHours(1...5, from: 10, to: 13) + OpeningHours(1...4, from: 15, to: 19)

    private static func time(_ hour: Int, _ minute: Int = 0) throws -> TimeOfDay {
        try #require(TimeOfDay(minutes: hour * 60 + minute))
    }

    @Test(
        "say whether the house is open now, and when next",
        arguments: [
            ("2026-11-23T09:59:59+01:00", "later 10:00"), ("2026-11-23T10:00:00+01:00", "open 13:00"),
            ("2026-11-23T12:59:59+01:00", "open 13:00"), ("2026-11-23T13:00:00+01:00", "later 15:00"),
            ("2026-11-23T19:00:00+01:00", "closed 2 10:00"), ("2026-11-27T13:00:00+01:00", "closed 1 10:00"),
            ("2026-11-28T12:00:00+01:00", "closed 1 10:00"), ("2026-11-29T23:30:00+01:00", "closed 1 10:00"),
            // The night in which the clocks go back, and the day after it.
            ("2026-10-25T02:30:00+02:00", "closed 1 10:00"), ("2026-10-26T10:30:00+01:00", "open 13:00"),
        ])
    func status(moment: String, expected: String) throws {
        let now = try #require(Instant(rfc3339: moment))
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let words =
            switch Self.week.status(at: now, in: zone) {
            case .unknown: "unknown"
            case .open(let end): "open \(end)"
            case .opensLaterToday(let start): "later \(start)"
            case .closed(_, let next, let start): "closed \(next.weekday) \(start)"
            }
        #expect(words == expected)
    }

    @Test("that are open on one weekday only open again in a week")
    func onceAWeek() throws {
        let hours = OpeningHours(1...1, from: 10, to: 12)
        let status = hours.status(at: TestSite.monday + .hours(5), in: .gmt)
        #expect(status == .closed(holiday: nil, next: try #require(Day("2026-11-30")), at: try Self.time(10)))
    }

    @Test("until 24:00 are open until the day ends")
    func untilMidnight() throws {
        let hours = OpeningHours(1...1, from: 10, to: 24)
        let lastMinute = try #require(Instant(rfc3339: "2026-11-23T23:59:59Z"))
        #expect(hours.status(at: lastMinute, in: .gmt) == .open(until: try Self.time(24)))
    }

    @Test("that nobody gave are unknown, not closed")
    func none() {
        #expect(OpeningHours().status(at: TestSite.monday, in: .gmt) == .unknown)
    }

    @Test("that touch are one")
    func touching() {
        let hours = OpeningHours(1...1, from: 13, to: 18) + OpeningHours(1...1, from: 10, to: 13)
        #expect(hours == OpeningHours(1...1, from: 10, to: 18))
    }

    @Test("show equal days together, and every day of the week")
    func groups() {
        #expect(Self.week.groups.map { "\($0.first)-\($0.last): \($0.times.count)" } == ["1-4: 2", "5-5: 1", "6-7: 0"])
    }

    @Test("are none on a public holiday, and say when it opens again")
    func holidays() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let hours = OpeningHours(1...6, from: 10, to: 19)
        func status(_ moment: String) throws -> OpeningHours.Status {
            hours.status(at: try #require(Instant(rfc3339: moment)), in: zone) {
                PublicHolidays.holiday(on: $0, in: .saxony)
            }
        }
        let ten = try Self.time(10)
        // Friday and Saturday, then a Sunday.
        let monday = try #require(Day("2026-12-28"))
        #expect(try status("2026-12-25T11:00:00+01:00") == .closed(holiday: .christmas, next: monday, at: ten))
        #expect(try status("2026-12-24T20:00:00+01:00") == .closed(holiday: nil, next: monday, at: ten))
        #expect(try status("2026-12-27T11:00:00+01:00") == .closed(holiday: nil, next: monday, at: ten))
        let next = hours.nextHoliday(after: try #require(Day("2026-11-21"))) {
            PublicHolidays.holiday(on: $0, in: .saxony)
        }
        #expect(next?.day == Day("2026-12-25") && next?.holiday == .christmas)
        let sundays = OpeningHours(7...7, from: 10, to: 19)
        let sunday = sundays.nextHoliday(after: try #require(Day("2026-11-21"))) {
            PublicHolidays.holiday(on: $0, in: .saxony)
        }
        #expect(sunday?.day == Day("2027-10-03") && sunday?.holiday == .unity)
    }
}
