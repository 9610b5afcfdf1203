// SPDX-License-Identifier: EUPL-1.2

import Glibc
package import Kernel
package import Storage

import struct Foundation.Data
import class Foundation.FileManager

/// Remembers which keys were destroyed, longer than the database does: after a backup is restored, what was forgotten
/// since is forgotten again. It holds random ids, nothing about anybody.
package protocol ErasureLedger: Sendable {
    /// Durable when it returns. The same key may be recorded again.
    func record(_ keyID: String, at instant: Instant) async throws

    /// All keys recorded so far.
    func keyIDs() async throws -> [String]
}

/// A ledger in a file beside the database: a line per key, `id seconds-since-1970`.
package struct FileErasureLedger: ErasureLedger {
    private let path: String

    package init(path: String) { self.path = path }

    package func record(_ keyID: String, at instant: Instant) async throws {
        let isNew = access(path, F_OK) != 0
        let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("open") }
        defer { _ = Glibc.close(file) }
        let line = Array("\(try Self.isTorn(file) ? "\n" : "")\(keyID) \(instant.seconds)\n".utf8)
        guard write(file, line, line.count) == line.count else { throw Self.failure("write") }
        guard fsync(file) == 0 else { throw Self.failure("fsync") }
        if isNew { try syncFolder() }
    }

    package func keyIDs() async throws -> [String] {
        guard access(path, F_OK) == 0 else { return [] }
        guard let content = FileManager.default.contents(atPath: path) else { throw Self.failure("read") }
        return String(decoding: content, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.split(separator: " ").first.flatMap { SecretToken(String($0)) }?.text
        }
    }

    /// Whether the last line was cut off by a crash.
    private static func isTorn(_ file: Int32) throws -> Bool {
        let end = lseek(file, 0, SEEK_END)
        guard end > 0 else { return false }
        var last: UInt8 = 0
        guard pread(file, &last, 1, end - 1) == 1 else { throw failure("read") }
        return last != UInt8(ascii: "\n")
    }

    /// A new file survives a power cut once its folder is on the disk too.
    private func syncFolder() throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Self.failure("open") }
        defer { _ = Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw Self.failure("fsync") }
    }

    private static func failure(_ call: String) -> StorageError {
        .unavailable("erasure ledger: \(call): \(String(cString: strerror(errno)))")
    }
}

/// A ledger in a table of its own, for PostgreSQL: `restore` leaves that table as it is.
package struct TableErasureLedger: ErasureLedger {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package func record(_ keyID: String, at instant: Instant) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO erasure (key_id, erased_at) VALUES (\(keyID), \(instant)) ON CONFLICT (key_id) DO NOTHING
                """)
        }
    }

    package func keyIDs() async throws -> [String] {
        try await database.read { connection in
            try connection.all("SELECT key_id FROM erasure ORDER BY erased_at, key_id") { row in try row["key_id"] }
        }
    }
}
