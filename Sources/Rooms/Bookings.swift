// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Web

/// What can be done with bookings. Each act is called inside one transaction and does all of it: the time, the booking,
/// the mail, the news for readers.
struct Bookings: Sendable {
    let rooms = RoomStore()
    let store = BookingStore()
    let occupancies = OccupancyStore()
    let ports: RoomsPorts
    let letters: BookingLetters
    var search: RoomsSearch { RoomsSearch(ports: ports) }

    /// Who books, and how they are reached.
    enum Organiser: Sendable {
        /// Typed, not proven.
        case guest(RoomsPorts.Contact)
        case person(PersonID)
        /// Staff enter it for somebody; without a contact, for themselves.
        case staff(PersonID, onBehalfOf: RoomsPorts.Contact?)
    }

    /// Books a room. Throws a rejection that says what is wrong or which times are in the way.
    func book(
        _ wish: BookingWish, in room: FurnishedRoom, of house: HouseFrame, by organiser: Organiser, language: Language,
        now: Instant, on connection: any Connection
    ) throws -> Booking {
        let rules = BookingRules(room: room, house: house, asker: organiser.asker, now: now)
        try rules.check(wish)
        let spaces = (room.spaces(wish.spaces) ?? room.spaces).map(\.id)
        try occupancies.lock(spaces, on: connection)
        let person = try self.person(organiser, on: connection)
        try sweep(spaces, and: person, now: now, on: connection)

        let token = SecretToken.random()
        let state = rules.firstState
        let expiresAt = state == .unconfirmed ? rules.holdEnds(for: wish.period) : nil
        let entry = BookingStore.Entry(
            room: room.room, rules: room.rules?.id, organiser: person, state: state, channel: organiser.channel,
            language: language, token: token, sealedToken: try ports.seal(Data(token.text.utf8), person, connection),
            expiresAt: expiresAt, now: now)
        let occupied = rules.occupied(by: wish.period)
        let id = try enter(wish, entry, taking: spaces, occupied, in: room, house, now: now, on: connection)
        guard let booking = try store.booking(id, on: connection) else { throw Rejection(.missing, .notFound) }
        try letters.booked(booking, in: room, of: house, token: token, on: connection)
        try search.note(id, now: now, on: connection)
        connection.signal(.publicData(house.id))
        return booking
    }

    /// What the link in the mail does. A hold that has run out is renewed when its time is still free.
    func confirm(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, now: Instant, on connection: any Connection
    ) throws -> Booking {
        guard booking.state == .unconfirmed || booking.state == .expired, let date = booking.occurrences.first else {
            throw Rejection(.conflict, booking.state == .cancelled ? .bookingIsCancelled : .alreadyConfirmed)
        }
        try occupancies.lock(date.spaces, on: connection)
        try ports.confirmPerson(booking.organiser, now, connection)
        let next: Booking.State = room.room.terms.needsApproval ? .requested : .confirmed
        if booking.state == .expired || (booking.expiresAt ?? now) <= now {
            try sweep(date.spaces, and: booking.organiser, now: now, on: connection)
            let rules = BookingRules(room: room, house: house, asker: .person, now: now)
            if let problem = rules.timeProblems(date.period).first { throw Rejection(.gone, problem.message) }
            try take(
                date.spaces, rules.occupied(by: date.period), for: date.id, until: nil, room: room, house, now: now,
                on: connection)
        } else {
            try occupancies.keep(booking.id, on: connection)
        }
        return try settle(booking, as: next, from: [.unconfirmed, .expired], house: house, on: connection) {
            try letters.confirmed(try self.again(booking, on: connection), in: room, of: house, on: connection)
        }
    }

    /// Staff grant a request.
    func approve(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, by staff: PersonID,
        on connection: any Connection
    ) throws -> Booking {
        try settle(booking, as: .confirmed, from: [.requested], by: staff, house: house, on: connection) {
            try letters.confirmed(try self.again(booking, on: connection), in: room, of: house, on: connection)
        }
    }

