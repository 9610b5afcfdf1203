// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A transaction's view of the database. Lives as long as the closure it is handed to.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// All rows of the answer.
    func rows(_ sql: SQL) throws -> [Row]

    /// Carries out a statement and tells how many rows it changed.
    @discardableResult func execute(_ sql: SQL) throws -> Int

    /// Carries out `body` in a savepoint: when it throws, what it did is undone and the transaction goes on. The only way
    /// to catch an error of the database inside a transaction.
    @discardableResult func attempt<Value>(_ body: () throws -> Value) throws -> Value

    /// Announces something to this process once the transaction is committed, and only then.
    func signal(_ signal: Signal)
}

/// What a committed transaction tells the process.
package enum Signal: Hashable, Sendable {
    /// What the public may read of a house changed; `nil`: of the platform, to which the names and colours of its
    /// houses belong.
    case publicData(HouseID?)
    /// A job was entered that may be due at once.
    case jobs
}

extension Connection {
    /// The first row of the answer.
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// The rows, each made into a value.
    package func all<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> [Value] { try rows(sql).map(make) }

    /// The first row, made into a value.
    package func first<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> Value? {
        try rows(sql).first.map(make)
    }

    /// The id that `INSERT … RETURNING id` answers.
    package func insert<Of>(_ sql: SQL) throws -> ID<Of> {
        guard let row = try rows(sql).first else { throw StorageError.noColumn("id", []) }
        return try row["id"]
    }

    /// Whether this transaction alone may go on under that name; held until it ends. On SQLite writers never meet.
    package func claim(_ name: String) throws -> Bool {
        guard dialect == .postgres else { return true }
        let row = try row(
            "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended(\(name), 0)) THEN 1 ELSE 0 END AS won")
        return try row?["won"] ?? false
    }

    /// Whether the answer has a row.
    package func exists(_ sql: SQL) throws -> Bool { try !rows(sql).isEmpty }
}
