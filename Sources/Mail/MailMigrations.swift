// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// The outbox's schema, oldest step first.
package enum MailMigrations {
    package static let all = [
        Migration("mail.001-outbox") { (_: Dialect) in
            [
                """
                CREATE TABLE mail_outbox (
                    \(ddl: .identity),
                    message_id \(ddl: .text) NOT NULL UNIQUE,
                    house_id \(ddl: .integer),
                    person_id \(ddl: .integer),
                    body \(ddl: .blob) NOT NULL,
                    state \(ddl: .text) NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'erased')),
                    attempts \(ddl: .integer) NOT NULL CHECK (attempts >= 0),
                    run_at \(ddl: .integer) NOT NULL,
                    lease_until \(ddl: .integer),
                    failure \(ddl: .text),
                    created_at \(ddl: .integer) NOT NULL,
                    sent_at \(ddl: .integer),
                    \(ddl: .serverKey),
                    CHECK (state IN ('waiting', 'failed') OR length(body) = 0),
                    CHECK (state <> 'sent' OR sent_at IS NOT NULL)
                ) \(ddl: .strict)
                """,
                "CREATE INDEX mail_outbox_waiting ON mail_outbox (run_at, id) WHERE state = 'waiting'",
                "CREATE INDEX mail_outbox_erased ON mail_outbox (lease_until) WHERE state = 'erased'",
                "CREATE INDEX mail_outbox_person ON mail_outbox (person_id) WHERE person_id IS NOT NULL",
            ]
        },
        Migration("mail.002-failed") { (_: Dialect) in
            ["CREATE INDEX mail_outbox_failed ON mail_outbox (house_id, id) WHERE state = 'failed'"]
        },
    ]
}
