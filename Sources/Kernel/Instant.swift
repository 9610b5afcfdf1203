// SPDX-License-Identifier: EUPL-1.2

package import struct Foundation.Date

/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Hashable, Comparable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    package init(_ date: Date) { seconds = Int64(date.timeIntervalSince1970.rounded(.down)) }

    package var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    package static func + (left: Instant, right: Span) -> Instant { Instant(seconds: left.seconds + right.seconds) }
    package static func - (left: Instant, right: Span) -> Instant { Instant(seconds: left.seconds - right.seconds) }
    package static func - (left: Instant, right: Instant) -> Span { .seconds(left.seconds - right.seconds) }
}

/// A length of time in whole seconds.
package struct Span: Hashable, Comparable, Sendable {
    package let seconds: Int64

    package static let zero = seconds(0)
    package static func seconds(_ count: Int64) -> Span { Span(seconds: count) }
    package static func minutes(_ count: Int64) -> Span { Span(seconds: count * 60) }
    package static func hours(_ count: Int64) -> Span { Span(seconds: count * 3_600) }
    /// Days of 24 hours, whatever the clocks do.
    package static func days(_ count: Int64) -> Span { Span(seconds: count * 86_400) }

    package var wholeMinutes: Int64 { seconds / 60 }
    package static func + (left: Span, right: Span) -> Span { Span(seconds: left.seconds + right.seconds) }
    package static func < (left: Span, right: Span) -> Bool { left.seconds < right.seconds }
}

/// The time from `start` up to, and not including, `end`.
package struct Period: Hashable, Sendable {
    package let start: Instant
    package let end: Instant

    package init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    package var length: Span { end - start }
    package var isEmpty: Bool { end <= start }

    package func overlaps(_ other: Period) -> Bool { start < other.end && other.start < end }
    package func contains(_ other: Period) -> Bool { start <= other.start && other.end <= end }
    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    package func intersection(_ other: Period) -> Period? {
        let common = Period(start: max(start, other.start), end: min(end, other.end))
        return common.isEmpty ? nil : common
    }

    /// What remains of this period when `taken` (in any order, overlapping or not) is cut out.
    package func subtracting(_ taken: [Period]) -> [Period] {
        var free: [Period] = []
        var cursor = start
        for cut in taken.sorted(by: { $0.start < $1.start }) where cut.end > cursor && cut.start < end {
            if cut.start > cursor { free.append(Period(start: cursor, end: cut.start)) }
            cursor = max(cursor, cut.end)
        }
        if cursor < end { free.append(Period(start: cursor, end: end)) }
        return free
    }
}

/// Tells the time. Injected everywhere, so that a test turns days in milliseconds.
package struct Clock: Sendable {
    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    package static let system = Clock { Instant(Date()) }
}
