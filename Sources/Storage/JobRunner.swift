// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Logging

/// Does a kind of job. Runs at least once per job and is therefore idempotent.
package struct JobHandler: Sendable {
    package let kind: String
    package let run: @Sendable (Job) async throws -> Void

    package init(_ kind: String, run: @escaping @Sendable (Job) async throws -> Void) {
        self.kind = kind
        self.run = run
    }
}

/// Work that comes round by itself, such as giving back expired holds.
package struct RecurringWork: Sendable {
    package let name: String
    package let every: Span
    package let run: @Sendable (Instant) async throws -> Void

    package init(_ name: String, every: Span, run: @escaping @Sendable (Instant) async throws -> Void) {
        self.name = name
        self.every = every
        self.run = run
    }
}

/// Leases due jobs and hands them to their handlers.
package struct JobRunner: Sendable {
    private let database: any Database
    private let handlers: [String: JobHandler]
    private let clock: Clock
    private let logger: Logger
    private let store = JobStore()

    private static let lease: Span = .minutes(5)
    private static let attemptsAtMost = 12

    package init(database: any Database, handlers: [JobHandler], clock: Clock, logger: Logger) {
        self.database = database
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
        self.clock = clock
        self.logger = logger
    }

    /// Carries out what is due now and returns how many jobs that were.
    @discardableResult
    package func runDue(limit: Int = 20) async throws -> Int {
        let now = clock.now()
        let due = try await database.write { [store] connection in
            try store.lease(limit: limit, for: Self.lease, now: now, on: connection)
        }
        for job in due { try await carryOut(job) }
        return due.count
    }

    private func carryOut(_ job: Job) async throws {
        do {
            guard let handler = handlers[job.kind] else {
                throw StorageError.engine(code: "job", message: "no handler")
            }
            try await handler.run(job)
            try await database.write { [store] in try store.finish(job, on: $0) }
        } catch {
            logger.warning("job failed", metadata: ["kind": "\(job.kind)", "id": "\(job.id)", "error": "\(error)"])
            try await putOff(job, because: error)
        }
    }

    private func putOff(_ job: Job, because error: any Error) async throws {
        let now = clock.now()
        try await database.write { [store] connection in
            if job.attempts + 1 >= Self.attemptsAtMost {
                try store.fail(job, why: "\(type(of: error))", now: now, on: connection)
            } else {
                let delay = Span.seconds(min(30 << Int64(job.attempts), 6 * 3_600))
                try store.postpone(job, to: now + delay, on: connection)
            }
        }
    }
}
