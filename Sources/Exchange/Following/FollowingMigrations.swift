// SPDX-License-Identifier: EUPL-1.2

import Storage

/// The tables of what people follow and of the news that they are told of.
enum FollowingMigrations {
    static let all = [following]

    private static let following = Migration("exchange.030-following") { _ in
        [
            """
            CREATE TABLE follow (
                house_id \(ddl: .integer) NOT NULL, person_id \(ddl: .integer) NOT NULL,
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('library', 'topic', 'measure')),
                item \(ddl: .text) NOT NULL, since \(ddl: .integer) NOT NULL,
                PRIMARY KEY (person_id, kind, item)) \(ddl: .strict)
            """,
            """
            CREATE TABLE saved_search (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, person_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 80), query \(ddl: .text) NOT NULL,
                since \(ddl: .integer) NOT NULL, \(ddl: .houseKey), UNIQUE (person_id, query)) \(ddl: .strict)
            """,
            """
            CREATE TABLE network_event (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, kind \(ddl: .text) NOT NULL,
                item_kind \(ddl: .text) NOT NULL, item_id \(ddl: .integer) NOT NULL,
                organisation_id \(ddl: .integer), topics \(ddl: .text) NOT NULL,
                actor_id \(ddl: .integer), addressee_id \(ddl: .integer),
                at \(ddl: .integer) NOT NULL, \(ddl: .houseKey)) \(ddl: .strict)
            """,
            "CREATE INDEX network_event_time ON network_event (house_id, at)",
            "CREATE INDEX network_event_actor ON network_event (actor_id) WHERE actor_id IS NOT NULL",
            "CREATE INDEX network_event_addressee ON network_event (addressee_id) WHERE addressee_id IS NOT NULL",
            """
            CREATE TABLE digest_reader (
                person_id \(ddl: .integer) NOT NULL PRIMARY KEY, house_id \(ddl: .integer) NOT NULL,
                is_on \(ddl: .integer) NOT NULL CHECK (is_on IN (0, 1)), told_until \(ddl: .integer) NOT NULL
            ) \(ddl: .strict)
            """,
            """
            CREATE TABLE digest_token (
                token_hash \(ddl: .text) NOT NULL PRIMARY KEY, house_id \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer) NOT NULL, created_at \(ddl: .integer) NOT NULL) \(ddl: .strict)
            """,
            "CREATE INDEX digest_token_person ON digest_token (person_id)",
            "CREATE INDEX digest_token_age ON digest_token (created_at)",
        ]
    }
}
