// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// Rooms, their spaces, opening hours, facts and rules.
struct RoomStore: Sendable {
    private static let columns: SQL = """
        id, house_id, name, description, capacity, set_up, clean_up, lead_time, longest, horizon, needs_approval,
        open_to_all, is_retired
        """

    func rooms(of house: HouseID, on connection: any Connection) throws -> [Room] {
        try connection.all(
            "SELECT \(Self.columns) FROM room WHERE house_id = \(house) AND is_retired = 0 ORDER BY id", Room.init)
    }

    /// The rooms of all houses that are not given up.
    func all(on connection: any Connection) throws -> [ID<Room>] {
        try connection.all("SELECT id FROM room WHERE is_retired = 0 ORDER BY id") { try $0["id"] }
    }

    /// A page of the rooms of a house, for the API.
    func rooms(
        of house: HouseID, after: ID<Room>?, limit: Int, on connection: any Connection
    ) throws -> [Room] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM room
            WHERE house_id = \(house) AND is_retired = 0 AND id > \(after ?? ID(0)) ORDER BY id LIMIT \(limit)
            """, Room.init)
    }

    func names(_ ids: Set<ID<Room>>, on connection: any Connection) throws -> [ID<Room>: LocalizedText] {
        guard !ids.isEmpty else { return [:] }
        let names = try connection.all("SELECT id, name FROM room WHERE id IN (\(list: ids.sorted()))") { row in
            (try row["id"] as ID<Room>, try row["name"] as LocalizedText)
        }
        return Dictionary(uniqueKeysWithValues: names)
    }

    func room(_ id: ID<Room>, on connection: any Connection) throws -> Room? {
        try connection.first("SELECT \(Self.columns) FROM room WHERE id = \(id)", Room.init)
    }

    /// The room with everything around it; `nil` when it is not there or given up.
    func furnished(_ id: ID<Room>, on connection: any Connection) throws -> FurnishedRoom? {
        guard let room = try room(id, on: connection), !room.isRetired else { return nil }
        return try furnished(room, on: connection)
    }

    func furnished(_ room: Room, on connection: any Connection) throws -> FurnishedRoom {
        FurnishedRoom(
            room: room, spaces: try spaces(of: room.id, on: connection),
            openings: try openings(of: room, on: connection), facts: try facts(of: room.id, on: connection),
            rules: try latestRules(of: room.id, on: connection))
    }

    func spaces(of room: ID<Room>, on connection: any Connection) throws -> [Space] {
        try connection.all(
            "SELECT id, room_id, name, capacity FROM space WHERE room_id = \(room) ORDER BY position, id"
        ) { row in
            Space(id: try row["id"], room: try row["room_id"], name: try row["name"], capacity: try row["capacity"])
        }
    }

    func openings(of room: Room, on connection: any Connection) throws -> [Opening] {
        try connection.all(
            """
            SELECT weekday, opens, closes FROM room_opening WHERE house_id = \(room.house) AND room_id = \(room.id)
            ORDER BY weekday, opens
            """
        ) { row in
            Opening(weekday: try row["weekday"], opens: try row["opens"], closes: try row["closes"])
        }
    }

    func facts(of room: ID<Room>, on connection: any Connection) throws -> [RoomFact] {
        try connection.all(
            "SELECT kind, text, amount, source FROM room_fact WHERE room_id = \(room) ORDER BY position, id"
        ) { row in
            RoomFact(kind: try row["kind"], text: try row["text"], amount: try row["amount"], source: try row["source"])
        }
    }

    func latestRules(of room: ID<Room>, on connection: any Connection) throws -> HouseRules? {
        try connection.first(
            "SELECT id, version, text FROM house_rules WHERE room_id = \(room) ORDER BY version DESC LIMIT 1"
        ) { row in HouseRules(id: try row["id"], version: try row["version"], text: try row["text"]) }
    }

    /// Enters a room with one space that is all of it.
    func add(
        to house: HouseID, name: LocalizedText, description: LocalizedText, capacity: Int, terms: BookingTerms,
        on connection: any Connection
    ) throws -> ID<Room> {
        let id: ID<Room> = try connection.insert(
            """
            INSERT INTO room (house_id, name, description, capacity, set_up, clean_up, lead_time, longest, horizon,
                needs_approval, open_to_all)
            VALUES (\(house), \(name), \(description), \(capacity), \(terms.setUp), \(terms.cleanUp),
                \(terms.leadTime), \(terms.longest), \(terms.horizon), \(terms.needsApproval),
                \(terms.mustBeOpenToAll))
            RETURNING id
            """)
        try addSpace(to: id, in: house, name: name, capacity: capacity, position: 0, on: connection)
        return id
    }

    func update(_ room: Room, on connection: any Connection) throws {
        let terms = room.terms
        try connection.execute(
            """
            UPDATE room SET name = \(room.name), description = \(room.description), capacity = \(room.capacity),
                set_up = \(terms.setUp), clean_up = \(terms.cleanUp), lead_time = \(terms.leadTime),
                longest = \(terms.longest), horizon = \(terms.horizon), needs_approval = \(terms.needsApproval),
                open_to_all = \(terms.mustBeOpenToAll), is_retired = \(room.isRetired)
            WHERE id = \(room.id)
            """)
    }

    @discardableResult
    func addSpace(
        to room: ID<Room>, in house: HouseID, name: LocalizedText, capacity: Int, position: Int,
        on connection: any Connection
    ) throws -> ID<Space> {
        try connection.insert(
            """
            INSERT INTO space (house_id, room_id, name, capacity, position)
            VALUES (\(house), \(room), \(name), \(capacity), \(position)) RETURNING id
            """)
    }

    func updateSpace(
        _ space: ID<Space>, name: LocalizedText, capacity: Int, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE space SET name = \(name), capacity = \(capacity) WHERE id = \(space)")
    }

    func replaceOpenings(
        of room: Room, with openings: [Opening], on connection: any Connection
    ) throws {
        try connection.execute("DELETE FROM room_opening WHERE house_id = \(room.house) AND room_id = \(room.id)")
        for opening in openings {
            try connection.execute(
                """
                INSERT INTO room_opening (house_id, room_id, weekday, opens, closes)
                VALUES (\(room.house), \(room.id), \(opening.weekday), \(opening.opens), \(opening.closes))
                """)
        }
    }

    func replaceFacts(of room: Room, with facts: [RoomFact], on connection: any Connection) throws {
        try connection.execute("DELETE FROM room_fact WHERE room_id = \(room.id)")
        for (position, fact) in facts.enumerated() {
            try connection.execute(
                """
                INSERT INTO room_fact (house_id, room_id, kind, text, amount, source, position)
                VALUES (\(room.house), \(room.id), \(fact.kind), \(fact.text), \(fact.amount), \(fact.source),
                    \(position))
                """)
        }
    }

    /// Enters the next version of a room's rules.
    func addRules(
        to room: Room, text: LocalizedText, now: Instant, on connection: any Connection
    ) throws {
        let version = (try latestRules(of: room.id, on: connection)?.version ?? 0) + 1
        try connection.execute(
            """
            INSERT INTO house_rules (house_id, room_id, version, text, created_at)
            VALUES (\(room.house), \(room.id), \(version), \(text), \(now))
            """)
    }
}

extension Room {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], house: try row["house_id"], name: try row["name"],
            description: try row["description"], capacity: try row["capacity"],
            terms: BookingTerms(
                setUp: try row["set_up"], cleanUp: try row["clean_up"], leadTime: try row["lead_time"],
                longest: try row["longest"], horizon: try row["horizon"],
                needsApproval: try row["needs_approval"], mustBeOpenToAll: try row["open_to_all"]),
            isRetired: try row["is_retired"])
    }
}
