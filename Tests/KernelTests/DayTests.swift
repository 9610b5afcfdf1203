// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Kernel

@Suite("A day")
struct DayTests {
    @Test("counts and names all days of 1970 to 2100 as Foundation's calendar does")
    func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let last = try #require(Day("2100-12-31")).number
        #expect(last == 47_846)
        for number in 0...last {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let day = Day(number: number)
            let agrees =
                day.year == parts.year && day.month == parts.month && day.day == parts.day
                && day.weekday % 7 + 1 == parts.weekday && day.number == number && Day(day.description) == day
            if !agrees { Issue.record("day \(number) is \(parts), not \(day)") }
        }
    }

    @Test(
        "is nothing where the calendar has none",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
            "2026-1-01",
            "26-01-01", "2026-01-01-", "-2026-01-01", "2026/01/01", "２０２６-01-01", "2026-+1-01", "", "2026-01-01\n",
        ])
    func refusesOtherDays(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("has leap days where the Gregorian calendar has them", arguments: ["2000-02-29", "2028-02-29", "2400-02-29"])
    func hasLeapDays(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(
        "finds the Monday of its week",
        arguments: [("2026-11-23", "2026-11-23"), ("2026-11-29", "2026-11-23"), ("2027-01-01", "2026-12-28")])
    func findsMonday(text: String, monday: String) {
        #expect(Day(text)?.monday.description == monday)
    }

    @Test("is counted across months and years, before 1970 too")
    func adds() throws {
        let day = try #require(Day("2026-12-31"))
        #expect((day + 1).description == "2027-01-01")
        #expect(Day(number: -1).description == "1969-12-31")
        #expect(Day(number: -1).weekday == 3)
        let leapDay = try #require(Day("1600-02-29"))
        #expect(Day(number: leapDay.number) == leapDay)
        #expect(leapDay < day)
        #expect(try #require(Day("2027-03-01")) - day == 60)
    }

    @Test(
        "reads a time as people write it",
        arguments: [
            ("9:30", 570), ("09:30", 570), ("09.30", 570), ("9", 540), (" 9 ", 540), ("0:00", 0), ("00:00", 0),
            ("23:59", 1439), ("24:00", 1440),
        ])
    func readsTimes(text: String, minutes: Int) {
        #expect(TimeOfDay(text)?.minutes == minutes)
    }

    @Test(
        "has no other times",
        arguments: [
            "", ":", "24:01", "25:00", "12:60", "9:5", "9:005", "009:00", "-1:00", "+9:30", "9:+5", "-0:00", "9:30:00",
            "９:30", "9h", "9::30", ":9:30", "9:", "9:30:",
        ])
    func refusesTimes(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
