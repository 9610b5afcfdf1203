// SPDX-License-Identifier: EUPL-1.2

import Testing

import struct Foundation.TimeZone

@testable import Kernel

@Suite("Local time")
struct LocalTimeTests {
    private let berlin: TimeZone

    init() throws { berlin = try #require(TimeZone(identifier: "Europe/Berlin")) }

    @Test(
        "in Berlin is the instant that its offset says",
        arguments: [
            ("2026-11-28", "16:30", "2026-11-28T15:30:00Z"),
            ("2027-07-01", "00:00", "2027-06-30T22:00:00Z"),
            ("2027-03-28", "01:59", "2027-03-28T00:59:00Z"),
            ("2027-03-28", "03:00", "2027-03-28T01:00:00Z"),
            ("2027-10-31", "01:59", "2027-10-30T23:59:00Z"),
            ("2027-10-31", "02:00", "2027-10-31T00:00:00Z"),
            ("2027-10-31", "02:30", "2027-10-31T00:30:00Z"),
            ("2027-10-31", "03:00", "2027-10-31T02:00:00Z"),
            ("2026-11-28", "24:00", "2026-11-28T23:00:00Z"),
        ])
    func findsInstants(day: String, time: String, expected: String) throws {
        let instant = Instant(day: try #require(Day(day)), time: try #require(TimeOfDay(time)), zone: berlin)
        #expect(instant?.rfc3339 == expected)
    }

    @Test("that the clocks jump over is none", arguments: ["02:00", "02:30", "02:59"])
    func knowsTheGap(time: String) throws {
        let day = try #require(Day("2027-03-28"))
        #expect(Instant(day: day, time: try #require(TimeOfDay(time)), zone: berlin) == nil)
    }

    @Test(
        "has days of 23, 24 and 25 hours",
        arguments: [("2027-03-27", 24), ("2027-03-28", 23), ("2027-10-31", 25), ("2027-11-01", 24)] as [(String, Int64)]
    )
    func measuresDays(text: String, hours: Int64) throws {
        let day = try #require(Day(text))
        #expect(Instant(startOf: day + 1, zone: berlin) - Instant(startOf: day, zone: berlin) == .hours(hours))
    }

    @Test("starts a day later where midnight is skipped")
    func startsAfterTheGap() throws {
        let beirut = try #require(TimeZone(identifier: "Asia/Beirut"))
        let day = try #require(Day("2022-03-27"))
        #expect(Instant(startOf: day, zone: beirut).local(in: beirut).time.description == "01:00")
    }

    @Test("starts a day even where the whole day is skipped")
    func startsASkippedDay() throws {
        let apia = try #require(TimeZone(identifier: "Pacific/Apia"))
        let skipped = try #require(Day("2011-12-30"))
        #expect(Instant(startOf: skipped, zone: apia) == Instant(startOf: skipped + 1, zone: apia))
    }

    @Test("is found again from each half hour of two years")
    func goesThereAndBack() throws {
        let start = Instant(startOf: try #require(Day("2026-01-01")), zone: berlin)
        var mismatches: [Instant] = []
        for halfHour in 0..<(2 * 365 * 48) {
            let instant = start + .minutes(Int64(halfHour) * 30)
            let (day, time, _) = instant.local(in: berlin)
            let found = Instant(day: day, time: time, zone: berlin)
            if found != instant, found != instant - .hours(1) || berlin.isDaylightSavingTime(for: instant.date) {
                mismatches.append(instant)
            }
        }
        #expect(mismatches == [])
    }
}
