// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

/// A link that signs somebody in once.
struct StoredSignInLink: Sendable {
    /// Whom it signs in; `nil`: whoever then has `address`.
    let person: PersonID?
    /// An address of which nobody was known when the link was made, sealed with the server's key.
    let address: Data?
    /// Handed over by the server's owner: asks for no second factor.
    let isTrusted: Bool
    let expiresAt: Instant
    let usedAt: Instant?

    fileprivate init(_ row: Row) throws {
        person = try row["person_id"]
        address = try row["address"]
        isTrusted = try row["is_trusted"]
        expiresAt = try row["expires_at"]
        usedAt = try row["used_at"]
    }
}

/// All statements on sign-in links.
struct SignInLinkStore: Sendable {
    /// Give `person` or `address`, not both.
    func enter(
        _ token: SecretToken, emailHash: String, person: PersonID?, address: Data?, isTrusted: Bool, now: Instant,
        expiresAt: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO sign_in_link (token_hash, email_hash, person_id, address, is_trusted, created_at, expires_at)
            VALUES (\(token.hash), \(emailHash), \(person), \(address), \(isTrusted), \(now), \(expiresAt))
            """)
    }

    /// How many links were mailed to the address after `start`.
    func count(emailHash: String, since start: Instant, on connection: any Connection) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) AS n FROM sign_in_link
            WHERE email_hash = \(emailHash) AND created_at > \(start) AND is_trusted = 0
            """
        ) { row in try row["n"] } ?? 0
    }

    func link(_ token: SecretToken, on connection: any Connection) throws -> StoredSignInLink? {
        try connection.first(
            """
            SELECT person_id, address, is_trusted, expires_at, used_at FROM sign_in_link
            WHERE token_hash = \(token.hash)
            """, StoredSignInLink.init)
    }

    /// Uses the link up. `nil` when it is used, expired or unknown: of two who come at once, one gets it.
    func use(_ token: SecretToken, now: Instant, on connection: any Connection) throws -> StoredSignInLink? {
        try connection.first(
            """
            UPDATE sign_in_link SET used_at = \(now)
            WHERE token_hash = \(token.hash) AND used_at IS NULL AND expires_at > \(now)
            RETURNING person_id, address, is_trusted, expires_at, used_at
            """, StoredSignInLink.init)
    }

    /// Uses up what was mailed to the person.
    func useAll(of person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE sign_in_link SET used_at = \(now)
            WHERE person_id = \(person) AND used_at IS NULL AND is_trusted = 0
            """)
    }

    func removeExpired(before: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM sign_in_link WHERE expires_at <= \(before)")
    }
}
