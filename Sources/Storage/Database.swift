// SPDX-License-Identifier: EUPL-1.2

/// A database of either engine. `read` and `write` run their closure in one transaction, off the cooperative threads.
/// A write closure has no outside effects, for it may run again.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// A consistent view; changes nothing.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// One transaction, durable when this returns.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Calls `handler` after each commit that signalled something. Handlers are quick and do not throw.
    func onCommit(_ handler: @escaping @Sendable (Set<Signal>) -> Void)

    /// Integrity of the file or of the connection: a sentence per damage, none when all is well.
    func check() async throws -> [String]

    /// A consistent copy, while others read and write.
    func backup(to path: String) async throws

    /// Makes forgotten bytes unreadable in files beside the database (SQLite's write-ahead log).
    func purge() async throws

    /// Closes all connections; later calls fail.
    func close() async throws
}
