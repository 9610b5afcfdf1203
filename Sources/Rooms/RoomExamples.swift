// SPDX-License-Identifier: EUPL-1.2

import Kernel
package import Storage
package import Web

extension RoomsCapability {
    package func examples(on connection: any Connection) throws -> [PageExample] {
        let rooms = try connection.all(
            "SELECT id, house_id FROM room WHERE is_retired = 0 ORDER BY id"
        ) { row in (id: try row["id"] as ID<Room>, house: try row["house_id"] as HouseID) }
        return try rooms.flatMap { room -> [PageExample] in
            guard let house = try ports.frame(room.house, connection) else { return [] }
            return try examples(of: room.id, in: RoomsLinks(house: house), on: connection)
        }
    }

    private func examples(
        of room: ID<Room>, in links: RoomsLinks, on connection: any Connection
    ) throws -> [PageExample] {
        let distantDay = "2030-01-01"
        var pages = [
            PageExample(links.rooms), PageExample(links.room(room)),
            PageExample(links.room(room).with("ansicht", "woche"), state: "week"),
            PageExample(links.room(room).with("tag", distantDay), state: "empty"),
            PageExample(links.bookingForm(room)),
            PageExample(links.bookingDetails(room).with("tag", "2020-01-01").with("von", "10:00"), state: "error"),
            PageExample(
                links.bookingCheck(room), state: "error",
                post: [("tag", "2020-02-30"), ("von", "25:00"), ("title", "")]),
            PageExample(links.bookingSent(room, until: Instant(seconds: 1_900_000_000)), state: "sent"),
            PageExample(links.own(.random()), state: "unknown"),
            PageExample(links.deskBookings, viewer: .staff),
            PageExample(links.deskBookings.with("tag", distantDay), state: "empty", viewer: .staff),
            PageExample(links.deskRooms, viewer: .staff), PageExample(links.newRoom, viewer: .staff),
            PageExample(links.newRoom, state: "error", viewer: .staff, post: [("name.de", ""), ("hours.1", "spät")]),
            PageExample(links.deskRoom(room), viewer: .staff),
        ]
        if let waiting = try store.waiting(in: links.house.id, on: connection).first {
            pages.append(PageExample(links.deskBooking(waiting.id), viewer: .staff))
            pages.append(
                PageExample(
                    links.deskBooking(waiting.id, "ablehnung"), state: "error", viewer: .staff, post: [("reason", "")]))
        }
        return pages
    }
}
