// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// A consistent copy of a database by `pg_dump`.
struct PostgresDump {
    let address: PostgresAddress

    /// Replaces the file at `path` when all is written. Only its owner may read it.
    func write(to path: String) async throws {
        let program = try Self.program()
        let part = "\(path).\(UInt32.random(in: .min ... .max)).part"
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw Self.error("\(part) cannot be written")
        }
        do {
            try await run(program, arguments: ["--format=custom", "--no-owner", "--file=\(part)"])
            guard rename(part, path) == 0 else { throw Self.error("\(path) cannot be replaced") }
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }

    private static func program() throws -> URL {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let found = folders.map { "\($0)/pg_dump" }.first(where: FileManager.default.isExecutableFile(atPath:))
        guard let found else { throw error("pg_dump is not on the PATH") }
        return URL(fileURLWithPath: found)
    }

    private func run(_ program: URL, arguments: [String]) async throws {
        let environment = ProcessInfo.processInfo.environment.merging(address.environment) { $1 }
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let complaints = Pipe()
                        process.executableURL = program
                        process.arguments = arguments
                        process.environment = environment
                        process.standardInput = FileHandle.nullDevice
                        process.standardError = complaints
                        try process.run()
                        let words = try complaints.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        guard process.terminationStatus == 0 else {
                            throw Self.error(String(decoding: words, as: UTF8.self))
                        }
                    })
            }
        }
    }

    private static func error(_ message: String) -> StorageError { .engine(code: "pg_dump", message: message) }
}
