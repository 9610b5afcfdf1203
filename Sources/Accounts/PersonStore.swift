// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

/// A person as the database keeps them.
struct StoredPerson: Sendable {
    let id: PersonID
    let sealedKey: Data
    let sealed: Data
    let pending: Data?
    let language: Language
    let verifiedAt: Instant?
    let createdAt: Instant

    fileprivate init(_ row: Row) throws {
        id = try row["id"]
        sealedKey = try row["sealed_key"]
        sealed = try row["sealed"]
        pending = try row["pending"]
        language = try row["language"]
        verifiedAt = try row["verified_at"]
        createdAt = try row["created_at"]
    }
}

/// A person that is to be entered.
struct NewPerson: Sendable {
    let keyID: String
    let sealedKey: Data
    let emailHash: String?
    let phoneHash: String?
    let sealed: Data
    let pending: Data
    let language: Language
}

/// All statements on people. Who is forgotten is not found.
struct PersonStore: Sendable {
    private static let columns: SQL = "id, sealed_key, sealed, pending, language, verified_at, created_at"

    /// `nil` when somebody is known by that e-mail address already.
    func enter(_ person: NewPerson, now: Instant, on connection: any Connection) throws -> PersonID? {
        try connection.first(
            """
            INSERT INTO person (key_id, sealed_key, email_hash, phone_hash, sealed, pending, language, created_at)
            VALUES (\(person.keyID), \(person.sealedKey), \(person.emailHash), \(person.phoneHash), \(person.sealed),
                \(person.pending), \(person.language), \(now))
            ON CONFLICT (email_hash) DO NOTHING RETURNING id
            """
        ) { row in try row["id"] }
    }

    func person(_ id: PersonID, on connection: any Connection) throws -> StoredPerson? {
        try persons([id], on: connection).first
    }

    func persons(_ ids: [PersonID], on connection: any Connection) throws -> [StoredPerson] {
        try connection.all(
            "SELECT \(Self.columns) FROM person WHERE id IN (\(list: ids)) AND erased_at IS NULL", StoredPerson.init)
    }

    func person(emailHash: String, on connection: any Connection) throws -> StoredPerson? {
        try connection.first(
            "SELECT \(Self.columns) FROM person WHERE email_hash = \(emailHash)", StoredPerson.init)
    }

    /// Whoever is known by this number and by no e-mail address, the one known longest.
    func person(withoutEmail phoneHash: String, on connection: any Connection) throws -> StoredPerson? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM person WHERE phone_hash = \(phoneHash) AND email_hash IS NULL
            ORDER BY id LIMIT 1
            """, StoredPerson.init)
    }

    func persons(phoneHash: String, on connection: any Connection) throws -> [PersonID] {
        try connection.all("SELECT id FROM person WHERE phone_hash = \(phoneHash) ORDER BY id") { row in
            try row["id"]
        }
    }

    func setPending(_ pending: Data?, of person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE person SET pending = \(pending) WHERE id = \(person) AND erased_at IS NULL")
    }

    func setVerified(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE person SET verified_at = COALESCE(verified_at, \(now)) WHERE id = \(person) AND erased_at IS NULL
            """)
    }

    func setDetails(
        _ sealed: Data, phoneHash: String?, language: Language, of person: PersonID, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE person SET sealed = \(sealed), pending = NULL, phone_hash = \(phoneHash), language = \(language)
            WHERE id = \(person) AND erased_at IS NULL
            """)
    }

    /// Throws `StorageError.notUnique` when somebody else is known by that address.
    func setEmail(
        _ sealed: Data, emailHash: String, of person: PersonID, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE person SET sealed = \(sealed), email_hash = \(emailHash)
            WHERE id = \(person) AND erased_at IS NULL
            """)
    }

    /// Destroys the key and all that it opened, and whatever lets the person in.
    func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM session WHERE person_id = \(person)")
        try connection.execute(
            """
            DELETE FROM sign_in_link WHERE person_id = \(person)
                OR email_hash IN (SELECT email_hash FROM person WHERE id = \(person) AND email_hash IS NOT NULL)
            """)
        try connection.execute(
            """
            DELETE FROM email_change WHERE person_id = \(person)
                OR email_hash IN (SELECT email_hash FROM person WHERE id = \(person) AND email_hash IS NOT NULL)
            """)
        try connection.execute("DELETE FROM password WHERE person_id = \(person)")
        try connection.execute("DELETE FROM api_token WHERE person_id = \(person)")
        try connection.execute("DELETE FROM grant_role WHERE person_id = \(person)")
        try connection.execute(
            """
            UPDATE person SET sealed_key = NULL, email_hash = NULL, phone_hash = NULL, sealed = NULL, pending = NULL,
                verified_at = NULL, language = \(Language.german), erased_at = \(now)
            WHERE id = \(person) AND erased_at IS NULL
            """)
    }
}

extension PersonStore {
    /// The random id of the person's key, which the erasure ledger keeps.
    func keyID(of person: PersonID, on connection: any Connection) throws -> String? {
        try connection.first("SELECT key_id FROM person WHERE id = \(person)") { row in try row["key_id"] }
    }

    /// Those of the keys that are still there.
    func persons(withKeys keyIDs: [String], on connection: any Connection) throws -> [PersonID] {
        try connection.all(
            "SELECT id FROM person WHERE key_id IN (\(list: keyIDs)) AND erased_at IS NULL ORDER BY id"
        ) { row in try row["id"] }
    }

    /// The keys of up to `limit` people after `last`, in the order of ids.
    func sealedKeys(
        after last: PersonID, limit: Int, on connection: any Connection
    ) throws -> [(id: PersonID, key: Data)] {
        try connection.all(
            """
            SELECT id, sealed_key FROM person WHERE id > \(last) AND erased_at IS NULL ORDER BY id LIMIT \(limit)
            """
        ) { row in (try row["id"], try row["sealed_key"]) }
    }

    func setSealedKey(_ key: Data, of person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE person SET sealed_key = \(key) WHERE id = \(person) AND erased_at IS NULL")
    }

    func serverKey(on connection: any Connection) throws -> Data? {
        try connection.first("SELECT sealed_key FROM server_key WHERE number = 1") { row in try row["sealed_key"] }
    }

    func enterServerKey(_ key: Data, on connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO server_key (number, sealed_key) VALUES (1, \(key)) ON CONFLICT (number) DO NOTHING")
    }

    func setServerKey(_ key: Data, on connection: any Connection) throws {
        try connection.execute("UPDATE server_key SET sealed_key = \(key) WHERE number = 1")
    }
}
