// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on what people follow and what they look for.
struct FollowStore: Sendable {
    /// A second time changes nothing.
    func follow(_ target: FollowTarget, by person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO follow (house_id, person_id, kind, item, since)
            VALUES (\(HouseID.network), \(person), \(target.kind), \(target.item), \(now))
            ON CONFLICT (person_id, kind, item) DO NOTHING
            """)
    }

    func unfollow(_ target: FollowTarget, by person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM follow
            WHERE person_id = \(person) AND kind = \(target.kind) AND item = \(target.item)
            """)
    }

    func follows(of person: PersonID, on connection: any Connection) throws -> [Follow] {
        try connection.all(
            "SELECT kind, item, since FROM follow WHERE person_id = \(person) ORDER BY kind, item"
        ) { row in
            let since: Instant = try row["since"]
            return FollowTarget(kind: try row["kind"], item: try row["item"]).map { Follow(target: $0, since: since) }
        }.compactMap(\.self)
    }

    func isFollowing(
        _ target: FollowTarget, by person: PersonID, on connection: any Connection
    ) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 AS there FROM follow
            WHERE person_id = \(person) AND kind = \(target.kind) AND item = \(target.item)
            """)
    }

    /// Keeps a search, or gives the one that is kept already its new name.
    func save(
        _ query: String, as name: String, by person: PersonID, now: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO saved_search (house_id, person_id, name, query, since)
            VALUES (\(HouseID.network), \(person), \(name), \(query), \(now))
            ON CONFLICT (person_id, query) DO UPDATE SET name = \(name)
            """)
    }

    func searches(of person: PersonID, on connection: any Connection) throws -> [SavedSearch] {
        try connection.all(
            "SELECT id, name, query, since FROM saved_search WHERE person_id = \(person) ORDER BY id"
        ) { row in
            SavedSearch(
                id: try row["id"], name: try row["name"], query: try row["query"], since: try row["since"])
        }
    }

    func removeSearch(_ id: ID<SavedSearch>, of person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM saved_search WHERE id = \(id) AND person_id = \(person)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM follow WHERE person_id = \(person)")
        try connection.execute("DELETE FROM saved_search WHERE person_id = \(person)")
    }
}
