// SPDX-License-Identifier: EUPL-1.2

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
        case closed(nextWeekday: Int, at: TimeOfDay)
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

    func status(at now: Instant, in zone: TimeZone) -> Status {
        guard !isEmpty else { return .unknown }
        let (today, time, _) = now.local(in: zone)
        let rest = spans(on: today.weekday).first { time < $0.closes }
        if let rest { return rest.opens <= time ? .open(until: rest.closes) : .opensLaterToday(at: rest.opens) }
        let next = (1...7).lazy.compactMap { spans(on: (today + $0).weekday).first }.first
        return next.map { .closed(nextWeekday: $0.weekday, at: $0.opens) } ?? .unknown
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
