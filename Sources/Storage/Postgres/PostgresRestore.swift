// SPDX-License-Identifier: EUPL-1.2

import Foundation

extension PostgresDatabase {
    /// Puts a copy that `backup` made in the place of the database at `url`, in one transaction; the tables in `kept`
    /// stay as they are. Throws `StorageError.refused` when the database is not empty and `replacing` is false.
    package static func restore(
        from path: String, to url: String, keeping kept: Set<String>, replacing: Bool
    ) async throws {
        let database = try await PostgresDatabase(url: url, connections: 1)
        let isEmpty = try await database.read { connection in
            try connection.rows("SELECT 1 AS one FROM information_schema.tables WHERE table_name = 'migration'").isEmpty
        }
        try await database.close()
        guard isEmpty || replacing else { throw StorageError.refused(constraint: "the database is not empty") }
        try await restore(from: path, to: try PostgresAddress(url), keeping: isEmpty ? [] : kept)
    }

    private static func restore(from path: String, to address: PostgresAddress, keeping kept: Set<String>) async throws
    {
        let tool = PostgresTool(name: "pg_restore", address: address)
        let list = String(decoding: try await tool.run(["--list", path]), as: UTF8.self)
        let wanted = list.split(separator: "\n").filter { line in
            !line.split(separator: " ").contains { kept.contains(String($0)) }
        }
        let listFile = path + ".list"
        try wanted.joined(separator: "\n").write(toFile: listFile, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: listFile) }
        try await tool.run([
            "--clean", "--if-exists", "--no-owner", "--single-transaction", "--use-list=\(listFile)",
            "--dbname=\(address.name)", path,
        ])
    }
}

extension PostgresAddress {
    /// The name of the database.
    fileprivate var name: String { parameters.first { $0.keyword == "dbname" }?.value ?? "postgres" }
}
