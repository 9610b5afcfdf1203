// SPDX-License-Identifier: EUPL-1.2

/// PostgreSQL, for any number of processes on one database. Writes are SERIALIZABLE and carried out again when they met
/// others; reads see one snapshot. A transaction that was asked for is carried out even if its task is cancelled.
package final class PostgresDatabase: Database {
    private static let retryLimit = 20

    private let address: PostgresAddress
    private let pool: PostgresPool
    private let listener: PostgresListener
    private let handlers: CommitHandlers
    private let broadcast: PostgresBroadcast

    /// Connects to the server at `url` (`postgres://user:password@host:port/database?…` or `host=… dbname=…`). At most `connections` transactions run at once; one more connection listens to other processes.
    package init(url: String, connections: Int = 8) async throws {
        address = try PostgresAddress(url)
        handlers = CommitHandlers()
        broadcast = PostgresBroadcast()
        pool = PostgresPool(address: address, limit: connections)
        listener = PostgresListener(address: address, broadcast: broadcast, handlers: handlers)
        try await listener.start()
        _ = try await read { try $0.row("SELECT 1 AS one") }
    }

    deinit {
        pool.refuseJobs()
        listener.stop()
    }

    package var dialect: Dialect { .postgres }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await pool.run { session in try session.read(body) }
    }

    /// Throws `StorageError.serialization` when the transaction lost against others 21 times, and
    /// `StorageError.unavailable` when the server went away: during the commit, that leaves open what became of it.
    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let (handlers, broadcast) = (handlers, broadcast)
        var retries = 0
        while true {
            do {
                return try await pool.run { session in
                    let (value, signals) = try session.write(broadcast, body)
                    handlers.announce(signals)
                    return value
                }
            } catch StorageError.serialization where retries < Self.retryLimit {
                retries += 1
                await pause(beforeRetry: retries)
            }
        }
    }

    package func onCommit(_ handler: @escaping @Sendable (Set<Signal>) -> Void) { handlers.add(handler) }

    package func check() async throws -> [String] {
        do {
            return try await read { connection in
                let constraints = try connection.all(
                    """
                    SELECT conrelid::regclass::text AS owner, conname AS name FROM pg_constraint
                    WHERE NOT convalidated ORDER BY 1, 2
                    """
                ) { row -> String in
                    "Constraint \(try row["name"] as String) of \(try row["owner"] as String) is not validated."
                }
                let indexes = try connection.all(
                    """
                    SELECT indrelid::regclass::text AS owner, indexrelid::regclass::text AS name FROM pg_index
                    WHERE NOT indisvalid ORDER BY 1, 2
                    """
                ) { row -> String in
                    "Index \(try row["name"] as String) of \(try row["owner"] as String) is not valid."
                }
                return constraints + indexes
            }
        } catch StorageError.unavailable(let reason) {
            return ["The database cannot be reached: \(reason)"]
        }
    }

    /// A dump in `pg_dump`'s own format, for `pg_restore`.
    package func backup(to path: String) async throws { try await PostgresDump(address: address).write(to: path) }

    package func purge() async throws {}

    package func close() async throws {
        listener.stop()
        await pool.close()
    }

    /// Waits up to 2, 4, 8 … 256 ms, in a task of its own, so that a cancelled caller waits as well.
    private func pause(beforeRetry retry: Int) async {
        let longest = 1_000 << min(retry, 8)
        await Task { try? await Task.sleep(for: .microseconds(Int.random(in: 0...longest))) }.value
    }
}
