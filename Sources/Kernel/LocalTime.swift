// SPDX-License-Identifier: EUPL-1.2

package import struct Foundation.TimeZone

/// A day of the Gregorian calendar, without a time or a zone.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// `nil` when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, in: year)
        else { return nil }
        self.init(trusted: year, month, day)
    }

    /// Reads `2026-11-28`. `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private init(trusted year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    package var number: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package init(number: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        self.init(
            trusted: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    package static func + (left: Day, days: Int) -> Day { Day(number: left.number + days) }
    package static func - (left: Day, right: Day) -> Int { left.number - right.number }
    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekday: Int { (number + 3).modulo(7) + 1 }

    /// The Monday of this day's week.
    package var monday: Day { self + (1 - weekday) }

    /// `2026-11-28`.
    package var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

/// A time of day in minutes since midnight, 0…1440 (24:00 is the end of a day).
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let minutes: Int

    package init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// Reads `9:30`, `09:30`, `09.30`, `9` and `24:00`. `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.trimmed.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ $0.count <= 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
            (0...24).contains(hour), (0...59).contains(minute), parts.count == 1 || parts[1].count == 2
        else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }

    /// `09:30`.
    package var description: String { "\((minutes / 60).padded(2)):\((minutes % 60).padded(2))" }
}

/// What the clock and the calendar on the wall say at an instant.
package struct WallTime: Sendable {
    package let day: Day
    package let time: TimeOfDay
    package let second: Int
    /// Seconds east of UTC.
    package let offset: Int

    package init(_ instant: Instant, zone: TimeZone) {
        offset = zone.secondsFromGMT(for: instant.date)
        let shifted = Int(instant.seconds) + offset
        let secondOfDay = shifted.modulo(86_400)
        day = Day(number: (shifted - secondOfDay) / 86_400)
        time = TimeOfDay(trusted: secondOfDay / 60)
        second = secondOfDay % 60
    }
}

extension Instant {
    /// What the clock on the wall says in `zone` at this instant.
    package func local(in zone: TimeZone) -> (day: Day, time: TimeOfDay, second: Int) {
        let wall = WallTime(self, zone: zone)
        return (wall.day, wall.time, wall.second)
    }

    /// The instant at which the clock on the wall in `zone` shows `time` on `day`; of two, the earlier. `nil` when the
    /// clocks jump over it.
    package init?(day: Day, time: TimeOfDay, zone: TimeZone) {
        let wall = Int64(day.number) * 86_400 + Int64(time.minutes) * 60
        func offset(at seconds: Int64) -> Int64 { Int64(zone.secondsFromGMT(for: Instant(seconds: seconds).date)) }
        let (before, after) = (offset(at: wall - 86_400), offset(at: wall + 86_400))
        if before == after {
            seconds = wall - before
            return
        }
        let candidates = [wall - before, wall - after].filter { offset(at: $0) == wall - $0 }
        guard let earliest = candidates.min() else { return nil }
        seconds = earliest
    }

    /// The first instant of `day` in `zone`.
    package init(startOf day: Day, zone: TimeZone) {
        var minutes = 0
        while true {
            let time = TimeOfDay(trusted: minutes)
            if let instant = Instant(day: day, time: time, zone: zone) {
                self = instant
                return
            }
            minutes += 15
        }
    }

    /// The day on the wall calendar in `zone`.
    package func day(in zone: TimeZone) -> Day { local(in: zone).day }
}

extension TimeOfDay {
    fileprivate init(trusted minutes: Int) { self.minutes = minutes }
}

extension Int {
    func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }

    package func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
