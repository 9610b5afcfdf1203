// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage

/// A backup of database and files. Without a file in the store it is the copy of the database alone; else a tar with
/// that copy as `database` and the files as `files/ab/cdef…`.
struct BackupArchive: Sendable {
    let path: String

    /// Writes the copy while others read and write. Returns a sentence for each file that is missing on the disk.
    ///
    /// Files that are listed before or after the database is copied include all that stand in the copy; none of them goes
    /// while it is copied, for what nobody uses stays for a day.
    func write(_ database: any Database, _ store: FileStore) async throws -> [String] {
        let before = try await store.everyFile(in: database)
        let folder = "\(path).\(UInt32.random(in: .min ... .max)).part"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await database.backup(to: folder + "/database")
        let all = Set(before + (try await store.everyFile(in: database))).sorted { $0.hash < $1.hash }
        guard !all.isEmpty else {
            try put(folder + "/database")
            return []
        }
        let there = all.filter { FileManager.default.fileExists(atPath: store.path(of: $0.hash)) }
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/files", withDestinationPath: URL(filePath: store.directory).path)
        let names = ["database"] + there.map { "files/\($0.hash.text.prefix(2))/\($0.hash.text.dropFirst(2))" }
        try names.joined(separator: "\n").write(toFile: folder + "/names", atomically: true, encoding: .utf8)
        try await Tar.run([
            "--create", "--file=\(folder)/archive", "--directory=\(folder)", "--format=posix", "--owner=0", "--group=0",
            "--verbatim-files-from", "--files-from=\(folder)/names",
        ])
        try put(folder + "/archive")
        return Set(all).subtracting(there).map { "file \($0.hash) is missing" }.sorted()
    }

    private func put(_ finished: String) throws {
        chmod(finished, 0o600)
        guard rename(finished, path) == 0 else { throw Complaint("cannot write \(path)") }
    }

    /// Hands over the path of the database's copy, when the files are in the store and before anything else is changed.
    func read(into store: FileStore, now: Instant, _ body: (String) async throws -> Void) async throws {
        guard try isTar else { return try await body(path) }
        try store.prepare()
        let folder = store.directory + "/restoring"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Tar.run([
            "--extract", "--file=\(path)", "--directory=\(folder)", "--no-same-owner", "--no-same-permissions",
        ])
        if FileManager.default.fileExists(atPath: folder + "/files") {
            let damage = try store.adopt(from: folder + "/files", now: now)
            guard damage.isEmpty else { throw Complaint("\(path) is damaged:\n" + damage.joined(separator: "\n")) }
        }
        try await body(folder + "/database")
    }

    /// By the mark of POSIX's format.
    private var isTar: Bool {
        get throws {
            let head = try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 262) ?? Data()
            return head.count == 262 && head[257..<262] == Data("ustar".utf8)
        }
    }
}

/// The system's tar.
private enum Tar {
    static func run(_ arguments: [String]) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { continuation.resume(with: Result { try runHere(arguments) }) }
        }
    }

    private static func runHere(_ arguments: [String]) throws {
        let process = Process()
        let complaints = Pipe()
        process.executableURL = URL(filePath: "/bin/tar")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = complaints
        try process.run()
        let words = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Complaint("tar: \(words)") }
    }
}
