// SPDX-License-Identifier: EUPL-1.2

/// A transaction on PostgreSQL. Used by one thread at a time, for as long as the closure it is handed to.
final class PostgresConnection: Connection {
    private let session: PostgresSession
    private var depth = 0
    private var isOver = false
    /// The error that poisoned the transaction, or the savepoint that is open.
    private var failure: StorageError?
    /// Whether the transaction met another one. Nothing mends that but a new transaction, whoever catches the error.
    private var hasLost = false
    private(set) var signals: Set<Signal> = []

    init(_ session: PostgresSession) { self.session = session }

    var dialect: Dialect { .postgres }

    func rows(_ sql: SQL) throws -> [Row] { try carryOut(sql).rows }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try carryOut(sql).changedRows }

    func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let name = "attempt_\(depth)"
        let signalsBefore = signals
        try command("SAVEPOINT \(name)")
        do {
            let value = try body()
            try throwFailure()
            try command("RELEASE \(name)")
            return value
        } catch {
            if hasLost { throw StorageError.serialization }
            signals = signalsBefore
            try command("ROLLBACK TO \(name); RELEASE \(name)")
            failure = nil
            throw error
        }
    }

    func signal(_ signal: Signal) { signals.insert(signal) }

    /// Ends the use of this connection. Throws the error that keeps the transaction from being committed, even if the
    /// closure caught it.
    func end() throws(StorageError) {
        isOver = true
        try throwFailure()
    }

    /// What a transaction throws that `error` ended.
    func end(with error: any Error) -> any Error {
        isOver = true
        return hasLost ? StorageError.serialization : error
    }

    private func throwFailure() throws(StorageError) {
        if hasLost { throw .serialization }
        if session.isPoisoned, let failure { throw failure }
    }

    private func carryOut(_ sql: SQL) throws(StorageError) -> PostgresResult {
        let (text, bindings) = sql.rendered(for: .postgres)
        return try remembering { () throws(StorageError) in try session.carryOut(text, bindings) }
    }

    private func command(_ text: String) throws(StorageError) {
        _ = try remembering { () throws(StorageError) in try session.run(text) }
    }

    private func remembering<Value: ~Copyable>(_ body: () throws(StorageError) -> Value) throws(StorageError) -> Value {
        guard !isOver else { throw .engine(code: "25P01", message: "the transaction is over") }
        if hasLost { throw .serialization }
        do {
            return try body()
        } catch {
            if error == .serialization { hasLost = true }
            if failure == nil, session.isPoisoned { failure = error }
            throw error
        }
    }
}
