// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Search
package import Storage
package import Web

/// Rooms that citizens use: what there is, when it is free, who booked it.
package struct RoomsCapability: Capability {
    package static let name = "rooms"
    package static let catalogue = Catalogue.Source(capability: "Rooms", files: Embedded.texts)
    package static var migrations: [Migration] { RoomsMigrations.all }

    let database: any Database
    let ports: RoomsPorts
    let once: Once
    let bookings: Bookings
    let rooms = RoomStore()
    let store = BookingStore()
    let occupancies = OccupancyStore()
    let closures = ClosureStore()
    var search: RoomsSearch { bookings.search }

    package init(database: any Database, ports: RoomsPorts, letters: Letters, once: Once) {
        self.database = database
        self.ports = ports
        self.once = once
        bookings = Bookings(ports: ports, letters: BookingLetters(letters: letters, ports: ports))
    }

    package var routes: [Route] {
        roomRoutes + bookingRoutes + ownBookingRoutes + deskBookingRoutes + deskRoomRoutes + roomAPI + bookingAPI
    }

    package var sections: [Section] {
        [
            Section(
                module: Self.name, path: RoomsLinks.section, menuTitle: .menuRooms, doorTitle: .doorRooms,
                doorLine: .doorRoomsLine)
        ]
    }

    package var recurring: [RecurringWork] {
        [
            RecurringWork("holds", every: .minutes(1)) { [database, bookings] now in
                try await database.write { try bookings.expireHolds(now: now, on: $0) }
            },
            RecurringWork("past dates in search", every: .hours(1)) { [database, bookings] now in
                try await database.write { try bookings.search.tidy(now: now, on: $0) }
            },
        ]
    }

    package func desk(
        of house: HouseFrame, for visitor: Visitor, in language: Language, now: Instant, on connection: any Connection
    ) throws -> [DeskSection] {
        guard house.modules.contains(Self.name), visitor.has(.staff, in: house.id) else { return [] }
        let waiting = try store.waiting(in: house.id, on: connection)
        let today = now.day(in: house.zone)
        let window = Period(
            start: Instant(startOf: today, zone: house.zone), end: Instant(startOf: today + 1, zone: house.zone))
        let todays = try store.bookings(of: house.id, in: window, on: connection)
            .filter { $0.state == .confirmed }
        let names = try roomNames(of: house.id, on: connection)
        return [
            DeskSection(
                title: TextUse(.bookingsToApprove),
                items: waiting.map { DeskBookingPages(house: house, visitor: visitor).deskItem($0, names: names) }),
            DeskSection(
                title: TextUse(.bookingsToday),
                items: todays.map { DeskBookingPages(house: house, visitor: visitor).deskItem($0, names: names) }),
        ]
    }

    /// What the house's first page tells of bookings that everybody may join: the next few, with date and place.
    package func upcoming(
        of house: HouseFrame, now: Instant, limit: Int, on connection: any Connection
    ) throws -> HTML? {
        guard house.modules.contains(Self.name) else { return nil }
        let next = try store.publicBookings(of: house.id, after: now, limit: limit, on: connection)
        let names = try rooms.names(Set(next.map(\.room)), on: connection)
        return UpcomingBookings.html(next.map { ($0, house) }, names: names, namesHouses: false)
    }

    /// The same over several houses.
    package func upcoming(
        of houses: [HouseFrame], now: Instant, limit: Int, on connection: any Connection
    ) throws -> HTML {
        let next = try store.publicBookings(of: nil, after: now, limit: limit, on: connection)
        let names = try rooms.names(Set(next.map(\.room)), on: connection)
        let known = Dictionary(uniqueKeysWithValues: houses.map { ($0.id, $0) })
        let shown = next.compactMap { booking in known[booking.house].map { (booking, $0) } }
        return UpcomingBookings.html(shown, names: names, namesHouses: true)
    }

    /// Staff pages of this capability that the visitor may use.
    package func tools(of house: HouseFrame, for visitor: Visitor) -> [(title: TextUse, link: Link)] {
        guard house.modules.contains(Self.name), visitor.has(.staff, in: house.id) else { return [] }
        let links = RoomsLinks(house: house)
        let bookings = (title: TextUse(.bookings), link: links.deskBookings)
        guard visitor.has(.manager, in: house.id) else { return [bookings] }
        return [bookings, (title: TextUse(.furnishRooms), link: links.deskRooms)]
    }

    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard item.kind == "booking", let booking = try store.booking(ID(item.id), on: connection) else { return nil }
        return ResolvedItem(
            title: "\(booking.title)", link: Link(path: "api", "v1", "bookings", "\(booking.id)"),
            isPublic: booking.isPublic && booking.state == .confirmed)
    }

    package var searchKinds: [SearchKind] {
        [SearchKind(RoomsSearch.room, title: .menuRooms), SearchKind(RoomsSearch.booking, title: .publicDates)]
    }

    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try search.items(now: now, on: connection)
    }

    package func searchEntry(
        of item: ItemReference, now: Instant, on connection: any Connection
    ) throws -> SearchEntry? {
        switch item.kind {
        case RoomsSearch.room: try search.entry(of: ID<Room>(item.id), on: connection)
        case RoomsSearch.booking: try search.entry(of: ID<Booking>(item.id), now: now, on: connection)
        default: nil
        }
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        let own = try store.bookings(of: person, on: connection)
        return ["bookings": .array(own.map { BookingJSON.full($0, zone: .gmt) })]
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        let own = try store.bookings(of: person, on: connection)
        let open = own.filter { booking in
            booking.state.holdsTime && booking.occurrences.contains { $0.period.end > now }
        }
        for booking in open {
            _ = try store.change(
                booking.id, to: .cancelled, from: [.unconfirmed, .requested, .confirmed], on: connection)
        }
        try occupancies.release(bookings: open.map(\.id), on: connection)
        try store.forget(person, on: connection)
        for booking in own { try search.forget(booking.id, on: connection) }
        for house in Set(own.map(\.house)) { connection.signal(.publicData(house)) }
    }

    func roomNames(of house: HouseID, on connection: any Connection) throws -> [ID<Room>: LocalizedText] {
        Dictionary(uniqueKeysWithValues: try rooms.rooms(of: house, on: connection).map { ($0.id, $0.name) })
    }

    /// The room, if it is of that house and not given up.
    func furnished(_ id: ID<Room>, of house: HouseFrame, on connection: any Connection) throws -> FurnishedRoom {
        guard house.modules.contains(Self.name), let room = try rooms.furnished(id, on: connection),
            room.room.house == house.id
        else { throw Rejection(.missing, .notFound) }
        return room
    }
}
