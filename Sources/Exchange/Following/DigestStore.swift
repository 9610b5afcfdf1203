// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on who gets the weekly mail, and until when they have been told.
struct DigestStore: Sendable {
    struct Reader: Sendable {
        let person: PersonID
        let isOn: Bool
        let toldUntil: Instant
    }

    /// The person has given a reason to write to them; whoever declined the mail stays without it.
    func enter(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO digest_reader (person_id, house_id, is_on, told_until)
            VALUES (\(person), \(HouseID.network), 1, \(now)) ON CONFLICT (person_id) DO NOTHING
            """)
    }

    func reader(_ person: PersonID, on connection: any Connection) throws -> Reader? {
        try connection.first(Self.selection + "WHERE person_id = \(person)", Self.reader)
    }

    /// Those to whom an edition is still to be told, in the order of persons.
    func readers(
        notToldUntil instant: Instant, after position: PersonID?, limit: Int, on connection: any Connection
    ) throws -> [Reader] {
        try connection.all(
            Self.selection + """
                WHERE person_id > \(position ?? PersonID(0)) AND is_on = 1 AND told_until < \(instant)
                ORDER BY person_id LIMIT \(limit)
                """, Self.reader)
    }

    /// Takes it upon this transaction to tell a reader everything until `instant`. `false` when another one has, when
    /// they declined the mail meanwhile, or when they are forgotten: of several at once exactly one gets `true`.
    func claim(_ reader: Reader, until instant: Instant, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE digest_reader SET told_until = \(instant)
            WHERE person_id = \(reader.person) AND is_on = 1 AND told_until = \(reader.toldUntil)
                AND told_until < \(instant)
            """) == 1
    }

    /// Switches the mail on or off. What happens while it is off is not told later.
    func set(_ isOn: Bool, for person: PersonID, now: Instant, on connection: any Connection) throws {
        try enter(person, now: now, on: connection)
        try connection.execute(
            """
            UPDATE digest_reader SET is_on = \(isOn), told_until = \(now)
            WHERE person_id = \(person) AND is_on <> \(isOn)
            """)
    }

    /// Enters the token that one mail carries.
    func enter(_ token: SecretToken, of person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO digest_token (token_hash, house_id, person_id, created_at)
            VALUES (\(token.hash), \(HouseID.network), \(person), \(now))
            """)
    }

    func person(_ token: SecretToken, on connection: any Connection) throws -> PersonID? {
        try connection.first("SELECT person_id FROM digest_token WHERE token_hash = \(token.hash)") { row in
            try row["person_id"]
        }
    }

    func forgetTokens(before instant: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM digest_token WHERE created_at < \(instant)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM digest_reader WHERE person_id = \(person)")
        try connection.execute("DELETE FROM digest_token WHERE person_id = \(person)")
    }

    private static let selection: SQL = "SELECT person_id, is_on, told_until FROM digest_reader\u{20}"

    private static func reader(_ row: Row) throws -> Reader {
        Reader(person: try row["person_id"], isOn: try row["is_on"], toldUntil: try row["told_until"])
    }
}
