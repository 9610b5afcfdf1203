// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel

/// Files by their content: each lies once under its hash, in `files/ab/cdef…`, however many use it. A row in
/// `stored_file` says that it belongs there; the uses, with name and rights, are rows of the capabilities, which refer to
/// `stored_file (hash)`.
///
/// A file is on the disk for good before its row is written, and its row is gone long before the file is: a row without
/// its file cannot be, whatever crashes. What nobody uses is removed after `grace`.
package struct FileStore: Sendable {
    package let directory: String

    /// How long a file stays that nobody uses: longer than any request or backup takes.
    package static let grace: Span = .hours(24)

    package init(directory: String) { self.directory = directory }

    package static let migrations = [
        Migration("storage.002-files") { _ in
            [
                """
                CREATE TABLE stored_file (
                    hash \(ddl: .text) NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
                    bytes \(ddl: .integer) NOT NULL CHECK (bytes >= 0), media_type \(ddl: .text) NOT NULL,
                    created_at \(ddl: .integer) NOT NULL,
                    entered_at \(ddl: .integer) NOT NULL CHECK (entered_at >= created_at)) \(ddl: .strict)
                """,
                "CREATE INDEX stored_file_entered ON stored_file (entered_at, hash)",
            ]
        }
    ]

    /// Makes the directory when it is missing and removes what processes left there that are no more.
    package func prepare() throws {
        try makeDirectory(arrivals)
        try locked {
            for name in try FileManager.default.contentsOfDirectory(atPath: arrivals) {
                let path = "\(arrivals)/\(name)"
                let file = open(path, O_RDONLY | O_CLOEXEC)
                guard file >= 0 else { continue }
                if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
                close(file)
            }
        }
    }

    /// A new file, empty so far.
    package func begin() throws -> ArrivingFile {
        let name = (0..<16).map { _ in UInt8.random(in: .min ... .max) }.hexadecimal
        return try locked { try ArrivingFile(path: "\(arrivals)/\(name)") }
    }

    /// Puts a file under its hash, durably. It is removed again when no row is entered within `grace`.
    package func keep(_ arriving: ArrivingFile, mediaType: String, now: Instant) async throws -> StoredFile {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try keepHere(arriving, mediaType: mediaType, now: now) })
            }
        }
    }

    private func keepHere(_ arriving: ArrivingFile, mediaType: String, now: Instant) throws -> StoredFile {
        let hash = try arriving.finish()
        try settle(arriving.path, as: hash, now: now)
        return StoredFile(hash: hash, byteCount: arriving.byteCount, mediaType: mediaType)
    }

    /// A stored file once more on its way, as if it had just come. `nil` when it is not there, or damaged.
    package func arriveAgain(_ hash: FileHash) throws -> ArrivingFile? {
        let file = open(path(of: hash), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let arriving = try begin()
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StorageError.fileSystem("read") }
            if count == 0 { break }
            try buffer.withUnsafeBytes { try arriving.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        return arriving.contentHash == hash.text ? arriving : nil
    }

    /// Moves a file that is safely on the disk to where its hash wants it. One that is there already is replaced
    /// by its like: it gets younger, and whole again if it was damaged.
    func settle(_ path: String, as hash: FileHash, now: Instant) throws {
        let target = self.path(of: hash)
        let folder = folder(of: hash)
        if !FileManager.default.fileExists(atPath: folder) {
            try makeDirectory(folder)
            try synchronise(directory)
        }
        try locked {
            guard rename(path, target) == 0 else { throw StorageError.fileSystem("rename") }
            try touch(target, now)
        }
        try synchronise(folder)
    }

    /// Where the file lies, if it is there.
    package func path(of hash: FileHash) -> String { "\(folder(of: hash))/\(hash.text.dropFirst(2))" }

    private func folder(of hash: FileHash) -> String { "\(directory)/\(hash.text.prefix(2))" }

    private var arrivals: String { "\(directory)/arriving" }

    private func makeDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// One at a time among all processes that share the directory; for moments only.
    func locked<Value>(_ body: () throws -> Value) throws -> Value {
        let lock = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw StorageError.fileSystem("open") }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 { guard errno == EINTR else { throw StorageError.fileSystem("flock") } }
        return try body()
    }

    /// A file's time of modification tells when it was last put here.
    func touch(_ path: String, _ now: Instant) throws {
        let time = timespec(tv_sec: Int(now.seconds), tv_nsec: 0)
        guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else { throw StorageError.fileSystem("utimensat") }
    }

    /// Makes the names in a directory durable.
    private func synchronise(_ path: String) throws {
        let file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw StorageError.fileSystem("open") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw StorageError.fileSystem("fsync") }
    }
}
