// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Mail
import Storage
import Web

extension RoomsCapability {
    /// | method | path | who |
    /// |---|---|---|
    /// | POST | /api/v1/rooms/{room}/bookings | everyone; a staff token books at once |
    /// | GET | /api/v1/bookings/{booking} | everyone, as far as it is public; organiser; staff |
    /// | POST | /api/v1/bookings/{booking}/cancellation | organiser, staff |
    /// | POST | /api/v1/bookings/{booking}/move | organiser, staff |
    /// | POST | /api/v1/bookings/{booking}/approval | staff |
    /// | POST | /api/v1/bookings/{booking}/refusal | staff |
    var bookingAPI: [Route] {
        [
            .post("/api/v1/rooms/{room}/bookings", .everyone, handler: createBooking)
                .documented(BookingSchemas.create),
            .get("/api/v1/bookings/{booking}", .everyone, handler: getBooking).documented(BookingSchemas.get),
            .post("/api/v1/bookings/{booking}/cancellation", .signedIn, handler: cancelBooking)
                .documented(BookingSchemas.cancel),
            .post("/api/v1/bookings/{booking}/move", .signedIn, handler: moveBooking).documented(BookingSchemas.move),
            .post("/api/v1/bookings/{booking}/approval", .signedIn, handler: approveBooking)
                .documented(BookingSchemas.approve),
            .post("/api/v1/bookings/{booking}/refusal", .signedIn, handler: refuseBooking)
                .documented(BookingSchemas.refuse),
        ]
    }

    @Sendable private func createBooking(_ request: WebRequest) async throws -> WebResponse {
        let (house, room) = try await apiRoom(request)
        var input = try request.input()
        let wish = BookingInput.wish(json: &input)
        let contact = BookingInput.contact(
            &input, required: request.visitor == nil, language: request.language)
        try input.finish()
        guard let wish else { throw Rejection(.invalid, .pleaseCorrect) }
        let organiser: Bookings.Organiser
        switch (asker(request, house), request.visitor, contact) {
        case (.staff, let visitor?, let contact): organiser = .staff(visitor.person, onBehalfOf: contact)
        case (.person, let visitor?, _): organiser = .person(visitor.person)
        case (_, _, let contact?): organiser = .guest(contact)
        default: throw Rejection(.unauthenticated, .signInNeeded)
        }
        let (now, language) = (request.now, request.language)
        return try await once.write(request) { connection in
            let booking = try bookings.book(
                wish, in: room, of: house, by: organiser, language: language, now: now, on: connection)
            return try .json(BookingJSON.answer(booking, zone: house.zone), status: .created)
                .with(.location, "/api/v1/bookings/\(booking.id)")
        }
    }

    @Sendable private func getBooking(_ request: WebRequest) async throws -> WebResponse {
        let (booking, house) = try await apiBooking(request)
        if request.visitor?.has(.staff, in: house.id) == true {
            let contact = try await database.read { try ports.contact(booking.organiser, $0) }
            return try WebResponse.json(BookingJSON.full(booking, contact, zone: house.zone)).privately
        }
        if request.visitor?.person == booking.organiser {
            return try WebResponse.json(BookingJSON.full(booking, zone: house.zone)).privately
        }
        guard booking.isPublic, booking.state == .confirmed else { throw Rejection(.missing, .noSuchBooking) }
        return try .json(BookingJSON.full(booking, zone: house.zone))
    }

    @Sendable private func cancelBooking(_ request: WebRequest) async throws -> WebResponse {
        let (_, house) = try await apiBooking(request)
        var input = try request.input()
        let reason = input.text("reason", atMost: 1_000)
        try input.finish()
        let visitor = try request.requireVisitor()
        let staff = visitor.has(.staff, in: house.id) ? visitor.person : nil
        return try await act(request, house) { booking, room, connection in
            guard staff != nil || booking.organiser == visitor.person else { throw Rejection(.missing, .noSuchBooking) }
            return try bookings.cancel(
                booking, reason: staff == nil ? nil : reason, in: room, of: house, by: staff, on: connection)
        }
    }

