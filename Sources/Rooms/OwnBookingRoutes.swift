// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// The organiser's private page; the token in the link is the key to it.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /{house}/buchungen/{token} | whoever has the link |
    /// | POST | /{house}/buchungen/{token}/bestaetigung | whoever has the link |
    /// | GET, POST | /{house}/buchungen/{token}/verlegung | whoever has the link |
    /// | GET, POST | /{house}/buchungen/{token}/absage | whoever has the link |
    var ownBookingRoutes: [Route] {
        [
            .get("/{house}/buchungen/{token}", .everyone, handler: showOwn),
            .post("/{house}/buchungen/{token}/bestaetigung", .everyone, handler: confirmOwn),
            .get("/{house}/buchungen/{token}/verlegung", .everyone, handler: showMove),
            .post("/{house}/buchungen/{token}/verlegung", .everyone, handler: moveOwn),
            .get("/{house}/buchungen/{token}/absage", .everyone, handler: showCancel),
            .post("/{house}/buchungen/{token}/absage", .everyone, handler: cancelOwn),
        ]
    }

    @Sendable private func showOwn(_ request: WebRequest) async throws -> WebResponse {
        let own = try await own(request)
        return WebResponse.page(own.pages.overview(notice: request.query["getan"])).privately
    }

    @Sendable private func confirmOwn(_ request: WebRequest) async throws -> WebResponse {
        let own = try await own(request)
        let now = request.now
        do {
            _ = try await database.write { connection in
                let booking = try self.booking(own.token, of: own.house, on: connection)
                let room = try furnished(booking.room, of: own.house, on: connection)
                return try bookings.confirm(booking, in: room, of: own.house, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .conflict || rejection.kind == .gone {
            if own.booking.state == .confirmed || own.booking.state == .requested {
                return .seeOther(RoomsLinks(house: own.house).own(own.token))
            }
            let next = try await database.read { connection in
                try bookings.nextFree(
                    own.room, spaces: own.booking.occurrences.first?.spaces ?? [], of: own.house,
                    length: own.booking.period?.length ?? .hours(1), from: now, now: now, atMost: 4, on: connection)
            }
            return WebResponse.page(
                own.pages.tooLate(rejection, next: next), status: rejection.kind == .gone ? .gone : .conflict
            )
            .privately
        }
        return .seeOther(RoomsLinks(house: own.house).own(own.token).with("getan", "bestaetigt"))
    }

    @Sendable private func showMove(_ request: WebRequest) async throws -> WebResponse {
        let own = try await own(request)
        let links = RoomsLinks(house: own.house)
        var values = own.booking.period.map { links.timeValues($0) } ?? []
        if let date = own.booking.occurrences.first, date.spaces.count < own.room.spaces.count {
            values.append((BookingInput.FormField.spaces, date.spaces.first?.description ?? ""))
        }
        return WebResponse.page(own.pages.move(FormState(values), next: try await next(own, request.now))).privately
    }

    @Sendable private func moveOwn(_ request: WebRequest) async throws -> WebResponse {
        let own = try await own(request)
        let form = try request.form()
        let now = request.now
        do {
            var input = Input(form: form)
            let time = BookingInput.time(&input, zone: own.house.zone)
            try input.finish()
            guard let time else { throw Rejection(.invalid, .pleaseCorrect) }
            _ = try await database.write { connection in
                let booking = try self.booking(own.token, of: own.house, on: connection)
                let room = try furnished(booking.room, of: own.house, on: connection)
                let spaces = (room.spaces(time.spaces) ?? []).map(\.id)
                return try bookings.move(
                    booking, to: time.period, spaces: spaces, in: room, of: own.house, asker: .person, now: now,
                    on: connection)
            }
        } catch let rejection as Rejection {
            let state = FormState(form, rejection: rejection.forForm)
            let status: Rejection.Kind = rejection.kind == .conflict ? .conflict : .invalid
            return WebResponse.page(
                own.pages.move(state, next: try await next(own, now)),
                status: status == .conflict ? .conflict : .unprocessableContent
            ).privately
        }
        return .seeOther(RoomsLinks(house: own.house).own(own.token).with("getan", "verlegt"))
    }

    @Sendable private func showCancel(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(try await own(request).pages.cancel()).privately
    }

    @Sendable private func cancelOwn(_ request: WebRequest) async throws -> WebResponse {
        let own = try await own(request)
        _ = try await database.write { connection in
            let booking = try self.booking(own.token, of: own.house, on: connection)
            let room = try furnished(booking.room, of: own.house, on: connection)
            return try bookings.cancel(booking, in: room, of: own.house, by: nil, on: connection)
        }
        return .seeOther(RoomsLinks(house: own.house).own(own.token).with("getan", "abgesagt"))
    }

    private struct Own {
        let house: HouseFrame
        let token: SecretToken
        let booking: Booking
        let room: FurnishedRoom
        let pages: OwnBookingPages
    }

    private func own(_ request: WebRequest) async throws -> Own {
        let house = try houseWithRooms(request)
        let token = try request.token("token")
        let (booking, room) = try await database.read { connection in
            let booking = try self.booking(token, of: house, on: connection)
            return (booking, try furnished(booking.room, of: house, on: connection))
        }
        let pages = OwnBookingPages(
            house: house, language: request.language, visitor: request.visitor, now: request.now, token: token,
            booking: booking, room: room)
        return Own(house: house, token: token, booking: booking, room: room, pages: pages)
    }

    private func next(_ own: Own, _ now: Instant) async throws -> [Period] {
        try await database.read { connection in
            try bookings.nextFree(
                own.room, spaces: own.booking.occurrences.first?.spaces ?? [], of: own.house,
                length: own.booking.period?.length ?? .hours(1), from: now, now: now, atMost: 4, on: connection)
        }
    }

    private func booking(
        _ token: SecretToken, of house: HouseFrame, on connection: any Connection
    ) throws -> Booking {
        guard let booking = try store.booking(token, on: connection), booking.house == house.id else {
            throw Rejection(.missing, .noSuchBooking)
        }
        return booking
    }
}
