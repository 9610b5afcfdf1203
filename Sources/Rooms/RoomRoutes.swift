// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /{house}/raeume | everyone |
    /// | GET | /{house}/raeume/{room} | everyone |
    var roomRoutes: [Route] {
        [
            .publicly("/{house}/raeume", handler: showRooms),
            .publicly("/{house}/raeume/{room}", handler: showRoom),
        ]
    }

    @Sendable private func showRooms(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let after = request.query[RoomsLinks.after].flatMap { ID<Room>($0) }
        let views = try await database.read { connection in
            try rooms.rooms(of: house.id, after: after, limit: RoomPages.onOnePage + 1, on: connection).map { room in
                let furnished = try rooms.furnished(room, on: connection)
                let next = try bookings.nextFree(
                    furnished, spaces: [], of: house, length: .hours(1), from: request.now, now: request.now,
                    atMost: 1, on: connection)
                return (room: furnished, next: next.first)
            }
        }
        let pages = RoomPages(house: house, language: request.language, visitor: request.visitor, now: request.now)
        return .page(pages.list(views))
    }

    @Sendable private func showRoom(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let id: ID<Room> = try request.id("room")
        let chosen = request.query["tag"].flatMap { Day($0) }
        let showsWeek = request.query["ansicht"] == "woche"
        let now = request.now
        let shown = try await database.read { connection in
            try view(
                of: furnished(id, of: house, on: connection), house, chosen: chosen, showsWeek: showsWeek, now: now,
                on: connection)
        }
        let pages = RoomPages(house: house, language: request.language, visitor: request.visitor, now: request.now)
        return .page(pages.room(shown))
    }

    /// The chosen day or its week, else the first with a free time; and the next free times.
    private func view(
        of room: FurnishedRoom, _ house: HouseFrame, chosen: Day?, showsWeek: Bool, now: Instant,
        on connection: any Connection
    ) throws -> RoomView {
        let spaces = room.spaces.map(\.id)
        let availability = Availability(room, of: house)
        // From this week on, as far as anybody looks for a free time: nearly always the shown days are among them.
        let near = Period(
            start: Instant(startOf: now.day(in: house.zone).monday, zone: house.zone) - .days(1),
            end: now + Bookings.suggestedWithin + .days(8))
        let taken = try occupancies.busy(spaces, in: near, now: now, on: connection)
        let next = availability.suggestions(
            in: Period(start: now, end: now + Bookings.suggestedWithin), taken: taken.map(\.period),
            length: .hours(2), now: now, atMost: 5)
        let day = chosen ?? (next.first?.start ?? now).day(in: house.zone)
        let first = showsWeek ? day.monday : day
        let window = Period(
            start: Instant(startOf: first, zone: house.zone),
            end: Instant(startOf: first + (showsWeek ? 7 : 1), zone: house.zone))
        // What is taken just outside the window still throws its buffers into it.
        let around = Period(start: window.start - .days(1), end: window.end + .days(1))
        let busy = near.contains(around) ? taken : try occupancies.busy(spaces, in: around, now: now, on: connection)
        return RoomView(
            room: room, day: day, next: next, busy: busy.filter { $0.period.overlaps(window) },
            free: availability.freePeriods(in: window, taken: busy.map(\.period), now: now), window: window,
            showsWeek: showsWeek)
    }

    /// The house, if it lends rooms.
    func houseWithRooms(_ request: WebRequest) throws(Rejection) -> HouseFrame {
        let house = try request.requireHouse()
        guard house.modules.contains(Self.name) else { throw Rejection(.missing, .notFound) }
        return house
    }
}

/// What the page of a room shows.
struct RoomView: Sendable {
    let room: FurnishedRoom
    let day: Day
    /// The next free times.
    let next: [Period]
    let busy: [BusyTime]
    let free: [Period]
    /// The day or the week shown.
    let window: Period
    let showsWeek: Bool
}
