// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

/// What PostgreSQL alone can get wrong: its connections, its conflicts, its other processes.
@Suite(.enabled(if: Engine.available.contains(.postgres))) struct PostgresTests {
    @Test(arguments: [
        ("client_encoding", "UTF8"), ("TimeZone", "UTC"), ("statement_timeout", "30s"), ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "1min"), ("application_name", "stadtzimmer"),
        ("transaction_isolation", "serializable"), ("transaction_read_only", "off"),
    ])
    func aWritingSessionIsSetUp(setting: String, value: String) async throws {
        let database = try await Engine.postgres.makeDatabase()
        let found: String? = try await database.write { connection in
            try connection.row("SELECT current_setting(\(setting)) AS value")?["value"]
        }
        #expect(found == value)
    }

    @Test(arguments: [("transaction_isolation", "repeatable read"), ("transaction_read_only", "on")])
    func aReadingTransactionIsSetUp(setting: String, value: String) async throws {
        let database = try await Engine.postgres.makeDatabase()
        let found: String? = try await database.read { connection in
            try connection.row("SELECT current_setting(\(setting)) AS value")?["value"]
        }
        #expect(found == value)
    }

    @Test func anErrorThatIsCaughtWithoutAnAttemptCannotBeCommitted() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        await #expect(throws: StorageError.notUnique(constraint: "entry_pkey")) {
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (n) VALUES (1)")
                _ = try? connection.execute("INSERT INTO entry (n) VALUES (1)")
            }
        }
        await #expect(throws: StorageError.notUnique(constraint: "entry_pkey")) {
            try await database.write { connection in
                try connection.attempt {
                    try connection.execute("INSERT INTO entry (n) VALUES (1)")
                    _ = try? connection.execute("INSERT INTO entry (n) VALUES (1)")
                }
            }
        }
        #expect(try await entries(in: database) == [])
    }

    /// Two transactions each read what the other one writes; neither may believe what it read.
    @Test(arguments: Carelessness.allCases)
    func aLostTransactionRunsAgainWhateverItsClosureDoesWithTheError(carelessness: Carelessness) async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let rival = try await PostgresDatabase(url: place.url)
        try await database.write { try $0.execute("INSERT INTO entry (n) VALUES (1)") }
        let runs = Mutex(0)
        try await database.write { connection in
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            let n: Int = try connection.row("SELECT n FROM entry").map { try $0["n"] } ?? 0
            if run == 1 { wait { try await rival.write { try $0.execute("UPDATE entry SET n = n + 10") } } }
            try carelessness.swallow(on: connection) {
                try connection.execute("UPDATE entry SET n = \(n + 1)")
            }
        }
        #expect(runs.withLock { $0 } == 2)
        #expect(try await entries(in: database) == [12])
    }

    enum Carelessness: CaseIterable {
        struct OtherError: Error {}

        case none, attempt, caught, caughtAttempt, otherError

        func swallow(on connection: any Connection, _ body: () throws -> Int) throws {
            switch self {
            case .none: _ = try body()
            case .attempt: try connection.attempt(body)
            case .caught: _ = try? body()
            case .caughtAttempt: _ = try? connection.attempt(body)
            case .otherError: do { _ = try body() } catch { throw OtherError() }
            }
        }
    }

    @Test func aTransactionThatAlwaysLosesGivesUp() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let rival = try await PostgresDatabase(url: place.url)
        try await database.write { try $0.execute("INSERT INTO entry (n) VALUES (0)") }
        let runs = Mutex(0)
        await #expect(throws: StorageError.serialization) {
            try await database.write { connection in
                runs.withLock { $0 += 1 }
                _ = try connection.rows("SELECT n FROM entry")
                wait { try await rival.write { try $0.execute("UPDATE entry SET n = n + 1") } }
                try connection.execute("UPDATE entry SET n = -1")
            }
        }
        #expect(runs.withLock { $0 } == 21)
        #expect(try await entries(in: database) == [21])
    }

    @Test func rivalsThatLockCrosswiseAllFinish() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        try await database.write { try $0.execute("INSERT INTO entry (n) VALUES (0), (1000)") }
        try await withThrowingTaskGroup { group in
            for rival in 0..<8 {
                group.addTask {
                    try await database.write { connection in
                        let halves: [SQL] = ["n < 500", "n >= 500"]
                        for half in rival.isMultiple(of: 2) ? halves : halves.reversed() {
                            try connection.execute("UPDATE entry SET n = n + 1 WHERE \(half)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await entries(in: database) == [8, 1008])
    }

    @Test func aTableThatIsThereAlreadyIsNoRivals() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let error = await #expect(throws: StorageError.self) {
            try await database.write { try $0.execute("CREATE TABLE entry (n \(ddl: .integer))") }
        }
        guard case .engine("42P07", _) = error else { return #expect(error == .engine(code: "42P07", message: "")) }
    }

    @Test func moreStatementsThanTheCacheHoldsAreCarriedOut() async throws {
        let (place, database) = try await makeDatabase()
        defer { place.drop() }
        let prepared: Int? = try await database.write { connection in
            for index in 0..<300 {
                let padding = SQL(stringLiteral: String(repeating: " ", count: index))
                #expect(try connection.row("SELECT \(padding) \(index) AS n")?["n"] == index)
                #expect(try connection.row("SELECT \(padding) \("\(index)") AS n")?["n"] == "\(index)")
            }
            return try connection.row("SELECT COUNT(*) AS n FROM pg_prepared_statements")?["n"]
        }
        #expect(prepared == 256)
    }

    private func makeDatabase() async throws -> (TemporaryPostgres, PostgresDatabase) {
        let place = try await TemporaryPostgres()
        let database = try await PostgresDatabase(url: place.url)
        try await database.write { try $0.execute("CREATE TABLE entry (n \(ddl: .integer) PRIMARY KEY)") }
        return (place, database)
    }

    private func entries(in database: any Database) async throws -> [Int] {
        try await database.read { try $0.all("SELECT n FROM entry ORDER BY n") { row in try row["n"] } }
    }
}

/// Lets a rival's transaction happen in the midst of another one's closure, which is synchronous.
private func wait(for rival: @escaping @Sendable () async throws -> Int) {
    let isOver = DispatchSemaphore(value: 0)
    Task {
        _ = try? await rival()
        isOver.signal()
    }
    isOver.wait()
}
