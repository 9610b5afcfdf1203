// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

enum APITokenMark {}
typealias APITokenID = ID<APITokenMark>

/// A token with which programs act for a person.
struct StoredAPIToken: Sendable {
    let id: APITokenID
    /// Sealed with the person's key.
    let name: Data
    let createdAt: Instant
    let lastUsedAt: Instant?
}

/// All statements on API tokens.
struct APITokenStore: Sendable {
    func credential(_ token: SecretToken, on connection: any Connection) throws -> Credential? {
        try Credential(
            connection.rows(
                """
                SELECT t.person_id, '' AS form_token, t.created_at, t.last_used_at AS seen_at,
                    g.role, g.scope_kind, g.scope_id
                FROM api_token t LEFT JOIN grant_role g ON g.person_id = t.person_id
                WHERE t.token_hash = \(token.hash)
                """))
    }

    func enter(
        _ token: SecretToken, of person: PersonID, name: Data, now: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO api_token (token_hash, person_id, name, created_at)
            VALUES (\(token.hash), \(person), \(name), \(now))
            """)
    }

    func noteUsed(_ token: SecretToken, before: Instant, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE api_token SET last_used_at = \(now)
            WHERE token_hash = \(token.hash) AND (last_used_at IS NULL OR last_used_at <= \(before))
            """)
    }

    func tokens(of person: PersonID, on connection: any Connection) throws -> [StoredAPIToken] {
        try connection.all(
            "SELECT id, name, created_at, last_used_at FROM api_token WHERE person_id = \(person) ORDER BY id"
        ) { row in
            StoredAPIToken(
                id: try row["id"], name: try row["name"], createdAt: try row["created_at"],
                lastUsedAt: try row["last_used_at"])
        }
    }

    /// `false` when the person has no such token.
    func remove(_ id: APITokenID, of person: PersonID, on connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM api_token WHERE id = \(id) AND person_id = \(person)") == 1
    }
}
