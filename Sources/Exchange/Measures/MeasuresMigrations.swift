// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// The tables of measures and of what others made of them. They belong to the network, which is no house. Ids of libraries
/// and persons belong to other capabilities and are held without a foreign key; a person who is forgotten leaves NULL.
enum MeasuresMigrations {
    static let all = [measures, adaptations, talk, inquiries, materials, files]

    private static let effort: SQL = """
        hours_to_prepare \(ddl: .integer) CHECK (hours_to_prepare >= 0),
        hours_per_month \(ddl: .integer) CHECK (hours_per_month >= 0),
        money_once \(ddl: .integer) CHECK (money_once >= 0),
        money_per_year \(ddl: .integer) CHECK (money_per_year >= 0),
        area \(ddl: .integer) CHECK (area >= 0), fte \(ddl: .integer) CHECK (fte >= 0)
        """

    private static let measures = Migration("exchange.010-measures") { _ in
        [
            """
            CREATE TABLE measure (
                \(ddl: .identity), organisation_id \(ddl: .integer) NOT NULL,
                state \(ddl: .text) NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
                audience \(ddl: .text) NOT NULL CHECK (audience IN ('everyone', 'members')),
                published_version \(ddl: .integer), created_at \(ddl: .integer) NOT NULL,
                published_at \(ddl: .integer),
                reuses \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (reuses >= 0),
                thanks \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (thanks >= 0),
                CHECK ((state = 'draft') = (published_version IS NULL)),
                CHECK ((published_version IS NULL) = (published_at IS NULL)),
                \(ddl: .serverKey), UNIQUE (id, organisation_id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_library ON measure (organisation_id, state)",
            "CREATE INDEX measure_newest ON measure (state, audience, published_at)",
            "CREATE INDEX measure_most_reused ON measure (state, audience, reuses)",
            """
            CREATE TABLE measure_version (
                measure_id \(ddl: .integer) NOT NULL, number \(ddl: .integer) NOT NULL CHECK (number >= 1),
                person_id \(ddl: .integer), saved_at \(ddl: .integer) NOT NULL, published_at \(ddl: .integer),
                title \(ddl: .text) NOT NULL, summary \(ddl: .text) NOT NULL, contact \(ddl: .text) NOT NULL,
                problem \(ddl: .text), story \(ddl: .text), spaces \(ddl: .text) NOT NULL,
                target_groups \(ddl: .text) NOT NULL, topics \(ddl: .text) NOT NULL, \(effort),
                skills \(ddl: .text), partners \(ddl: .text),
                needs_backing \(ddl: .integer) CHECK (needs_backing IN (0, 1)),
                outcome \(ddl: .text) NOT NULL CHECK (outcome IN ('worked', 'failed')), result \(ddl: .text),
                evidence \(ddl: .text) CHECK (evidence IN ('inferred', 'solicited', 'observed')),
                lessons \(ddl: .text),
                lessons_audience \(ddl: .text) NOT NULL CHECK (lessons_audience IN ('everyone', 'members')),
                audience \(ddl: .text) NOT NULL CHECK (audience IN ('everyone', 'members')),
                PRIMARY KEY (measure_id, number),
                FOREIGN KEY (measure_id) REFERENCES measure (id)) \(ddl: .strict)
            """,
            "CREATE UNIQUE INDEX measure_version_open ON measure_version (measure_id) WHERE published_at IS NULL",
            "CREATE INDEX measure_version_person ON measure_version (person_id)",
        ]
    }

    /// A parent is older than its child, so that no lineage runs in a circle, whoever writes.
    private static let adaptations = Migration("exchange.011-adaptations") { _ in
        [
            """
            CREATE TABLE adaptation (
                \(ddl: .identity), measure_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                parent_id \(ddl: .integer) CHECK (parent_id < id), person_id \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL, changed_at \(ddl: .integer) NOT NULL,
                title \(ddl: .text) NOT NULL, summary \(ddl: .text) NOT NULL, \(effort),
                changes \(ddl: .text), result \(ddl: .text),
                outcome \(ddl: .text) NOT NULL CHECK (outcome IN ('worked', 'failed')),
                audience \(ddl: .text) NOT NULL CHECK (audience IN ('everyone', 'members')),
                \(ddl: .serverKey), UNIQUE (measure_id, organisation_id), UNIQUE (measure_id, id),
                FOREIGN KEY (measure_id) REFERENCES measure (id),
                FOREIGN KEY (measure_id, parent_id) REFERENCES adaptation (measure_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX adaptation_library ON adaptation (organisation_id)",
            "CREATE INDEX adaptation_person ON adaptation (person_id)",
        ]
    }

    private static let talk = Migration("exchange.012-questions-and-thanks") { _ in
        [
            """
            CREATE TABLE measure_thanks (
                measure_id \(ddl: .integer) NOT NULL, owner_id \(ddl: .integer) NOT NULL,
                organisation_id \(ddl: .integer) NOT NULL, person_id \(ddl: .integer), created_at \(ddl: .integer) NOT NULL,
                CHECK (organisation_id <> owner_id), PRIMARY KEY (measure_id, organisation_id),
                FOREIGN KEY (measure_id, owner_id) REFERENCES measure (id, organisation_id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_thanks_person ON measure_thanks (person_id)",
            """
            CREATE TABLE measure_question (
                \(ddl: .identity), measure_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer), text \(ddl: .text) NOT NULL, created_at \(ddl: .integer) NOT NULL,
                \(ddl: .serverKey), FOREIGN KEY (measure_id) REFERENCES measure (id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_question_measure ON measure_question (measure_id, id)",
            "CREATE INDEX measure_question_person ON measure_question (person_id)",
            """
            CREATE TABLE measure_answer (
                \(ddl: .identity), question_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer), text \(ddl: .text) NOT NULL, created_at \(ddl: .integer) NOT NULL,
                \(ddl: .serverKey), FOREIGN KEY (question_id) REFERENCES measure_question (id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_answer_question ON measure_answer (question_id, id)",
            "CREATE INDEX measure_answer_person ON measure_answer (person_id)",
        ]
    }

    /// What is asked, by whom, and the key to the asker's page are sealed with the asker's key: all of it goes with them.
    private static let inquiries = Migration("exchange.013-inquiries") { _ in
        [
            """
            CREATE TABLE measure_inquiry (
                \(ddl: .identity), measure_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                person_id \(ddl: .integer) NOT NULL, language \(ddl: .text) NOT NULL,
                state \(ddl: .text) NOT NULL CHECK (state IN ('unconfirmed', 'sent', 'answered')),
                token_hash \(ddl: .text) NOT NULL UNIQUE, sealed \(ddl: .blob) NOT NULL,
                passes_address \(ddl: .integer) NOT NULL CHECK (passes_address IN (0, 1)),
                answer \(ddl: .text), created_at \(ddl: .integer) NOT NULL, answered_at \(ddl: .integer),
                CHECK ((state = 'answered') = (answer IS NOT NULL)), \(ddl: .serverKey),
                FOREIGN KEY (measure_id) REFERENCES measure (id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_inquiry_library ON measure_inquiry (organisation_id, state)",
            "CREATE INDEX measure_inquiry_person ON measure_inquiry (person_id)",
            "CREATE INDEX measure_inquiry_age ON measure_inquiry (state, created_at)",
        ]
    }

    private static let materials = Migration("exchange.014-materials") { _ in
        [
            """
            CREATE TABLE measure_material (
                \(ddl: .identity), measure_id \(ddl: .integer) NOT NULL, name \(ddl: .text) NOT NULL,
                url \(ddl: .text), file_hash \(ddl: .text), media_type \(ddl: .text), size \(ddl: .integer),
                licence \(ddl: .text) NOT NULL CHECK (licence IN ('CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0')),
                credit \(ddl: .text), alt_text \(ddl: .text),
                CHECK ((url IS NULL) <> (file_hash IS NULL)),
                CHECK ((file_hash IS NULL) = (media_type IS NULL)), CHECK ((file_hash IS NULL) = (size IS NULL)),
                \(ddl: .serverKey), FOREIGN KEY (measure_id) REFERENCES measure (id)) \(ddl: .strict)
            """,
            "CREATE INDEX measure_material_measure ON measure_material (measure_id, id)",
            "CREATE INDEX measure_material_file ON measure_material (file_hash)",
        ]
    }

    /// Files have the name that their library gave them, and lie in the store as long as a row refers to them. Links go
    /// over; there were no files. Nothing refers to the id of a material, so that they are given anew.
    private static let files = Migration("exchange.015-files") { _ in
        [
            """
            CREATE TABLE material_of_measure (
                \(ddl: .identity), measure_id \(ddl: .integer) NOT NULL, name \(ddl: .text) NOT NULL,
                url \(ddl: .text), file_hash \(ddl: .text), file_name \(ddl: .text), media_type \(ddl: .text),
                size \(ddl: .integer),
                licence \(ddl: .text) NOT NULL CHECK (licence IN ('CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0')),
                credit \(ddl: .text), alt_text \(ddl: .text),
                CHECK ((url IS NULL) <> (file_hash IS NULL)), CHECK ((file_hash IS NULL) = (file_name IS NULL)),
                CHECK ((file_hash IS NULL) = (media_type IS NULL)), CHECK ((file_hash IS NULL) = (size IS NULL)),
                \(ddl: .serverKey), FOREIGN KEY (measure_id) REFERENCES measure (id),
                FOREIGN KEY (file_hash) REFERENCES stored_file (hash)) \(ddl: .strict)
            """,
            """
            INSERT INTO material_of_measure (measure_id, name, url, licence, credit, alt_text)
            SELECT measure_id, name, url, licence, credit, alt_text FROM measure_material
            WHERE url IS NOT NULL ORDER BY id
            """,
            "DROP TABLE measure_material",
            "ALTER TABLE material_of_measure RENAME TO measure_material",
            "CREATE INDEX measure_material_measure ON measure_material (measure_id, id)",
            "CREATE INDEX measure_material_file ON measure_material (file_hash, file_name)",
        ]
    }
}
