// SPDX-License-Identifier: EUPL-1.2

extension PostgresSession {
    /// `body` in a transaction that sees one snapshot and changes nothing.
    func read<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body) { _ in "COMMIT" }.value
    }

    /// `body` in a transaction as if no other one ran beside it, and what it signalled. Other processes are told by
    /// `broadcast`.
    func write<Value>(
        _ broadcast: PostgresBroadcast, _ body: (any Connection) throws -> Value
    ) throws -> (value: Value, signals: Set<Signal>) {
        try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE", body) { signals in
            broadcast.commands(for: signals) + "COMMIT"
        }
    }

    private func transaction<Value>(
        _ beginning: String, _ body: (any Connection) throws -> Value, end: (Set<Signal>) -> String
    ) throws -> (value: Value, signals: Set<Signal>) {
        try run(beginning)
        let connection = PostgresConnection(self)
        do {
            let value: Value
            do {
                value = try body(connection)
            } catch {
                throw connection.end(with: error)
            }
            try connection.end()
            guard isInTransaction else { throw StorageError.engine(code: "25P01", message: "the closure ended it") }
            // A poisoned transaction answers COMMIT with ROLLBACK, and that is no error to the server.
            let tag = try run(end(connection.signals))
            guard tag == "COMMIT" else { throw StorageError.engine(code: "25P02", message: "COMMIT became \(tag)") }
            return (value, connection.signals)
        } catch {
            // If even this fails, the pool finds the session unusable and replaces it.
            if isInTransaction { _ = try? run("ROLLBACK") }
            throw error
        }
    }
}
