// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

import struct Foundation.Data

enum SessionMark {}
typealias SessionID = ID<SessionMark>

/// A sign-in that lasts, as the database keeps it.
struct StoredSession: Sendable {
    let id: SessionID
    /// Sealed with the person's key: what browser it is.
    let agent: Data?
    let createdAt: Instant
    let lastSeenAt: Instant

    fileprivate init(_ row: Row) throws {
        id = try row["id"]
        agent = try row["agent"]
        createdAt = try row["created_at"]
        lastSeenAt = try row["last_seen_at"]
    }
}

/// Whom a session or a token belongs to, what they may do, and when it was last used.
struct Credential: Sendable {
    let person: PersonID
    let formToken: String
    let startedAt: Instant
    let seenAt: Instant?
    let grants: [Grant]

    init?(_ rows: [Row]) throws {
        guard let row = rows.first else { return nil }
        person = try row["person_id"]
        formToken = try row["form_token"]
        startedAt = try row["created_at"]
        seenAt = try row["seen_at"]
        grants = try rows.compactMap(Grant.init(row:))
    }
}

/// All statements on sessions.
struct SessionStore: Sendable {
    /// One statement: it stands before every page that a signed-in person reads.
    func credential(_ token: SecretToken, now: Instant, on connection: any Connection) throws -> Credential? {
        try Credential(
            connection.rows(
                """
                SELECT s.person_id, s.form_token, s.created_at, s.last_seen_at AS seen_at,
                    g.role, g.scope_kind, g.scope_id
                FROM session s LEFT JOIN grant_role g ON g.person_id = s.person_id
                WHERE s.token_hash = \(token.hash) AND s.expires_at > \(now)
                """))
    }

    func enter(
        _ token: SecretToken, of person: PersonID, formToken: String, agent: Data?, now: Instant,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO session (token_hash, person_id, form_token, agent, created_at, last_seen_at, expires_at)
            VALUES (\(token.hash), \(person), \(formToken), \(agent), \(now), \(now),
                \(SessionRules.expiry(startedAt: now, seenAt: now)))
            """)
    }

    /// Notes that the session was used, unless that was noted since `before`.
    func noteSeen(
        _ token: SecretToken, startedAt: Instant, before: Instant, now: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE session SET last_seen_at = \(now),
                expires_at = \(SessionRules.expiry(startedAt: startedAt, seenAt: now))
            WHERE token_hash = \(token.hash) AND last_seen_at <= \(before) AND expires_at > \(now)
            """)
    }

    func sessions(of person: PersonID, now: Instant, on connection: any Connection) throws -> [StoredSession] {
        try connection.all(
            """
            SELECT id, agent, created_at, last_seen_at FROM session
            WHERE person_id = \(person) AND expires_at > \(now) ORDER BY last_seen_at DESC, id DESC
            """, StoredSession.init)
    }

    func session(_ token: SecretToken, on connection: any Connection) throws -> StoredSession? {
        try connection.first(
            "SELECT id, agent, created_at, last_seen_at FROM session WHERE token_hash = \(token.hash)",
            StoredSession.init)
    }

    func remove(_ token: SecretToken, on connection: any Connection) throws {
        try connection.execute("DELETE FROM session WHERE token_hash = \(token.hash)")
    }

    /// `false` when the person has no such session.
    func remove(_ id: SessionID, of person: PersonID, on connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM session WHERE id = \(id) AND person_id = \(person)") == 1
    }

    /// Ends all sessions of the person but that of `token`.
    func removeOthers(of person: PersonID, than token: SecretToken?, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM session WHERE person_id = \(person) AND token_hash <> \(token?.hash ?? "")")
    }

    func removeExpired(now: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM session WHERE expires_at <= \(now)")
    }
}
