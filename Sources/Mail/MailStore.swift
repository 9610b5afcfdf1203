// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

import struct Foundation.Data

/// One attempt to deliver a mail, leased to one process.
struct MailAttempt: Sendable {
    let id: Int64
    let messageID: String
    let person: PersonID?
    let house: HouseID?
    /// 1 for the first.
    let number: Int

    func failed(for reason: String) -> FailedMail {
        FailedMail(id: id, messageID: messageID, person: person, house: house, reason: reason, attempts: number)
    }
}

/// What came of an attempt.
enum MailOutcome: Sendable {
    case sent
    case postponed(String, until: Instant)
    case failed(String)
    /// The person was forgotten.
    case erased
    /// Another process had it, or it was erased in between.
    case settledElsewhere
}

/// All statements on the outbox.
extension Connection {
    /// `false` when a mail with this message id is there already.
    func enterMail(messageID: String, person: PersonID?, house: HouseID?, body: Data, now: Instant) throws -> Bool {
        try execute(
            """
            INSERT INTO mail_outbox (message_id, house_id, person_id, body, state, attempts, run_at, created_at)
            VALUES (\(messageID), \(house), \(person), \(body), 'waiting', 0, \(now), \(now))
            ON CONFLICT (message_id) DO NOTHING
            """) == 1
    }

    /// Takes the mail that has been due longest for as long as an attempt may last, and longer.
    func leaseMail(now: Instant) throws -> MailAttempt? {
        let due = try first(
            """
            SELECT id, message_id, person_id, house_id, attempts FROM mail_outbox
            WHERE state = 'waiting' AND run_at <= \(now) AND (lease_until IS NULL OR lease_until <= \(now))
            ORDER BY run_at, id LIMIT 1 \(ddl: .forUpdateSkipLocked)
            """
        ) { row in
            try MailAttempt(
                id: row["id"], messageID: row["message_id"], person: row["person_id"], house: row["house_id"],
                number: row["attempts"] + 1)
        }
        guard let due else { return nil }
        try execute(
            """
            UPDATE mail_outbox SET attempts = \(due.number), lease_until = \(now + .minutes(5)) WHERE id = \(due.id)
            """)
        return due
    }

    /// The sealed mail; `nil` when the attempt is no longer this process's.
    func mailBody(of attempt: MailAttempt) throws -> Data? {
        try first(
            """
            SELECT body FROM mail_outbox
            WHERE id = \(attempt.id) AND state = 'waiting' AND attempts = \(attempt.number)
            """
        ) { row in try row["body"] }
    }

    /// `false` when the attempt is no longer this process's; then nothing changes.
    func settleMail(_ attempt: MailAttempt, _ outcome: MailOutcome, now: Instant) throws -> Bool {
        let mine: SQL = "WHERE id = \(attempt.id) AND state = 'waiting' AND attempts = \(attempt.number)"
        let changed: SQL
        switch outcome {
        case .settledElsewhere: return false
        case .sent: changed = "state = 'sent', body = \(Data()), sent_at = \(now), lease_until = NULL, failure = NULL"
        case .postponed(let reason, let next): changed = "run_at = \(next), lease_until = NULL, failure = \(reason)"
        case .failed(let reason): changed = "state = 'failed', lease_until = NULL, failure = \(reason)"
        case .erased: changed = "state = 'erased', body = \(Data()), lease_until = \(now), failure = NULL"
        }
        return try execute("UPDATE mail_outbox SET " + changed + " " + mine) == 1
    }

    /// In an erased mail `lease_until` says from when on a delivered copy is to be removed; NULL: there is none.
    func eraseMails(of person: PersonID, now: Instant) throws -> Int {
        try execute(
            """
            UPDATE mail_outbox SET state = 'erased', body = \(Data()), failure = NULL,
                lease_until = CASE WHEN attempts > 0 THEN COALESCE(lease_until, \(now)) END
            WHERE person_id = \(person) AND state <> 'erased'
            """)
    }

    func isErased(_ attempt: MailAttempt) throws -> Bool {
        try exists("SELECT id FROM mail_outbox WHERE id = \(attempt.id) AND state = 'erased'")
    }

    func erasedMailsToRemove(now: Instant, limit: Int) throws -> [Int64] {
        try all(
            """
            SELECT id FROM mail_outbox WHERE state = 'erased' AND lease_until <= \(now) ORDER BY lease_until LIMIT \(limit)
            """
        ) { row in try row["id"] }
    }

    func enterCopyRemoved(_ id: Int64) throws {
        try execute("UPDATE mail_outbox SET lease_until = NULL WHERE id = \(id) AND state = 'erased'")
    }

    func attemptedMails(of person: PersonID) throws -> [Int64] {
        try all("SELECT id FROM mail_outbox WHERE person_id = \(person) AND attempts > 0 ORDER BY id") { row in
            try row["id"]
        }
    }
}
