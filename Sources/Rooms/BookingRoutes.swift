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
        let house = try houseWithRooms(request)
        let (room, next) = try await roomAndNextTimes(request, house, length: .hours(2))
        return .page(pages(request, house, room).chooseTime(FormState(request.query), next: next))
    }

    @Sendable private func giveDetails(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let values = request.method == .post ? try request.form() : request.query
        let (room, next) = try await roomAndNextTimes(request, house, length: .hours(2))
        let pages = pages(request, house, room)
        do {
            let time = try readTime(values, room, house, request)
            try await refuseIfTaken(time, room, house, request)
            return .page(pages.details(FormState(values), at: time.period))
        } catch let rejection as Rejection {
            let state = FormState(values, rejection: rejection.forForm)
            return .page(pages.chooseTime(state, next: next), status: .unprocessableContent)
        }
    }

    @Sendable private func checkDetails(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let form = try request.form()
        let (room, next) = try await roomAndNextTimes(request, house, length: .hours(2))
        let pages = pages(request, house, room)
        let time: (period: Period, spaces: [ID<Space>])
        do {
            time = try readTime(form, room, house, request)
            try await refuseIfTaken(time, room, house, request)
        } catch let rejection as Rejection {
            let state = FormState(form, rejection: rejection.forForm)
            return .page(pages.chooseTime(state, next: next), status: .unprocessableContent)
        }
        do {
            let (wish, contact) = try readDetails(form, at: time, room, house, request)
            return .page(pages.check(wish, contact, FormState(form)))
        } catch {
            let state = FormState(form, rejection: error.forForm)
            return .page(pages.details(state, at: time.period), status: .unprocessableContent)
        }
    }

    @Sendable private func send(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let form = try request.form()
        let (room, _) = try await roomAndNextTimes(request, house, length: .hours(2))
        do {
            let time = try readTime(form, room, house, request)
            let (wish, contact) = try readDetails(form, at: time, room, house, request)
            let organiser = self.organiser(contact, request, house)
            let now = request.now
            let booking = try await database.write { connection in
                try bookings.book(
                    wish, in: try furnished(room.room.id, of: house, on: connection), of: house, by: organiser,
                    language: request.language, now: now, on: connection)
            }
            return answer(booking, request, house)
        } catch let rejection as Rejection {
            let (_, next) = try await roomAndNextTimes(request, house, length: .hours(2))
            let state = FormState(form, rejection: rejection.forForm)
            let pages = pages(request, house, room)
            let isAboutTime =
                rejection.kind == .conflict
                || rejection.forForm.fields.contains {
                    [BookingInput.FormField.day, BookingInput.FormField.start, BookingInput.FormField.end]
                        .contains($0.field)
                }
            let page: Page
            if isAboutTime {
                page = pages.chooseTime(state, next: next)
            } else {
                let time = try? readTime(form, room, house, request)
                page = time.map { pages.details(state, at: $0.period) } ?? pages.chooseTime(state, next: next)
            }
            return .page(page, status: rejection.kind == .conflict ? .conflict : .unprocessableContent)
        }
    }

    @Sendable private func showSent(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let (room, _) = try await roomAndNextTimes(request, house, length: .hours(2))
        let until = request.query["bis"].flatMap { Int64($0) }.map { Instant(seconds: $0) }
        return WebResponse.page(pages(request, house, room).sent(until: until)).privately
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

    private func readTime(
        _ values: FormData, _ room: FurnishedRoom, _ house: HouseFrame, _ request: WebRequest
    ) throws(Rejection) -> (period: Period, spaces: [ID<Space>]) {
        var input = Input(form: values)
        guard let time = BookingInput.time(&input, zone: house.zone) else {
            try input.finish()
            throw Rejection(.invalid, .pleaseCorrect)
        }
        let rules = BookingRules(room: room, zone: house.zone, asker: asker(request, house), now: request.now)
        var problems = rules.timeProblems(time.period)
        if room.spaces(time.spaces) == nil { problems.append(Rejection.Field("spaces", .spaceUnknown)) }
        if !problems.isEmpty { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
        return time
    }

    private func readDetails(
        _ form: FormData, at time: (period: Period, spaces: [ID<Space>]), _ room: FurnishedRoom, _ house: HouseFrame,
        _ request: WebRequest
    ) throws(Rejection) -> (BookingWish, RoomsPorts.Contact?) {
        try FormGuard.checkTrap(form)
        var input = Input(form: form)
        let wish = BookingInput.details(&input, at: time)
        let contact = BookingInput.contact(&input, required: request.visitor == nil, language: request.language)
        if let wish {
            do {
                try BookingRules(room: room, zone: house.zone, asker: asker(request, house), now: request.now).check(
                    wish)
            } catch {
                throw Rejection(.invalid, .pleaseCorrect, fields: input.problems + error.fields)
            }
        }
        try input.finish()
        guard let wish else { throw Rejection(.invalid, .pleaseCorrect) }
        return (wish, contact)
    }

    func asker(_ request: WebRequest, _ house: HouseFrame) -> BookingRules.Asker {
        guard let visitor = request.visitor else { return .guest }
        return visitor.has(.staff, in: house.id) ? .staff : .person
    }

    /// Says early what the database would say at the end.
    private func refuseIfTaken(
        _ time: (period: Period, spaces: [ID<Space>]), _ room: FurnishedRoom, _ house: HouseFrame,
        _ request: WebRequest
    ) async throws {
        let spaces = (room.spaces(time.spaces) ?? room.spaces).map(\.id)
        let rules = BookingRules(room: room, zone: house.zone, asker: .guest, now: request.now)
        let occupied = rules.occupied(by: time.period)
        let busy = try await database.read { connection in
            try occupancies.busy(spaces, in: occupied, now: request.now, on: connection)
        }
        if !busy.isEmpty {
            throw Rejection(.conflict, .timeIsTaken, conflicts: busy.map { $0.shown ?? $0.period })
        }
    }

    private func roomAndNextTimes(
        _ request: WebRequest, _ house: HouseFrame, length: Span
    ) async throws -> (FurnishedRoom, [Period]) {
        let id: ID<Room> = try request.id("room")
        let wanted =
            request.query[BookingInput.FormField.day].flatMap { Day($0) }
            .map { Instant(startOf: $0, zone: house.zone) } ?? request.now
        let from = max(wanted, request.now)
        return try await database.read { connection in
            let room = try furnished(id, of: house, on: connection)
            let next = try bookings.nextFree(
                room, spaces: [], of: house, length: length, from: from, now: request.now, atMost: 4, on: connection)
            return (room, next)
        }
    }

    private func pages(_ request: WebRequest, _ house: HouseFrame, _ room: FurnishedRoom) -> BookingPages {
        BookingPages(
            house: house, language: request.language, visitor: request.visitor, now: request.now, room: room,
            asker: asker(request, house))
    }
}
