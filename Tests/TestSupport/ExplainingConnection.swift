// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// Passes everything on to a connection of SQLite and notes which statements walk through a whole table: those grow
/// slower with every year that a house is in use.
package final class ExplainingConnection: Connection {
    private let base: any Connection
    package private(set) var scans: [String] = []

    package init(_ base: any Connection) { self.base = base }

    package var dialect: Dialect { base.dialect }

    package func rows(_ sql: SQL) throws -> [Row] {
        try explain(sql)
        return try base.rows(sql)
    }

    package func execute(_ sql: SQL) throws -> Int {
        try explain(sql)
        return try base.execute(sql)
    }

    package func attempt<Value>(_ body: () throws -> Value) throws -> Value { try base.attempt(body) }

    package func signal(_ signal: Signal) { base.signal(signal) }

    private func explain(_ sql: SQL) throws {
        for row in try base.rows("EXPLAIN QUERY PLAN " + sql) {
            let step: String = try row["detail"]
            if step.hasPrefix("SCAN"), !step.contains("CONSTANT ROW") { scans.append(step) }
        }
    }
}
