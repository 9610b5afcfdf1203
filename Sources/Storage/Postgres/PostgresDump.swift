// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// A consistent copy of a database by `pg_dump`.
struct PostgresDump {
    let address: PostgresAddress

    /// Replaces the file at `path` when all is written. Only its owner may read it.
    func write(to path: String) async throws {
        let tool = PostgresTool(name: "pg_dump", address: address)
        let part = "\(path).\(UInt32.random(in: .min ... .max)).part"
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw tool.error("\(part) cannot be written")
        }
        do {
            try await tool.run(["--format=custom", "--no-owner", "--file=\(part)"])
            guard rename(part, path) == 0 else { throw tool.error("\(path) cannot be replaced") }
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }
}
