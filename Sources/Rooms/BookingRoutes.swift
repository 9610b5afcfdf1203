// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// Booking in three calm steps: when, what for, check and send.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /{house}/raeume/{room}/buchung | everyone |
    /// | GET, POST | /{house}/raeume/{room}/buchung/angaben | everyone |
    /// | POST | /{house}/raeume/{room}/buchung/pruefung | everyone |
    /// | POST | /{house}/raeume/{room}/buchung | everyone |
    /// | GET | /{house}/raeume/{room}/buchung/gesendet | everyone |
    var bookingRoutes: [Route] {
        [
            .get("/{house}/raeume/{room}/buchung", .everyone, handler: chooseTime),
            .get("/{house}/raeume/{room}/buchung/angaben", .everyone, handler: giveDetails),
            .post("/{house}/raeume/{room}/buchung/angaben", .everyone, handler: giveDetails).limited(.reading),
            .post("/{house}/raeume/{room}/buchung/pruefung", .everyone, handler: checkDetails).limited(.reading),
            .post("/{house}/raeume/{room}/buchung", .everyone, handler: send),
            .get("/{house}/raeume/{room}/buchung/gesendet", .everyone, handler: showSent),
        ]
    }

    @Sendable private func chooseTime(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        return try await choice(of: place, FormState(request.query), status: .ok)
    }

    @Sendable private func giveDetails(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        let values = request.method == .post ? try request.form() : request.query
        do {
            let time = try readTime(values, place)
            try await refuseIfTaken(time, place)
            return .page(pages(place).details(FormState(values), at: time.period))
        } catch let rejection as Rejection {
            return try await choice(of: place, FormState(values, rejection: rejection.forForm))
        }
    }

    @Sendable private func checkDetails(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        let form = try request.form()
        let time: ChosenTime
        do {
            time = try readTime(form, place)
            try await refuseIfTaken(time, place)
        } catch let rejection as Rejection {
            return try await choice(of: place, FormState(form, rejection: rejection.forForm))
        }
        do {
            let (wish, contact) = try readDetails(form, at: time, place)
            return .page(pages(place).check(wish, contact, FormState(form)))
        } catch {
            let state = FormState(form, rejection: error.forForm)
            return .page(pages(place).details(state, at: time.period), status: .unprocessableContent)
        }
    }

    @Sendable private func send(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        let (house, room) = (place.house, place.room)
        let form = try request.form()
        do {
            let time = try readTime(form, place)
            let (wish, contact) = try readDetails(form, at: time, place)
            let organiser = self.organiser(contact, request, house)
            let (now, language) = (request.now, request.language)
            let booking = try await database.write { connection in
                try bookings.book(
                    wish, in: try furnished(room.room.id, of: house, on: connection), of: house, by: organiser,
                    language: language, now: now, on: connection)
            }
            return answer(booking, request, house)
        } catch let rejection as Rejection {
            return try await sendAgain(place, form, rejection)
        }
    }

    /// The step in which what was refused can be put right: the time, or else what was said of it.
    private func sendAgain(
        _ place: Place, _ form: FormData, _ rejection: Rejection
    ) async throws -> WebResponse {
        let state = FormState(form, rejection: rejection.forForm)
        let ofTime = [BookingInput.FormField.day, BookingInput.FormField.start, BookingInput.FormField.end]
        let isAboutTime =
            rejection.kind == .conflict || rejection.forForm.fields.contains { ofTime.contains($0.field) }
        if !isAboutTime, let time = try? readTime(form, place) {
            return .page(pages(place).details(state, at: time.period), status: .unprocessableContent)
        }
        return try await choice(
            of: place, state, status: rejection.kind == .conflict ? .conflict : .unprocessableContent)
    }

    @Sendable private func showSent(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        let until = request.query["bis"].flatMap { Int64($0) }.map { Instant(seconds: $0) }
        return WebResponse.page(pages(place).sent(until: until)).privately
    }

    private func answer(_ booking: Booking, _ request: WebRequest, _ house: HouseFrame) -> WebResponse {
        let links = RoomsLinks(house: house)
        if booking.channel == .staff { return .seeOther(links.deskBooking(booking.id).with("gespeichert", "1")) }
        return .seeOther(links.bookingSent(booking.room, until: booking.expiresAt ?? Instant(seconds: 0)))
    }

    private func organiser(
        _ contact: RoomsPorts.Contact?, _ request: WebRequest, _ house: HouseFrame
    ) -> Bookings.Organiser {
        if let visitor = request.visitor {
            if visitor.has(.staff, in: house.id) { return .staff(visitor.person, onBehalfOf: contact) }
            return .person(visitor.person)
        }
        return .guest(contact ?? RoomsPorts.Contact(name: nil, email: nil, phone: nil, language: request.language))
    }

    private func readTime(_ values: FormData, _ place: Place) throws(Rejection) -> ChosenTime {
        var input = Input(form: values)
        guard let time = BookingInput.time(&input, zone: place.house.zone) else {
            try input.finish()
            throw Rejection(.invalid, .pleaseCorrect)
        }
        var problems = place.rules.timeProblems(time.period)
        if place.room.spaces(time.spaces) == nil { problems.append(Rejection.Field("spaces", .spaceUnknown)) }
        if !problems.isEmpty { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
        return time
    }

    private func readDetails(
        _ form: FormData, at time: ChosenTime, _ place: Place
    ) throws(Rejection) -> (BookingWish, RoomsPorts.Contact?) {
        try FormGuard.checkTrap(form)
        var input = Input(form: form)
        let wish = BookingInput.details(&input, at: time)
        let request = place.request
        let contact = BookingInput.contact(&input, required: request.visitor == nil, language: request.language)
        guard let wish else {
            let promises = place.rules.promiseProblems(
                isPublic: input.flag("public"), acceptsRules: input.flag("accept_rules"))
            throw Rejection(.invalid, .pleaseCorrect, fields: input.problems + promises)
        }
        do {
            try place.rules.check(wish)
        } catch {
            throw Rejection(.invalid, .pleaseCorrect, fields: input.problems + error.fields)
        }
        try input.finish()
        return (wish, contact)
    }

    func asker(_ request: WebRequest, _ house: HouseFrame) -> BookingRules.Asker {
        guard let visitor = request.visitor else { return .guest }
        return visitor.has(.staff, in: house.id) ? .staff : .person
    }

    /// Says early what the database would say at the end.
    private func refuseIfTaken(_ time: ChosenTime, _ place: Place) async throws {
        let spaces = (place.room.spaces(time.spaces) ?? place.room.spaces).map(\.id)
        let (occupied, now) = (place.rules.occupied(by: time.period), place.request.now)
        let busy = try await database.read { connection in
            try occupancies.busy(spaces, in: occupied, now: now, on: connection)
        }
        if !busy.isEmpty {
            throw Rejection(.conflict, .timeIsTaken, conflicts: busy.map { $0.shown ?? $0.period })
        }
    }

    /// The first step, with the next free times from the chosen day on.
    private func choice(
        of place: Place, _ state: FormState, status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> WebResponse {
        let (house, room, now) = (place.house, place.room, place.request.now)
        let chosen = state.values[BookingInput.FormField.day].flatMap { Day($0) }
            .map { Instant(startOf: $0, zone: house.zone) }
        let next = try await database.read { connection in
            try bookings.nextFree(
                room, spaces: [], of: house, length: .hours(2), from: max(chosen ?? now, now), now: now, atMost: 4,
                on: connection)
        }
        return .page(pages(place).chooseTime(state, next: next), status: status)
    }

    private func place(_ request: WebRequest) async throws -> Place {
        let house = try houseWithRooms(request)
        let id: ID<Room> = try request.id("room")
        let room = try await database.read { try furnished(id, of: house, on: $0) }
        return Place(request: request, house: house, room: room, asker: asker(request, house))
    }

    private func pages(_ place: Place) -> BookingPages {
        let request = place.request
        return BookingPages(
            house: place.house, language: request.language, visitor: request.visitor, now: request.now,
            room: place.room, asker: place.asker)
    }
}

/// A time that somebody chose, and the parts of the room.
private typealias ChosenTime = (period: Period, spaces: [ID<Space>])

/// What is booked, by whom: the same in every step.
private struct Place: Sendable {
    let request: WebRequest
    let house: HouseFrame
    let room: FurnishedRoom
    let asker: BookingRules.Asker

    var rules: BookingRules { BookingRules(room: room, house: house, asker: asker, now: request.now) }
}
