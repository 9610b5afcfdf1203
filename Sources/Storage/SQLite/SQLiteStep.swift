// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import GRDBSQLite

/// Binds and steps a prepared statement by SQLite's own functions, without a detour over GRDB's values
/// (docs/decisions/0007).
enum SQLiteStep {
    /// Carries the statement out and hands over the values of each row.
    static func each(
        of statement: Statement, with bindings: [ColumnData], in database: GRDB.Database,
        _ take: ([ColumnData]) throws -> Void
    ) throws {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        guard Int(sqlite3_bind_parameter_count(handle)) == bindings.count else {
            throw StorageError.engine(code: "bind", message: "\(bindings.count) values for another number of places")
        }
        for (index, value) in bindings.enumerated() {
            try check(bind(value, at: Int32(index + 1), of: handle), statement, database)
        }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try take(values(of: handle))
            case SQLITE_DONE: return
            case let code: try check(code, statement, database)
            }
        }
    }

    private static func check(_ code: Int32, _ statement: Statement, _ database: GRDB.Database) throws {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)),
            message: database.lastErrorMessage, sql: statement.sql)
    }

    private static func bind(
        _ value: ColumnData, at index: Int32, of handle: SQLiteStatement
    ) throws(StorageError) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .blob(let data):
            return data.withUnsafeBytes { bytes in
                // SQLite reads a null pointer as NULL, which an empty blob is not.
                guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(handle, index, 0) }
                return sqlite3_bind_blob64(handle, index, start, UInt64(bytes.count), copied)
            }
        case .text(var text):
            guard !text.utf8.contains(0) else { throw .nulInText }
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        handle, index, characters.baseAddress, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        }
    }

    private static func values(of handle: SQLiteStatement) -> [ColumnData] {
        (0..<sqlite3_column_count(handle)).map { column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
            case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
            case SQLITE_NULL: return .null(.text)
            case SQLITE_TEXT:
                let start = sqlite3_column_text(handle, column)
                let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
                return .text(String(decoding: bytes, as: UTF8.self))
            default:
                guard let start = sqlite3_column_blob(handle, column) else { return .blob(Data()) }
                return .blob(Data(bytes: start, count: Int(sqlite3_column_bytes(handle, column))))
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite makes a copy of its own.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
