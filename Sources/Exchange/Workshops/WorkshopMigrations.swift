// SPDX-License-Identifier: EUPL-1.2

import Storage

/// The tables of workshops. Organisations belong to the directory and are held without a foreign key. No table knows a
/// person: participants are numbers.
enum WorkshopMigrations {
    static let all = [workshop, answers, publication, publishedFacets, words, splits]

    private static let workshop = Migration("exchange.001-workshop") { _ in
        [
            """
            CREATE TABLE workshop (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, token_hash \(ddl: .text) NOT NULL UNIQUE,
                code \(ddl: .text) UNIQUE CHECK (length(code) = 6),
                name \(ddl: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 1000),
                length \(ddl: .text) NOT NULL CHECK (length IN ('full', 'short')),
                mode \(ddl: .text) NOT NULL CHECK (mode IN ('each', 'joint')),
                organisation_id \(ddl: .integer), former_id \(ddl: .integer),
                state \(ddl: .text) NOT NULL CHECK (state IN ('prepared', 'running', 'paused', 'ended')),
                step \(ddl: .text) NOT NULL, deadline \(ddl: .integer), remaining \(ddl: .integer),
                version \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (version >= 0),
                is_released \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (is_released IN (0, 1)),
                created_at \(ddl: .integer) NOT NULL, changed_at \(ddl: .integer) NOT NULL,
                ended_at \(ddl: .integer), CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
                \(ddl: .houseKey)) \(ddl: .strict)
            """,
            "CREATE INDEX workshop_organisation ON workshop (organisation_id, id) WHERE organisation_id IS NOT NULL",
            "CREATE INDEX workshop_unattached ON workshop (changed_at) WHERE organisation_id IS NULL",
            "CREATE INDEX workshop_code ON workshop (ended_at) WHERE code IS NOT NULL",
            "CREATE INDEX workshop_former ON workshop (former_id) WHERE former_id IS NOT NULL",
            """
            CREATE TABLE workshop_fact (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                name \(ddl: .text) NOT NULL, value \(ddl: .text) NOT NULL, PRIMARY KEY (workshop_id, name),
                FOREIGN KEY (house_id, workshop_id) REFERENCES workshop (house_id, id)) \(ddl: .strict)
            """,
        ]
    }

    private static let answers = Migration("exchange.001-workshop-answers") { _ in
        [
            """
            CREATE TABLE workshop_participant (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('phone', 'sheet', 'joint')),
                token_hash \(ddl: .text) UNIQUE, CHECK ((kind = 'phone') = (token_hash IS NOT NULL)),
                \(ddl: .houseKey), FOREIGN KEY (house_id, workshop_id) REFERENCES workshop (house_id, id))
                \(ddl: .strict)
            """,
            "CREATE INDEX workshop_participant_workshop ON workshop_participant (workshop_id)",
            """
            CREATE UNIQUE INDEX workshop_participant_joint ON workshop_participant (workshop_id) WHERE kind = 'joint'
            """,
            """
            CREATE TABLE workshop_answer (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                participant_id \(ddl: .integer) NOT NULL, question \(ddl: .text) NOT NULL,
                value \(ddl: .integer) NOT NULL CHECK (value BETWEEN 0 AND 4),
                PRIMARY KEY (participant_id, question),
                FOREIGN KEY (house_id, participant_id) REFERENCES workshop_participant (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX workshop_answer_workshop ON workshop_answer (workshop_id, question, value)",
            """
            CREATE TABLE workshop_done (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                participant_id \(ddl: .integer) NOT NULL, step \(ddl: .text) NOT NULL,
                PRIMARY KEY (participant_id, step),
                FOREIGN KEY (house_id, participant_id) REFERENCES workshop_participant (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX workshop_done_workshop ON workshop_done (workshop_id, step, participant_id)",
            """
            CREATE TABLE workshop_note (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                participant_id \(ddl: .integer) NOT NULL,
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('strength', 'weakness', 'opportunity', 'threat', 'idea')),
                slot \(ddl: .integer) NOT NULL CHECK (slot BETWEEN 1 AND 3),
                text \(ddl: .text) NOT NULL CHECK (length(text) BETWEEN 1 AND 1000), topic \(ddl: .text),
                drawer \(ddl: .text) CHECK (drawer IN ('how', 'now', 'wow', 'ciao')),
                is_hidden \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
                is_chosen \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (is_chosen IN (0, 1)),
                merged_into \(ddl: .integer), CHECK (merged_into IS NULL OR merged_into <> id),
                \(ddl: .houseKey), UNIQUE (participant_id, kind, slot),
                FOREIGN KEY (house_id, participant_id) REFERENCES workshop_participant (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX workshop_note_workshop ON workshop_note (workshop_id, kind, id)",
            "CREATE INDEX workshop_note_merged ON workshop_note (merged_into) WHERE merged_into IS NOT NULL",
        ]
    }

    private static let publication = Migration("exchange.001-workshop-publication") { _ in
        [
            """
            CREATE TABLE workshop_publication (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                section \(ddl: .text) NOT NULL, version \(ddl: .integer) NOT NULL CHECK (version >= 1),
                organisation_id \(ddl: .integer) NOT NULL, content \(ddl: .text) NOT NULL,
                published_at \(ddl: .integer) NOT NULL, PRIMARY KEY (workshop_id, section, version),
                FOREIGN KEY (house_id, workshop_id) REFERENCES workshop (house_id, id)) \(ddl: .strict)
            """,
            """
            CREATE INDEX workshop_publication_organisation ON workshop_publication
                (organisation_id, workshop_id, section, version)
            """,
        ]
    }

    /// What a section says in facets, so that ten thousand libraries are compared without reading their results. `NULL`
    /// in rows from before.
    private static let publishedFacets = Migration("exchange.001-workshop-published-facets") { _ in
        ["ALTER TABLE workshop_publication ADD COLUMN facets \(ddl: .text)"]
    }

    /// The number of the last word of a participant on a step.
    private static let words = Migration("exchange.001-workshop-words") { _ in
        [
            """
            CREATE TABLE workshop_word (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                participant_id \(ddl: .integer) NOT NULL, step \(ddl: .text) NOT NULL,
                number \(ddl: .integer) NOT NULL, PRIMARY KEY (participant_id, step),
                FOREIGN KEY (house_id, participant_id) REFERENCES workshop_participant (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX workshop_word_workshop ON workshop_word (workshop_id)",
        ]
    }

    /// What was shown of the answers to a question when the workshop was opened again: how many chose each step, with
    /// commas.
    private static let splits = Migration("exchange.001-workshop-splits") { _ in
        [
            """
            CREATE TABLE workshop_split (
                house_id \(ddl: .integer) NOT NULL, workshop_id \(ddl: .integer) NOT NULL,
                question \(ddl: .text) NOT NULL, counts \(ddl: .text) NOT NULL, PRIMARY KEY (workshop_id, question),
                FOREIGN KEY (house_id, workshop_id) REFERENCES workshop (house_id, id)) \(ddl: .strict)
            """
        ]
    }
}
