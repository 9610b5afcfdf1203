// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
package import Kernel

/// The times of a week at which a house is open, on the clock on its wall.
package struct OpeningHours: Sendable, Equatable {
    /// From–until on one weekday; `opens` lies before `closes`.
    package struct Span: Sendable, Equatable, Comparable {
        /// 1 = Monday … 7 = Sunday.
        package let weekday: Int
        package let opens: TimeOfDay
        package let closes: TimeOfDay

        package init(weekday: Int, opens: TimeOfDay, closes: TimeOfDay) {
            self.weekday = weekday
            self.opens = opens
            self.closes = closes
        }

        package static func < (left: Span, right: Span) -> Bool {
            (left.weekday, left.opens) < (right.weekday, right.opens)
        }

        func overlaps(_ other: Span) -> Bool {
            weekday == other.weekday && opens < other.closes && other.opens < closes
        }
    }

    /// What can be said of a moment.
    enum Status: Equatable {
        /// No hours are given.
        case unknown
        case open(until: TimeOfDay)
        case opensLaterToday(at: TimeOfDay)
        /// `holiday`: why, on a day on which it would be open.
        case closed(holiday: PublicHoliday?, next: Day, at: TimeOfDay)
    }

    /// Weekdays with the same hours, next to each other.
    struct Group: Equatable {
        let first: Int
        var last: Int
        let times: [Times]
    }

    struct Times: Equatable {
        let opens: TimeOfDay
        let closes: TimeOfDay
    }

    /// In order; those that touch are one.
    package let spans: [Span]

    package init(_ spans: [Span] = []) {
        self.spans = spans.sorted().reduce(into: []) { joined, span in
            if let last = joined.last, last.weekday == span.weekday, last.closes == span.opens {
                joined[joined.count - 1] = Span(weekday: last.weekday, opens: last.opens, closes: span.closes)
            } else {
                joined.append(span)
            }
        }
    }

    var isEmpty: Bool { spans.isEmpty }

    func spans(on weekday: Int) -> [Span] { spans.filter { $0.weekday == weekday } }

    /// - Parameter holiday: the holiday on a day, when the house is closed for it.
    func status(
        at now: Instant, in zone: TimeZone, holiday: (Day) -> PublicHoliday? = { _ in nil }
    ) -> Status {
        guard !isEmpty else { return .unknown }
        let (today, time, _) = now.local(in: zone)
        let reason = spans(on: today.weekday).isEmpty ? nil : holiday(today)
        let rest = reason == nil ? spans(on: today.weekday).first { time < $0.closes } : nil
        if let rest { return rest.opens <= time ? .open(until: rest.closes) : .opensLaterToday(at: rest.opens) }
        // A house that is open on one weekday may meet several holidays in a row.
        for day in (1...35).lazy.map({ today + $0 }) where holiday(day) == nil {
            guard let first = spans(on: day.weekday).first else { continue }
            return .closed(holiday: reason, next: day, at: first.opens)
        }
        return .unknown
    }

    /// The next holiday, within a year, for which the house is closed though it would be open.
    func nextHoliday(after today: Day, _ holiday: (Day) -> PublicHoliday?) -> (day: Day, holiday: PublicHoliday)? {
        for day in (1...366).lazy.map({ today + $0 }) where !spans(on: day.weekday).isEmpty {
            if let holiday = holiday(day) { return (day, holiday) }
        }
        return nil
    }

    /// The whole week, Monday first; days without hours stand in it with no times.
    var groups: [Group] {
        (1...7).reduce(into: []) { groups, weekday in
            let times = spans(on: weekday).map { Times(opens: $0.opens, closes: $0.closes) }
            if let last = groups.last, last.times == times {
                groups[groups.count - 1].last = weekday
            } else {
                groups.append(Group(first: weekday, last: weekday, times: times))
            }
        }
    }
}
