// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel

extension FileStore {
    /// Reads every file: a sentence for each that is missing, damaged, or belongs to nobody for longer than `grace`.
    package func check(_ database: any Database, now: Instant) async throws -> [String] {
        var damage: [String] = []
        for file in try await everyFile(in: database) {
            guard let fault = fault(of: file) else { continue }
            // It may have been removed, with its row, since the list was read.
            if try await database.read({ try self.file(file.hash, on: $0) }) != nil { damage.append(fault) }
        }
        guard FileManager.default.fileExists(atPath: directory) else { return damage }
        for batch in try settledBefore(now - Self.grace - .hours(12)).batches(of: Self.batch) {
            let known = try await database.read { try self.known(batch, on: $0) }
            damage += batch.filter { !known.contains($0) }.map { "file \($0) belongs to nobody" }
        }
        return damage
    }

    /// What is wrong with a file on the disk.
    private func fault(of file: StoredFile) -> String? {
        guard let (hash, byteCount) = Self.contents(at: path(of: file.hash)) else {
            return "file \(file.hash) is missing"
        }
        return hash == file.hash && byteCount == file.byteCount ? nil : "file \(file.hash) is damaged"
    }

    /// Hash and size of the file at `path`; `nil` when it cannot be read.
    static func contents(at path: String) -> (hash: FileHash, byteCount: Int)? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var digest = Digest()
        var byteCount = 0
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { break }
            buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            byteCount += count
        }
        return FileHash(digest.text).map { ($0, byteCount) }
    }

    /// Takes over the files in another store's directory, each only when it is what its name says. Returns the names of
    /// those that are not.
    package func adopt(from folder: String, now: Instant) throws -> [String] {
        try prepare()
        var damaged: [String] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
            guard let hash = FileHash(name.replacing("/", with: "")) else { continue }
            let path = "\(folder)/\(name)"
            guard Self.contents(at: path)?.hash == hash else {
                damaged.append("file \(hash) is damaged")
                continue
            }
            let file = open(path, O_RDONLY | O_CLOEXEC)
            defer { close(file) }
            guard file >= 0, fsync(file) == 0 else { throw StorageError.fileSystem("fsync") }
            try settle(path, as: hash, now: now)
        }
        return damaged
    }
}
