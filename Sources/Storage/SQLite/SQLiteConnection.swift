// SPDX-License-Identifier: EUPL-1.2

import GRDB
import Kernel
import Synchronization

import struct Foundation.Data

/// A transaction on SQLite. Used by one thread at a time, for as long as the closure it is handed to.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    private let statements: StatementBudget
    private var depth = 0
    private(set) var signals: Set<Signal> = []

    init(_ database: GRDB.Database, statements: StatementBudget) {
        self.database = database
        self.statements = statements
    }

    var dialect: Dialect { .sqlite }

    func rows(_ sql: SQL) throws -> [Row] {
        try translatingErrors {
            let (statement, bindings) = try prepare(sql)
            let names = statement.columnNames
            var rows: [Row] = []
            try SQLiteStep.each(of: statement, with: bindings, in: database) { values in
                rows.append(Row(names: names, values: values))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try translatingErrors {
            let (statement, bindings) = try prepare(sql)
            try SQLiteStep.each(of: statement, with: bindings, in: database) { _ in }
            return database.changesCount
        }
    }

    func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let name = "attempt_\(depth)"
        let signalsBefore = signals
        try run("SAVEPOINT \(name)")
        do {
            let value = try body()
            try run("RELEASE \(name)")
            return value
        } catch {
            signals = signalsBefore
            try run("ROLLBACK TO \(name)")
            try run("RELEASE \(name)")
            throw error
        }
    }

    func signal(_ signal: Signal) { signals.insert(signal) }

    /// Carries out a transaction statement that this file writes itself.
    func run(_ text: String) throws {
        try translatingErrors { try database.cachedStatement(sql: text).execute() }
    }

    /// Carries out `body` on one state of the data.
    func reading<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try run("BEGIN DEFERRED")
        let outcome = Result { try body(self) }
        try run("COMMIT")
        return try outcome.get()
    }

    var isInTransaction: Bool { database.isInsideTransaction }

    private func prepare(_ sql: SQL) throws -> (Statement, [ColumnData]) {
        let (text, bindings) = sql.rendered(for: .sqlite)
        let statement =
            statements.allows(text) ? try database.cachedStatement(sql: text) : try database.makeStatement(sql: text)
        return (statement, bindings)
    }
}

/// Which statements may stay in GRDB's caches, which never evict: the first few hundred texts seen.
final class StatementBudget: Sendable {
    private let seen = Mutex<Set<String>>([])
    private let limit = 512

    func allows(_ text: String) -> Bool {
        seen.withLock { seen in
            if seen.contains(text) { return true }
            guard seen.count < limit else { return false }
            seen.insert(text)
            return true
        }
    }
}

/// Carries out `body` and turns SQLite's errors into `StorageError`s.
func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StorageError(error)
    }
}

extension StorageError {
    init(_ error: DatabaseError) {
        let message = error.message ?? ""
        let constraint = String(message.split(separator: ":", maxSplits: 1).last ?? "").trimmed
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self = .notUnique(constraint: constraint)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .brokenReference(constraint: constraint)
        case .SQLITE_CONSTRAINT_TRIGGER where message == "overlap": self = .overlap
        case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_NOTNULL, .SQLITE_CONSTRAINT_TRIGGER,
            .SQLITE_CONSTRAINT_DATATYPE:
            self = .refused(constraint: constraint)
        default:
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
                self = .unavailable("SQLite \(error.extendedResultCode.rawValue): \(message)")
            default: self = .engine(code: "\(error.extendedResultCode.rawValue)", message: message)
            }
        }
    }
}