    /// Staff decline a request and say why.
    func refuse(
        _ booking: Booking, reason: String, in room: FurnishedRoom, of house: HouseFrame, by staff: PersonID,
        on connection: any Connection
    ) throws -> Booking {
        try settle(
            booking, as: .declined, from: [.requested], by: staff, reason: reason, house: house, on: connection
        ) {
            try occupancies.release(bookings: [booking.id], on: connection)
            try letters.declined(try self.again(booking, on: connection), in: room, of: house, on: connection)
        }
    }

    /// The organiser cancels, or staff withdraw with a reason.
    func cancel(
        _ booking: Booking, reason: String? = nil, in room: FurnishedRoom, of house: HouseFrame, by staff: PersonID?,
        on connection: any Connection
    ) throws -> Booking {
        try settle(
            booking, as: .cancelled, from: [.unconfirmed, .requested, .confirmed], by: staff, reason: reason,
            house: house, on: connection
        ) {
            try occupancies.release(bookings: [booking.id], on: connection)
            try letters.cancelled(
                try self.again(booking, on: connection), in: room, of: house, byStaff: staff != nil, on: connection)
        }
    }

    /// Moves a booking to another time or other parts; shortening is moving. A request stays one, and a confirmed booking
    /// of a room with approval becomes one again unless it only shrinks.
    func move(
        _ booking: Booking, to period: Period, spaces wanted: [ID<Space>], in room: FurnishedRoom,
        of house: HouseFrame, asker: BookingRules.Asker, now: Instant, on connection: any Connection
    ) throws -> Booking {
        guard booking.state == .requested || booking.state == .confirmed, let date = booking.occurrences.first else {
            throw Rejection(.conflict, .cannotBeMoved)
        }
        let rules = BookingRules(room: room, house: house, asker: asker, now: now)
        let shrinks = date.period.contains(period) && Set(wanted).isSubset(of: date.spaces) && !wanted.isEmpty
        let problems = shrinks && period.end > now && period.end > period.start ? [] : rules.timeProblems(period)
        if !problems.isEmpty { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
        guard let spaces = room.spaces(wanted)?.map(\.id) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("spaces", .spaceUnknown)])
        }
        try occupancies.lock(Array(Set(spaces + date.spaces)), on: connection)
        try sweep(spaces, and: nil, now: now, on: connection)
        guard try again(booking, on: connection).state == booking.state else {
            throw Rejection(.conflict, .cannotBeMoved)
        }
        try occupancies.release(bookings: [booking.id], on: connection)
        try take(
            spaces, rules.occupied(by: period), for: date.id, until: nil, room: room, house, now: now, on: connection)
        try store.move(date.id, of: booking.id, to: period, spaces: spaces, on: connection)
        if booking.state == .confirmed, room.room.terms.needsApproval, !shrinks, asker != .staff {
            _ = try store.change(booking.id, to: .requested, from: [.confirmed], on: connection)
        }
        let moved = try again(booking, on: connection)
        try letters.moved(moved, in: room, of: house, on: connection)
        try search.note(moved.id, now: now, on: connection)
        connection.signal(.publicData(house.id))
        return moved
    }

    /// Gives back all holds that have run out.
    func expireHolds(now: Instant, on connection: any Connection) throws {
        try release(store.expire(where: "1 = 1", now: now, on: connection), on: connection)
    }

    /// How far ahead free times are looked for.
    static let suggestedWithin: Span = .days(42)

    /// The next free times of a room, for people who came too late.
    func nextFree(
        _ room: FurnishedRoom, spaces: [ID<Space>], of house: HouseFrame, length: Span, from start: Instant,
        now: Instant, atMost limit: Int, on connection: any Connection
    ) throws -> [Period] {
        let spaces = (room.spaces(spaces) ?? room.spaces).map(\.id)
        let window = Period(start: start, end: start + Self.suggestedWithin)
        let taken = try occupancies.busy(spaces, in: window, now: now, on: connection).map(\.period)
        return Availability(room, of: house)
            .suggestions(in: window, taken: taken, length: length, now: now, atMost: limit)
    }

    private func enter(
        _ wish: BookingWish, _ entry: BookingStore.Entry, taking spaces: [ID<Space>], _ occupied: Period,
        in room: FurnishedRoom, _ house: HouseFrame, now: Instant, on connection: any Connection
    ) throws -> ID<Booking> {
        let id: ID<Booking>
        do {
            id = try connection.attempt { try store.add(wish, entry, on: connection) }
        } catch StorageError.notUnique {
            throw Rejection(.conflict, .oneUnconfirmed)
        }
        let occurrence = try store.addOccurrence(
            to: id, in: house.id, period: wish.period, spaces: spaces, on: connection)
        try take(
            spaces, occupied, for: occurrence, until: entry.expiresAt, room: room, house, now: now, on: connection)
        return id
    }

    /// Takes the time, or throws a rejection with the times that are in the way.
    private func take(
        _ spaces: [ID<Space>], _ occupied: Period, for occurrence: ID<Occurrence>, until expiry: Instant?,
        room: FurnishedRoom, _ house: HouseFrame, now: Instant, on connection: any Connection
    ) throws {
        do {
            try connection.attempt {
                try occupancies.take(
                    spaces, for: occupied, house: house.id, occurrence: occurrence, until: expiry, on: connection)
            }
        } catch StorageError.overlap {
            let busy = try occupancies.busy(spaces, in: occupied, now: now, on: connection)
            var conflicts: [Period] = []
            for period in busy.map({ $0.shown ?? $0.period }) where !conflicts.contains(period) {
                conflicts.append(period)
            }
            // On PostgreSQL the guard sees what this transaction's snapshot does not yet: the next try will.
            if conflicts.isEmpty { throw StorageError.serialization }
            throw Rejection(.conflict, .timeIsTaken, conflicts: conflicts)
        }
    }

    private func settle(
        _ booking: Booking, as state: Booking.State, from states: [Booking.State], by staff: PersonID? = nil,
        reason: String? = nil, house: HouseFrame, on connection: any Connection, then follow: () throws -> Void
    ) throws -> Booking {
        guard
            try store.change(booking.id, to: state, from: states, by: staff, reason: reason, on: connection)
        else {
            throw Rejection(.conflict, .alreadyDecided, conflicts: booking.occurrences.map(\.period))
        }
        try follow()
        try search.note(booking.id, now: Instant(seconds: 0), on: connection)
        connection.signal(.publicData(house.id))
        return try again(booking, on: connection)
    }

    private func again(_ booking: Booking, on connection: any Connection) throws -> Booking {
        guard let current = try store.booking(booking.id, on: connection) else {
            throw Rejection(.missing, .notFound)
        }
        return current
    }

    private func person(_ organiser: Organiser, on connection: any Connection) throws -> PersonID {
        switch organiser {
        case .person(let id), .staff(let id, nil): id
        case .guest(let contact), .staff(_, let contact?): try ports.enterPerson(contact, connection)
        }
    }

    /// Gives back holds that have run out, as far as they are in the way.
    private func sweep(
        _ spaces: [ID<Space>], and person: PersonID?, now: Instant, on connection: any Connection
    ) throws {
        var expired = try store.expire(
            where: """
                id IN (SELECT p.booking_id FROM occupancy o JOIN booking_occurrence p ON p.id = o.occurrence_id
                       WHERE o.space_id IN (\(list: spaces)) AND o.expires_at <= \(now))
                """, now: now, on: connection)
        if let person { expired += try store.expire(where: "person_id = \(person)", now: now, on: connection) }
        try release(expired, on: connection)
    }

    private func release(
        _ expired: [(booking: ID<Booking>, house: HouseID)], on connection: any Connection
    ) throws {
        guard !expired.isEmpty else { return }
        try occupancies.release(bookings: expired.map(\.booking), on: connection)
        for house in Set(expired.map(\.house)) { connection.signal(.publicData(house)) }
    }
}

extension Bookings.Organiser {
    var asker: BookingRules.Asker {
        switch self {
        case .guest: .guest
        case .person: .person
        case .staff: .staff
        }
    }

    var channel: Booking.Channel {
        switch self {
        case .guest: .guest
        case .person: .account
        case .staff: .staff
        }
    }
}

extension BookingRules {
    /// What a booking takes, buffers included.
    func occupied(by period: Period) -> Period {
        Availability(room, of: house).occupied(by: period)
    }
}
