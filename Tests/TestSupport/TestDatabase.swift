// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Storage
import Synchronization
import Testing

/// The engines that tests run on: `@Test(arguments: Engine.available) func …(engine: Engine)`.
package enum Engine: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    /// PostgreSQL only where `STADTZIMMER_TEST_POSTGRES` has a server's URL (see `script/postgres`). Where `CI` is set
    /// it is always there, so that its tests fail when the server is missing.
    package static var available: [Engine] {
        allCases.filter { $0 == .sqlite || TemporaryPostgres.server != nil || TemporaryPostgres.isRequired }
    }

    package var testDescription: String {
        switch self {
        case .sqlite: "SQLite"
        case .postgres: "PostgreSQL"
        }
    }

    /// An empty database for one test. It vanishes some time after the last reference to it. So many tests at once would
    /// exhaust PostgreSQL's connections that all but the first wait here for others to end.
    package func makeDatabase() async throws -> any Database {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestDatabase(try SQLiteDatabase(path: folder.appending(path: "test.sqlite").path)) {
                try? FileManager.default.removeItem(at: folder)
            }
        case .postgres:
            await Turnstile.postgres.enter()
            do {
                let place = try await TemporaryPostgres()
                return TestDatabase(try await PostgresDatabase(url: place.url)) {
                    place.drop()
                    Turnstile.postgres.leave()
                }
            } catch {
                Turnstile.postgres.leave()
                throw error
            }
        }
    }
}

/// A database that is removed with the last reference to it.
private final class TestDatabase: Database {
    private let database: any Database
    private let remove: @Sendable () -> Void

    init(_ database: any Database, remove: @escaping @Sendable () -> Void) {
        self.database = database
        self.remove = remove
    }

    deinit {
        let (database, remove) = (database, remove)
        Task {
            try? await database.close()
            remove()
        }
    }

    var dialect: Dialect { database.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await database.write(body)
    }

    func onCommit(_ handler: @escaping @Sendable (Set<Signal>) -> Void) { database.onCommit(handler) }
    func check() async throws -> [String] { try await database.check() }
    func backup(to path: String) async throws { try await database.backup(to: path) }
    func purge() async throws { try await database.purge() }
    func close() async throws { try await database.close() }
}

/// Lets in so many at a time, in the order of their arrival.
private final class Turnstile: Sendable {
    static let postgres = Turnstile(places: 20)

    private struct State {
        var places: Int
        var queue: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(places: places)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let mayEnter = state.withLock { state in
                if state.places == 0 {
                    state.queue.append(continuation)
                    return false
                }
                state.places -= 1
                return true
            }
            if mayEnter { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            if state.queue.isEmpty { state.places += 1 }
            return state.queue.isEmpty ? nil : state.queue.removeFirst()
        }
        next?.resume()
    }
}
