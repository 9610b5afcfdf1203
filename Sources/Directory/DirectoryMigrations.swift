// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// The directory's schema, oldest step first.
package enum DirectoryMigrations {
    package static let all = [organisations, libraries, applications, offices, imports, reminders, deciders]

    private static let organisations = Migration("directory.001-organisation") { (_: Dialect) in
        [
            """
            CREATE TABLE organisation (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('library', 'authority', 'association', 'initiative',
                    'foundation', 'company', 'school', 'university', 'other')),
                street \(ddl: .text), postal_code \(ddl: .text), city \(ddl: .text), email \(ddl: .text),
                phone \(ddl: .text), website \(ddl: .text), contact \(ddl: .text),
                \(ddl: .houseKey)) \(ddl: .strict)
            """,
            "CREATE INDEX organisation_name ON organisation (house_id, name)",
        ]
    }

    /// `library` holds the latest of each size again, so that lists and comparisons need not look through the years.
    /// `library_revision` has one row, which every change of what libraries are compared by bumps.
    private static let libraries = Migration("directory.002-library") { (_: Dialect) in
        [
            """
            CREATE TABLE library (
                organisation_id \(ddl: .integer) NOT NULL PRIMARY KEY, house_id \(ddl: .integer) NOT NULL,
                name_key \(ddl: .text) NOT NULL,
                state \(ddl: .text) NOT NULL CHECK (state IN ('listed', 'admitted', 'left')),
                kind \(ddl: .text) CHECK (kind IN ('municipal', 'church', 'mobile', 'with_school', 'other')),
                structure \(ddl: .text) CHECK (structure IN ('single', 'system', 'branch')),
                is_volunteer_run \(ddl: .integer) CHECK (is_volunteer_run IN (0, 1)),
                isil \(ddl: .text) UNIQUE CHECK (length(isil) BETWEEN 3 AND 16),
                ags \(ddl: .text) CHECK (length(ags) = 8), ars \(ddl: .text) CHECK (length(ars) = 12),
                dbs_id \(ddl: .text) UNIQUE CHECK (length(dbs_id) BETWEEN 1 AND 20),
                population \(ddl: .integer) CHECK (population > 0), population_year \(ddl: .integer),
                population_source \(ddl: .text),
                floor_area \(ddl: .integer) CHECK (floor_area > 0), floor_area_year \(ddl: .integer),
                floor_area_source \(ddl: .text), floor_area_scope \(ddl: .text),
                fte \(ddl: .integer) CHECK (fte >= 0), fte_year \(ddl: .integer), fte_source \(ddl: .text),
                admitted_at \(ddl: .integer), left_at \(ddl: .integer), remind_at \(ddl: .integer),
                FOREIGN KEY (house_id, organisation_id) REFERENCES organisation (house_id, id),
                CHECK ((population IS NULL) = (population_year IS NULL)),
                CHECK ((floor_area IS NULL) = (floor_area_year IS NULL)),
                CHECK ((fte IS NULL) = (fte_year IS NULL)),
                CHECK (state = 'listed' OR admitted_at IS NOT NULL),
                CHECK ((state = 'left') = (left_at IS NOT NULL)),
                CHECK ((state = 'admitted') = (remind_at IS NOT NULL))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX library_name ON library (house_id, name_key, organisation_id)",
            "CREATE INDEX library_ags ON library (ags) WHERE ags IS NOT NULL",
            "CREATE INDEX library_reminder_due ON library (remind_at) WHERE remind_at IS NOT NULL",
            """
            CREATE TABLE library_figure (
                organisation_id \(ddl: .integer) NOT NULL REFERENCES library (organisation_id),
                house_id \(ddl: .integer) NOT NULL,
                year \(ddl: .integer) NOT NULL CHECK (year BETWEEN 1900 AND 2200),
                figure \(ddl: .text) NOT NULL CHECK (figure IN ('population', 'floor_area', 'fte', 'volunteers',
                    'weekly_hours', 'stock', 'loans', 'visits', 'events', 'budget')),
                value \(ddl: .integer) NOT NULL CHECK (value >= 0),
                scope \(ddl: .text) CHECK (scope IN ('public', 'total')),
                source \(ddl: .text) NOT NULL CHECK (source IN ('own', 'dbs', 'other')),
                note \(ddl: .text) CHECK (length(note) BETWEEN 1 AND 500),
                PRIMARY KEY (organisation_id, figure, year),
                CHECK (scope IS NULL OR figure = 'floor_area'),
                CHECK (value > 0 OR figure NOT IN ('population', 'floor_area'))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX library_figure_year ON library_figure (house_id, year, organisation_id)",
            """
            CREATE TABLE library_revision (
                number \(ddl: .integer) NOT NULL PRIMARY KEY CHECK (number = 1), revision \(ddl: .integer) NOT NULL
            ) \(ddl: .strict)
            """,
            "INSERT INTO library_revision (number, revision) VALUES (1, 0)",
        ]
    }

    /// Who asked to join. The library's address is its own; the person's stands with the person.
    private static let applications = Migration("directory.003-application") { (_: Dialect) in
        [
            """
            CREATE TABLE library_application (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                place \(ddl: .text) NOT NULL, ags \(ddl: .text) CHECK (length(ags) = 8),
                email \(ddl: .text) NOT NULL, contact \(ddl: .text),
                population \(ddl: .integer) NOT NULL CHECK (population > 0),
                floor_area \(ddl: .integer) CHECK (floor_area > 0), fte \(ddl: .integer) CHECK (fte >= 0),
                is_volunteer_run \(ddl: .integer) NOT NULL CHECK (is_volunteer_run IN (0, 1)),
                year \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer), language \(ddl: .text) NOT NULL,
                token_hash \(ddl: .text) NOT NULL UNIQUE,
                state \(ddl: .text) NOT NULL
                    CHECK (state IN ('unconfirmed', 'waiting', 'admitted', 'refused', 'withdrawn')),
                reason \(ddl: .text), created_at \(ddl: .integer) NOT NULL, confirmed_at \(ddl: .integer),
                decided_at \(ddl: .integer), organisation_id \(ddl: .integer) REFERENCES library (organisation_id),
                \(ddl: .houseKey),
                CHECK ((state IN ('admitted', 'refused')) = (decided_at IS NOT NULL)),
                CHECK ((state = 'admitted') = (organisation_id IS NOT NULL)),
                CHECK ((state = 'refused') = (reason IS NOT NULL)),
                CHECK (state IN ('withdrawn', 'admitted', 'refused') OR person_id IS NOT NULL)
            ) \(ddl: .strict)
            """,
            "CREATE INDEX library_application_state ON library_application (house_id, state, id)",
            "CREATE INDEX library_application_age ON library_application (state, created_at)",
            "CREATE INDEX library_application_email ON library_application (email, created_at)",
            """
            CREATE INDEX library_application_library ON library_application (organisation_id)
                WHERE organisation_id IS NOT NULL
            """,
            """
            CREATE INDEX library_application_person ON library_application (person_id) WHERE person_id IS NOT NULL
            """,
        ]
    }

    /// Advisory offices and their regions: places whose AGS or ARS begins with one of the prefixes.
    private static let offices = Migration("directory.004-office") { (_: Dialect) in
        [
            """
            CREATE TABLE advisory_office (
                organisation_id \(ddl: .integer) NOT NULL PRIMARY KEY, house_id \(ddl: .integer) NOT NULL,
                FOREIGN KEY (house_id, organisation_id) REFERENCES organisation (house_id, id)
            ) \(ddl: .strict)
            """,
            "CREATE INDEX advisory_office_house ON advisory_office (house_id, organisation_id)",
            """
            CREATE TABLE advisory_office_region (
                organisation_id \(ddl: .integer) NOT NULL REFERENCES advisory_office (organisation_id),
                prefix \(ddl: .text) NOT NULL CHECK (length(prefix) BETWEEN 2 AND 12),
                PRIMARY KEY (organisation_id, prefix)
            ) \(ddl: .strict)
            """,
        ]
    }

    /// `content` is the file until the import is done, `report` what is to be known of its rows after that. `mapping` is
    /// JSON.
    private static let imports = Migration("directory.005-import") { (_: Dialect) in
        [
            """
            CREATE TABLE library_import_mapping (
                year \(ddl: .integer) NOT NULL PRIMARY KEY, mapping \(ddl: .text) NOT NULL
            ) \(ddl: .strict)
            """,
            """
            CREATE TABLE library_import (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                year \(ddl: .integer) NOT NULL, mapping \(ddl: .text) NOT NULL, content \(ddl: .blob),
                state \(ddl: .text) NOT NULL CHECK (state IN ('draft', 'running', 'done')),
                row_count \(ddl: .integer) NOT NULL, done_count \(ddl: .integer) NOT NULL DEFAULT 0,
                new_count \(ddl: .integer) NOT NULL DEFAULT 0, updated_count \(ddl: .integer) NOT NULL DEFAULT 0,
                unchanged_count \(ddl: .integer) NOT NULL DEFAULT 0,
                refused_count \(ddl: .integer) NOT NULL DEFAULT 0,
                report \(ddl: .text), created_at \(ddl: .integer) NOT NULL,
                \(ddl: .houseKey),
                CHECK ((state = 'done') = (content IS NULL)), CHECK ((state = 'done') = (report IS NOT NULL))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX library_import_age ON library_import (state, created_at)",
        ]
    }

    /// A row for each mail that asked somebody to check their library's figures; `library_reminder_stop` names who wants
    /// none.
    private static let reminders = Migration("directory.006-reminder") { (_: Dialect) in
        [
            """
            CREATE TABLE library_reminder (
                token_hash \(ddl: .text) NOT NULL PRIMARY KEY,
                organisation_id \(ddl: .integer) NOT NULL REFERENCES library (organisation_id),
                person_id \(ddl: .integer) NOT NULL, sent_at \(ddl: .integer) NOT NULL
            ) \(ddl: .strict)
            """,
            "CREATE INDEX library_reminder_person ON library_reminder (person_id)",
            "CREATE INDEX library_reminder_age ON library_reminder (sent_at)",
            """
            CREATE TABLE library_reminder_stop (
                person_id \(ddl: .integer) NOT NULL PRIMARY KEY, stopped_at \(ddl: .integer) NOT NULL
            ) \(ddl: .strict)
            """,
        ]
    }

    /// Who decided on an application: the name of the advisory office, or nothing for the network's moderators. `NULL`
    /// until then, and in rows from before.
    private static let deciders = Migration("directory.007-decider") { (_: Dialect) in
        ["ALTER TABLE library_application ADD COLUMN decided_by \(ddl: .text)"]
    }
}
