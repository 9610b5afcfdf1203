// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /{house}/schreibtisch/buchungen | staff |
    /// | GET | /{house}/schreibtisch/buchungen/{booking} | staff |
    /// | POST | /{house}/schreibtisch/buchungen/{booking}/zusage | staff |
    /// | POST | /{house}/schreibtisch/buchungen/{booking}/ablehnung | staff |
    /// | POST | /{house}/schreibtisch/buchungen/{booking}/absage | staff |
    /// | POST | /{house}/schreibtisch/buchungen/{booking}/verlegung | staff |
    var deskBookingRoutes: [Route] {
        [
            .get("/{house}/schreibtisch/buchungen", .role(.staff), handler: listBookings),
            .get("/{house}/schreibtisch/buchungen/{booking}", .role(.staff), handler: showBooking),
            .post("/{house}/schreibtisch/buchungen/{booking}/zusage", .role(.staff), handler: approve),
            .post("/{house}/schreibtisch/buchungen/{booking}/ablehnung", .role(.staff), handler: refuse),
            .post("/{house}/schreibtisch/buchungen/{booking}/absage", .role(.staff), handler: withdraw),
            .post("/{house}/schreibtisch/buchungen/{booking}/verlegung", .role(.staff), handler: moveAsStaff),
        ]
    }

    @Sendable private func listBookings(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let visitor = try request.requireVisitor()
        let first = request.query["tag"].flatMap { Day($0) } ?? request.now.day(in: house.zone)
        let window = Period(
            start: Instant(startOf: first, zone: house.zone), end: Instant(startOf: first + 28, zone: house.zone))
        let (list, names) = try await database.read { connection in
            (
                try store.bookings(of: house.id, in: window, limit: 500, on: connection),
                try roomNames(of: house.id, on: connection)
            )
        }
        let pages = DeskBookingPages(house: house, visitor: visitor)
        return WebResponse.page(pages.list(list, names: names, first: first)).privately
    }

    @Sendable private func showBooking(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        return try await answer(request, house, state: FormState(), notice: request.query["gespeichert"] != nil)
    }

    @Sendable private func approve(_ request: WebRequest) async throws -> WebResponse {
        try await decide(request) { booking, room, house, staff, connection in
            _ = try bookings.approve(booking, in: room, of: house, by: staff, on: connection)
        }
    }

    @Sendable private func refuse(_ request: WebRequest) async throws -> WebResponse {
        let reason = try reason(request)
        return try await decide(request) { booking, room, house, staff, connection in
            guard let reason else { throw Self.reasonMissing }
            _ = try bookings.refuse(booking, reason: reason, in: room, of: house, by: staff, on: connection)
        }
    }

    @Sendable private func withdraw(_ request: WebRequest) async throws -> WebResponse {
        let reason = try reason(request)
        return try await decide(request) { booking, room, house, staff, connection in
            guard let reason else { throw Self.reasonMissing }
            _ = try bookings.cancel(booking, reason: reason, in: room, of: house, by: staff, on: connection)
        }
    }

    @Sendable private func moveAsStaff(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        var input = try request.input()
        let time = BookingInput.time(&input, zone: house.zone)
        let problems = input.problems
        let now = request.now
        return try await decide(request) { booking, room, house, _, connection in
            guard let time else { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
            let spaces = (room.spaces(time.spaces) ?? []).map(\.id)
            _ = try bookings.move(
                booking, to: time.period, spaces: spaces, in: room, of: house, asker: .staff, now: now, on: connection)
        }
    }

    private static let reasonMissing = Rejection(
        .invalid, .pleaseCorrect, fields: [Rejection.Field("reason", .reasonNeeded)])

    private func reason(_ request: WebRequest) throws(Rejection) -> String? {
        var input = try request.input()
        return input.text("reason", atMost: 1_000)
    }

    private typealias Act = @Sendable (Booking, FurnishedRoom, HouseFrame, PersonID, any Connection) throws -> Void

    private func decide(_ request: WebRequest, _ act: @escaping Act) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let visitor = try request.requireVisitor()
        let id: ID<Booking> = try request.id("booking")
        do {
            try await database.write { connection in
                let booking = try self.deskBooking(id, of: house, on: connection)
                let room = try furnished(booking.room, of: house, on: connection)
                try act(booking, room, house, visitor.person, connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid || rejection.kind == .conflict {
            let state = FormState(try request.form(), rejection: rejection.forForm)
            return try await answer(request, house, state: state, notice: false)
        }
        return .seeOther(RoomsLinks(house: house).deskBooking(id).with("gespeichert", "1"))
    }

    private func answer(
        _ request: WebRequest, _ house: HouseFrame, state: FormState, notice: Bool
    ) async throws -> WebResponse {
        let id: ID<Booking> = try request.id("booking")
        let visitor = try request.requireVisitor()
        let (booking, room, contact) = try await database.read { connection in
            let booking = try self.deskBooking(id, of: house, on: connection)
            return (
                booking, try furnished(booking.room, of: house, on: connection),
                try ports.contact(booking.organiser, connection)
            )
        }
        let page = DeskBookingPages(house: house, visitor: visitor)
            .booking(booking, in: room, contact, state, language: request.language, now: request.now, isSaved: notice)
        let status: Rejection.Kind? = state.rejection?.kind
        return WebResponse.page(
            page, status: status == nil ? .ok : status == .conflict ? .conflict : .unprocessableContent
        ).privately
    }

    private func deskBooking(
        _ id: ID<Booking>, of house: HouseFrame, on connection: any Connection
    ) throws -> Booking {
        guard let booking = try store.booking(id, on: connection), booking.house == house.id else {
            throw Rejection(.missing, .noSuchBooking)
        }
        return booking
    }
}
