// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Synchronization

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
        // Both at a time: a program that fills one pipe while the other is awaited would wait for ever.
        let words = Mutex(Data())
        let reading = DispatchGroup()
        DispatchQueue.global().async(group: reading) {
            let said = complaints.fileHandleForReading.readDataToEndOfFile()
            words.withLock { $0 = said }
        }
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        reading.wait()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw error(words.withLock { String(decoding: $0, as: UTF8.self) })
        }
        return answer
    }

    private func program() throws -> URL {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
        guard let found else { throw error("\(name) is not on the PATH") }
        return URL(fileURLWithPath: found)
    }
}
