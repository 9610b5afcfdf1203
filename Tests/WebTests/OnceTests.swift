// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("An idempotency key")
struct OnceTests {
    private static let migrations =
        Once.migrations + [
            Migration("test.001-effects") { _ in
                ["CREATE TABLE effect (id \(ddl: .integer) NOT NULL PRIMARY KEY) \(ddl: .strict)"]
            }
        ]

    /// Has one effect, tells which, and says it where `location` is.
    private static func act(
        _ request: WebRequest, on database: any Database, failing: Bool = false
    ) async throws -> WebResponse {
        try await Once(database).write(request) { connection in
            let count: Int64 = try connection.row("SELECT COUNT(*) AS n FROM effect")?["n"] ?? 0
            try connection.execute("INSERT INTO effect (id) VALUES (\(count + 1))")
            if failing { throw Rejection(.conflict, .notAllowed) }
            return try .json(["effect": .integer(count + 1)], status: .created).with(.location, "/effekte/\(count + 1)")
        }
    }

    private static func effects(on database: any Database) async throws -> Int64 {
        try await database.read { try $0.row("SELECT COUNT(*) AS n FROM effect")?["n"] ?? 0 }
    }

    private static func makeDatabase(_ engine: Engine) async throws -> any Database {
        let database = try await engine.makeDatabase()
        _ = try await database.migrate(migrations, clock: Clock { SiteDouble.now })
        return database
    }

    private static func request(
        _ key: String?, _ body: String = "{}", path: String = "/api/v1/x", visitor: Visitor? = nil
    ) throws -> WebRequest {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.idempotencyKey] = key
        return try .sample(.post, path, headers: headers, body: body, visitor: visitor)
    }

    private static func bytes(_ response: WebResponse) -> [UInt8]? {
        if case .bytes(let bytes, _) = response.body { bytes } else { nil }
    }

    @Test("gives the same answer to the same body, and one effect", arguments: Engine.available)
    func actsOnce(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        let first = try await Self.act(Self.request("k-1"), on: database)
        let second = try await Self.act(Self.request("k-1"), on: database)
        #expect(second.status == .created)
        #expect(second.headers[.location] == "/effekte/1")
        #expect(Self.bytes(first) != nil)
        #expect(Self.bytes(first) == Self.bytes(second))
        #expect(try await Self.effects(on: database) == 1)
    }

    @Test("has one effect among rivals", arguments: Engine.available)
    func actsOnceAmongRivals(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        let answers = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            for _ in 1...8 {
                group.addTask {
                    do {
                        return Self.bytes(try await Self.act(Self.request("k-1"), on: database))
                    } catch let rejection as Rejection where rejection.kind == .conflict {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { if let answer = $1 { $0.insert(answer) } }
        }
        #expect(answers.count == 1)
        #expect(try await Self.effects(on: database) == 1)
    }

    @Test("is taken while its request is under way, and keeps an answer without a body", arguments: Engine.available)
    func saysThatItIsUnderWay(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        let once = Once(database)
        let (begun, rivalHeard) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let first = Task {
            try await once.write(Self.request("k-1")) { connection in
                begun.signal()
                _ = rivalHeard.wait(timeout: .now() + 10)
                try connection.execute("INSERT INTO effect (id) VALUES (1)")
                return WebResponse(status: .noContent)
            }
        }
        await Task.detached { _ = begun.hasSignal(within: 10) }.value
        let rejection = await #expect(throws: Rejection.self) {
            try await once.write(Self.request("k-1")) { _ in WebResponse() }
        }
        rivalHeard.signal()
        #expect(rejection?.kind == .conflict)
        #expect(rejection?.retryAfter != nil)
        #expect(try await first.value.status == .noContent)
        let again = try await once.write(Self.request("k-1")) { _ in WebResponse() }
        #expect(again.status == .noContent)
        #expect(try await Self.effects(on: database) == 1)
    }

    @Test("is refused for another body", arguments: Engine.available)
    func refusesOtherBodies(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        _ = try await Self.act(Self.request("k-1", "{\"a\":1}"), on: database)
        let rejection = await #expect(throws: Rejection.self) {
            try await Self.act(Self.request("k-1", "{\"a\":2}"), on: database)
        }
        #expect(rejection?.kind == .invalid)
        #expect(try await Self.effects(on: database) == 1)
    }

    @Test("belongs to its asker and its path; without a key each request counts", arguments: Engine.available)
    func countsApart(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        for request in try [
            Self.request("k-1"), Self.request("k-2"), Self.request("k-1", path: "/api/v1/y"),
            Self.request("k-1", visitor: SiteDouble.staff), Self.request(nil), Self.request(nil),
        ] {
            _ = try await Self.act(request, on: database)
        }
        #expect(try await Self.effects(on: database) == 6)
    }

    @Test("is free again when its request failed", arguments: Engine.available)
    func forgetsFailures(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        await #expect(throws: Rejection.self) {
            try await Self.act(Self.request("k-1"), on: database, failing: true)
        }
        #expect(try await Self.effects(on: database) == 0)
        _ = try await Self.act(Self.request("k-1"), on: database)
        #expect(try await Self.effects(on: database) == 1)
    }

    @Test("is visible ASCII", arguments: ["", "a b", "ä", String(repeating: "x", count: 101)])
    func refusesOtherKeys(key: String) async throws {
        let database = try await Self.makeDatabase(.sqlite)
        await #expect(throws: Rejection.self) { try await Self.act(Self.request(key), on: database) }
        #expect(try await Self.effects(on: database) == 0)
    }

    @Test("is forgotten after a day", arguments: Engine.available)
    func forgets(engine: Engine) async throws {
        let database = try await Self.makeDatabase(engine)
        _ = try await Self.act(Self.request("k-1"), on: database)
        try await Once(database).tidying.run(SiteDouble.now + .days(1))
        _ = try await Self.act(Self.request("k-1"), on: database)
        #expect(try await Self.effects(on: database) == 1)
        try await Once(database).tidying.run(SiteDouble.now + .days(1) + .seconds(1))
        _ = try await Self.act(Self.request("k-1"), on: database)
        #expect(try await Self.effects(on: database) == 2)
    }
}

extension DispatchSemaphore {
    fileprivate func hasSignal(within seconds: Int) -> Bool { wait(timeout: .now() + .seconds(seconds)) == .success }
}
