// SPDX-License-Identifier: EUPL-1.2

import CPostgres
import Dispatch
import Foundation

/// An empty database of one test, on the server that `STADTZIMMER_TEST_POSTGRES` names.
package struct TemporaryPostgres: Sendable {
    /// Why a test cannot have its database.
    package struct Unavailable: Error {
        let reason: String
    }

    /// The administrator's URL, as `script/postgres start` prints it.
    package static let server = ProcessInfo.processInfo.environment["STADTZIMMER_TEST_POSTGRES"]

    static let isRequired = ProcessInfo.processInfo.environment["CI"] != nil

    /// Leads to the new database.
    package let url: String
    private let server: String
    private let name: String

    package init() async throws {
        guard let server = Self.server, var components = URLComponents(string: server) else {
            throw Unavailable(reason: "STADTZIMMER_TEST_POSTGRES is not the URL of a PostgreSQL server")
        }
        let name = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        components.path = "/\(name)"
        // Deadlocks are looked for after a second otherwise, and tests would wait for that.
        components.queryItems = [URLQueryItem(name: "options", value: "-c deadlock_timeout=20ms")]
        url = components.string ?? server
        self.server = server
        self.name = name
        try await carryOut("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
    }

    /// Removes the database, in time, whoever still uses it.
    package func drop() {
        Task { try? await carryOut("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }

    /// Ends all connections to the database, as a server does that is shut down, and waits until they are gone.
    package func disconnectEveryone() async throws {
        try await carryOut("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '\(name)'")
    }

    /// Lets nobody in, or everybody again.
    package func allowConnections(_ isAllowed: Bool) async throws {
        try await carryOut("ALTER DATABASE \(name) ALLOW_CONNECTIONS \(isAllowed)")
    }

    private func carryOut(_ command: String) async throws {
        let server = server
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Self.carryOut(command, on: server) })
            }
        }
    }

    private static func carryOut(_ command: String, on server: String) throws {
        // Databases are dropped to the end of the process; see `PostgresSession` about Kerberos then.
        let connection = PQconnectdb(server + (server.contains("?") ? "&" : "?") + "gssencmode=disable")
        defer { PQfinish(connection) }
        let result = PQexec(connection, command)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw Unavailable(reason: "\(command): \(String(cString: PQerrorMessage(connection)))")
        }
    }
}
