// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

/// What goes into a column comes out of it, on both engines.
@Suite struct ValueTests {
    @Test(
        arguments: Engine.available,
        [Int64.min, Int64.min + 1, -1, 0, 1, 0x0102_0304_0506_0708, Int64.max].map(Optional.some) + [nil])
    func integersComeBack(engine: Engine, value: Int64?) async throws {
        try await expectReturn(of: value, in: .integer, on: engine)
    }

    @Test(
        arguments: Engine.available,
        [0, -0.1, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity].map(Optional.some) + [nil])
    func realsComeBack(engine: Engine, value: Double?) async throws {
        try await expectReturn(of: value, in: .real, on: engine)
    }

    @Test(
        arguments: Engine.available,
        [
            "", " ", "0", "Räume", "👩‍👩‍👧‍👦", "\u{E4}", "a\u{308}", "'; --", "$1 ? \\x00 %s", "\u{1}\u{10FFFF}",
            String(repeating: "ä", count: 500_000), nil,
        ])
    func textsComeBackByteForByte(engine: Engine, value: String?) async throws {
        let returned = try await expectReturn(of: value, in: .text, on: engine)
        // Equal strings need not have the same bytes.
        #expect(returned.map { $0.map { Data($0.utf8) } } == [value.map { Data($0.utf8) }])
    }

    @Test(
        arguments: Engine.available,
        [Data(), Data([0]), Data(0...255), Data("\\x41".utf8), Data(repeating: 0xFF, count: 1 << 20), nil])
    func bytesComeBack(engine: Engine, value: Data?) async throws {
        try await expectReturn(of: value, in: .blob, on: engine)
    }

    @Test(arguments: Engine.available) func truthStandsAsOneAndZero(engine: Engine) async throws {
        try await expectReturn(of: true, in: .integer, on: engine)
        try await expectReturn(of: Optional(false), in: .integer, on: engine)
        let database = try await engine.makeDatabase()
        let row = try #require(try await database.read { try $0.row("SELECT 1 = 1 AS yes, 1 = 2 AS no") })
        #expect(try row["yes"] == true)
        #expect(try row["no"] == false)
    }

    @Test(arguments: Engine.available) func typesOfTheKernelComeBack(engine: Engine) async throws {
        try await expectReturn(of: Instant(seconds: -1), in: .integer, on: engine)
        try await expectReturn(of: Span.days(3), in: .integer, on: engine)
        try await expectReturn(of: TimeOfDay(minutes: 1440), in: .integer, on: engine)
        try await expectReturn(of: HouseID(.max), in: .integer, on: engine)
        try await expectReturn(of: Language.easyGerman, in: .text, on: engine)
        for text in ["Straße", "شارع", "Zwei\nZeilen", "\"Zitat\"", "a\\b", "Tab\t, \u{1}, \u{2028}", "{\"de\":\"x\"}"]
        {
            try await expectReturn(of: LocalizedText([.german: text, .arabic: text]), in: .text, on: engine)
        }
        try await expectReturn(of: LocalizedText(), in: .text, on: engine)
    }

