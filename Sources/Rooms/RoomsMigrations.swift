// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// The tables of rooms, bookings and what is taken. Ids of houses and persons belong to other capabilities and are held
/// without a foreign key.
enum RoomsMigrations {
    static let all = [rooms, bookings, occupancy, indexes]

    private static let rooms = Migration("rooms.001-rooms") { _ in
        [
            """
            CREATE TABLE room (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL, description \(ddl: .text) NOT NULL,
                capacity \(ddl: .integer) NOT NULL CHECK (capacity BETWEEN 1 AND 100000),
                set_up \(ddl: .integer) NOT NULL CHECK (set_up BETWEEN 0 AND 86400),
                clean_up \(ddl: .integer) NOT NULL CHECK (clean_up BETWEEN 0 AND 86400),
                lead_time \(ddl: .integer) NOT NULL CHECK (lead_time >= 0),
                longest \(ddl: .integer) NOT NULL CHECK (longest > 0),
                horizon \(ddl: .integer) NOT NULL CHECK (horizon > 0),
                needs_approval \(ddl: .integer) NOT NULL CHECK (needs_approval IN (0, 1)),
                open_to_all \(ddl: .integer) NOT NULL CHECK (open_to_all IN (0, 1)),
                is_retired \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
                \(ddl: .houseKey)) \(ddl: .strict)
            """,
            """
            CREATE TABLE space (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL, capacity \(ddl: .integer) NOT NULL CHECK (capacity >= 1),
                position \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX space_room ON space (room_id)",
            """
            CREATE TABLE room_opening (
                house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer) NOT NULL,
                weekday \(ddl: .integer) NOT NULL CHECK (weekday BETWEEN 1 AND 7),
                opens \(ddl: .integer) NOT NULL CHECK (opens BETWEEN 0 AND 1440),
                closes \(ddl: .integer) NOT NULL CHECK (closes BETWEEN 0 AND 1440), CHECK (opens < closes),
                PRIMARY KEY (house_id, room_id, weekday, opens),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id)) \(ddl: .strict)
            """,
            """
            CREATE TABLE room_fact (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer) NOT NULL,
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('area', 'equipment', 'access')),
                text \(ddl: .text) NOT NULL, amount \(ddl: .integer), source \(ddl: .text),
                position \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX room_fact_room ON room_fact (room_id)",
            """
            CREATE TABLE house_rules (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer) NOT NULL,
                version \(ddl: .integer) NOT NULL CHECK (version >= 1), text \(ddl: .text) NOT NULL,
                created_at \(ddl: .integer) NOT NULL, \(ddl: .houseKey), UNIQUE (room_id, version),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id)) \(ddl: .strict)
            """,
            """
            CREATE TABLE closure (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer),
                starts_at \(ddl: .integer) NOT NULL, ends_at \(ddl: .integer) NOT NULL, reason \(ddl: .text) NOT NULL,
                CHECK (starts_at < ends_at), \(ddl: .houseKey),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX closure_time ON closure (house_id, ends_at)",
        ]
    }

    private static let bookings = Migration("rooms.002-bookings") { _ in
        [
            """
            CREATE TABLE booking (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, room_id \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer) NOT NULL, state \(ddl: .text) NOT NULL CHECK (state IN
                    ('unconfirmed', 'requested', 'confirmed', 'declined', 'cancelled', 'expired')),
                title \(ddl: .text) NOT NULL, description \(ddl: .text),
                attendees \(ddl: .integer) NOT NULL CHECK (attendees >= 1),
                is_public \(ddl: .integer) NOT NULL CHECK (is_public IN (0, 1)), organisation \(ddl: .text),
                rules_id \(ddl: .integer), recurrence \(ddl: .text),
                channel \(ddl: .text) NOT NULL CHECK (channel IN ('guest', 'account', 'staff')),
                language \(ddl: .text) NOT NULL, sequence \(ddl: .integer) NOT NULL DEFAULT 0,
                token_hash \(ddl: .text) NOT NULL UNIQUE, sealed_token \(ddl: .blob) NOT NULL,
                expires_at \(ddl: .integer), created_at \(ddl: .integer) NOT NULL,
                decided_by \(ddl: .integer), reason \(ddl: .text), \(ddl: .houseKey),
                CHECK (state <> 'unconfirmed' OR expires_at IS NOT NULL),
                FOREIGN KEY (house_id, room_id) REFERENCES room (house_id, id),
                FOREIGN KEY (house_id, rules_id) REFERENCES house_rules (house_id, id)) \(ddl: .strict)
            """,
            "CREATE UNIQUE INDEX booking_one_unconfirmed ON booking (person_id) WHERE state = 'unconfirmed'",
            "CREATE INDEX booking_person ON booking (person_id)",
            "CREATE INDEX booking_waiting ON booking (house_id, id) WHERE state = 'requested'",
            "CREATE INDEX booking_expiry ON booking (expires_at) WHERE state = 'unconfirmed'",
            """
            CREATE TABLE booking_occurrence (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, booking_id \(ddl: .integer) NOT NULL,
                starts_at \(ddl: .integer) NOT NULL, ends_at \(ddl: .integer) NOT NULL,
                state \(ddl: .text) NOT NULL CHECK (state IN ('planned', 'cancelled')),
                spaces \(ddl: .text) NOT NULL, CHECK (starts_at < ends_at), \(ddl: .houseKey),
                FOREIGN KEY (house_id, booking_id) REFERENCES booking (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX booking_occurrence_booking ON booking_occurrence (booking_id)",
            "CREATE INDEX booking_occurrence_time ON booking_occurrence (house_id, starts_at)",
            "CREATE INDEX booking_occurrence_start ON booking_occurrence (starts_at)",
        ]
    }

    private static let occupancy = Migration("rooms.003-occupancy") { dialect in
        [
            """
            CREATE TABLE occupancy (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, space_id \(ddl: .integer) NOT NULL,
                starts_at \(ddl: .integer) NOT NULL, ends_at \(ddl: .integer) NOT NULL,
                cause \(ddl: .text) NOT NULL CHECK (cause IN ('booking', 'closure')),
                occurrence_id \(ddl: .integer), closure_id \(ddl: .integer), expires_at \(ddl: .integer),
                CHECK (starts_at < ends_at),
                CHECK ((cause = 'booking') = (occurrence_id IS NOT NULL)),
                CHECK ((cause = 'closure') = (closure_id IS NOT NULL)), \(ddl: .houseKey),
                FOREIGN KEY (house_id, space_id) REFERENCES space (house_id, id),
                FOREIGN KEY (house_id, occurrence_id) REFERENCES booking_occurrence (house_id, id),
                FOREIGN KEY (house_id, closure_id) REFERENCES closure (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX occupancy_space ON occupancy (space_id, starts_at, ends_at)",
            "CREATE INDEX occupancy_occurrence ON occupancy (occurrence_id)",
            "CREATE INDEX occupancy_closure ON occupancy (closure_id)",
            "CREATE INDEX occupancy_expiry ON occupancy (expires_at)",
        ] + dialect.overlapGuard(on: "occupancy")
    }

    /// Few of all times that a space was ever taken for are holds that run out, and few of all dates are yet to end.
    private static let indexes = Migration("rooms.004-indexes") { _ in
        [
            "DROP INDEX occupancy_expiry",
            "CREATE INDEX occupancy_hold ON occupancy (space_id, expires_at) WHERE expires_at IS NOT NULL",
            "DROP INDEX booking_occurrence_start",
            "CREATE INDEX booking_occurrence_end ON booking_occurrence (ends_at)",
            "CREATE INDEX booking_occurrence_house_end ON booking_occurrence (house_id, ends_at)",
        ]
    }
}
