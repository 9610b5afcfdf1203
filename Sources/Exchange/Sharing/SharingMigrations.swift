// SPDX-License-Identifier: EUPL-1.2

import Storage

/// The tables of requests, offers and shared tasks. Ids of organisations, persons and measures are held without a foreign
/// key: they belong to others.
enum SharingMigrations {
    static let all = [notices, messages, tasks, resultFiles, hiding]

    private static let notices = Migration("exchange.020-notices") { _ in
        [
            """
            CREATE TABLE notice (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                author_id \(ddl: .integer),
                kind \(ddl: .text) NOT NULL CHECK (kind IN ('request', 'offer')),
                title \(ddl: .text) NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
                words \(ddl: .text) NOT NULL CHECK (length(words) >= 1),
                tried \(ddl: .text), good \(ddl: .text) CHECK (good IN ('kit', 'speaker', 'concept', 'other')),
                topic \(ddl: .text) NOT NULL, place \(ddl: .text), terms \(ddl: .text),
                last_day \(ddl: .text) NOT NULL CHECK (length(last_day) = 10),
                state \(ddl: .text) NOT NULL CHECK (state IN ('open', 'settled', 'withdrawn')),
                settled_at \(ddl: .integer), settled_answer \(ddl: .integer), settled_measure \(ddl: .integer),
                settled_words \(ddl: .text), warned_for \(ddl: .text),
                hidden_at \(ddl: .integer), hidden_reason \(ddl: .text), hidden_by \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                CHECK ((kind = 'offer') = (good IS NOT NULL)), CHECK (kind = 'request' OR tried IS NULL),
                CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
                CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL))) \(ddl: .strict)
            """,
            "CREATE INDEX notice_list ON notice (house_id, state, id)",
            "CREATE INDEX notice_end ON notice (last_day) WHERE state = 'open' AND hidden_at IS NULL",
            "CREATE INDEX notice_library ON notice (organisation_id, state)",
            "CREATE INDEX notice_author ON notice (author_id) WHERE author_id IS NOT NULL",
            "CREATE INDEX notice_hidden ON notice (house_id, id) WHERE hidden_at IS NOT NULL",
            """
            CREATE TABLE notice_answer (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, notice_id \(ddl: .integer) NOT NULL,
                organisation_id \(ddl: .integer) NOT NULL, author_id \(ddl: .integer),
                words \(ddl: .text) NOT NULL CHECK (length(words) >= 1),
                hidden_at \(ddl: .integer), hidden_reason \(ddl: .text), hidden_by \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL)),
                FOREIGN KEY (house_id, notice_id) REFERENCES notice (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX notice_answer_notice ON notice_answer (notice_id, id)",
            "CREATE INDEX notice_answer_author ON notice_answer (author_id) WHERE author_id IS NOT NULL",
        ]
    }

    /// That one wrote to another, and about what. What was written went out by mail and is not kept.
    private static let messages = Migration("exchange.021-notice-messages") { _ in
        [
            """
            CREATE TABLE notice_message (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, notice_id \(ddl: .integer) NOT NULL,
                sender_id \(ddl: .integer) NOT NULL, sender_organisation \(ddl: .integer) NOT NULL,
                receiver_id \(ddl: .integer) NOT NULL, receiver_organisation \(ddl: .integer) NOT NULL,
                created_at \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                FOREIGN KEY (house_id, notice_id) REFERENCES notice (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX notice_message_sender ON notice_message (sender_id, created_at)",
            "CREATE INDEX notice_message_receiver ON notice_message (receiver_id)",
        ]
    }

    /// Hours are hundredths of an hour.
    private static let tasks = Migration("exchange.022-shared-tasks") { _ in
        [
            """
            CREATE TABLE shared_task (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, organisation_id \(ddl: .integer) NOT NULL,
                author_id \(ddl: .integer),
                title \(ddl: .text) NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
                words \(ddl: .text) NOT NULL CHECK (length(words) >= 1), topic \(ddl: .text) NOT NULL,
                state \(ddl: .text) NOT NULL CHECK (state IN ('open', 'running', 'finished', 'withdrawn')),
                finished_at \(ddl: .integer), conclusion \(ddl: .text),
                hidden_at \(ddl: .integer), hidden_reason \(ddl: .text), hidden_by \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL, \(ddl: .houseKey),
                CHECK ((state = 'finished') = (finished_at IS NOT NULL)),
                CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL))) \(ddl: .strict)
            """,
            "CREATE INDEX shared_task_list ON shared_task (house_id, state, id)",
            "CREATE INDEX shared_task_library ON shared_task (organisation_id, state)",
            "CREATE INDEX shared_task_author ON shared_task (author_id) WHERE author_id IS NOT NULL",
            "CREATE INDEX shared_task_hidden ON shared_task (house_id, id) WHERE hidden_at IS NOT NULL",
            """
            CREATE TABLE task_part (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL, task_id \(ddl: .integer) NOT NULL,
                title \(ddl: .text) NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
                deliverable \(ddl: .text) NOT NULL CHECK (length(deliverable) >= 1),
                estimated \(ddl: .integer) NOT NULL CHECK (estimated BETWEEN 1 AND 100000),
                due_day \(ddl: .text) NOT NULL CHECK (length(due_day) = 10),
                organisation_id \(ddl: .integer), person_id \(ddl: .integer), claimed_at \(ddl: .integer),
                spent \(ddl: .integer) CHECK (spent BETWEEN 0 AND 1000000), notes \(ddl: .text),
                result \(ddl: .text), result_link \(ddl: .text), delivered_at \(ddl: .integer), \(ddl: .houseKey),
                CHECK ((organisation_id IS NULL) = (claimed_at IS NULL)),
                CHECK (organisation_id IS NOT NULL OR person_id IS NULL),
                CHECK (organisation_id IS NOT NULL OR spent IS NULL),
                CHECK ((delivered_at IS NULL) = (spent IS NULL)),
                FOREIGN KEY (house_id, task_id) REFERENCES shared_task (house_id, id)) \(ddl: .strict)
            """,
            "CREATE INDEX task_part_task ON task_part (task_id, id)",
            "CREATE INDEX task_part_library ON task_part (organisation_id) WHERE organisation_id IS NOT NULL",
            "CREATE INDEX task_part_person ON task_part (person_id) WHERE person_id IS NOT NULL",
        ]
    }

    /// What a part has brought may be a file, under the name that its library gave it.
    private static let resultFiles = Migration("exchange.023-result-files") { _ in
        [
            "ALTER TABLE task_part ADD COLUMN result_file \(ddl: .text) REFERENCES stored_file (hash)",
            """
            ALTER TABLE task_part ADD COLUMN result_file_name \(ddl: .text)
                CHECK ((result_file IS NULL) = (result_file_name IS NULL))
            """,
            """
            ALTER TABLE task_part ADD COLUMN result_file_type \(ddl: .text)
                CHECK ((result_file IS NULL) = (result_file_type IS NULL))
            """,
            """
            ALTER TABLE task_part ADD COLUMN result_file_size \(ddl: .integer)
                CHECK ((result_file IS NULL) = (result_file_size IS NULL))
            """,
            """
            CREATE INDEX task_part_file ON task_part (result_file, result_file_name) WHERE result_file IS NOT NULL
            """,
        ]
    }

    /// What a moderator hid is found when they are forgotten.
    private static let hiding = Migration("exchange.024-hidden-by") { _ in
        [
            "CREATE INDEX notice_hidden_by ON notice (hidden_by) WHERE hidden_by IS NOT NULL",
            "CREATE INDEX notice_answer_hidden_by ON notice_answer (hidden_by) WHERE hidden_by IS NOT NULL",
            "CREATE INDEX shared_task_hidden_by ON shared_task (hidden_by) WHERE hidden_by IS NOT NULL",
        ]
    }
}
