// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Web

/// When a room can be had. Pure: opening hours, holidays, taken times and terms in, periods out.
struct Availability: Sendable {
    let openings: [Opening]
    let terms: BookingTerms
    let zone: TimeZone
    /// On whose public holidays it is closed; `nil`: on none.
    let federalState: FederalState?

    init(openings: [Opening], terms: BookingTerms, zone: TimeZone, federalState: FederalState? = nil) {
        self.openings = openings
        self.terms = terms
        self.zone = zone
        self.federalState = federalState
    }

    init(_ room: FurnishedRoom, of house: HouseFrame) {
        self.init(
            openings: room.openings, terms: room.room.terms, zone: house.zone, federalState: house.federalState)
    }

    /// The opening times in a window, as instants; those that touch (until 24:00 and from 0:00) run together.
    func openPeriods(in window: Period) -> [Period] {
        guard !window.isEmpty else { return [] }
        var periods: [Period] = []
        var day = window.start.day(in: zone)
        let last = window.end.day(in: zone)
        while day <= last {
            let hours = isHoliday(day) ? [] : openings.filter { $0.weekday == day.weekday }
            for opening in hours.sorted(by: { $0.opens < $1.opens }) {
                let open = Period(start: instant(day, opening.opens), end: instant(day, opening.closes))
                guard let clipped = open.intersection(window) else { continue }
                if let before = periods.last, before.end >= clipped.start {
                    periods[periods.count - 1] = Period(start: before.start, end: max(before.end, clipped.end))
                } else {
                    periods.append(clipped)
                }
            }
            day = day + 1
        }
        return periods
    }

    private func isHoliday(_ day: Day) -> Bool {
        federalState.map { PublicHolidays.holiday(on: day, in: $0) != nil } ?? false
    }

    /// What can be booked in a window: open, not taken, buffers kept, not too soon and not too far ahead.
    /// - Parameter taken: occupancies of the spaces in question, buffers included, in any order.
    func freePeriods(in window: Period, taken: [Period], now: Instant, honoursLeadTime: Bool = true) -> [Period] {
        let earliest = honoursLeadTime ? now + terms.leadTime : now
        let bookable = Period(start: earliest, end: now + terms.horizon)
        guard let window = window.intersection(bookable) else { return [] }
        let blocked = taken.map { Period(start: $0.start - terms.cleanUp, end: $0.end + terms.setUp) }
        return openPeriods(in: window).flatMap { $0.subtracting(blocked) }
    }

    /// The next free times of at least `length`, at most one per free period, on quarter hours.
    func suggestions(
        in window: Period, taken: [Period], length: Span, now: Instant, atMost limit: Int
    ) -> [Period] {
        var found: [Period] = []
        var (start, reached) = (window.start, window.start)
        // A few days at a time, each with a look into the next: mostly the first of many weeks has enough.
        while start < window.end {
            let end = min(window.end, Instant(startOf: start.day(in: zone) + 4, zone: zone))
            let seen = Period(start: start, end: min(window.end, end + .days(1)))
            for free in freePeriods(in: seen, taken: taken, now: now) where free.start < end && free.start >= reached {
                reached = free.end
                let start = Self.nextQuarter(free.start)
                let end = min(start + max(length, .minutes(15)), free.end)
                guard end - start >= length, end > start else { continue }
                found.append(Period(start: start, end: end))
                if found.count == limit { return found }
            }
            start = end
        }
        return found
    }

    /// What a booking takes: its time and the buffers around it.
    func occupied(by period: Period) -> Period {
        Period(start: period.start - terms.setUp, end: period.end + terms.cleanUp)
    }

    /// The instant of a time of day; one that the clocks jump over is taken as the end of the jump.
    private func instant(_ day: Day, _ time: TimeOfDay) -> Instant {
        if time.minutes == 1440 { return Instant(startOf: day + 1, zone: zone) }
        if let instant = Instant(day: day, time: time, zone: zone) { return instant }
        let later = (time.minutes..<min(time.minutes + 181, 1440)).lazy.compactMap { minutes in
            TimeOfDay(minutes: minutes).flatMap { Instant(day: day, time: $0, zone: zone) }
        }
        return later.first ?? Instant(startOf: day + 1, zone: zone)
    }

    private static func nextQuarter(_ instant: Instant) -> Instant {
        let rest = instant.seconds % 900
        return rest == 0 ? instant : instant + .seconds(900 - rest)
    }
}
