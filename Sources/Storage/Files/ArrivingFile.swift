// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Synchronization

/// A file on its way into the store. Unless it is kept, it is gone with the last reference to it; after a crash the
/// next start of the server removes it. Its lock says that somebody is still at it.
package final class ArrivingFile: Sendable {
    /// For libraries that read a file by its name.
    package let path: String
    private let state: Mutex<State>

    private struct State {
        let file: Int32
        var digest = Digest()
        var byteCount = 0
    }

    /// Throws `StorageError.diskFull`, or what else the file system says.
    init(path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StorageError.fileSystem("open") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw StorageError.fileSystem("flock")
        }
        self.path = path
        state = Mutex(State(file: file))
    }

    deinit {
        unlink(path)
        state.withLock { _ = close($0.file) }
    }

    /// Whether it has not been kept yet.
    package var isOnItsWay: Bool { access(path, F_OK) == 0 }

    package var byteCount: Int { state.withLock { $0.byteCount } }

    /// Throws `StorageError.diskFull`, or what else the file system says.
    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        try state.withLock { state in
            var rest = bytes
            while !rest.isEmpty {
                let count = write(state.file, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw StorageError.fileSystem("write") }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            state.digest.update(bytes)
            state.byteCount += bytes.count
        }
    }

    package func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try append($0) } }

    /// Up to `count` bytes from `offset` on; fewer at the end.
    package func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        try state.withLock { state in
            try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let read = pread(
                        state.file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
                    if read < 0, errno == EINTR { continue }
                    guard read >= 0 else { throw StorageError.fileSystem("pread") }
                    if read == 0 { break }
                    filled += read
                }
            }
        }
    }

    /// SHA-256 of what has come so far, hexadecimal.
    package var contentHash: String { state.withLock { $0.digest.text } }

    /// Writes through to the disk and names what came.
    func finish() throws -> FileHash {
        try state.withLock { state in
            guard fsync(state.file) == 0, let hash = FileHash(state.digest.text) else {
                throw StorageError.fileSystem("fsync")
            }
            return hash
        }
    }
}

extension StorageError {
    /// What the last system call ran into.
    static func fileSystem(_ call: String) -> StorageError {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .diskFull }
        return .engine(code: call, message: String(cString: strerror(code)))
    }
}
