// SPDX-License-Identifier: EUPL-1.2

import CPostgres

import struct Foundation.Data

/// What the server answered to one statement.
struct PostgresResult: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    /// `nil` when the statement was carried out.
    var failure: PostgresFailure? {
        switch PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: nil
        default: PostgresFailure(handle)
        }
    }

    /// What was done: `COMMIT`, `UPDATE 3`.
    var tag: String { String(cString: PQcmdStatus(handle)) }

    var changedRows: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    var rows: [Row] {
        let columns = (0..<PQnfields(handle)).map { column in
            (name: String(cString: PQfname(handle, column)), type: PostgresType(oid: PQftype(handle, column)))
        }
        let names = columns.map(\.name)
        return (0..<PQntuples(handle)).map { row in
            Row(
                names: names,
                values: columns.indices.map { value(row: row, column: Int32($0), type: columns[$0].type) })
        }
    }

    private func value(row: Int32, column: Int32, type: PostgresType) -> ColumnData {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else {
            return .null(type.columnType)
        }
        return type.read(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column))))
    }
}

/// How a column's text is read.
private enum PostgresType {
    case integer, boolean, real, numeric, blob, text

    /// As in PostgreSQL's catalogue `pg_type.dat`.
    init(oid: Oid) {
        switch oid {
        case 20, 21, 23, 26: self = .integer
        case 16: self = .boolean
        case 700, 701: self = .real
        case 1700: self = .numeric
        case 17: self = .blob
        default: self = .text
        }
    }

    var columnType: ColumnType {
        switch self {
        case .integer, .boolean, .numeric: .integer
        case .real: .real
        case .blob: .blob
        case .text: .text
        }
    }

    func read(_ bytes: UnsafeRawBufferPointer) -> ColumnData {
        if case .blob = self { return .blob(Self.blob(bytes)) }
        let text = String(decoding: bytes, as: UTF8.self)
        switch self {
        case .boolean: return .integer(text == "t" ? 1 : 0)
        case .integer: return Int64(text).map(ColumnData.integer) ?? .text(text)
        case .real: return Double(text).map(ColumnData.real) ?? .text(text)
        // Sums of integers have no point, averages have one.
        case .numeric: return (Int64(text).map(ColumnData.integer) ?? Double(text).map(ColumnData.real)) ?? .text(text)
        case .blob, .text: return .text(text)
        }
    }

    /// `bytes` are those of a value of libpq, which ends with NUL.
    private static func blob(_ bytes: UnsafeRawBufferPointer) -> Data {
        var length = 0
        guard let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress,
            let plain = PQunescapeBytea(start, &length)
        else { return Data() }
        defer { PQfreemem(plain) }
        return Data(bytes: plain, count: length)
    }
}
