// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

enum SearchMigrations {
    static let all = [entries]

    /// `sequence` numbers the changes in the order of their commits: whoever writes holds the row of `search_state`
    /// until the end of the transaction. What was removed stays as an empty row, so that other processes hear of it.
    private static let entries = Migration("search.001-entries") { _ in
        [
            """
            CREATE TABLE search_state (
                id \(ddl: .integer) NOT NULL PRIMARY KEY CHECK (id = 1), sequence \(ddl: .integer) NOT NULL,
                is_filled \(ddl: .integer) NOT NULL CHECK (is_filled IN (0, 1))) \(ddl: .strict)
            """,
            "INSERT INTO search_state (id, sequence, is_filled) VALUES (1, 0, 0)",
            """
            CREATE TABLE search_entry (
                \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                kind \(ddl: .text) NOT NULL CHECK (kind <> ''), item_id \(ddl: .integer) NOT NULL,
                audience_kind \(ddl: .text), audience_id \(ddl: .integer), language \(ddl: .text) NOT NULL,
                title \(ddl: .text) NOT NULL, body \(ddl: .text) NOT NULL, link \(ddl: .text) NOT NULL,
                facets \(ddl: .text) NOT NULL, figures \(ddl: .text) NOT NULL, tokens \(ddl: .text) NOT NULL,
                sequence \(ddl: .integer) NOT NULL UNIQUE,
                is_gone \(ddl: .integer) NOT NULL CHECK (is_gone IN (0, 1)),
                CHECK ((audience_kind IS NULL) = (audience_id IS NULL)),
                CHECK (is_gone = 0 OR title || body || tokens = ''), \(ddl: .houseKey),
                UNIQUE (kind, item_id)) \(ddl: .strict)
            """,
        ]
    }
}
