// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

package import struct Foundation.Data

/// A statistics file on its way into the directory.
package struct LibraryImport: Sendable {
    package enum State: String, Sendable, ColumnValue {
        /// Its mapping and preview are being looked at.
        case draft
        case running, done
    }

    /// How many rows came to which end so far.
    package struct Counts: Sendable, Equatable {
        package var new = 0
        package var updated = 0
        package var unchanged = 0
        package var refused = 0

        package var all: Int { new + updated + unchanged + refused }
    }

    package let id: ID<LibraryImport>
    /// The year that the file reports on.
    package let year: Int
    package let mapping: ImportMapping
    package let state: State
    package let rowCount: Int
    package let counts: Counts
    /// Rows that were refused or changed in reading, a line each; when it is done.
    let report: String?
}

/// All statements on imports.
struct ImportStore: Sendable {
    func enter(
        _ content: Data, year: Int, mapping: ImportMapping, rowCount: Int, now: Instant, on connection: any Connection
    ) throws -> ID<LibraryImport> {
        try connection.insert(
            """
            INSERT INTO library_import (house_id, year, mapping, content, state, row_count, created_at)
            VALUES (\(HouseID.network), \(year), \(mapping.json), \(content), \(LibraryImport.State.draft), \(rowCount),
                \(now))
            RETURNING id
            """)
    }

    func single(_ id: ID<LibraryImport>, on connection: any Connection) throws -> LibraryImport? {
        try connection.first(
            Self.selection + "WHERE house_id = \(HouseID.network) AND id = \(id)", Self.make)
    }

    /// The latest first.
    func latest(limit: Int, on connection: any Connection) throws -> [LibraryImport] {
        try connection.all(
            Self.selection + "WHERE house_id = \(HouseID.network) ORDER BY id DESC LIMIT \(limit)", Self.make)
    }

    /// `nil` when it is done.
    func content(of id: ID<LibraryImport>, on connection: any Connection) throws -> Data? {
        try connection.row("SELECT content FROM library_import WHERE house_id = \(HouseID.network) AND id = \(id)")
            .flatMap { try $0["content"] }
    }

    func set(_ mapping: ImportMapping, year: Int, of id: ID<LibraryImport>, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE library_import SET mapping = \(mapping.json), year = \(year)
            WHERE house_id = \(HouseID.network) AND id = \(id) AND state = 'draft'
            """)
    }

    /// Whether it was a draft until now.
    func start(_ id: ID<LibraryImport>, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE library_import SET state = 'running'
            WHERE house_id = \(HouseID.network) AND id = \(id) AND state = 'draft'
            """) == 1
    }

    func advance(
        _ id: ID<LibraryImport>, by counts: LibraryImport.Counts, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE library_import SET done_count = library_import.done_count + \(counts.all),
                new_count = library_import.new_count + \(counts.new),
                updated_count = library_import.updated_count + \(counts.updated),
                unchanged_count = library_import.unchanged_count + \(counts.unchanged),
                refused_count = library_import.refused_count + \(counts.refused)
            WHERE house_id = \(HouseID.network) AND id = \(id)
            """)
    }

    func finish(_ id: ID<LibraryImport>, report: String, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE library_import SET state = 'done', content = NULL, report = \(report)
            WHERE house_id = \(HouseID.network) AND id = \(id)
            """)
    }

    func discard(_ id: ID<LibraryImport>, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM library_import WHERE house_id = \(HouseID.network) AND id = \(id) AND state = 'draft'")
    }

    /// Removes drafts that nobody took further.
    func removeDrafts(before: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM library_import WHERE state = 'draft' AND created_at < \(before)")
    }

    /// What somebody checked for that report year.
    func mapping(of year: Int, on connection: any Connection) throws -> ImportMapping? {
        try connection.row("SELECT mapping FROM library_import_mapping WHERE year = \(year)")
            .flatMap { ImportMapping(json: try $0["mapping"]) }
    }

    func keep(_ mapping: ImportMapping, of year: Int, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO library_import_mapping (year, mapping) VALUES (\(year), \(mapping.json))
            ON CONFLICT (year) DO UPDATE SET mapping = excluded.mapping
            """)
    }

    private static let selection: SQL = """
        SELECT id, year, mapping, state, row_count, new_count, updated_count, unchanged_count, refused_count, report
        FROM library_import\u{20}
        """

    private static func make(_ row: Row) throws -> LibraryImport {
        LibraryImport(
            id: try row["id"], year: try row["year"],
            mapping: ImportMapping(json: try row["mapping"]) ?? ImportMapping(), state: try row["state"],
            rowCount: try row["row_count"],
            counts: LibraryImport.Counts(
                new: try row["new_count"], updated: try row["updated_count"], unchanged: try row["unchanged_count"],
                refused: try row["refused_count"]),
            report: try row["report"])
    }
}
