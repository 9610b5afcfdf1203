// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

/// How PostgreSQL's server, and other processes on it, are lived with.
@Suite(.enabled(if: Engine.available.contains(.postgres)), .timeLimit(.minutes(2))) struct PostgresServerTests {
    @Test func connectionsThatBrokeAreReplacedUnnoticed() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        for _ in 0..<3 {
            try await place.disconnectEveryone()
            #expect(try await database.read { try $0.exists("SELECT 1") })
        }
    }

    @Test func aDeadServerIsUnavailableUntilItIsBack() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        try await place.allowConnections(false)
        try await place.disconnectEveryone()
        for _ in 0..<10 {
            let error = await #expect(throws: StorageError.self) { try await database.read { _ in } }
            guard case .unavailable = error else { return #expect(error == .unavailable("")) }
        }
        #expect(try await database.check().count == 1)
        try await place.allowConnections(true)
        #expect(try await database.read { try $0.exists("SELECT 1") })
    }

    @Test func aConnectionThatBreaksInATransactionUndoesIt() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let error = await #expect(throws: StorageError.self) {
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (n) VALUES (1)")
                try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        guard case .unavailable = error else { return #expect(error == .unavailable("")) }
        #expect(try await database.read { try $0.exists("SELECT 1 FROM entry") } == false)
    }

    @Test func aServerThatIsNotThereIsUnavailable() async throws {
        let error = await #expect(throws: StorageError.self) {
            try await PostgresDatabase(url: "postgres://postgres@127.0.0.1:1/postgres")
        }
        guard case .unavailable = error else { return #expect(error == .unavailable("")) }
    }

    @Test func aCancelledTaskLeavesNoTransactionOpen() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let hasBegun = AsyncStream<Void>.makeStream()
        let isCancelled = DispatchSemaphore(value: 0)
        let task = Task {
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (n) VALUES (1)")
                hasBegun.continuation.finish()
                isCancelled.wait()
            }
        }
        for await _ in hasBegun.stream {}
        task.cancel()
        isCancelled.signal()
        try await task.value
        let open: Int? = try await database.read { connection in
            try connection.row(
                """
                SELECT COUNT(*) AS n FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                """)?["n"]
        }
        #expect(open == 0)
    }

    @Test func transactionsBeyondTheConnectionsWaitTheirTurn() async throws {
        let place = try await TemporaryPostgres()
        defer { place.drop() }
        let database = try await PostgresDatabase(url: place.url, connections: 2)
        let sessions = try await withThrowingTaskGroup { group in
            for _ in 0..<40 {
                group.addTask {
                    try await database.read { connection in
                        try connection.row("SELECT pg_backend_pid() AS pid, pg_sleep(0.001)")?["pid"] ?? 0
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect((1...2).contains(sessions.count))
    }

    @Test func closingWaitsForWhatWasBegunAndEndsAllConnections() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let other = try await PostgresDatabase(url: place.url)
        let writes = (0..<20).map { n in
            Task { try await database.write { try $0.execute("INSERT INTO entry (n) VALUES (\(n))") } }
        }
        for write in writes { _ = try await write.value }
        try await database.close()
        try await database.close()
        await #expect(throws: StorageError.unavailable("closed")) { try await database.write { _ in } }
        #expect(try await other.read { try $0.rows("SELECT n FROM entry").count } == 20)
    }

    @Test func otherProcessesHearOfPublicDataOnceAndOneselfOnce() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let neighbour = try await PostgresDatabase(url: place.url)
        let own = Mutex<[Set<Signal>]>([])
        database.onCommit { signals in own.withLock { $0.append(signals) } }
        let heard = AsyncStream<Set<Signal>>.makeStream()
        neighbour.onCommit { heard.continuation.yield($0) }
        try await database.write { connection in
            connection.signal(.publicData(HouseID(7)))
            connection.signal(.jobs)
        }
        #expect(own.withLock { $0 } == [[.publicData(HouseID(7)), .jobs]])
        try? await database.write { connection in
            connection.signal(.publicData(HouseID(8)))
            throw StorageError.overlap
        }
        try await database.write { $0.signal(.publicData(nil)) }
        var signals = heard.stream.makeAsyncIterator()
        #expect(await signals.next() == [.publicData(HouseID(7))])
        #expect(await signals.next() == [.publicData(nil)])
        // By the time that the neighbour's answer arrives, an echo of the own words would have as well.
        let answered = AsyncStream<Void>.makeStream()
        database.onCommit { if $0 == [.publicData(HouseID(9))] { answered.continuation.finish() } }
        try await neighbour.write { $0.signal(.publicData(HouseID(9))) }
        for await _ in answered.stream {}
        #expect(own.withLock { $0.count } == 3)
    }

    @Test func whoLostTheServerHearsOfThePlatformWhenItIsBack() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let heard = AsyncStream<Set<Signal>>.makeStream()
        database.onCommit { heard.continuation.yield($0) }
        try await place.disconnectEveryone()
        var signals = heard.stream.makeAsyncIterator()
        #expect(await signals.next() == [.publicData(nil)])
        let neighbour = try await PostgresDatabase(url: place.url)
        try await neighbour.write { $0.signal(.publicData(HouseID(3))) }
        #expect(await signals.next() == [.publicData(HouseID(3))])
    }

    @Test func twoProcessesMayMigrateAtOnce() async throws {
        let place = try await TemporaryPostgres()
        defer { place.drop() }
        let clock = Clock { Instant(seconds: 0) }
        let applied = try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = try await PostgresDatabase(url: place.url)
                    return try await database.migrate(JobStore.migrations, clock: clock)
                }
            }
            return try await group.reduce(into: [String]()) { $0 += $1 }
        }
        #expect(applied == JobStore.migrations.map(\.name))
    }

    @Test func aBackupIsRestoredAsItWas() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        try await database.write { try $0.execute("INSERT INTO entry (n) VALUES (1), (2)") }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).dump")
        defer { try? FileManager.default.removeItem(at: file) }
        try await database.backup(to: file.path)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let copy = try await TemporaryPostgres()
        defer { copy.drop() }
        let restore = try Process.run(
            URL(fileURLWithPath: "/usr/bin/env"), arguments: ["pg_restore", "--dbname=\(copy.url)", file.path])
        restore.waitUntilExit()
        #expect(restore.terminationStatus == 0)
        let restored = try await PostgresDatabase(url: copy.url)
        #expect(try await restored.read { try $0.rows("SELECT n FROM entry").count } == 2)
    }

    @Test func aBackupThatFailsLeavesNoFile() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let folder = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await place.allowConnections(false)
        await #expect(throws: StorageError.self) {
            try await database.backup(to: folder.appending(path: "dump").path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func damageIsNamed() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        #expect(try await database.check() == [])
        try await database.write { connection in
            try connection.execute("INSERT INTO entry (n) VALUES (-1)")
            try connection.execute("ALTER TABLE entry ADD CONSTRAINT positive CHECK (n > 0) NOT VALID")
        }
        #expect(try await database.check() == ["Constraint positive of entry is not validated."])
    }

    private func makeDatabase() async throws -> (TemporaryPostgres, PostgresDatabase) {
        let place = try await TemporaryPostgres()
        let database = try await PostgresDatabase(url: place.url)
        try await database.write { try $0.execute("CREATE TABLE entry (n \(ddl: .integer) PRIMARY KEY)") }
        return (place, database)
    }
}
