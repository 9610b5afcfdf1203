// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// What is taken: the only truth about it. The table's guard lets no two periods of one space overlap.
struct OccupancyStore: Sendable {
    /// Locks the spaces in the order of their ids, so that rivals over several spaces wait instead of starving each other.
    func lock(_ spaces: [ID<Space>], on connection: any Connection) throws {
        _ = try connection.rows("SELECT id FROM space WHERE id IN (\(list: spaces)) ORDER BY id \(ddl: .forUpdate)")
    }

    /// Takes the spaces for a period. Throws `StorageError.overlap` when one of them is taken.
    func take(
        _ spaces: [ID<Space>], for period: Period, house: HouseID, occurrence: ID<Occurrence>, until expiry: Instant?,
        on connection: any Connection
    ) throws {
        for space in spaces {
            try connection.execute(
                """
                INSERT INTO occupancy (house_id, space_id, starts_at, ends_at, cause, occurrence_id, expires_at)
                VALUES (\(house), \(space), \(period.start), \(period.end), \(BusyTime.Cause.booking), \(occurrence),
                    \(expiry))
                """)
        }
    }

    /// Gives back what a booking holds, and lets closures take it where they lie over it.
    func release(bookings: [ID<Booking>], on connection: any Connection) throws {
        let freed = try connection.all(
            """
            DELETE FROM occupancy WHERE occurrence_id IN (
                SELECT id FROM booking_occurrence WHERE booking_id IN (\(list: bookings)))
            RETURNING house_id, space_id, starts_at, ends_at
            """
        ) { row in
            (
                house: try row["house_id"] as HouseID, space: try row["space_id"] as ID<Space>,
                period: Period(start: try row["starts_at"], end: try row["ends_at"])
            )
        }
        for gap in freed {
            for closure in try closures(over: gap.period, space: gap.space, house: gap.house, on: connection) {
                try close(gap.space, for: closure, within: gap.period, house: gap.house, on: connection)
            }
        }
    }

    /// A confirmed hold ends no more by itself.
    func keep(_ booking: ID<Booking>, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE occupancy SET expires_at = NULL WHERE occurrence_id IN (
                SELECT id FROM booking_occurrence WHERE booking_id = \(booking))
            """)
    }

    /// What is taken in a window, buffers included, oldest first. Holds that have run out do not count.
    ///
    /// Of what a space is taken for nothing overlaps, so that only the last that starts before the window reaches into
    /// it: however long the past, the index is read from there.
    func busy(
        _ spaces: [ID<Space>], in window: Period, now: Instant, on connection: any Connection
    ) throws -> [BusyTime] {
        try connection.all(
            """
            SELECT o.space_id, o.starts_at, o.ends_at, o.cause, p.starts_at AS shown_start, p.ends_at AS shown_end,
                b.id AS booking_id, CASE WHEN b.is_public = 1 AND b.state = 'confirmed' THEN b.title END AS title
            FROM space s
            JOIN occupancy o ON o.space_id = s.id AND o.starts_at >= COALESCE(
                (SELECT MAX(before.starts_at) FROM occupancy before
                 WHERE before.space_id = s.id AND before.starts_at <= \(window.start)), \(window.start))
            LEFT JOIN booking_occurrence p ON p.id = o.occurrence_id
            LEFT JOIN booking b ON b.id = p.booking_id
            WHERE s.id IN (\(list: spaces)) AND o.starts_at < \(window.end) AND o.ends_at > \(window.start)
                AND (o.expires_at IS NULL OR o.expires_at > \(now))
            ORDER BY o.starts_at, o.space_id
            """
        ) { row in
            let start: Instant? = try row["shown_start"]
            let end: Instant? = try row["shown_end"]
            return BusyTime(
                space: try row["space_id"], period: Period(start: try row["starts_at"], end: try row["ends_at"]),
                cause: try row["cause"], title: try row["title"],
                shown: start.flatMap { start in end.map { Period(start: start, end: $0) } },
                booking: try row["booking_id"])
        }
    }

    /// Takes for a closure what is free in its period, space by space.
    func close(
        _ space: ID<Space>, for closure: Closure, within window: Period, house: HouseID, on connection: any Connection
    ) throws {
        guard let wanted = closure.period.intersection(window) else { return }
        let taken = try connection.all(
            """
            SELECT starts_at, ends_at FROM occupancy
            WHERE space_id = \(space) AND starts_at < \(wanted.end) AND ends_at > \(wanted.start)
            """
        ) { row in Period(start: try row["starts_at"], end: try row["ends_at"]) }
        for gap in wanted.subtracting(taken) {
            try connection.execute(
                """
                INSERT INTO occupancy (house_id, space_id, starts_at, ends_at, cause, closure_id)
                VALUES (\(house), \(space), \(gap.start), \(gap.end), \(BusyTime.Cause.closure), \(closure.id))
                """)
        }
    }

    private func closures(
        over period: Period, space: ID<Space>, house: HouseID, on connection: any Connection
    ) throws -> [Closure] {
        try connection.all(
            """
            SELECT c.id, c.room_id, c.starts_at, c.ends_at, c.reason FROM closure c
            JOIN space s ON s.house_id = c.house_id AND (c.room_id IS NULL OR c.room_id = s.room_id)
            WHERE s.id = \(space) AND c.house_id = \(house)
                AND c.starts_at < \(period.end) AND c.ends_at > \(period.start)
            ORDER BY c.id
            """, Closure.init)
    }
}

/// Times in which rooms are not lent.
struct ClosureStore: Sendable {
    private let occupancies = OccupancyStore()

    func closures(of house: HouseID, endingAfter now: Instant, on connection: any Connection) throws -> [Closure] {
        try connection.all(
            """
            SELECT id, room_id, starts_at, ends_at, reason FROM closure
            WHERE house_id = \(house) AND ends_at > \(now) ORDER BY starts_at, id
            """, Closure.init)
    }

    /// Enters a closure. It takes what is free at once; where bookings stand it waits until they go.
    func add(
        room: ID<Room>?, of house: HouseID, period: Period, reason: LocalizedText, on connection: any Connection
    ) throws -> ID<Closure> {
        let id: ID<Closure> = try connection.insert(
            """
            INSERT INTO closure (house_id, room_id, starts_at, ends_at, reason)
            VALUES (\(house), \(room), \(period.start), \(period.end), \(reason)) RETURNING id
            """)
        let spaces = try connection.all(
            """
            SELECT id FROM space WHERE house_id = \(house) AND (\(room) IS NULL OR room_id = \(room)) ORDER BY id
            \(ddl: .forUpdate)
            """
        ) { row -> ID<Space> in try row["id"] }
        let closure = Closure(id: id, room: room, period: period, reason: reason)
        for space in spaces {
            try occupancies.close(space, for: closure, within: period, house: house, on: connection)
        }
        return id
    }

    /// Whether there was one.
    func remove(_ id: ID<Closure>, of house: HouseID, on connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM occupancy WHERE closure_id = \(id) AND house_id = \(house)")
        return try connection.execute("DELETE FROM closure WHERE id = \(id) AND house_id = \(house)") > 0
    }
}

extension Closure {
    init(_ row: Row) throws {
        self.init(
            id: try row["id"], room: try row["room_id"],
            period: Period(start: try row["starts_at"], end: try row["ends_at"]), reason: try row["reason"])
    }
}
