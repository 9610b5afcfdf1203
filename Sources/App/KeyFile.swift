// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel

/// The file with the keys of the vault, beside the data directory and never in a backup: two lines, `master` and
/// `lookup`, each with 64 hexadecimal digits; readable by its owner alone.
struct KeyFile {
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) does not hold a master and a lookup key" }
    }

    let path: String

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Where the keys of a rotation lie until the database is sealed with them.
    var successor: KeyFile { KeyFile(path: path + ".next") }

    /// The keys that a database was sealed with, as `fit` tells. A rotation that was cut off is brought to its end: what
    /// the database is sealed with decides whether the new keys take their place or are dropped.
    func settledKeys(fit: (Vault.Keys) async throws -> Bool) async throws -> Vault.Keys {
        if successor.exists {
            let next = try successor.keys()
            if try await fit(next) { try write(next) }
            try successor.remove()
        }
        return try keys()
    }

    /// The keys; made at the first start.
    func keys() throws -> Vault.Keys {
        guard exists else {
            let keys = Vault.Keys.random()
            try write(keys)
            return keys
        }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        func key(_ name: String) -> Data? {
            lines.first { $0.hasPrefix(name + " ") }
                .flatMap { String($0.dropFirst(name.count + 1)).trimmed.hexadecimalBytes }.map { Data($0) }
        }
        guard let master = key("master"), let lookup = key("lookup"), master.count == 32, lookup.count == 32 else {
            throw Unreadable(path: path)
        }
        return Vault.Keys(master: master, lookup: lookup)
    }

    /// Replaces the file at once or not at all, and returns when the disk has it.
    func write(_ keys: Vault.Keys) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let content = "master \(keys.master.hexadecimal)\nlookup \(keys.lookup.hexadecimal)\n"
        let temporary = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: temporary, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600])
        else { throw Complaint("cannot write \(temporary)") }
        try synchronize(temporary)
        guard rename(temporary, path) == 0 else { throw Complaint("cannot write \(path)") }
        try synchronize(folder)
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    private func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw Complaint("cannot open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Complaint("cannot write \(path) to the disk") }
    }
}
