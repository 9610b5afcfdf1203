// SPDX-License-Identifier: EUPL-1.2

import class Foundation.Pipe
import class Foundation.Thread

/// Hears what other processes signal, on a session and a thread of its own. When it lost the server, it signals the
/// platform's public data once it is back, for what was said meanwhile is lost.
final class PostgresListener: Sendable {
    private static let reconnectMilliseconds: Int32 = 500

    private let address: PostgresAddress
    private let broadcast: PostgresBroadcast
    private let handlers: CommitHandlers
    /// Readable once this is to stop.
    private let stopping = Pipe()

    init(address: PostgresAddress, broadcast: PostgresBroadcast, handlers: CommitHandlers) {
        self.address = address
        self.broadcast = broadcast
        self.handlers = handlers
    }

    /// Returns when it listens. Throws `StorageError.unavailable`.
    func start() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                do {
                    let session = try self.connect()
                    continuation.resume()
                    self.listen(on: session)
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }

    func stop() { try? stopping.fileHandleForWriting.close() }

    /// The life of the thread.
    private func listen(on first: PostgresSession) {
        var session: PostgresSession? = first
        while true {
            let sockets = session.map { [$0.socket] } ?? []
            let limit = session == nil ? Self.reconnectMilliseconds : nil
            let stop = stopping.fileHandleForReading.fileDescriptor
            if PostgresSocket.readable(of: sockets + [stop], withinMilliseconds: limit).contains(stop) { return }
            if let payloads = session?.notifications() {
                handlers.announce(Set(payloads.compactMap(broadcast.signal(from:))))
            } else if session != nil {
                session = nil
            } else if let new = try? connect() {
                session = new
                handlers.announce([.publicData(nil)])
            }
        }
    }

    private func connect() throws(StorageError) -> PostgresSession {
        let session = try PostgresSession(address)
        try session.run(broadcast.listenCommand)
        return session
    }
}
