// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

/// A transaction does all or nothing, and rivals lose nothing.
@Suite struct TransactionTests {
    private struct Failure: Error {}

    @Test(arguments: Engine.available) func whatWasWrittenIsReadByTheNext(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        let id: ID<PersonMark> = try await database.write { connection in
            try connection.insert("INSERT INTO entry (word) VALUES (\("one")) RETURNING id")
        }
        #expect(try await words(in: database) == ["one"])
        let changed = try await database.write { try $0.execute("UPDATE entry SET word = 'two' WHERE id = \(id)") }
        #expect(changed == 1)
        #expect(try await words(in: database) == ["two"])
    }

    @Test(arguments: Engine.available) func aReadChangesNothing(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        await #expect(throws: StorageError.self) {
            try await database.read { try $0.execute("INSERT INTO entry (word) VALUES ('one')") }
        }
        #expect(try await words(in: database) == [])
    }

    @Test(arguments: Engine.available) func aReadSeesOneSnapshot(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        let hasCounted = AsyncStream<Void>.makeStream()
        let mayGoOn = DispatchSemaphore(value: 0)
        async let counts = database.read { connection in
            let before = try connection.rows("SELECT id FROM entry").count
            hasCounted.continuation.finish()
            mayGoOn.wait()
            return try [before, connection.rows("SELECT id FROM entry").count]
        }
        for await _ in hasCounted.stream {}
        try await database.write { try $0.execute("INSERT INTO entry (word) VALUES ('one')") }
        mayGoOn.signal()
        #expect(try await counts == [0, 0])
    }

    @Test(arguments: Engine.available) func aWriteThatThrowsLeavesNothing(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        await #expect(throws: Failure.self) {
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (word) VALUES ('one')")
                throw Failure()
            }
        }
        #expect(try await words(in: database) == [])
    }

    @Test(arguments: Engine.available) func anAttemptUndoesItselfAlone(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { connection in
            try connection.execute("INSERT INTO entry (word) VALUES ('one')")
            #expect(throws: Failure.self) {
                try connection.attempt {
                    try connection.execute("INSERT INTO entry (word) VALUES ('undone')")
                    throw Failure()
                }
            }
            #expect(throws: StorageError.self) {
                try connection.attempt { try connection.execute("INSERT INTO entry (word) VALUES ('one')") }
            }
            try connection.attempt { try connection.execute("INSERT INTO entry (word) VALUES ('two')") }
        }
        #expect(try await words(in: database) == ["one", "two"])
    }

    @Test(arguments: Engine.available) func attemptsNest(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { connection in
            try connection.attempt {
                try connection.execute("INSERT INTO entry (word) VALUES ('outer')")
                #expect(throws: StorageError.self) {
                    try connection.attempt { try connection.execute("INSERT INTO entry (word) VALUES ('outer')") }
                }
                try connection.attempt { try connection.execute("INSERT INTO entry (word) VALUES ('inner')") }
            }
            #expect(throws: Failure.self) {
                try connection.attempt {
                    try connection.attempt { try connection.execute("INSERT INTO entry (word) VALUES ('undone')") }
                    throw Failure()
                }
            }
        }
        #expect(try await words(in: database) == ["inner", "outer"])
    }

    @Test(arguments: Engine.available) func signalsComeAfterTheCommitAndOnlyThen(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        let heard = Mutex<[Set<Signal>]>([])
        database.onCommit { signals in heard.withLock { $0.append(signals) } }
        try await database.write { connection in
            connection.signal(.jobs)
            connection.signal(.publicData(HouseID(7)))
            connection.signal(.publicData(nil))
            try? connection.attempt {
                connection.signal(.publicData(HouseID(8)))
                throw Failure()
            }
            #expect(heard.withLock { $0 } == [])
        }
        #expect(heard.withLock { $0 } == [[.jobs, .publicData(HouseID(7)), .publicData(nil)]])
        try? await database.write { connection in
            connection.signal(.jobs)
            throw Failure()
        }
        try await database.write { _ in }
        #expect(heard.withLock { $0.count } == 1)
    }

    @Test(arguments: Engine.available) func sixteenRivalsLoseNoCount(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { try $0.execute("INSERT INTO counter (n) VALUES (0)") }
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    try await database.write { connection in
                        let n: Int = try connection.row("SELECT n FROM counter").map { try $0["n"] } ?? 0
                        try connection.execute("UPDATE counter SET n = \(n + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let n: Int? = try await database.read { try $0.row("SELECT n FROM counter")?["n"] }
        #expect(n == 16)
    }

    @Test(arguments: Engine.available) func writesAfterTheEndAreRefused(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.close()
        await #expect(throws: (any Error).self) { try await database.write { _ in } }
        await #expect(throws: (any Error).self) { try await database.read { _ in } }
    }

    private func makeDatabase(_ engine: Engine) async throws -> any Database {
        let database = try await engine.makeDatabase()
        try await database.write { connection in
            try connection.execute(
                """
                CREATE TABLE entry (\(ddl: .identity), word \(ddl: .text) NOT NULL UNIQUE, \(ddl: .serverKey))
                \(ddl: .strict)
                """)
            try connection.execute("CREATE TABLE counter (n \(ddl: .integer) NOT NULL) \(ddl: .strict)")
        }
        return database
    }

    private func words(in database: any Database) async throws -> [String] {
        try await database.read { try $0.all("SELECT word FROM entry ORDER BY word") { row in try row["word"] } }
    }
}
