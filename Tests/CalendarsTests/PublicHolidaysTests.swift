// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Testing

@Suite("Public holidays")
struct PublicHolidaysTests {
    /// A line for each Land and year: its code, then the days. `Tests/outside/holidays_test.py` holds it against the
    /// Python package `holidays`.
    private func fixture() throws -> [(state: FederalState, days: [Day])] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/feiertage.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            let state = try #require(words.first.flatMap(FederalState.init))
            return (state, try words.dropFirst().map { try #require(Day($0)) })
        }
    }

    /// Day by day.
    private func holidays(in year: Int, of state: FederalState) throws -> [Day: PublicHoliday] {
        let first = try #require(Day(year: year, month: 1, day: 1))
        let all = (0..<366).map { first + $0 }.filter { $0.year == year }
        return Dictionary(
            uniqueKeysWithValues: all.compactMap { day in
                PublicHolidays.holiday(on: day, in: state).map { (day, $0) }
            })
    }

    @Test("of each Land, 2020 to 2035")
    func known() throws {
        let known = try fixture()
        #expect(known.count == FederalState.allCases.count * 16)
        for (state, days) in known {
            let year = try #require(days.first?.year)
            #expect(try holidays(in: year, of: state).keys.sorted() == days, "\(state) \(year)")
        }
    }

    @Test("bear their names")
    func names() throws {
        let day = try #require(Day("2026-11-18"))
        #expect(PublicHolidays.holiday(on: day, in: .saxony) == .repentance)
        #expect(PublicHolidays.holiday(on: day, in: .thuringia) == nil)
        #expect(try holidays(in: 2028, of: .berlin)[try #require(Day("2028-06-17"))] == .uprising)
        #expect(try holidays(in: 2027, of: .berlin)[try #require(Day("2027-06-17"))] == nil)
        for state in FederalState.allCases {
            let all = try holidays(in: 2030, of: state)
            #expect(Set(all.values).count == all.count, "each on one day")
        }
    }

    @Test("of the earliest and the latest Easter")
    func easter() throws {
        for (year, easter) in [(2285, "2285-03-22"), (2038, "2038-04-25"), (1961, "1961-04-02")] {
            #expect(try holidays(in: year, of: .brandenburg)[try #require(Day(easter))] == .easterSunday)
        }
    }
}
