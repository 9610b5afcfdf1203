// SPDX-License-Identifier: EUPL-1.2

package import Kernel

package import struct Foundation.TimeZone

/// How a day is written.
package enum DateStyle: Sendable {
    /// Samstag, 28. November 2026
    case long
    /// Sa, 28.11.2026
    case short
    /// Samstag, 28. November
    case withoutYear
    /// November 2026
    case month
}

extension TextUse {
    /// A day in words of the reader's language.
    package static func date(_ day: Day, _ style: DateStyle = .long) -> TextUse {
        switch style {
        case .long:
            TextUse(
                .dateLong,
                ["weekday": weekday(of: day), "day": "\(day.day)", "month": month(of: day), "year": "\(day.year)"])
        case .short:
            TextUse(
                .dateShort,
                [
                    "weekdayShort": HTML(TextUse(shortWeekdays[day.weekday - 1])), "day": "\(day.day)",
                    "day2": "\(day.day.padded(2))", "month": month(of: day), "month2": "\(day.month.padded(2))",
                    "year": "\(day.year)",
                ])
        case .withoutYear:
            TextUse(.dateWithoutYear, ["weekday": weekday(of: day), "day": "\(day.day)", "month": month(of: day)])
        case .month: TextUse(.dateMonth, ["month": month(of: day), "year": "\(day.year)"])
        }
    }

    private static func weekday(of day: Day) -> HTML { HTML(TextUse(weekdays[day.weekday - 1])) }
    private static func month(of day: Day) -> HTML { HTML(TextUse(months[day.month - 1])) }

    /// The full name of a weekday, 1 = Monday.
    package static func weekday(_ number: Int) -> TextUse { TextUse(weekdays[(number - 1) % 7]) }
    package static func shortWeekday(_ number: Int) -> TextUse { TextUse(shortWeekdays[(number - 1) % 7]) }
    package static func month(_ number: Int) -> TextUse { TextUse(months[(number - 1) % 12]) }
    package static func shortMonth(_ number: Int) -> TextUse { TextUse(shortMonths[(number - 1) % 12]) }

    private static let weekdays: [TextKey] = [
        .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday,
    ]
    private static let shortWeekdays: [TextKey] = [
        .mondayShort, .tuesdayShort, .wednesdayShort, .thursdayShort, .fridayShort, .saturdayShort, .sundayShort,
    ]
    private static let months: [TextKey] = [
        .january, .february, .march, .april, .may, .june, .july, .august, .september, .october, .november, .december,
    ]
    private static let shortMonths: [TextKey] = [
        .januaryShort, .februaryShort, .marchShort, .aprilShort, .mayShort, .juneShort, .julyShort, .augustShort,
        .septemberShort, .octoberShort, .novemberShort, .decemberShort,
    ]
}

extension HTML.Interpolation {
    /// A day, marked up as `<time>`.
    package mutating func appendInterpolation(date day: Day, _ style: DateStyle = .long) {
        appendLiteral("<time datetime=\"\(day)\">")
        appendInterpolation(text: .date(day, style))
        appendLiteral("</time>")
    }

    /// A time of day as the clock on the wall in `zone` shows it, marked up as `<time>`.
    package mutating func appendInterpolation(time instant: Instant, zone: TimeZone) {
        appendInterpolation(time: WallTime(instant, zone: zone))
    }

    package mutating func appendInterpolation(time wall: WallTime) {
        appendLiteral("<time datetime=\"\(wall.rfc3339)\">\(wall.time)</time>")
    }

    /// From–until in words: the day once when both are on it.
    package mutating func appendInterpolation(period: Period, zone: TimeZone, _ style: DateStyle = .long) {
        appendInterpolation(text: .period(period, zone: zone, style))
    }
}

extension TextUse {
    /// From–until in words: the day once when both are on it.
    package static func period(_ period: Period, zone: TimeZone, _ style: DateStyle = .long) -> TextUse {
        let (start, end) = (WallTime(period.start, zone: zone), WallTime(period.end, zone: zone))
        let (first, last) = (start.day, end.day)
        var slots: Slots = ["date": "\(date: first, style)", "start": "\(time: start)", "end": "\(time: end)"]
        if last == first { return TextUse(.periodOneDay, slots) }
        if last - first == 1, end.time.minutes == 0 {
            slots["end"] = "24:00"
            return TextUse(.periodOneDay, slots)
        }
        slots["lastDate"] = "\(date: last, style)"
        return TextUse(.periodDays, slots)
    }

    /// A day and a time of day in words.
    package static func moment(_ instant: Instant, zone: TimeZone, _ style: DateStyle = .long) -> TextUse {
        let wall = WallTime(instant, zone: zone)
        return TextUse(.moment, ["date": "\(date: wall.day, style)", "time": "\(time: wall)"])
    }

    /// A length of time in hours and minutes.
    package static func length(_ span: Span) -> TextUse {
        let minutes = Int(span.wholeMinutes)
        if minutes.isMultiple(of: 1440), minutes > 1440 { return TextUse(.lengthDays, count: minutes / 1440) }
        if minutes.isMultiple(of: 60) { return TextUse(.lengthHours, count: minutes / 60) }
        if minutes < 60 { return TextUse(.lengthMinutes, count: minutes) }
        return TextUse(
            .lengthHoursAndMinutes,
            [
                "hours": "\(text: .lengthHours, count: minutes / 60)",
                "minutes": "\(text: .lengthMinutes, count: minutes % 60)",
            ])
    }
}
