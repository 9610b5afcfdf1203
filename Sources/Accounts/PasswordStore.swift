// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

/// A person's password, and their second factor if they have one.
struct StoredPassword: Sendable {
    let hash: String
    let changedAt: Instant
    let attempts: Attempts
    /// The shared secret, sealed with the person's key.
    let secret: Data?
    /// The step of the last code that opened.
    let lastCounter: Int64?
    let codeAttempts: Attempts

    fileprivate init(_ row: Row) throws {
        hash = try row["hash"]
        changedAt = try row["changed_at"]
        attempts = Attempts(failed: try row["failed_passwords"], lockedUntil: try row["locked_until"])
        secret = try row["totp_secret"]
        lastCounter = try row["totp_last_counter"]
        codeAttempts = Attempts(failed: try row["failed_codes"], lockedUntil: try row["codes_locked_until"])
    }
}

/// All statements on passwords and second factors.
struct PasswordStore: Sendable {
    func password(of person: PersonID, on connection: any Connection) throws -> StoredPassword? {
        try connection.first(
            """
            SELECT hash, changed_at, failed_passwords, locked_until, totp_secret, totp_last_counter, failed_codes,
                codes_locked_until
            FROM password WHERE person_id = \(person)
            """, StoredPassword.init)
    }

    /// Sets or changes the password; a second factor stays.
    func setHash(_ hash: String, of person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO password (person_id, hash, changed_at) VALUES (\(person), \(hash), \(now))
            ON CONFLICT (person_id) DO UPDATE SET hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at,
                failed_passwords = 0, locked_until = NULL
            """)
    }

    /// Removes the password, and with it the second factor.
    func remove(of person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM password WHERE person_id = \(person)")
    }

    func setAttempts(_ attempts: Attempts, of person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE password SET failed_passwords = \(attempts.failed), locked_until = \(attempts.lockedUntil)
            WHERE person_id = \(person)
            """)
    }

    func setCodeAttempts(_ attempts: Attempts, of person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE password SET failed_codes = \(attempts.failed), codes_locked_until = \(attempts.lockedUntil)
            WHERE person_id = \(person)
            """)
    }

    /// Notes that the code of this step opened: neither it nor an earlier one does again.
    func setCounter(_ counter: Int64, of person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE password SET totp_last_counter = \(counter), failed_codes = 0, codes_locked_until = NULL
            WHERE person_id = \(person)
            """)
    }

    /// Sets or, with `nil`, removes the second factor. `counter` is the step of the code that proved it.
    func setSecret(
        _ secret: Data?, counter: Int64?, of person: PersonID, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE password SET totp_secret = \(secret), totp_last_counter = \(counter), failed_codes = 0,
                codes_locked_until = NULL
            WHERE person_id = \(person)
            """)
    }
}
