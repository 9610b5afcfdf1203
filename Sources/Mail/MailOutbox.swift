// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Storage

/// Mails that are to be sent. They are entered in the transaction that gives rise to them and delivered later, at least
/// once. What waits is sealed; what is sent or erased leaves nothing personal behind.
package struct MailOutbox: Sendable {
    private let database: any Database
    private let transport: any MailTransport
    private let ports: MailPorts
    private let clock: Clock
    private let jitter: @Sendable () -> Double

    /// `jitter` gives numbers in 0…1.
    package init(
        database: any Database, transport: any MailTransport, ports: MailPorts, clock: Clock,
        jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.database = database
        self.transport = transport
        self.ports = ports
        self.clock = clock
        self.jitter = jitter
    }

    /// Enters a mail in the caller's transaction. One whose message id is known already is the same mail and is not
    /// entered again.
    package func post(
        _ message: MailMessage, to person: PersonID?, house: HouseID?, on connection: any Connection
    ) throws {
        let body = try ports.seal(person, JSONEncoder().encode(message), connection)
        let isNew = try connection.enterMail(
            messageID: message.messageID, person: person, house: house, body: body, now: clock.now())
        if isNew { connection.signal(.jobs) }
    }

    /// Tries the mails that are due, one after another, and returns how many it took up: as many as `limit` means that
    /// more may wait. Several processes may do so at a time.
    @discardableResult
    package func deliverDue(limit: Int) async throws -> Int {
        try await removeErasedCopies(limit: limit)
        var count = 0
        while count < limit, !Task.isCancelled {
            let now = clock.now()
            guard let attempt = try await database.write({ try $0.leaseMail(now: now) }) else { break }
            try await settle(attempt, try await outcome(of: attempt))
            count += 1
        }
        return count
    }

    /// Empties all mails for a person in the caller's transaction. Delivered copies that are still in reach are removed
    /// by the next `deliverDue`.
    package func erase(person: PersonID, on connection: any Connection) throws {
        if try connection.eraseMails(of: person, now: clock.now()) > 0 { connection.signal(.jobs) }
    }

    /// The mails for a person that were, or may have been, handed to the transport.
    package func deliveredIDs(of person: PersonID, on connection: any Connection) throws -> [Int64] {
        try connection.attemptedMails(of: person)
    }

    private func outcome(of attempt: MailAttempt) async throws -> MailOutcome {
        if attempt.number > Backoff.lastAttempt { return .failed("the last attempt did not come to an end") }
        let message: MailMessage
        do {
            guard let opened = try await database.read({ try open(attempt, on: $0) }) else { return .settledElsewhere }
            message = opened
        } catch is MailPorts.Erased {
            return .erased
        } catch let error where error is StorageError || error is CancellationError {
            throw error
        } catch {
            return postponed(attempt, "the mail cannot be opened: \(type(of: error))")
        }
        do {
            try await transport.deliver(message, id: attempt.id)
            return .sent
        } catch .permanent(let words) {
            return .failed(words.withoutTraces(of: message.to))
        } catch .temporary(let words) {
            return postponed(attempt, words.withoutTraces(of: message.to))
        }
    }

    private func open(_ attempt: MailAttempt, on connection: any Connection) throws -> MailMessage? {
        guard let body = try connection.mailBody(of: attempt) else { return nil }
        return try JSONDecoder().decode(MailMessage.self, from: ports.open(attempt.person, body, connection))
    }

    private func postponed(_ attempt: MailAttempt, _ reason: String) -> MailOutcome {
        guard attempt.number < Backoff.lastAttempt else { return .failed(reason) }
        return .postponed(reason, until: clock.now() + Backoff.pause(after: attempt.number, jitter: jitter()))
    }

    private func settle(_ attempt: MailAttempt, _ outcome: MailOutcome) async throws {
        let now = clock.now()
        let isErased = try await database.write { [ports] connection in
            guard try connection.settleMail(attempt, outcome, now: now) else { return try connection.isErased(attempt) }
            if case .failed(let reason) = outcome {
                try ports.deliveryFailed(attempt.failed(for: reason), connection)
            }
            return false
        }
        if isErased { try await removeErasedCopy(attempt.id) }
    }

    private func removeErasedCopies(limit: Int) async throws {
        let now = clock.now()
        for id in try await database.read({ try $0.erasedMailsToRemove(now: now, limit: limit) }) {
            try await removeErasedCopy(id)
        }
    }

    /// A copy that cannot be removed now stays entered as one to remove.
    private func removeErasedCopy(_ id: Int64) async throws {
        do {
            try await transport.remove(id: id)
        } catch {
            return
        }
        try await database.write { try $0.enterCopyRemoved(id) }
    }
}

/// How long a mail rests between attempts.
enum Backoff {
    static let lastAttempt = 12

    /// 1 minute after the first attempt, twice as long after each further one, 6 hours at the most; up to a fifth less
    /// by `jitter` (0…1), so that mails that failed together do not come again together.
    static func pause(after attempt: Int, jitter: Double) -> Span {
        let minutes = min(1 << min(attempt - 1, 9), 360)
        return .seconds(Int64(Double(minutes * 60) * (1 - jitter / 5)))
    }
}

extension String {
    /// Words of a server that may be kept: no address, nor the parts that tell who it is.
    fileprivate func withoutTraces(of recipient: MailMessage.Mailbox) -> String {
        let words = split(separator: " ").map { $0.contains("@") ? "…" : String($0) }.joined(separator: " ")
        let traces = [recipient.name ?? "", String(recipient.address.localPart)].filter { $0.count > 2 }
        let clean = traces.reduce(words) { words, trace in
            words.replacingOccurrences(of: trace, with: "…", options: .caseInsensitive)
        }
        return String(clean.prefix(300))
    }
}
