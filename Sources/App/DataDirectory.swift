// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Storage

/// The directory in which a server keeps everything but its key. One process owns it, by a lock that ends with it.
final class DataDirectory: Sendable {
    let path: String
    private let lock: Int32

    /// Makes the directory when it is missing and locks it. Throws `StorageError.locked` when another process has it.
    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw StorageError.locked(path) }
    }

    deinit { close(lock) }

    static func databaseFile(in path: String) -> String { path + "/stadtzimmer.sqlite" }
    static func files(in path: String) -> String { path + "/files" }
    static func controlSocket(in path: String) -> String { path + "/control.sock" }
    static func erasures(in path: String) -> String { path + ".erased" }
}
