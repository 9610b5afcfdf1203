// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// The schema of houses, oldest step first.
package enum HousesMigrations {
    package static let all = [houses, platform, holidays]

    private static let houses = Migration("houses.001-house") { (_: Dialect) in
        [
            """
            CREATE TABLE house (
                \(ddl: .identity), slug \(ddl: .text) NOT NULL UNIQUE CHECK (length(slug) BETWEEN 2 AND 41),
                name \(ddl: .text) NOT NULL, claim \(ddl: .text) NOT NULL, lead \(ddl: .text) NOT NULL,
                accent \(ddl: .text) NOT NULL CHECK (length(accent) = 7), time_zone \(ddl: .text) NOT NULL,
                street \(ddl: .text), postal_code \(ddl: .text), city \(ddl: .text),
                place_note \(ddl: .text) NOT NULL, email \(ddl: .text), phone \(ddl: .text), website \(ddl: .text),
                social_links \(ddl: .text) NOT NULL, opening_note \(ddl: .text) NOT NULL,
                imprint \(ddl: .text) NOT NULL, privacy \(ddl: .text) NOT NULL, accessibility \(ddl: .text) NOT NULL,
                is_demo \(ddl: .integer) NOT NULL CHECK (is_demo IN (0, 1)), modules \(ddl: .text) NOT NULL,
                created_at \(ddl: .integer) NOT NULL, \(ddl: .serverKey)) \(ddl: .strict)
            """,
            """
            CREATE TABLE house_opening (
                house_id \(ddl: .integer) NOT NULL REFERENCES house (id),
                weekday \(ddl: .integer) NOT NULL CHECK (weekday BETWEEN 1 AND 7),
                opens_at \(ddl: .integer) NOT NULL CHECK (opens_at BETWEEN 0 AND 1439),
                closes_at \(ddl: .integer) NOT NULL CHECK (closes_at <= 1440),
                PRIMARY KEY (house_id, weekday, opens_at), CHECK (opens_at < closes_at)) \(ddl: .strict)
            """,
            """
            CREATE TABLE house_contact (
                house_id \(ddl: .integer) NOT NULL REFERENCES house (id),
                position \(ddl: .integer) NOT NULL, job \(ddl: .text) NOT NULL, email \(ddl: .text),
                phone \(ddl: .text), PRIMARY KEY (house_id, position)) \(ddl: .strict)
            """,
            """
            CREATE TABLE house_organisation (
                house_id \(ddl: .integer) NOT NULL REFERENCES house (id),
                part \(ddl: .text) NOT NULL CHECK (part IN ('carrier', 'funder', 'partner')),
                organisation_id \(ddl: .integer) NOT NULL, position \(ddl: .integer) NOT NULL,
                PRIMARY KEY (house_id, part, organisation_id)) \(ddl: .strict)
            """,
        ]
    }

    private static let platform = Migration("houses.002-platform") { (_: Dialect) in
        [
            """
            CREATE TABLE platform (
                id \(ddl: .integer) NOT NULL PRIMARY KEY CHECK (id = 1), email \(ddl: .text),
                imprint \(ddl: .text) NOT NULL, privacy \(ddl: .text) NOT NULL,
                accessibility \(ddl: .text) NOT NULL) \(ddl: .strict)
            """,
            "INSERT INTO platform (id, imprint, privacy, accessibility) VALUES (1, '{}', '{}', '{}')",
            """
            CREATE TABLE barrier_report (
                \(ddl: .identity), house_id \(ddl: .integer) REFERENCES house (id),
                page \(ddl: .text) NOT NULL, description \(ddl: .text) NOT NULL, person_id \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL, done_at \(ddl: .integer), \(ddl: .serverKey)) \(ddl: .strict)
            """,
            "CREATE INDEX barrier_report_open ON barrier_report (house_id, created_at) WHERE done_at IS NULL",
            "CREATE INDEX barrier_report_person ON barrier_report (person_id) WHERE person_id IS NOT NULL",
            """
            CREATE TABLE setup (
                token_hash \(ddl: .text) NOT NULL PRIMARY KEY, created_at \(ddl: .integer) NOT NULL,
                used_at \(ddl: .integer)) \(ddl: .strict)
            """,
        ]
    }

    private static let holidays = Migration("houses.003-holidays") { (_: Dialect) in
        ["ALTER TABLE house ADD COLUMN federal_state \(ddl: .text) CHECK (length(federal_state) = 2)"]
    }
}
