// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// Mails that were given up, for the people who should know.
extension MailOutbox {
    package enum State: String, ColumnValue, Sendable { case waiting, sent, failed, erased }

    package func count(of state: State, on connection: any Connection) throws -> Int {
        try connection.row("SELECT COUNT(*) AS n FROM mail_outbox WHERE state = \(state)").map { try $0["n"] } ?? 0
    }

    /// The mails of a house that will not arrive, oldest first.
    package func failures(of house: HouseID, on connection: any Connection) throws -> [FailedMail] {
        try connection.all(
            """
            SELECT id, message_id, person_id, house_id, failure, attempts FROM mail_outbox
            WHERE house_id = \(house) AND state = 'failed' ORDER BY id LIMIT 50
            """
        ) { row in
            FailedMail(
                id: try row["id"], messageID: try row["message_id"], person: try row["person_id"],
                house: try row["house_id"], reason: try row["failure"] as String? ?? "", attempts: try row["attempts"])
        }
    }

    /// Staff have seen it: the mail and what it said are forgotten. Whether there was one.
    package func dismissFailure(_ id: Int64, of house: HouseID, on connection: any Connection) throws -> Bool {
        try connection.execute(
            "DELETE FROM mail_outbox WHERE id = \(id) AND house_id = \(house) AND state = 'failed'") == 1
    }

    /// Tries it again from the beginning, for what stood in the way may be gone. Whether there was one.
    package func retryFailure(_ id: Int64, of house: HouseID, now: Instant, on connection: any Connection) throws
        -> Bool
    {
        let isThere =
            try connection.execute(
                """
                UPDATE mail_outbox SET state = 'waiting', attempts = 0, run_at = \(now), failure = NULL
                WHERE id = \(id) AND house_id = \(house) AND state = 'failed'
                """) == 1
        if isThere { connection.signal(.jobs) }
        return isThere
    }
}
