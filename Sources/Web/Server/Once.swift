// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
package import Storage
import Synchronization

/// Lets a POST with an `Idempotency-Key` take effect once: its answer is kept in the commit that holds its effect, and
/// given again to whoever sends the same key and body within a day. While the first is under way, others get 409.
package final class Once: Sendable {
    private let database: any Database
    private let underWay = Mutex<Set<String>>([])

    package init(_ database: any Database) { self.database = database }

    package static let migrations = [
        Migration("web.001-idempotency") { _ in
            [
                """
                CREATE TABLE idempotency (
                    key_hash \(ddl: .text) NOT NULL PRIMARY KEY, request_hash \(ddl: .text) NOT NULL,
                    status \(ddl: .integer) NOT NULL, content_type \(ddl: .text) NOT NULL,
                    location \(ddl: .text), body \(ddl: .blob) NOT NULL, created_at \(ddl: .integer) NOT NULL
                ) \(ddl: .strict)
                """,
                "CREATE INDEX idempotency_age ON idempotency (created_at)",
            ]
        }
    ]

    /// Removes answers older than a day.
    package var tidying: RecurringWork {
        RecurringWork("idempotency", every: .hours(1)) { [database] now in
            _ = try await database.write {
                try $0.execute("DELETE FROM idempotency WHERE created_at < \(now - .days(1))")
            }
        }
    }

    /// Carries out `effect` in one transaction, or answers as before. The answer names no person: it is kept as it is.
    package func write(
        _ request: WebRequest, _ effect: @escaping @Sendable (any Connection) throws -> WebResponse
    ) async throws -> WebResponse {
        guard let key = request.headers[.idempotencyKey] else { return try await database.write(effect) }
        guard (1...100).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Rejection(.malformed, .badIdempotencyKey)
        }
        let asker = request.visitor.map { "person \($0.person)" } ?? "guest"
        let keyHash = "\(asker) \(request.method) \(request.path) \(key)".sha256
        let requestHash = request.bodyHash
        let now = request.now
        guard underWay.withLock({ $0.insert(keyHash).inserted }) else { throw Self.isUnderWay }
        defer { underWay.withLock { _ = $0.remove(keyHash) } }
        return try await database.write { connection in
            guard try connection.claim(keyHash) else { throw Self.isUnderWay }
            if let known = try Self.answer(to: keyHash, requestHash, on: connection) { return known }
            let response = try effect(connection)
            try Self.keep(response, keyHash, requestHash, now, on: connection)
            return response
        }
    }

    private static let isUnderWay = Rejection(.conflict, .requestUnderWay, retryAfter: .seconds(1))

    private static func answer(
        to keyHash: String, _ requestHash: String, on connection: any Connection
    ) throws -> WebResponse? {
        let row = try connection.row(
            """
            SELECT request_hash, status, content_type, location, body FROM idempotency WHERE key_hash = \(keyHash)
            """)
        guard let row else { return nil }
        guard try row["request_hash"] == requestHash else { throw Rejection(.invalid, .idempotencyKeyReused) }
        let body: Data = try row["body"]
        let contentType: String = try row["content_type"]
        var response = WebResponse(
            status: .init(code: try row["status"]),
            body: contentType.isEmpty ? .empty : .bytes(Array(body), contentType: contentType))
        response.headers[.location] = try row["location"] as String?
        return response
    }

    private static func keep(
        _ response: WebResponse, _ keyHash: String, _ requestHash: String, _ now: Instant,
        on connection: any Connection
    ) throws {
        let bytes: [UInt8]
        var contentType = ""
        switch response.body {
        case .bytes(let some, let type): (bytes, contentType) = (some, type)
        case .empty: bytes = []
        case .page, .file: return
        }
        try connection.execute(
            """
            INSERT INTO idempotency (key_hash, request_hash, status, content_type, location, body, created_at)
            VALUES (\(keyHash), \(requestHash), \(response.status.code), \(contentType), \(response.headers[.location]),
                \(Data(bytes)), \(now))
            """)
    }
}
