// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// One step of the schema: named, append-only, carried out once in a transaction of its own, and frozen – it refers to
/// no live model.
package struct Migration: Sendable {
    /// `capability.001-what-it-does`.
    package let name: String
    package let change: @Sendable (any Connection) throws -> Void

    package init(_ name: String, change: @escaping @Sendable (any Connection) throws -> Void) {
        self.name = name
        self.change = change
    }

    /// A step that is nothing but statements.
    package init(_ name: String, statements: @escaping @Sendable (Dialect) -> [SQL]) {
        self.init(name) { connection in
            for statement in statements(connection.dialect) { try connection.execute(statement) }
        }
    }
}

extension Database {
    /// Carries out the migrations that the database has not seen, in their order, and returns their names.
    /// Throws `StorageError.unknownMigration` when the schema is newer than this program.
    @discardableResult
    package func migrate(_ migrations: [Migration], clock: Clock) async throws -> [String] {
        let known = Set(migrations.map(\.name))
        let done = try await write { connection in
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS migration (
                    name \(ddl: .text) NOT NULL PRIMARY KEY, applied_at \(ddl: .integer) NOT NULL) \(ddl: .strict)
                """)
            return try connection.all("SELECT name FROM migration") { row -> String in try row["name"] }
        }
        if let unknown = done.first(where: { !known.contains($0) }) { throw StorageError.unknownMigration(unknown) }
        var applied: [String] = []
        for migration in migrations where !done.contains(migration.name) {
            let isNew = try await write { connection in
                let inserted = try connection.execute(
                    """
                    INSERT INTO migration (name, applied_at) VALUES (\(migration.name), \(clock.now()))
                    ON CONFLICT (name) DO NOTHING
                    """)
                guard inserted == 1 else { return false }
                try migration.change(connection)
                return true
            }
            if isNew { applied.append(migration.name) }
        }
        return applied
    }

    /// Whether each of the migrations has been carried out.
    package func isMigrated(_ migrations: [Migration]) async throws -> Bool {
        let wanted = migrations.map(\.name)
        return try await read { connection in
            let done = Set(try connection.all("SELECT name FROM migration") { row -> String in try row["name"] })
            return wanted.allSatisfy(done.contains)
        }
    }
}
