// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// A program of PostgreSQL's own (`pg_dump`, `pg_restore`), told by its environment where the database is: nothing
/// secret stands on a command line.
struct PostgresTool {
    let name: String
    let address: PostgresAddress

    /// Runs it and returns its output. Throws with its own words when it fails.
    @discardableResult
    func run(_ arguments: [String]) async throws -> Data {
        let program = try program()
        let environment = ProcessInfo.processInfo.environment.merging(address.environment) { $1 }
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(program, arguments, environment) })
            }
        }
    }

    func error(_ message: String) -> StorageError { .engine(code: name, message: message) }

    private func run(_ program: URL, _ arguments: [String], _ environment: [String: String]) throws -> Data {
        let process = Process()
        let (output, complaints) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try complaints.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw error(String(decoding: words, as: UTF8.self)) }
        return answer
    }

    private func program() throws -> URL {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
        guard let found else { throw error("\(name) is not on the PATH") }
        return URL(fileURLWithPath: found)
    }
}
