// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// The schema of people, oldest step first.
package enum AccountsMigrations {
    package static let all = [people, erasures, signIn, emailChanges, organisationRoles]

    /// Names and addresses stand in `sealed` and `pending` alone, which the key in `sealed_key` opens.
    private static let people = Migration("accounts.001-people") { (_: Dialect) in
        [
            """
            CREATE TABLE person (
                \(ddl: .identity),
                key_id \(ddl: .text) NOT NULL UNIQUE CHECK (length(key_id) = 32),
                sealed_key \(ddl: .blob),
                email_hash \(ddl: .text) UNIQUE,
                phone_hash \(ddl: .text),
                sealed \(ddl: .blob),
                pending \(ddl: .blob),
                language \(ddl: .text) NOT NULL,
                verified_at \(ddl: .integer),
                created_at \(ddl: .integer) NOT NULL,
                erased_at \(ddl: .integer),
                \(ddl: .serverKey),
                CHECK ((erased_at IS NULL) = (sealed_key IS NOT NULL)),
                CHECK ((erased_at IS NULL) = (sealed IS NOT NULL)),
                CHECK (erased_at IS NULL OR (email_hash IS NULL AND phone_hash IS NULL AND pending IS NULL))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX person_phone ON person (phone_hash) WHERE phone_hash IS NOT NULL",
            """
            CREATE TABLE server_key (
                number \(ddl: .integer) NOT NULL PRIMARY KEY CHECK (number = 1), sealed_key \(ddl: .blob) NOT NULL
            ) \(ddl: .strict)
            """,
            """
            CREATE TABLE grant_role (
                person_id \(ddl: .integer) NOT NULL REFERENCES person (id),
                role \(ddl: .text) NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'moderator', 'member')),
                scope_kind \(ddl: .text) NOT NULL CHECK (scope_kind IN ('server', 'house', 'organisation')),
                scope_id \(ddl: .integer) NOT NULL,
                PRIMARY KEY (person_id, role, scope_kind, scope_id),
                CHECK ((role = 'admin') = (scope_kind = 'server')),
                CHECK ((role = 'member') = (scope_kind = 'organisation')),
                CHECK ((scope_kind = 'server') = (scope_id = 0))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX grant_role_scope ON grant_role (scope_kind, scope_id)",
        ]
    }

    private static let erasures = Migration("accounts.002-erasures") { (_: Dialect) in
        [
            """
            CREATE TABLE erasure (
                key_id \(ddl: .text) NOT NULL PRIMARY KEY CHECK (length(key_id) = 32),
                erased_at \(ddl: .integer) NOT NULL
            ) \(ddl: .strict)
            """
        ]
    }

    private static let signIn = Migration("accounts.003-sign-in") { (_: Dialect) in
        [
            """
            CREATE TABLE session (
                \(ddl: .identity),
                token_hash \(ddl: .text) NOT NULL UNIQUE,
                person_id \(ddl: .integer) NOT NULL REFERENCES person (id),
                form_token \(ddl: .text) NOT NULL,
                agent \(ddl: .blob),
                created_at \(ddl: .integer) NOT NULL,
                last_seen_at \(ddl: .integer) NOT NULL,
                expires_at \(ddl: .integer) NOT NULL,
                \(ddl: .serverKey),
                CHECK (created_at <= last_seen_at AND last_seen_at < expires_at)
            ) \(ddl: .strict)
            """,
            "CREATE INDEX session_person ON session (person_id)",
            "CREATE INDEX session_expiry ON session (expires_at)",
            """
            CREATE TABLE sign_in_link (
                token_hash \(ddl: .text) NOT NULL PRIMARY KEY,
                email_hash \(ddl: .text) NOT NULL,
                person_id \(ddl: .integer) REFERENCES person (id),
                address \(ddl: .blob),
                is_trusted \(ddl: .integer) NOT NULL CHECK (is_trusted IN (0, 1)),
                created_at \(ddl: .integer) NOT NULL,
                expires_at \(ddl: .integer) NOT NULL,
                used_at \(ddl: .integer),
                CHECK ((person_id IS NULL) = (address IS NOT NULL))
            ) \(ddl: .strict)
            """,
            "CREATE INDEX sign_in_link_address ON sign_in_link (email_hash, created_at)",
            "CREATE INDEX sign_in_link_person ON sign_in_link (person_id) WHERE person_id IS NOT NULL",
            "CREATE INDEX sign_in_link_expiry ON sign_in_link (expires_at)",
            """
            CREATE TABLE password (
                person_id \(ddl: .integer) NOT NULL PRIMARY KEY REFERENCES person (id),
                hash \(ddl: .text) NOT NULL,
                changed_at \(ddl: .integer) NOT NULL,
                failed_passwords \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (failed_passwords >= 0),
                locked_until \(ddl: .integer),
                totp_secret \(ddl: .blob),
                totp_last_counter \(ddl: .integer),
                failed_codes \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (failed_codes >= 0),
                codes_locked_until \(ddl: .integer),
                CHECK (totp_secret IS NOT NULL OR totp_last_counter IS NULL)
            ) \(ddl: .strict)
            """,
            """
            CREATE TABLE api_token (
                \(ddl: .identity),
                token_hash \(ddl: .text) NOT NULL UNIQUE,
                person_id \(ddl: .integer) NOT NULL REFERENCES person (id),
                name \(ddl: .blob) NOT NULL,
                created_at \(ddl: .integer) NOT NULL,
                last_used_at \(ddl: .integer),
                \(ddl: .serverKey)
            ) \(ddl: .strict)
            """,
            "CREATE INDEX api_token_person ON api_token (person_id)",
        ]
    }

    /// `email_hash` is the new address's, to count what was mailed to it.
    private static let emailChanges = Migration("accounts.004-email-changes") { (_: Dialect) in
        [
            """
            CREATE TABLE email_change (
                token_hash \(ddl: .text) NOT NULL PRIMARY KEY,
                person_id \(ddl: .integer) NOT NULL REFERENCES person (id),
                email_hash \(ddl: .text) NOT NULL,
                address \(ddl: .blob) NOT NULL,
                created_at \(ddl: .integer) NOT NULL,
                expires_at \(ddl: .integer) NOT NULL,
                used_at \(ddl: .integer),
                CHECK (created_at < expires_at)
            ) \(ddl: .strict)
            """,
            "CREATE INDEX email_change_person ON email_change (person_id, created_at)",
            "CREATE INDEX email_change_address ON email_change (email_hash, created_at)",
            "CREATE INDEX email_change_expiry ON email_change (expires_at)",
        ]
    }

    /// Organisations have managers besides members, and the network, whose id is 0, has roles as houses have them.
    private static let organisationRoles = Migration("accounts.005-organisation-roles") { (_: Dialect) in
        [
            """
            CREATE TABLE grant_of_role (
                person_id \(ddl: .integer) NOT NULL REFERENCES person (id),
                role \(ddl: .text) NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'moderator', 'member')),
                scope_kind \(ddl: .text) NOT NULL CHECK (scope_kind IN ('server', 'house', 'organisation')),
                scope_id \(ddl: .integer) NOT NULL,
                PRIMARY KEY (person_id, role, scope_kind, scope_id),
                CHECK ((role = 'admin') = (scope_kind = 'server')),
                CHECK (scope_kind <> 'organisation' OR role IN ('manager', 'member')),
                CHECK (scope_kind = 'organisation' OR role <> 'member'),
                CHECK (scope_id = 0 OR scope_kind <> 'server'),
                CHECK (scope_id > 0 OR scope_kind <> 'organisation')
            ) \(ddl: .strict)
            """,
            """
            INSERT INTO grant_of_role (person_id, role, scope_kind, scope_id)
            SELECT person_id, role, scope_kind, scope_id FROM grant_role
            """,
            "DROP TABLE grant_role",
            "ALTER TABLE grant_of_role RENAME TO grant_role",
            "CREATE INDEX grant_role_scope ON grant_role (scope_kind, scope_id)",
        ]
    }
}