    @Test(arguments: Engine.available) func sumsOfIntegersAreIntegersAndAveragesAreNot(engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        let row = try #require(
            try await database.read { connection in
                try connection.row(
                    """
                    SELECT SUM(n) AS total, AVG(n) AS average, COUNT(*) AS number, MAX(n) AS longest
                    FROM (SELECT \(1) AS n UNION ALL SELECT \(2)) AS numbers
                    """)
            })
        #expect(try row["total"] == 3)
        #expect(try row["average"] == 1.5)
        #expect(try row["number"] == 2)
        #expect(try row["longest"] == 2)
    }

    @Test(arguments: Engine.available) func nullIsReadByOptionalsOnly(engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        let row = try #require(try await database.read { try $0.row("SELECT \(String?.none) AS missing") })
        #expect(try row["missing"] == String?.none)
        #expect(throws: StorageError.unexpectedValue(column: "missing", wanted: "String")) {
            try row["missing"] as String
        }
        #expect(throws: StorageError.noColumn("something", ["missing"])) { try row["something"] as String? }
    }

    @Test(arguments: Engine.available) func nulInTextIsRefused(engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        await #expect(throws: StorageError.nulInText) {
            try await database.write { try $0.execute("SELECT \("a\0b")") }
        }
    }

    @Test(arguments: Engine.available) func listsMatchTheirMembersAndEmptyListsNothing(engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        let found = try await database.read { connection in
            try [[1, 2], [2, 3], []].map { list in try connection.exists("SELECT 1 WHERE \(1) IN (\(list: list))") }
        }
        #expect(found == [true, false, false])
    }

    @discardableResult
    private func expectReturn<Value: ColumnValue & Equatable & Sendable>(
        of value: Value, in type: Dialect.Part, on engine: Engine, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [Value] {
        let database = try await engine.makeDatabase()
        try await database.write { connection in
            try connection.execute("CREATE TABLE thing (content \(ddl: type)) \(ddl: .strict)")
            try connection.execute("INSERT INTO thing (content) VALUES (\(value))")
        }
        let (stored, returned) = try await database.read { connection in
            let stored = try connection.all("SELECT content FROM thing") { row -> Value in try row["content"] }
            let returned = try connection.all("SELECT \(value) AS content") { row -> Value in try row["content"] }
            return (stored, returned)
        }
        #expect(stored == [value], sourceLocation: sourceLocation)
        #expect(returned == [value], sourceLocation: sourceLocation)
        return stored
    }
}

/// What an engine refuses is the same error on both.
@Suite struct RefusalTests {
    @Test(arguments: Engine.available) func aSecondRowOfAUniqueKeyIsNotUnique(engine: Engine) async throws {
        let error = await refusal(of: "INSERT INTO room (name, seats, house_id) VALUES ('Aula', 1, 1)", on: engine)
        guard case .notUnique(let constraint) = error else { return #expect(error == .notUnique(constraint: "")) }
        #expect(constraint.contains("name"))
    }

    @Test(
        arguments: Engine.available,
        [
            "INSERT INTO room (name, seats, house_id) VALUES ('Keller', 1, 99)", "DELETE FROM house WHERE id = 1",
            "UPDATE house SET id = 2",
        ] as [SQL])
    func aReferenceToNothingIsBroken(engine: Engine, statement: SQL) async throws {
        let error = await refusal(of: statement, on: engine)
        guard case .brokenReference = error else { return #expect(error == .brokenReference(constraint: "")) }
    }

    @Test(
        arguments: Engine.available,
        zip(
            [
                "INSERT INTO room (name, seats, house_id) VALUES ('Keller', 0, 1)",
                "INSERT INTO room (name, seats, house_id) VALUES ('Keller', NULL, 1)",
                "UPDATE room SET name = \(String?.none)",
            ] as [SQL], ["room_seats", "room.seats", "room.name"]
        ).map { ($0, $1) })
    func aRowAgainstACheckIsRefused(engine: Engine, refused: (statement: SQL, constraint: String)) async throws {
        #expect(await refusal(of: refused.statement, on: engine) == .refused(constraint: refused.constraint))
    }

    @Test(arguments: Engine.available) func aStatementThatMakesNoSenseNamesTheEnginesCode(engine: Engine) async throws {
        let error = await refusal(of: "SELECT nothing FROM nowhere", on: engine)
        guard case .engine = error else { return #expect(error == .engine(code: "", message: "")) }
    }

    /// What the statement throws in a database with one house and its room *Aula*.
    private func refusal(of statement: SQL, on engine: Engine) async -> StorageError? {
        await #expect(throws: StorageError.self) {
            let database = try await engine.makeDatabase()
            try await database.write { connection in
                try connection.execute("CREATE TABLE house (\(ddl: .identity), \(ddl: .serverKey)) \(ddl: .strict)")
                try connection.execute(
                    """
                    CREATE TABLE room (
                        \(ddl: .identity), house_id \(ddl: .integer) NOT NULL REFERENCES house (id),
                        name \(ddl: .text) NOT NULL UNIQUE,
                        seats \(ddl: .integer) NOT NULL CONSTRAINT room_seats CHECK (seats > 0),
                        \(ddl: .houseKey)) \(ddl: .strict)
                    """)
                try connection.execute("INSERT INTO house (id) VALUES (1)")
                try connection.execute("INSERT INTO room (name, seats, house_id) VALUES ('Aula', 9, 1)")
            }
            try await database.write { try $0.execute(statement) }
        }
    }
}
