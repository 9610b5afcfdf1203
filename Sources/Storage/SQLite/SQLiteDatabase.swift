// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import Kernel
import Synchronization

/// SQLite in one file, owned by one process: many readers, one writer that groups its commits, write-ahead log, and
/// `synchronous=FULL`, so that what was acknowledged survives a power cut.
package final class SQLiteDatabase: Database {
    private let pool: DatabasePool
    private let writer: GroupWriter
    private let statements = StatementBudget()
    private let handlers: CommitHandlers

    /// Opens or creates the file at `path`.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = max(4, ProcessInfo.processInfo.activeProcessorCount)
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = -16000")
        }
        pool = try translatingErrors { try DatabasePool(path: path, configuration: configuration) }
        let handlers = CommitHandlers()
        self.handlers = handlers
        writer = GroupWriter(pool: pool, statements: statements) { handlers.announce($0) }
        try Self.insistOnDurability(pool)
    }

    package var dialect: Dialect { .sqlite }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try readHere(body)
    }

    /// Reads on the thread that asks. A read takes microseconds to milliseconds of computing, and is spared the way to
    /// another thread and back (docs/decisions/0007); there is a reader for each of Swift's threads,
    /// so that none waits for another.
    private func readHere<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try translatingErrors {
            try pool.unsafeRead { database in
                try SQLiteConnection(database, statements: statements).reading(body)
            }
        }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = ResultBox<Value>()
            writer.submit(
                GroupWriter.Member(
                    work: { connection in result.set(try body(connection)) },
                    answer: { outcome in
                        switch outcome {
                        case .failure(let error): continuation.resume(throwing: error)
                        case .success: continuation.resume(with: result.taken)
                        }
                    }))
        }
    }

    package func onCommit(_ handler: @escaping @Sendable (Set<Signal>) -> Void) { handlers.add(handler) }

    package func check() async throws -> [String] {
        try await pool.read { database in
            let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let orphans = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
                .map { "foreign key: table \($0[0] as String? ?? "?"), row \($0[1] as Int64? ?? 0)" }
            return integrity + orphans
        }
    }

    package func backup(to path: String) async throws {
        try await pool.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
    }

    package func purge() async throws {
        _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    package func close() async throws {
        writer.close()
        try pool.close()
    }

    /// GRDB lowers `synchronous` to NORMAL while it opens a pool; with NORMAL a power cut loses acknowledged writes.
    private static func insistOnDurability(_ pool: DatabasePool) throws {
        let level = try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw StorageError.engine(code: "synchronous", message: "FULL was refused") }
    }
}

/// Carries a value from the writer's thread to the task that waits for it.
private final class ResultBox<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ new: Value) { value.withLock { $0 = new } }

    var taken: Result<Value, any Error> {
        value.withLock { $0 }.map(Result.success) ?? .failure(StorageError.unavailable("no answer"))
    }
}
