// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// Whether a wish can be granted, as far as rules alone can tell. Who gets a time that two want, the database decides.
struct BookingRules: Sendable {
    /// On whose word a booking stands.
    enum Asker: Sendable, Equatable {
        /// Not known yet: the link in the mail proves the address.
        case guest
        /// Signed in, so the address is proven.
        case person
        /// Books at once, whatever lead time, quota and approval say.
        case staff
    }

    let room: FurnishedRoom
    let house: HouseFrame
    let asker: Asker
    let now: Instant

    private var terms: BookingTerms { room.room.terms }
    private var zone: TimeZone { house.zone }

    /// Throws a rejection that names every field that is wrong.
    func check(_ wish: BookingWish) throws(Rejection) {
        var problems = timeProblems(wish.period)
        guard let spaces = room.spaces(wish.spaces) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("spaces", .spaceUnknown)])
        }
        let capacity = room.capacity(of: spaces)
        if wish.attendees > capacity {
            problems.append(Rejection.Field("attendees", TextUse(.tooManyPeople, count: capacity)))
        }
        problems += promiseProblems(isPublic: wish.isPublic, acceptsRules: wish.acceptsRules)
        if !problems.isEmpty { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
    }

    /// What whoever books has to promise and did not.
    func promiseProblems(isPublic: Bool, acceptsRules: Bool) -> [Rejection.Field] {
        var problems: [Rejection.Field] = []
        if terms.mustBeOpenToAll, !isPublic { problems.append(Rejection.Field("public", .mustBeOpenToAll)) }
        if room.rules != nil, !acceptsRules { problems.append(Rejection.Field("accept_rules", .mustAcceptRules)) }
        return problems
    }

    /// What is wrong with a time, for this room and asker.
    func timeProblems(_ period: Period) -> [Rejection.Field] {
        if period.end <= period.start { return [Rejection.Field("ends_at", .endBeforeStart)] }
        if period.start <= now { return [Rejection.Field("starts_at", .startInPast)] }
        var problems: [Rejection.Field] = []
        if asker != .staff {
            if period.start < now + terms.leadTime {
                problems.append(
                    Rejection.Field("starts_at", .tooSoon, ["lead": "\(text: .length(terms.leadTime))"]))
            }
            if period.start > now + terms.horizon {
                problems.append(
                    Rejection.Field("starts_at", .tooFarAhead, ["horizon": "\(text: .length(terms.horizon))"]))
            }
            if period.length > terms.longest {
                problems.append(Rejection.Field("ends_at", .tooLong, ["longest": "\(text: .length(terms.longest))"]))
            }
        }
        if period.length > .days(31) {
            problems.append(Rejection.Field("ends_at", .tooLong, ["longest": "\(text: .length(.days(31)))"]))
        } else if asker != .staff, problems.isEmpty, !isOpen(period) {
            problems.append(Rejection.Field("starts_at", openingProblem(period)))
        }
        return problems
    }

    /// The state in which a granted booking begins.
    var firstState: Booking.State {
        switch asker {
        case .guest: .unconfirmed
        case .person: terms.needsApproval ? .requested : .confirmed
        case .staff: .confirmed
        }
    }

    /// Until when an unconfirmed booking holds its time: a day, and never past the lead time.
    func holdEnds(for period: Period) -> Instant { min(now + .hours(24), period.start - terms.leadTime) }

    private func isOpen(_ period: Period) -> Bool {
        let around = Period(start: period.start - .days(1), end: period.end + .days(1))
        return Availability(room, of: house).openPeriods(in: around).contains { $0.contains(period) }
    }

    private func openingProblem(_ period: Period) -> TextUse {
        let day = period.start.day(in: zone)
        if let holiday = house.holiday(on: day) {
            return TextUse(.closedForHoliday, ["day": "\(text: .date(day))", "holiday": "\(text: holiday.title)"])
        }
        let hours = room.openings.filter { $0.weekday == day.weekday }.sorted { $0.opens < $1.opens }
        guard !hours.isEmpty else { return TextUse(.closedOnThatDay, ["day": "\(text: .weekday(day.weekday))"]) }
        let list = hours.map { "\($0.opens.description)–\($0.closes.description)" as HTML }.joined(by: ", ")
        return TextUse(.outsideOpeningHours, ["day": "\(text: .weekday(day.weekday))", "hours": list])
    }
}
