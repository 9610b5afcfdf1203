// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel

/// Which of these files somebody uses. Asked in the transaction that removes the others.
package typealias FileUses = @Sendable ([FileHash], any Connection) throws -> Set<FileHash>

extension FileStore {
    /// Comes round to remove what nobody uses.
    package func tidying(_ database: any Database, uses: @escaping FileUses) -> RecurringWork {
        RecurringWork("files", every: .hours(6)) { now in try await tidy(database, uses: uses, now: now) }
    }

    /// Removes rows that nobody has used for `grace`, and files that have had no row for as long.
    package func tidy(_ database: any Database, uses: @escaping FileUses, now: Instant) async throws {
        try prepare()
        var position = Position(enteredAt: Instant(seconds: 0), hash: "")
        while true {
            let from = position
            let (removed, next) = try await database.write { connection in
                try forget(after: from, uses: uses, now: now, on: connection)
            }
            for hash in removed { try? touch(path(of: hash), now) }
            guard let next else { break }
            position = next
        }
        for batch in try settledBefore(now - Self.grace).batches(of: Self.batch) {
            let known = try await database.read { try self.known(batch, on: $0) }
            for hash in batch where !known.contains(hash) { try remove(hash, unlessPutAfter: now - Self.grace) }
        }
    }

    /// Removes a file at once that nobody uses any more, as an erasure asks for. True when it is gone. One that is still
    /// used stays; so does, until it is tidied, one that came again within the last hour.
    package func removeNow(
        _ hash: FileHash, from database: any Database, uses: @escaping FileUses, now: Instant
    ) async throws -> Bool {
        let isForgotten = try await database.write { connection in
            guard try uses([hash], connection).isEmpty else { return false }
            do {
                try connection.attempt {
                    try connection.execute(
                        "DELETE FROM stored_file WHERE hash = \(hash) AND entered_at < \(now - .hours(1))")
                }
                return try known([hash], on: connection).isEmpty
            } catch StorageError.brokenReference {
                return false
            }
        }
        guard isForgotten else { return false }
        try remove(hash, unlessPutAfter: now - .hours(1))
        return access(path(of: hash), F_OK) != 0
    }

    private struct Position: Sendable {
        let enteredAt: Instant
        let hash: String
    }

    /// Removes unused rows among the next 200 old ones; tells which, and where to go on. A use that was not told of
    /// still keeps its file, by its foreign key.
    private func forget(
        after position: Position, uses: FileUses, now: Instant, on connection: any Connection
    ) throws -> (removed: [FileHash], next: Position?) {
        let old = try connection.all(
            """
            SELECT entered_at, hash FROM stored_file
            WHERE entered_at < \(now - Self.grace)
                AND (entered_at, hash) > (\(position.enteredAt), \(position.hash))
            ORDER BY entered_at, hash LIMIT \(Self.batch)
            """
        ) { row in (enteredAt: try row["entered_at"] as Instant, hash: try row["hash"] as FileHash) }
        guard let last = old.last else { return ([], nil) }
        let used = try uses(old.map(\.hash), connection)
        let removed = try old.map(\.hash).filter { !used.contains($0) }.filter { hash in
            do {
                try connection.attempt { try connection.execute("DELETE FROM stored_file WHERE hash = \(hash)") }
                return true
            } catch StorageError.brokenReference {
                return false
            }
        }
        return (removed, Position(enteredAt: last.enteredAt, hash: last.hash.text))
    }

    /// Takes a file away, unless somebody has put it there anew in the meantime.
    func remove(_ hash: FileHash, unlessPutAfter limit: Instant) throws {
        try locked {
            guard let time = modification(path(of: hash)), time < limit else { return }
            unlink(path(of: hash))
        }
    }

    /// Files that one statement asks about.
    static let batch = 200

    /// Files that were put here before that time.
    func settledBefore(_ limit: Instant) throws -> [FileHash] {
        let folders = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.utf8.count == 2 }
        return try folders.sorted().flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)").sorted()
                .compactMap { FileHash(folder + $0) }
                .filter { hash in modification(path(of: hash)).map { $0 < limit } ?? false }
        }
    }

    private func modification(_ path: String) -> Instant? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Instant(seconds: Int64(facts.st_mtim.tv_sec)) : nil
    }
}
