// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage

/// Bookings and their dates.
struct BookingStore: Sendable {
    private static let columns: SQL = """
        b.id, b.house_id, b.room_id, b.person_id, b.state, b.title, b.description, b.attendees, b.is_public,
        b.organisation, b.channel, b.language, b.sequence, b.expires_at, b.reason
        """

    /// What a new booking needs besides the wish itself.
    struct Entry {
        let room: Room
        let rules: ID<HouseRules>?
        let organiser: PersonID
        let state: Booking.State
        let channel: Booking.Channel
        let language: Language
        let token: SecretToken
        let sealedToken: Data
        let expiresAt: Instant?
        let now: Instant
    }

    /// Throws `StorageError.notUnique` when the person has an unconfirmed booking already.
    func add(
        _ wish: BookingWish, _ entry: Entry, on connection: any Connection
    ) throws -> ID<Booking> {
        try connection.insert(
            """
            INSERT INTO booking (house_id, room_id, person_id, state, title, description, attendees, is_public,
                organisation, rules_id, channel, language, token_hash, sealed_token, expires_at, created_at)
            VALUES (\(entry.room.house), \(entry.room.id), \(entry.organiser), \(entry.state), \(wish.title),
                \(wish.description), \(wish.attendees), \(wish.isPublic), \(wish.organisation), \(entry.rules),
                \(entry.channel), \(entry.language), \(entry.token.hash), \(entry.sealedToken), \(entry.expiresAt),
                \(entry.now))
            RETURNING id
            """)
    }

    func addOccurrence(
        to booking: ID<Booking>, in house: HouseID, period: Period, spaces: [ID<Space>], on connection: any Connection
    ) throws -> ID<Occurrence> {
        try connection.insert(
            """
            INSERT INTO booking_occurrence (house_id, booking_id, starts_at, ends_at, state, spaces)
            VALUES (\(house), \(booking), \(period.start), \(period.end), \(Occurrence.State.planned),
                \(spaces.map(\.description).joined(separator: ",")))
            RETURNING id
            """)
    }

    func booking(_ id: ID<Booking>, on connection: any Connection) throws -> Booking? {
        try withOccurrences(
            connection.all("SELECT \(Self.columns) FROM booking b WHERE b.id = \(id)", Booking.init), on: connection
        ).first
    }

    func booking(_ token: SecretToken, on connection: any Connection) throws -> Booking? {
        try withOccurrences(
            connection.all(
                "SELECT \(Self.columns) FROM booking b WHERE b.token_hash = \(token.hash)", Booking.init),
            on: connection
        ).first
    }

    func sealedToken(of booking: ID<Booking>, on connection: any Connection) throws -> Data? {
        try connection.row("SELECT sealed_token FROM booking WHERE id = \(booking)").map { try $0["sealed_token"] }
    }

    /// The bookings of a house that begin in a window and hold their time, earliest first.
    func bookings(
        of house: HouseID, in window: Period, limit: Int = 200, on connection: any Connection
    ) throws -> [Booking] {
        try withOccurrences(
            connection.all(
                """
                SELECT \(Self.columns) FROM booking_occurrence p JOIN booking b ON b.id = p.booking_id
                WHERE p.house_id = \(house) AND p.starts_at >= \(window.start) AND p.starts_at < \(window.end)
                    AND p.state = 'planned' AND b.state IN ('unconfirmed', 'requested', 'confirmed')
                ORDER BY p.starts_at, b.id LIMIT \(limit)
                """, Booking.init), on: connection)
    }

    /// What waits for a decision, oldest first.
    func waiting(in house: HouseID, on connection: any Connection) throws -> [Booking] {
        try withOccurrences(
            connection.all(
                """
                SELECT \(Self.columns) FROM booking b WHERE b.house_id = \(house) AND b.state = 'requested'
                ORDER BY b.id LIMIT 100
                """, Booking.init), on: connection)
    }

    /// Public, confirmed bookings of a house – or of all houses: the next to end after `now`, earliest start first.
    func publicBookings(
        of house: HouseID?, after now: Instant, limit: Int, on connection: any Connection
    ) throws -> [Booking] {
        let place: SQL = house.map { "p.house_id = \($0)" } ?? "1 = 1"
        return try withOccurrences(
            connection.all(
                """
                SELECT \(Self.columns) FROM booking_occurrence p JOIN booking b ON b.id = p.booking_id
                WHERE \(place) AND p.ends_at > \(now) AND p.state = 'planned' AND b.state = 'confirmed' AND b.is_public = 1
                ORDER BY p.ends_at, b.id LIMIT \(limit)
                """, Booking.init), on: connection
        ).sorted { ($0.nextStart(after: now), $0.id) < ($1.nextStart(after: now), $1.id) }
    }

