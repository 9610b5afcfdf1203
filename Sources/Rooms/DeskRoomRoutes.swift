// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension RoomsCapability {
    /// Furnishing rooms in the browser.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /{house}/schreibtisch/raeume | manager |
    /// | GET, POST | /{house}/schreibtisch/raeume/neu | manager |
    /// | GET, POST | /{house}/schreibtisch/raeume/{room} | manager |
    /// | POST | /{house}/schreibtisch/raeume/{room}/schliesszeiten | staff |
    /// | POST | /{house}/schreibtisch/schliesszeiten/{closure}/ende | staff |
    var deskRoomRoutes: [Route] {
        [
            .get("/{house}/schreibtisch/raeume", .role(.manager), handler: listDeskRooms),
            .get("/{house}/schreibtisch/raeume/neu", .role(.manager), handler: newRoom),
            .post("/{house}/schreibtisch/raeume/neu", .role(.manager), handler: addRoom),
            .get("/{house}/schreibtisch/raeume/{room}", .role(.manager), handler: editRoom),
            .post("/{house}/schreibtisch/raeume/{room}", .role(.manager), handler: saveRoom),
            .post("/{house}/schreibtisch/raeume/{room}/schliesszeiten", .role(.staff), handler: addClosure),
            .post("/{house}/schreibtisch/schliesszeiten/{closure}/ende", .role(.staff), handler: endClosure),
        ]
    }

    @Sendable private func listDeskRooms(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let list = try await database.read { try rooms.rooms(of: house.id, on: $0) }
        return WebResponse.page(try pages(request, house).list(list)).privately
    }

    @Sendable private func newRoom(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        return WebResponse.page(try pages(request, house).new(FormState(RoomForm.defaults))).privately
    }

    @Sendable private func addRoom(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let form = try request.form()
        do {
            let wish = try RoomForm.read(form)
            let now = request.now
            let id = try await database.write { connection in
                let id = try rooms.add(
                    to: house.id, name: wish.name, description: wish.description, capacity: wish.capacity,
                    terms: wish.terms, on: connection)
                try furnish(id, wish, now: now, on: connection)
                try search.note(id, on: connection)
                connection.signal(.publicData(house.id))
                return id
            }
            return .seeOther(RoomsLinks(house: house).deskRoom(id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return WebResponse.page(
                try pages(request, house).new(FormState(form, rejection: rejection)), status: .unprocessableContent
            ).privately
        }
    }

    @Sendable private func editRoom(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let (room, closed) = try await deskRoom(request, house)
        return WebResponse.page(
            try pages(request, house).edit(
                room, FormState(RoomForm.values(of: room)), closures: closed,
                isSaved: request.query["gespeichert"] != nil)
        ).privately
    }

    @Sendable private func saveRoom(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let form = try request.form()
        let (room, closed) = try await deskRoom(request, house)
        do {
            let wish = try RoomForm.read(form)
            let now = request.now
            try await database.write { connection in
                var changed = room.room
                changed.name = wish.name
                changed.description = wish.description
                changed.capacity = wish.capacity
                changed.terms = wish.terms
                try rooms.update(changed, on: connection)
                try furnish(room.room.id, wish, now: now, on: connection)
                try search.note(room.room.id, on: connection)
                connection.signal(.publicData(house.id))
            }
            return .seeOther(RoomsLinks(house: house).deskRoom(room.room.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return WebResponse.page(
                try pages(request, house).edit(
                    room, FormState(form, rejection: rejection), closures: closed, isSaved: false),
                status: .unprocessableContent
            ).privately
        }
    }

    @Sendable private func addClosure(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let form = try request.form()
        let (room, closed) = try await deskRoom(request, house)
        do {
            let (period, reason) = try ClosureForm.read(form, zone: house.zone)
            let isForAll = form["alle"] != nil
            try await database.write { connection in
                _ = try closures.add(
                    room: isForAll ? nil : room.room.id, of: house.id, period: period, reason: reason, on: connection)
                connection.signal(.publicData(house.id))
            }
            return .seeOther(RoomsLinks(house: house).deskRoom(room.room.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return WebResponse.page(
                try pages(request, house).edit(
                    room, FormState(RoomForm.values(of: room)), closures: closed,
                    closureState: FormState(form, rejection: rejection), isSaved: false),
                status: .unprocessableContent
            ).privately
        }
    }

    @Sendable private func endClosure(_ request: WebRequest) async throws -> WebResponse {
        let house = try houseWithRooms(request)
        let id: ID<Closure> = try request.id("closure")
        let removed = try await database.write { connection in
            defer { connection.signal(.publicData(house.id)) }
            return try closures.remove(id, of: house.id, on: connection)
        }
        guard removed else { throw Rejection(.missing, .notFound) }
        let back = try request.form()["zurueck"].flatMap(Link.init(local:))
        return .seeOther(back ?? RoomsLinks(house: house).deskRooms)
    }

    private func furnish(
        _ id: ID<Room>, _ wish: RoomForm, now: Instant, on connection: any Connection
    ) throws {
        guard let room = try rooms.room(id, on: connection) else { throw Rejection(.missing, .notFound) }
        try rooms.replaceOpenings(of: room, with: wish.openings, on: connection)
        try rooms.replaceFacts(of: room, with: wish.facts, on: connection)
        let spaces = try rooms.spaces(of: id, on: connection)
        for (index, part) in wish.parts.enumerated() {
            if index < spaces.count {
                try rooms.updateSpace(spaces[index].id, name: part.name, capacity: part.capacity, on: connection)
            } else {
                try rooms.addSpace(
                    to: id, in: room.house, name: part.name, capacity: part.capacity, position: index, on: connection)
            }
        }
        let known = try rooms.latestRules(of: id, on: connection)?.text ?? LocalizedText()
        if wish.rules != known, !wish.rules.isEmpty {
            try rooms.addRules(to: room, text: wish.rules, now: now, on: connection)
        }
    }

    private func deskRoom(
        _ request: WebRequest, _ house: HouseFrame
    ) async throws -> (FurnishedRoom, [Closure]) {
        let id: ID<Room> = try request.id("room")
        let now = request.now
        return try await database.read { connection in
            let room = try furnished(id, of: house, on: connection)
            let all = try closures.closures(of: house.id, endingAfter: now, on: connection)
            return (room, all.filter { $0.room == nil || $0.room == id })
        }
    }

    private func pages(_ request: WebRequest, _ house: HouseFrame) throws(Rejection) -> DeskRoomPages {
        DeskRoomPages(house: house, visitor: try request.requireVisitor(), language: request.language)
    }
}
