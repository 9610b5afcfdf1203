// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

/// Nothing is taken twice, however many want it.
@Suite struct OverlapTests {
    @Test(arguments: Engine.available, [(0, 10), (5, 6), (9, 20), (-5, 1), (-5, 20), (0, 1)])
    func periodsThatShareASecondOverlap(engine: Engine, period: (start: Int, end: Int)) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { try take([1], from: 0, to: 10, on: $0) }
        await #expect(throws: StorageError.overlap) {
            try await database.write { try take([1], from: period.start, to: period.end, on: $0) }
        }
    }

    @Test(arguments: Engine.available) func neighboursInTimeAndSpaceDoNotOverlap(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { connection in
            try take([1], from: 10, to: 20, on: connection)
            try take([1], from: 0, to: 10, on: connection)
            try take([1], from: 20, to: 30, on: connection)
            try take([2], from: 0, to: 30, on: connection)
        }
        #expect(try await taken(in: database) == 4)
    }

    @Test(arguments: Engine.available) func movingOntoWhatIsTakenOverlaps(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { connection in
            try take([1], from: 0, to: 10, on: connection)
            try take([1], from: 10, to: 20, on: connection)
            try connection.execute("UPDATE occupancy SET ends_at = 15 WHERE starts_at = 10")
        }
        await #expect(throws: StorageError.overlap) {
            try await database.write { try $0.execute("UPDATE occupancy SET starts_at = 9 WHERE starts_at = 10") }
        }
    }

    @Test(arguments: Engine.available) func anOverlapThatWasAttemptedLeavesTheRest(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        try await database.write { connection in
            try take([1], from: 0, to: 10, on: connection)
            #expect(throws: StorageError.overlap) {
                try connection.attempt { try take([2, 1], from: 5, to: 15, on: connection) }
            }
        }
        #expect(try await taken(in: database) == 1)
    }

    @Test(arguments: Engine.available) func oneOfSixteenRivalsOverTwoSpacesWins(engine: Engine) async throws {
        let database = try await makeDatabase(engine)
        for round in 0..<5 {
            let winners = try await withThrowingTaskGroup { group in
                for rival in 0..<16 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                let spaces = rival.isMultiple(of: 2) ? [1, 2] : [2, 1]
                                try take(spaces, from: round * 100 + rival, to: round * 100 + 50, on: connection)
                            }
                            return 1
                        } catch StorageError.overlap {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
            #expect(try await taken(in: database) == 2 * (round + 1))
        }
    }

    private func makeDatabase(_ engine: Engine) async throws -> any Database {
        let database = try await engine.makeDatabase()
        try await database.write { connection in
            try connection.execute("CREATE TABLE space (\(ddl: .identity), \(ddl: .serverKey)) \(ddl: .strict)")
            try connection.execute(
                """
                CREATE TABLE occupancy (
                    \(ddl: .identity), space_id \(ddl: .integer) NOT NULL REFERENCES space (id),
                    starts_at \(ddl: .integer) NOT NULL, ends_at \(ddl: .integer) NOT NULL,
                    CHECK (ends_at > starts_at), \(ddl: .serverKey)) \(ddl: .strict)
                """)
            for statement in connection.dialect.overlapGuard(on: "occupancy") { try connection.execute(statement) }
            try connection.execute("INSERT INTO space (id) VALUES (1), (2)")
        }
        return database
    }

    private func taken(in database: any Database) async throws -> Int {
        try await database.read { try $0.rows("SELECT id FROM occupancy").count }
    }
}

/// Locks the spaces in the order of their ids, as every writer does, and takes them.
private func take(_ spaces: [Int], from start: Int, to end: Int, on connection: any Connection) throws {
    _ = try connection.rows("SELECT id FROM space WHERE id IN (\(list: spaces)) ORDER BY id \(ddl: .forUpdate)")
    for space in spaces {
        try connection.execute(
            "INSERT INTO occupancy (space_id, starts_at, ends_at) VALUES (\(space), \(start), \(end))")
    }
}