    @Sendable private func moveBooking(_ request: WebRequest) async throws -> WebResponse {
        let (_, house) = try await apiBooking(request)
        var input = try request.input()
        let start = input.instant("starts_at", required: true)
        let end = input.instant("ends_at", required: true)
        let spaces = input.list("spaces").map { ID<Space>($0) }
        if spaces.contains(nil) { input.note("spaces", .spaceUnknown) }
        try input.finish()
        guard let start, let end else { throw Rejection(.invalid, .pleaseCorrect) }
        let visitor = try request.requireVisitor()
        let isStaff = visitor.has(.staff, in: house.id)
        let now = request.now
        return try await act(request, house) { booking, room, connection in
            guard isStaff || booking.organiser == visitor.person else { throw Rejection(.missing, .noSuchBooking) }
            let wanted = spaces.compactMap(\.self)
            return try bookings.move(
                booking, to: Period(start: start, end: end),
                spaces: wanted.isEmpty ? booking.occurrences.first?.spaces ?? [] : wanted, in: room, of: house,
                asker: isStaff ? .staff : .person, now: now, on: connection)
        }
    }

    @Sendable private func approveBooking(_ request: WebRequest) async throws -> WebResponse {
        let (_, house) = try await apiBooking(request)
        let staff = try request.require(.staff, in: house.id).person
        return try await act(request, house) { booking, room, connection in
            try bookings.approve(booking, in: room, of: house, by: staff, on: connection)
        }
    }

    @Sendable private func refuseBooking(_ request: WebRequest) async throws -> WebResponse {
        let (_, house) = try await apiBooking(request)
        let staff = try request.require(.staff, in: house.id).person
        var input = try request.input()
        let reason = input.text("reason", required: true, atMost: 1_000)
        try input.finish()
        return try await act(request, house) { booking, room, connection in
            try bookings.refuse(booking, reason: reason ?? "", in: room, of: house, by: staff, on: connection)
        }
    }

    /// Carries out an act on the booking of the path, read anew in the transaction.
    private func act(
        _ request: WebRequest, _ house: HouseFrame,
        _ act: @escaping @Sendable (Booking, FurnishedRoom, any Connection) throws -> Booking
    ) async throws -> WebResponse {
        let id: ID<Booking> = try request.id("booking")
        return try await once.write(request) { connection in
            guard let booking = try store.booking(id, on: connection) else {
                throw Rejection(.missing, .noSuchBooking)
            }
            let room = try furnished(booking.room, of: house, on: connection)
            return try .json(BookingJSON.answer(try act(booking, room, connection), zone: house.zone))
        }
    }

    private func apiBooking(_ request: WebRequest) async throws -> (Booking, HouseFrame) {
        let id: ID<Booking> = try request.id("booking")
        let booking = try await database.read { try store.booking(id, on: $0) }
        guard let booking, let house = try await ports.house(booking.house) else {
            throw Rejection(.missing, .noSuchBooking)
        }
        return (booking, house)
    }
}

/// Bookings as JSON.
enum BookingJSON {
    /// What the asker of an act is told; names nobody.
    static func answer(_ booking: Booking, zone: TimeZone) -> JSON {
        [
            "id": .id(booking.id), "room": .id(booking.room), "state": .string(booking.state.rawValue),
            "expires_at": booking.state == .unconfirmed
                ? booking.expiresAt.map { .time($0, in: zone) } ?? .null : .null,
            "occurrences": .array(
                booking.occurrences.map {
                    [
                        "starts_at": .time($0.period.start, in: zone), "ends_at": .time($0.period.end, in: zone),
                        "state": .string($0.state.rawValue), "spaces": .array($0.spaces.map { .id($0) }),
                    ]
                }),
        ]
    }

    static func full(_ booking: Booking, _ contact: RoomsPorts.Contact? = nil, zone: TimeZone) -> JSON {
        guard case .object(var members) = answer(booking, zone: zone) else { return .null }
        members["title"] = .string(booking.title)
        members["description"] = .optional(booking.description)
        members["attendees"] = .count(booking.attendees)
        members["public"] = .bool(booking.isPublic)
        members["organisation"] = .optional(booking.organisation)
        if let contact {
            members["organiser"] = ["name": .optional(contact.name), "email": .optional(contact.email?.value)]
        }
        return .object(members)
    }
}
