// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Search
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Rooms

/// A house with one room of two parts on a database of its own, at a time that the test sets.
final class RoomWithBookings: Sendable {
    /// Monday, 2026-11-23, 08:00 in Berlin.
    static let monday = Instant(seconds: 1_795_417_200)
    static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    let database: any Database
    let bookings: Bookings
    let closures = ClosureStore()
    let house = HouseFrame(
        id: HouseID(1), slug: "haus", name: LocalizedText([.german: "Haus"]), zone: berlin, accent: "#1f4e79",
        isDemo: false, modules: ["rooms"])
    let room: FurnishedRoom

    init(_ engine: Engine, needsApproval: Bool = false) async throws {
        database = try await engine.makeDatabase()
        let clock = Clock { RoomWithBookings.monday }
        try await database.migrate(
            JobStore.migrations + MailMigrations.all + SearchIndex.migrations + RoomsMigrations.all, clock: clock)
        let outbox = MailOutbox(
            database: database, transport: FileTransport(directory: NSTemporaryDirectory() + UUID().uuidString),
            ports: MailPorts(seal: { _, data, _ in data }, open: { _, data, _ in data }, deliveryFailed: { _, _ in }),
            clock: clock)
        let sender = try #require(MailAddress("haus@haus.example"))
        let letters = Letters(
            outbox: outbox, catalogue: try Catalogue([WebCatalogue.source, RoomsCapability.catalogue]),
            sender: sender, base: "http://haus.example", clock: clock)
        bookings = Bookings(ports: Self.ports, letters: BookingLetters(letters: letters, ports: Self.ports))
        room = try await database.write { connection in
            let rooms = RoomStore()
            let id = try rooms.add(
                to: HouseID(1), name: LocalizedText([.german: "Raum"]), description: LocalizedText(), capacity: 40,
                terms: BookingTerms(
                    setUp: .minutes(15), cleanUp: .minutes(15), leadTime: .hours(24), longest: .hours(4),
                    horizon: .days(180), needsApproval: needsApproval, mustBeOpenToAll: true), on: connection)
            try rooms.addSpace(
                to: id, in: HouseID(1), name: LocalizedText([.german: "Hinten"]), capacity: 20, position: 1,
                on: connection)
            let room = try #require(try rooms.room(id, on: connection))
            try rooms.replaceOpenings(
                of: room, with: DemoRoom.openings(1...7, from: 8, to: 22), on: connection)
            return try rooms.furnished(room, on: connection)
        }
    }

    /// People are known by the first letters of their address; what they are sealed with does not matter here.
    private static let ports = RoomsPorts(
        enterPerson: { contact, _ in
            let address = contact.email?.value ?? ""
            return PersonID(address.utf8.reduce(7) { ($0 &* 31 &+ Int64($1)) & 0xFFFF_FFFF })
        },
        confirmPerson: { _, _, _ in },
        contact: { _, _ in
            RoomsPorts.Contact(
                name: "Beispiel", email: MailAddress("jemand@beispiel.example"), phone: nil, language: .german)
        },
        seal: { data, _, _ in data }, open: { data, _, _ in data }, house: { _ in nil }, frame: { _, _ in nil })

    /// `hour` o'clock on the day `days` after Monday.
    func time(_ days: Int, _ hour: Int, hours: Int64 = 2) -> Period {
        let start = Self.monday + .hours(Int64(days * 24 + hour - 8))
        return Period(start: start, end: start + .hours(hours))
    }

    func wish(_ period: Period, parts: [Int] = []) -> BookingWish {
        BookingWish(
            period: period, spaces: parts.map { room.spaces[$0].id }, title: "Lesung", description: nil, attendees: 10,
            isPublic: true, organisation: nil, acceptsRules: true)
    }

    @discardableResult
    func book(
        _ period: Period, parts: [Int] = [], by guest: String = "anna", now: Instant = monday
    ) async throws -> Booking {
        let contact = RoomsPorts.Contact(
            name: guest, email: MailAddress("\(guest)@beispiel.example"), phone: nil, language: .german)
        let wish = wish(period, parts: parts)
        return try await database.write { [bookings, room, house] connection in
            try bookings.book(
                wish, in: room, of: house, by: .guest(contact), language: .german, now: now, on: connection)
        }
    }

    @discardableResult
    func bookAsStaff(_ period: Period, parts: [Int] = []) async throws -> Booking {
        let wish = wish(period, parts: parts)
        return try await database.write { [bookings, room, house] connection in
            try bookings.book(
                wish, in: room, of: house, by: .staff(PersonID(1), onBehalfOf: nil), language: .german,
                now: RoomWithBookings.monday, on: connection)
        }
    }

    func confirm(_ booking: Booking, now: Instant = monday) async throws -> Booking {
        try await database.write { [bookings, room, house] connection in
            let current = try #require(try bookings.store.booking(booking.id, on: connection))
            return try bookings.confirm(current, in: room, of: house, now: now, on: connection)
        }
    }

    func cancel(_ booking: Booking) async throws -> Booking {
        try await database.write { [bookings, room, house] connection in
            try bookings.cancel(booking, in: room, of: house, by: nil, on: connection)
        }
    }

    func approve(_ booking: Booking) async throws -> Booking {
        try await database.write { [bookings, room, house] connection in
            try bookings.approve(booking, in: room, of: house, by: PersonID(1), on: connection)
        }
    }

    func move(_ booking: Booking, to period: Period, parts: [Int] = [0, 1]) async throws -> Booking {
        let spaces = parts.map { room.spaces[$0].id }
        return try await database.write { [bookings, room, house] connection in
            try bookings.move(
                booking, to: period, spaces: spaces, in: room, of: house, asker: .person, now: Self.monday,
                on: connection)
        }
    }

    func state(of booking: Booking) async throws -> Booking.State? {
        try await database.read { [bookings] in try bookings.store.booking(booking.id, on: $0)?.state }
    }

    /// What is taken of a part, oldest first.
    func taken(
        _ part: Int, now: Instant = monday, in window: Period = Period(start: monday, end: monday + .days(90))
    ) async throws -> [BusyTime] {
        let space = room.spaces[part].id
        return try await database.read { [bookings] connection in
            try bookings.occupancies.busy([space], in: window, now: now, on: connection)
        }
    }
}

/// The rejection that `body` throws; fails when it throws none.
func rejection(_ body: () async throws -> Void) async -> Rejection? {
    do {
        try await body()
        Issue.record("nothing was rejected")
        return nil
    } catch let rejection as Rejection {
        return rejection
    } catch {
        Issue.record(error)
        return nil
    }
}
