// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on workshops themselves and on what their teams settled.
struct WorkshopStore: Sendable {
    struct New: Sendable {
        var name: String
        var length: Workshop.Length
        var mode: Workshop.Mode
        var organisation: OrganisationID?
        var former: ID<Workshop>?
    }

    /// Throws `StorageError.notUnique` when the code is in use.
    func add(
        _ new: New, token: SecretToken, code: String?, now: Instant, on connection: any Connection
    ) throws -> ID<Workshop> {
        try connection.insert(
            """
            INSERT INTO workshop (house_id, token_hash, code, name, length, mode, organisation_id, former_id, state, step,
                created_at, changed_at)
            VALUES (\(HouseID.network), \(token.hash), \(code), \(new.name), \(new.length), \(new.mode),
                \(new.organisation), \(new.former), \(Workshop.State.prepared), \(new.length.steps[0]), \(now), \(now))
            RETURNING id
            """)
    }

    func workshop(_ id: ID<Workshop>, on connection: any Connection) throws -> Workshop? {
        try connection.first(Self.selection + "WHERE id = \(id)", Self.workshop)
    }

    /// The workshop that the moderator's link opens.
    func workshop(_ token: SecretToken, on connection: any Connection) throws -> Workshop? {
        try connection.first(Self.selection + "WHERE token_hash = \(token.hash)", Self.workshop)
    }

    func workshop(code: String, on connection: any Connection) throws -> Workshop? {
        try connection.first(Self.selection + "WHERE code = \(code)", Self.workshop)
    }

    /// The youngest first.
    func workshops(of organisation: OrganisationID, on connection: any Connection) throws -> [Workshop] {
        try connection.all(
            Self.selection + "WHERE organisation_id = \(organisation) ORDER BY id DESC LIMIT 100", Self.workshop)
    }

    /// Sets state, step and clock, if nobody else has since `seen`; tells whether it did.
    func set(
        _ course: WorkshopRules.Course, of workshop: Workshop, seen: Int, now: Instant, on connection: any Connection
    ) throws -> Bool {
        let endedAt = course.state == .ended ? now : nil
        return try connection.execute(
            """
            UPDATE workshop SET state = \(course.state), step = \(course.step), deadline = \(course.deadline),
                remaining = \(course.remaining), ended_at = \(endedAt), version = version + 1, changed_at = \(now)
            WHERE id = \(workshop.id) AND version = \(seen)
            """) == 1
    }

    func lengthen(_ id: ID<Workshop>, _ course: WorkshopRules.Course, now: Instant, on connection: any Connection)
        throws
    {
        try connection.execute(
            """
            UPDATE workshop SET length = \(Workshop.Length.full), state = \(course.state), step = \(course.step),
                deadline = \(course.deadline), remaining = \(course.remaining), ended_at = \(nil as Instant?),
                version = version + 1, changed_at = \(now)
            WHERE id = \(id)
            """)
    }

    func release(_ id: ID<Workshop>, _ isReleased: Bool, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE workshop SET is_released = \(isReleased), version = version + 1, changed_at = \(now) WHERE id = \(id)
            """)
    }

    func attach(
        _ id: ID<Workshop>, to organisation: OrganisationID?, now: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE workshop SET organisation_id = \(organisation), changed_at = \(now) WHERE id = \(id)")
    }

    /// Throws `StorageError.notUnique` when the code is in use.
    func give(_ code: String, to id: ID<Workshop>, on connection: any Connection) throws {
        try connection.execute("UPDATE workshop SET code = \(code) WHERE id = \(id)")
    }

    func touch(_ id: ID<Workshop>, now: Instant, on connection: any Connection) throws {
        try connection.execute("UPDATE workshop SET changed_at = \(now) WHERE id = \(id)")
    }

    /// Takes back the codes of workshops that ended before that.
    func expireCodes(endedBefore limit: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE workshop SET code = \(nil as String?)
            WHERE code IS NOT NULL AND ended_at < \(limit)
            """)
    }

    /// Those without a library that were last changed before that.
    func forgotten(before limit: Instant, on connection: any Connection) throws -> [ID<Workshop>] {
        try connection.all(
            "SELECT id FROM workshop WHERE organisation_id IS NULL AND changed_at < \(limit) LIMIT 200"
        ) { try $0["id"] }
    }

    /// Deletes a workshop with all that anybody entered; runs that followed it stand alone from now on.
    func delete(_ id: ID<Workshop>, on connection: any Connection) throws {
        for statement: SQL in [
            "DELETE FROM workshop_publication WHERE workshop_id = \(id)",
            "DELETE FROM workshop_note WHERE workshop_id = \(id)",
            "DELETE FROM workshop_done WHERE workshop_id = \(id)",
            "DELETE FROM workshop_word WHERE workshop_id = \(id)",
            "DELETE FROM workshop_split WHERE workshop_id = \(id)",
            "DELETE FROM workshop_answer WHERE workshop_id = \(id)",
            "DELETE FROM workshop_participant WHERE workshop_id = \(id)",
            "DELETE FROM workshop_fact WHERE workshop_id = \(id)",
            "UPDATE workshop SET former_id = \(nil as Int64?) WHERE former_id = \(id)",
            "DELETE FROM workshop WHERE id = \(id)",
        ] { try connection.execute(statement) }
    }

    func facts(of id: ID<Workshop>, on connection: any Connection) throws -> WorkshopFacts {
        let pairs = try connection.all("SELECT name, value FROM workshop_fact WHERE workshop_id = \(id)") { row in
            (try row["name"] as String, try row["value"] as String)
        }
        return WorkshopFacts(Dictionary(pairs) { first, _ in first })
    }

    /// Enters facts under their names; `nil` removes one.
    func enter(_ facts: [String: String?], in id: ID<Workshop>, on connection: any Connection) throws {
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            guard let value else {
                try connection.execute("DELETE FROM workshop_fact WHERE workshop_id = \(id) AND name = \(name)")
                continue
            }
            try connection.execute(
                """
                INSERT INTO workshop_fact (house_id, workshop_id, name, value)
                VALUES (\(HouseID.network), \(id), \(name), \(value))
                ON CONFLICT (workshop_id, name) DO UPDATE SET value = excluded.value
                """)
        }
    }

    private static let selection: SQL = """
        SELECT id, name, length, mode, organisation_id, former_id, code, state, step, deadline, remaining, version,
            is_released, created_at, ended_at FROM workshop\u{20}
        """

    private static func workshop(_ row: Row) throws -> Workshop {
        Workshop(
            id: try row["id"], name: try row["name"], length: try row["length"], mode: try row["mode"],
            organisation: try row["organisation_id"], former: try row["former_id"], code: try row["code"],
            state: try row["state"], step: try row["step"], deadline: try row["deadline"],
            remaining: try row["remaining"], version: try row["version"], isReleased: try row["is_released"],
            createdAt: try row["created_at"], endedAt: try row["ended_at"])
    }
}
