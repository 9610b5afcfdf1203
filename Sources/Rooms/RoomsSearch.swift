// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// What is to be found of rooms, and of bookings that everybody may join.
struct RoomsSearch: Sendable {
    static let room = "room"
    static let booking = "booking"

    let ports: RoomsPorts
    private let rooms = RoomStore()
    private let bookings = BookingStore()
    private let entries = SearchEntries()

    init(ports: RoomsPorts) { self.ports = ports }

    /// Enters the room as it is now.
    func note(_ room: ID<Room>, on connection: any Connection) throws {
        let item = ItemReference(kind: Self.room, id: room.value)
        try entries.set(item, to: entry(of: room, on: connection), on: connection)
    }

    /// Enters the booking as it is now, if everybody may know of it.
    func note(_ booking: ID<Booking>, now: Instant, on connection: any Connection) throws {
        let item = ItemReference(kind: Self.booking, id: booking.value)
        try entries.set(item, to: entry(of: booking, now: now, on: connection), on: connection)
    }

    func forget(_ booking: ID<Booking>, on connection: any Connection) throws {
        try entries.remove(ItemReference(kind: Self.booking, id: booking.value), on: connection)
    }

    /// Forgets bookings that are over.
    func tidy(now: Instant, on connection: any Connection) throws {
        for item in try entries.items(of: Self.booking, on: connection) {
            try note(ID(item.id), now: now, on: connection)
        }
    }

    /// All that may be found.
    func items(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try rooms.all(on: connection).map { ItemReference(kind: Self.room, id: $0.value) }
            + bookings.publicBookings(of: nil, after: now, limit: 100_000, on: connection)
            .map { ItemReference(kind: Self.booking, id: $0.id.value) }
    }

    func entry(of room: ID<Room>, on connection: any Connection) throws -> SearchEntry? {
        guard let furnished = try rooms.furnished(room, on: connection),
            let house = try ports.frame(furnished.room.house, connection)
        else { return nil }
        let texts = [furnished.room.description] + furnished.spaces.map(\.name) + furnished.facts.map(\.text)
        return SearchEntry(
            item: ItemReference(kind: Self.room, id: room.value), house: house.id,
            title: furnished.room.name.text(for: .german),
            text: texts.flatMap { $0.texts.map(\.text) }.joined(separator: "\n"),
            link: RoomsLinks(house: house).room(room))
    }

    func entry(of id: ID<Booking>, now: Instant, on connection: any Connection) throws -> SearchEntry? {
        guard let booking = try bookings.booking(id, on: connection), booking.isPublic, booking.state == .confirmed,
            let start = booking.period?.start,
            booking.occurrences.contains(where: { $0.state == .planned && $0.period.end > now }),
            let house = try ports.frame(booking.house, connection)
        else { return nil }
        let text = [booking.description, booking.organisation].compactMap(\.self).joined(separator: "\n")
        return SearchEntry(
            item: ItemReference(kind: Self.booking, id: id.value), house: house.id, title: booking.title, text: text,
            link: RoomsLinks(house: house).room(booking.room, day: start.day(in: house.zone)))
    }
}
