// SPDX-License-Identifier: EUPL-1.2

import CPostgres

/// Where a database is and who enters it: a connection string, taken apart. It is never quoted in an error, for it may
/// hold a password.
struct PostgresAddress: Sendable {
    /// One of libpq's connection parameters, and the environment variable that sets it as well.
    private struct Option: Sendable {
        let keyword: String
        let value: String
        let variable: String?
    }

    private let options: [Option]

    /// Reads `postgres://user:password@host:port/database?…` or `host=… dbname=…`.
    init(_ text: String) throws(StorageError) {
        guard let first = PQconninfoParse(text, nil) else {
            throw .engine(code: "url", message: "The connection string cannot be read.")
        }
        defer { PQconninfoFree(first) }
        var options: [Option] = []
        var next = first
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val {
                let variable = next.pointee.envvar.map { String(cString: $0) }
                options.append(
                    Option(keyword: String(cString: keyword), value: String(cString: value), variable: variable))
            }
            next += 1
        }
        self.options = options
    }

    var parameters: [(keyword: String, value: String)] { options.map { ($0.keyword, $0.value) } }

    /// The same for programs that must not be told on their command line, which everyone on the machine can read.
    var environment: [String: String] {
        options.reduce(into: [:]) { environment, option in
            if let variable = option.variable { environment[variable] = option.value }
        }
    }
}
