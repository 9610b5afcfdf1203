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

    /// The keys; made at the first start.
    func keys() throws -> Vault.Keys {
        guard FileManager.default.fileExists(atPath: path) else {
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

    /// Replaces the file at once or not at all.
    func write(_ keys: Vault.Keys) throws {
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let content = "master \(keys.master.hexadecimal)\nlookup \(keys.lookup.hexadecimal)\n"
        let temporary = path + ".new"
        _ = FileManager.default.createFile(
            atPath: temporary, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600])
        guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