    /// Confirmed bookings of a room that end after `start`, earliest first, for its calendar.
    func calendar(
        of room: ID<Room>, from start: Instant, limit: Int, on connection: any Connection
    ) throws -> [Booking] {
        try withOccurrences(
            connection.all(
                """
                SELECT \(Self.columns) FROM booking b JOIN booking_occurrence p ON p.booking_id = b.id
                WHERE b.room_id = \(room) AND p.ends_at > \(start) AND b.state IN ('confirmed', 'cancelled')
                ORDER BY p.starts_at, b.id LIMIT \(limit)
                """, Booking.init), on: connection)
    }

    func bookings(of person: PersonID, on connection: any Connection) throws -> [Booking] {
        try withOccurrences(
            connection.all(
                "SELECT \(Self.columns) FROM booking b WHERE b.person_id = \(person) ORDER BY b.id", Booking.init),
            on: connection)
    }

    /// Changes the state from one of `states`. `false` when somebody else was first.
    func change(
        _ booking: ID<Booking>, to state: Booking.State, from states: [Booking.State], by person: PersonID? = nil,
        reason: String? = nil, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE booking SET state = \(state), decided_by = \(person), reason = \(reason),
                sequence = sequence + 1
            WHERE id = \(booking) AND state IN (\(list: states))
            """) == 1
    }

    func move(
        _ occurrence: ID<Occurrence>, of booking: ID<Booking>, to period: Period, spaces: [ID<Space>],
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE booking_occurrence SET starts_at = \(period.start), ends_at = \(period.end),
                spaces = \(spaces.map(\.description).joined(separator: ","))
            WHERE id = \(occurrence)
            """)
        try connection.execute("UPDATE booking SET sequence = sequence + 1 WHERE id = \(booking)")
    }

    /// Marks holds that have run out as expired and returns them with their houses.
    func expire(
        where condition: SQL, now: Instant, on connection: any Connection
    ) throws -> [(booking: ID<Booking>, house: HouseID)] {
        try connection.all(
            """
            UPDATE booking SET state = 'expired'
            WHERE state = 'unconfirmed' AND expires_at <= \(now) AND \(condition)
            RETURNING id, house_id
            """
        ) { row in (try row["id"], try row["house_id"]) }
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE booking SET title = '–', description = NULL, organisation = NULL, reason = NULL, is_public = 0
            WHERE person_id = \(person)
            """)
    }

    private func withOccurrences(_ bookings: [Booking], on connection: any Connection) throws -> [Booking] {
        guard !bookings.isEmpty else { return [] }
        let rows = try connection.all(
            """
            SELECT booking_id, id, starts_at, ends_at, state, spaces FROM booking_occurrence
            WHERE booking_id IN (\(list: bookings.map(\.id))) ORDER BY starts_at, id
            """
        ) { row in
            (
                booking: try row["booking_id"] as ID<Booking>,
                occurrence: Occurrence(
                    id: try row["id"], period: Period(start: try row["starts_at"], end: try row["ends_at"]),
                    state: try row["state"],
                    spaces: (try row["spaces"] as String).split(separator: ",").compactMap { ID(String($0)) })
            )
        }
        let byBooking = Dictionary(grouping: rows) { $0.booking }
        return bookings.map { booking in
            var complete = booking
            complete.occurrences = byBooking[booking.id]?.map(\.occurrence) ?? []
            return complete
        }
    }
}

extension Booking {
    /// When the first date that has not ended by `now` begins.
    fileprivate func nextStart(after now: Instant) -> Instant {
        occurrences.first { $0.period.end > now }?.period.start ?? now
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], house: try row["house_id"], room: try row["room_id"],
            organiser: try row["person_id"], state: try row["state"], title: try row["title"],
            description: try row["description"], attendees: try row["attendees"], isPublic: try row["is_public"],
            organisation: try row["organisation"], channel: try row["channel"], language: try row["language"],
            sequence: try row["sequence"], expiresAt: try row["expires_at"], reason: try row["reason"],
            occurrences: [])
    }
}
