// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Synchronization
import TestSupport

/// An outbox with a database of its own, a clock to turn, and a transport that records.
final class PostOffice: Sendable {
    /// What a row of the outbox says.
    struct Entry: Equatable {
        let state: String
        let attempts: Int
        let bodyIsEmpty: Bool
        let failure: String?
    }

    struct Unreadable: Error {}

    private struct State {
        var now = Instant(seconds: 1_795_860_000)
        var forgotten: Set<PersonID> = []
        var isUnreadable = false
    }

    let database: any Database
    let transport: RecordingTransport
    private let state = Mutex(State())

    init(_ engine: Engine) async throws {
        database = try await engine.makeDatabase()
        transport = RecordingTransport()
        try await database.migrate(MailMigrations.all, clock: .system)
        try await database.write { connection in
            _ = try connection.execute(
                "CREATE TABLE notice (mail_id \(ddl: .integer) NOT NULL, reason \(ddl: .text) NOT NULL) \(ddl: .strict)"
            )
        }
    }

    var outbox: MailOutbox { outbox(over: transport) }

    func outbox(over transport: any MailTransport) -> MailOutbox {
        let ports = MailPorts(
            seal: { person, data, _ in Data(data.map { $0 ^ 0x55 }) },
            open: { [self] person, data, _ in
                let (isForgotten, isUnreadable) = state.withLock { state in
                    (person.map { state.forgotten.contains($0) } ?? false, state.isUnreadable)
                }
                if isForgotten { throw MailPorts.Erased() }
                if isUnreadable { throw Unreadable() }
                return Data(data.map { $0 ^ 0x55 })
            },
            deliveryFailed: { mail, connection in
                try connection.execute("INSERT INTO notice (mail_id, reason) VALUES (\(mail.id), \(mail.reason))")
            })
        let clock = Clock { [self] in state.withLock(\.now) }
        return MailOutbox(database: database, transport: transport, ports: ports, clock: clock, jitter: { 0 })
    }

    func advance(_ span: Span) { state.withLock { $0.now = $0.now + span } }
    func forget(_ person: PersonID) { state.withLock { _ = $0.forgotten.insert(person) } }
    func makeUnreadable(_ isUnreadable: Bool) { state.withLock { $0.isUnreadable = isUnreadable } }

    func enter(_ messageIDs: String..., to person: PersonID? = nil) async throws {
        for messageID in messageIDs {
            let message = try MailMessage.sample("\(messageID)@house.example")
            try await database.write { [outbox] in try outbox.post(message, to: person, house: HouseID(1), on: $0) }
        }
    }

    func erase(_ person: PersonID) async throws {
        try await database.write { [outbox] in try outbox.erase(person: person, on: $0) }
    }

    func deliveredIDs(of person: PersonID) async throws -> [Int64] {
        try await database.read { [outbox] in try outbox.deliveredIDs(of: person, on: $0) }
    }

    func change(_ statement: SQL) async throws {
        try await database.write { connection in _ = try connection.execute(statement) }
    }

    /// The rows of the outbox in their order.
    func entries() async throws -> [Entry] {
        try await database.read { connection in
            try connection.all("SELECT state, attempts, body, failure FROM mail_outbox ORDER BY id") { row in
                let body: Data = try row["body"]
                return try Entry(
                    state: row["state"], attempts: row["attempts"], bodyIsEmpty: body.isEmpty, failure: row["failure"])
            }
        }
    }

    /// What staff was told.
    func notices() async throws -> [String] {
        try await database.read { connection in
            try connection.all("SELECT reason FROM notice ORDER BY mail_id") { row in try row["reason"] }
        }
    }
}

/// Keeps what it is handed, fails on demand and lets a test act in the midst of a delivery.
final class RecordingTransport: MailTransport {
    private struct State {
        var delivered: [String] = []
        var removed: [Int64] = []
        var failure: DeliveryFailure?
        var meanwhile: (@Sendable () async throws -> Void)?
    }

    private let state = Mutex(State())

    /// The message ids up to the at sign.
    var delivered: [String] { state.withLock(\.delivered) }
    var removed: [Int64] { state.withLock(\.removed) }

    func fail(_ failure: DeliveryFailure?) { state.withLock { $0.failure = failure } }

    /// `action` runs once, in the midst of the next delivery.
    func meanwhile(_ action: @escaping @Sendable () async throws -> Void) { state.withLock { $0.meanwhile = action } }

    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {
        let action = state.withLock { state in
            defer { state.meanwhile = nil }
            return state.meanwhile
        }
        do {
            try await action?()
        } catch {
            throw .permanent("the test's own action failed: \(error)")
        }
        if let failure = state.withLock(\.failure) { throw failure }
        state.withLock { $0.delivered.append(String(message.messageID.prefix { $0 != "@" })) }
    }

    func remove(id: Int64) async throws(DeliveryFailure) {
        if let failure = state.withLock(\.failure) { throw failure }
        state.withLock { $0.removed.append(id) }
    }
}
