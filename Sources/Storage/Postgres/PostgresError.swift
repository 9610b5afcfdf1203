// SPDX-License-Identifier: EUPL-1.2

import CPostgres
import Kernel

/// What the server says about a statement that failed. Its detail is left out, for it quotes the row.
struct PostgresFailure {
    /// Five characters; empty when the failure is libpq's own.
    let sqlState: String
    let message: String
    let schema: String
    /// The constraint, or `table.column` where it has no name.
    let constraint: String

    init(_ result: OpaquePointer) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        sqlState = field("C") ?? ""
        message = field("M") ?? String(cString: PQresultErrorMessage(result)).trimmed
        schema = field("s") ?? ""
        constraint = field("n") ?? [field("t"), field("c")].compactMap { $0 }.joined(separator: ".")
    }
}

extension StorageError {
    /// By SQLSTATE (PostgreSQL's manual, appendix A).
    init(_ failure: PostgresFailure, of statement: String) {
        switch failure.sqlState {
        // Another transaction creates the same table, or has just done so. The next try finds it there.
        case "23505" where failure.schema == "pg_catalog": self = .serialization
        case "42P07" where statement.contains("IF NOT EXISTS"): self = .serialization
        case "42710" where statement.contains("IF NOT EXISTS"): self = .serialization
        case "23505": self = .notUnique(constraint: failure.constraint)
        case "23503": self = .brokenReference(constraint: failure.constraint)
        case "23502", "23514": self = .refused(constraint: failure.constraint)
        case "23P01": self = .overlap
        case "40001", "40P01": self = .serialization
        case "22021": self = failure.message.contains("0x00") ? .nulInText : .engine(failure)
        case let state where state.hasPrefix("08") || state.hasPrefix("57P"): self = .unavailable(failure.message)
        default: self = .engine(failure)
        }
    }

    private static func engine(_ failure: PostgresFailure) -> StorageError {
        .engine(code: failure.sqlState, message: failure.message)
    }
}
