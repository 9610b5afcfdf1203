// SPDX-License-Identifier: EUPL-1.2

package import Kernel

extension FileStore {
    /// Enters a file that is kept, in the transaction that uses it. One that is known already stays as it is.
    package func enter(_ file: StoredFile, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO stored_file AS f (hash, bytes, media_type, created_at, entered_at)
            VALUES (\(file.hash), \(file.byteCount), \(file.mediaType), \(now), \(now))
            ON CONFLICT (hash) DO UPDATE SET entered_at = excluded.entered_at
            WHERE f.entered_at < excluded.entered_at
            """)
    }

    package func file(_ hash: FileHash, on connection: any Connection) throws -> StoredFile? {
        try connection.first(
            "SELECT hash, bytes, media_type FROM stored_file WHERE hash = \(hash)", Self.file)
    }

    /// The next files after a hash, in the order of their hashes.
    package func files(
        after hash: FileHash?, limit: Int = 500, on connection: any Connection
    ) throws -> [StoredFile] {
        try connection.all(
            """
            SELECT hash, bytes, media_type FROM stored_file WHERE hash > \(hash?.text ?? "")
            ORDER BY hash LIMIT \(limit)
            """, Self.file)
    }

    /// All files there are.
    package func everyFile(in database: any Database) async throws -> [StoredFile] {
        var all: [StoredFile] = []
        while true {
            let last = all.last?.hash
            let more = try await database.read { try self.files(after: last, on: $0) }
            if more.isEmpty { return all }
            all += more
        }
    }

    /// Which of the hashes have a row.
    func known(_ hashes: [FileHash], on connection: any Connection) throws -> Set<FileHash> {
        Set(
            try connection.all("SELECT hash FROM stored_file WHERE hash IN (\(list: hashes))") { row -> FileHash in
                try row["hash"]
            })
    }

    private static func file(_ row: Row) throws -> StoredFile {
        StoredFile(hash: try row["hash"], byteCount: try row["bytes"], mediaType: try row["media_type"])
    }
}
