// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Rooms

@Suite("However many bookings there are")
struct PlanTests {
    @Test("the checker knows a statement that walks through a table")
    func findsScans() async throws {
        let place = try await RoomWithBookings(.sqlite)
        let scans = try await place.database.read { connection in
            let explaining = ExplainingConnection(connection)
            _ = try explaining.rows("SELECT id FROM booking WHERE title = \("Lesung")")
            return explaining.scans
        }
        #expect(scans == ["SCAN booking"])
    }

    @Test("booking walks through no table")
    func booking() async throws {
        let place = try await RoomWithBookings(.sqlite)
        let wish = place.wish(place.time(3, 14))
        let (bookings, room, house, now) = (place.bookings, place.room, place.house, RoomWithBookings.monday)
        let contact = RoomsPorts.Contact(
            name: "anna", email: MailAddress("anna@beispiel.example"), phone: nil, language: .german)
        let moved = place.time(4, 14)
        let scans = try await place.database.write { connection in
            let explaining = ExplainingConnection(connection)
            var booking = try bookings.book(
                wish, in: room, of: house, by: .guest(contact), language: .german, now: now, on: explaining)
            booking = try bookings.confirm(booking, in: room, of: house, now: now, on: explaining)
            booking = try bookings.move(
                booking, to: moved, spaces: room.spaces.map(\.id), in: room, of: house, asker: .person, now: now,
                on: explaining)
            _ = try bookings.cancel(booking, in: room, of: house, by: nil, on: explaining)
            try bookings.expireHolds(now: now, on: explaining)
            return explaining.scans
        }
        #expect(scans == [])
    }

    @Test("reading walks through no table")
    func reading() async throws {
        let place = try await RoomWithBookings(.sqlite)
        try await place.bookAsStaff(place.time(3, 14))
        let (bookings, room, house, now) = (place.bookings, place.room, place.house, RoomWithBookings.monday)
        let week = Period(start: now, end: now + .days(7))
        let scans = try await place.database.read { connection in
            let explaining = ExplainingConnection(connection)
            let (rooms, store) = (RoomStore(), BookingStore())
            _ = try rooms.furnished(room.room.id, on: explaining)
            _ = try rooms.rooms(of: house.id, after: nil, limit: 24, on: explaining)
            _ = try rooms.names([room.room.id], on: explaining)
            _ = try bookings.nextFree(
                room, spaces: [], of: house, length: .hours(2), from: now, now: now, atMost: 5, on: explaining)
            _ = try store.publicBookings(of: house.id, after: now, limit: 5, on: explaining)
            _ = try store.publicBookings(of: nil, after: now, limit: 5, on: explaining)
            _ = try store.bookings(of: house.id, in: week, on: explaining)
            _ = try store.waiting(in: house.id, on: explaining)
            _ = try store.calendar(of: room.room.id, from: now, limit: 100, on: explaining)
            _ = try store.bookings(of: PersonID(1), on: explaining)
            _ = try ClosureStore().closures(of: house.id, endingAfter: now, on: explaining)
            return explaining.scans
        }
        #expect(scans == [])
    }
}
