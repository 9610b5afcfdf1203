// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Work that follows from a committed change and is carried out later, at least once.
package struct Job: Sendable, Equatable {
    package enum Mark {}

    package let id: ID<Mark>
    /// Which handler takes it: `capability.what`.
    package let kind: String
    /// JSON without personal data: ids.
    package let payload: String
    /// How often it has been tried before.
    package let attempts: Int
}

/// The table of jobs. A job is leased, not taken: when its process dies, another one finds it after the lease.
package struct JobStore: Sendable {
    package init() {}

    package static let migrations = [
        Migration("storage.001-jobs") { _ in
            [
                """
                CREATE TABLE job (
                    \(ddl: .identity), kind \(ddl: .text) NOT NULL, payload \(ddl: .text) NOT NULL,
                    unique_key \(ddl: .text) UNIQUE, run_at \(ddl: .integer) NOT NULL,
                    attempts \(ddl: .integer) NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    lease_until \(ddl: .integer), failed_at \(ddl: .integer), failure \(ddl: .text),
                    \(ddl: .serverKey)) \(ddl: .strict)
                """,
                "CREATE INDEX job_due ON job (run_at) WHERE failed_at IS NULL",
            ]
        }
    ]

    /// Enters a job. With a `key`, a second one of the same key changes nothing while the first is there.
    package func enqueue(
        _ kind: String, payload: String = "{}", runAt: Instant, key: String? = nil, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO job (kind, payload, unique_key, run_at) VALUES (\(kind), \(payload), \(key), \(runAt))
            ON CONFLICT (unique_key) DO NOTHING
            """)
        connection.signal(.jobs)
    }

    /// Removes the job with this key, if it is there.
    package func withdraw(key: String, on connection: any Connection) throws {
        try connection.execute("DELETE FROM job WHERE unique_key = \(key)")
    }

    /// Leases up to `limit` jobs that are due.
    package func lease(
        limit: Int, for lease: Span, now: Instant, on connection: any Connection
    ) throws -> [Job] {
        try connection.all(
            """
            UPDATE job SET lease_until = \(now + lease), attempts = attempts + 1 WHERE id IN (
                SELECT id FROM job
                WHERE failed_at IS NULL AND run_at <= \(now) AND (lease_until IS NULL OR lease_until <= \(now))
                ORDER BY run_at, id LIMIT \(limit) \(ddl: .forUpdateSkipLocked))
            RETURNING id, kind, payload, attempts
            """
        ) { row in
            Job(
                id: try row["id"], kind: try row["kind"], payload: try row["payload"],
                attempts: try row["attempts"] - 1)
        }.sorted { $0.id < $1.id }
    }

    package func finish(_ job: Job, on connection: any Connection) throws {
        try connection.execute("DELETE FROM job WHERE id = \(job.id)")
    }

    /// Puts a job off to a later time, without a lease.
    package func postpone(_ job: Job, to runAt: Instant, on connection: any Connection) throws {
        try connection.execute("UPDATE job SET run_at = \(runAt), lease_until = NULL WHERE id = \(job.id)")
    }

    /// Keeps a job that cannot be done, with the reason, for people to see.
    package func fail(_ job: Job, why: String, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE job SET failed_at = \(now), failure = \(why), lease_until = NULL, unique_key = NULL
            WHERE id = \(job.id)
            """)
    }

    /// The earliest time at which there is something to do.
    package func nextRun(on connection: any Connection) throws -> Instant? {
        let row = try connection.row("SELECT MIN(run_at) AS next FROM job WHERE failed_at IS NULL")
        return try row?["next"]
    }

    package func failedCount(on connection: any Connection) throws -> Int {
        try connection.row("SELECT COUNT(*) AS n FROM job WHERE failed_at IS NOT NULL").map { try $0["n"] } ?? 0
    }
}
