// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /api/v1/houses/{house}/rooms | everyone |
    /// | GET | /api/v1/rooms/{room} | everyone |
    /// | GET | /api/v1/rooms/{room}/availability | everyone |
    /// | GET | /api/v1/rooms/{room}.ics | everyone |
    var roomAPI: [Route] {
        [
            .publicly("/api/v1/houses/{house}/rooms", handler: listRooms).documented(RoomSchemas.list),
            .publicly("/api/v1/rooms/{room}", handler: getRoom).documented(RoomSchemas.get),
            .publicly("/api/v1/rooms/{room}/availability", handler: getAvailability)
                .documented(RoomSchemas.availability),
            .publicly("/api/v1/rooms/{room}.ics", handler: getCalendar).documented(RoomSchemas.calendar),
        ]
    }

    @Sendable private func listRooms(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let paging = try Paging(request.query)
        let after: ID<Room>? = try paging.afterID()
        let list = try await database.read { connection in
            try rooms.rooms(of: house.id, after: after, limit: paging.limit + 1, on: connection)
                .map { try rooms.furnished($0, on: connection) }
        }
        return try .json(
            paging.list(list, position: { $0.room.id.description }) { RoomJSON.summary($0, house, request.language) })
    }

    @Sendable private func getRoom(_ request: WebRequest) async throws -> WebResponse {
        let (house, room) = try await apiRoom(request)
        return try .json(RoomJSON.full(room, house, request.language))
    }

    @Sendable private func getAvailability(_ request: WebRequest) async throws -> WebResponse {
        let window = try Self.window(request)
        let (house, room) = try await apiRoom(request)
        let wanted = (request.query["spaces"] ?? "").split(separator: ",").map { ID<Space>(String($0)) }
        guard !wanted.contains(nil), let spaces = room.spaces(wanted.compactMap(\.self)) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("spaces", .spaceUnknown)])
        }
        let around = Period(start: window.start - .days(1), end: window.end + .days(1))
        let now = request.now
        let taken = try await database.read { connection in
            try occupancies.busy(spaces.map(\.id), in: around, now: now, on: connection)
        }
        let free = Availability(room, of: house)
            .freePeriods(in: window, taken: taken.map(\.period), now: now)
        var busy: [Period] = []
        for period in taken.map({ $0.shown ?? $0.period }) where period.overlaps(window) && !busy.contains(period) {
            busy.append(period)
        }
        return try .json([
            "free": .array(free.map { .period($0, in: house.zone) }),
            "busy": .array(busy.map { .period($0, in: house.zone) }),
        ])
    }

    @Sendable private func getCalendar(_ request: WebRequest) async throws -> WebResponse {
        let (house, room) = try await apiRoom(request)
        let now = request.now
        let list = try await database.read { connection in
            try store.calendar(of: room.room.id, from: now - .days(31), limit: 1_000, on: connection)
        }
        let name = room.room.name.text(for: request.language)
        let entries = list.compactMap { booking -> CalendarFeed.Entry? in
            guard let period = booking.period else { return nil }
            return CalendarFeed.Entry(
                uid: "booking-\(booking.id)@\(house.slug)", period: period,
                summary: booking.isPublic ? booking.title : request.texts.plain(.taken),
                description: booking.isPublic ? booking.description : nil, location: name,
                url: RoomsLinks(house: house).room(room.room.id, day: period.start.day(in: house.zone))
                    .absolute(below: request.base),
                sequence: booking.sequence, isCancelled: booking.state == .cancelled, stamp: now)
        }
        let feed = CalendarFeed(name: name, entries: entries)
        return .text(feed.text, contentType: "text/calendar; charset=utf-8")
    }

    /// The room of a path below `/api/v1/rooms`, with its house.
    func apiRoom(_ request: WebRequest) async throws -> (HouseFrame, FurnishedRoom) {
        let id: ID<Room> = try request.id("room")
        let room = try await database.read { try rooms.furnished(id, on: $0) }
        guard let room, let house = try await ports.house(room.room.house), house.modules.contains(Self.name) else {
            throw Rejection(.missing, .notFound)
        }
        return (house, room)
    }

    private static func window(_ request: WebRequest) throws(Rejection) -> Period {
        var problems: [Rejection.Field] = []
        func instant(_ name: String, _ fallback: Instant) -> Instant {
            guard let text = request.query[name] else { return fallback }
            // A plus sign that was not escaped arrives as a space.
            if let instant = Instant(rfc3339: text.replacing(" ", with: "+")) { return instant }
            problems.append(Rejection.Field(name, .fieldNotAnInstant))
            return fallback
        }
        let start = instant("from", request.now)
        let end = instant("to", start + .days(7))
        if problems.isEmpty {
            if end <= start { problems.append(Rejection.Field("to", .endBeforeStart)) }
            if end - start > .days(366) { problems.append(Rejection.Field("to", .windowTooLong)) }
        }
        if !problems.isEmpty { throw Rejection(.invalid, .pleaseCorrect, fields: problems) }
        return Period(start: start, end: end)
    }
}

/// Rooms as JSON.
enum RoomJSON {
    static func summary(_ room: FurnishedRoom, _ house: HouseFrame, _ language: Language) -> JSON {
        [
            "id": .id(room.room.id), "house": .string(house.slug),
            "name": .string(room.room.name.text(for: language)), "capacity": .count(room.room.capacity),
            "needs_approval": .bool(room.room.terms.needsApproval),
            "open_to_all": .bool(room.room.terms.mustBeOpenToAll),
        ]
    }

    static func full(_ room: FurnishedRoom, _ house: HouseFrame, _ language: Language) -> JSON {
        guard case .object(var members) = summary(room, house, language) else { return .null }
        let terms = room.room.terms
        members["description"] = .string(room.room.description.text(for: language))
        members["time_zone"] = .string(house.zone.identifier)
        members["spaces"] = .array(
            room.spaces.map {
                [
                    "id": .id($0.id), "name": .string($0.name.text(for: language)), "capacity": .count($0.capacity),
                ]
            })
        members["equipment"] = .array(facts(.equipment, of: room, language))
        members["accessibility"] = .array(facts(.access, of: room, language))
        members["areas"] = .array(
            room.facts.filter { $0.kind == .area }.map {
                [
                    "square_metres": .optional($0.amount), "scope": .string($0.text.text(for: language)),
                    "source": .optional($0.source),
                ]
            })
        members["rules"] =
            room.rules.map { ["version": .count($0.version), "text": .string($0.text.text(for: language))] } ?? .null
        members["buffers"] = [
            "set_up_minutes": .integer(terms.setUp.wholeMinutes),
            "clean_up_minutes": .integer(terms.cleanUp.wholeMinutes),
        ]
        members["lead_time_minutes"] = .integer(terms.leadTime.wholeMinutes)
        members["longest_minutes"] = .integer(terms.longest.wholeMinutes)
        members["horizon_days"] = .integer(terms.horizon.seconds / 86_400)
        members["opening_hours"] = .array(
            room.openings.map {
                [
                    "weekday": .count($0.weekday), "opens": .string($0.opens.description),
                    "closes": .string($0.closes.description),
                ]
            })
        return .object(members)
    }

    private static func facts(_ kind: RoomFact.Kind, of room: FurnishedRoom, _ language: Language) -> [JSON] {
        room.facts.filter { $0.kind == kind }.map {
            ["text": .string($0.text.text(for: language)), "count": .optional($0.amount)]
        }
    }
}

extension JSON {
    static func period(_ period: Period, in zone: TimeZone) -> JSON {
        ["starts_at": .time(period.start, in: zone), "ends_at": .time(period.end, in: zone)]
    }
}
