// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

/// A link that gives an account another address once.
struct StoredEmailChange: Sendable {
    let person: PersonID
    /// The new address, sealed with the person's key.
    let address: Data
    let expiresAt: Instant
    let usedAt: Instant?

    fileprivate init(_ row: Row) throws {
        person = try row["person_id"]
        address = try row["address"]
        expiresAt = try row["expires_at"]
        usedAt = try row["used_at"]
    }
}

/// All statements on changes of address.
struct EmailChangeStore: Sendable {
    func enter(
        _ token: SecretToken, of person: PersonID, emailHash: String, address: Data, now: Instant,
        expiresAt: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO email_change (token_hash, person_id, email_hash, address, created_at, expires_at)
            VALUES (\(token.hash), \(person), \(emailHash), \(address), \(now), \(expiresAt))
            """)
    }

    /// How many links were asked for after `start`: by the person, or to the address.
    func count(
        of person: PersonID, emailHash: String, since start: Instant, on connection: any Connection
    ) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) AS n FROM email_change
            WHERE (person_id = \(person) OR email_hash = \(emailHash)) AND created_at > \(start)
            """
        ) { row in try row["n"] } ?? 0
    }

    func change(_ token: SecretToken, on connection: any Connection) throws -> StoredEmailChange? {
        try connection.first(
            "SELECT person_id, address, expires_at, used_at FROM email_change WHERE token_hash = \(token.hash)",
            StoredEmailChange.init)
    }

    /// Uses the link up. `nil` when it is used, expired, unknown or another person's: of two who come at once, one gets
    /// it.
    func use(
        _ token: SecretToken, by person: PersonID, now: Instant, on connection: any Connection
    ) throws -> StoredEmailChange? {
        try connection.first(
            """
            UPDATE email_change SET used_at = \(now)
            WHERE token_hash = \(token.hash) AND person_id = \(person) AND used_at IS NULL AND expires_at > \(now)
            RETURNING person_id, address, expires_at, used_at
            """, StoredEmailChange.init)
    }

    /// Uses up whatever else the person has asked for.
    func useAll(of person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE email_change SET used_at = \(now) WHERE person_id = \(person) AND used_at IS NULL")
    }

    func removeExpired(before: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM email_change WHERE expires_at <= \(before)")
    }
}
