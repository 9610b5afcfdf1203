// SPDX-License-Identifier: EUPL-1.2

import CPostgres
import Kernel

/// A connection of libpq with its prepared statements. Used by one thread at a time.
final class PostgresSession {
    /// What each session sets, whatever server and role say.
    private static let settings = """
        SET TimeZone = 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s';
        SET idle_in_transaction_session_timeout = '60s'; SET extra_float_digits = 1
        """

    /// What a connection string may override: when a silent server counts as dead; and no Kerberos, whose library does
    /// not survive that the process exits while a thread connects.
    private static let defaults = [
        (keyword: "gssencmode", value: "disable"),
        (keyword: "connect_timeout", value: "5"), (keyword: "tcp_user_timeout", value: "15000"),
        (keyword: "keepalives_idle", value: "30"), (keyword: "keepalives_interval", value: "5"),
        (keyword: "keepalives_count", value: "3"),
    ]
    private static let identity = [
        (keyword: "application_name", value: "stadtzimmer"), (keyword: "client_encoding", value: "UTF8"),
    ]

    private let handle: OpaquePointer
    private var statements = PostgresStatements()

    /// Throws `StorageError.unavailable`.
    init(_ address: PostgresAddress) throws(StorageError) {
        // Of two with the same keyword, libpq takes the later one.
        let parameters = Self.defaults + address.parameters + Self.identity
        let opened = withCStrings(parameters.map(\.keyword)) { keywords in
            withCStrings(parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 0) }
        }
        guard let opened else { throw .unavailable("no memory for a connection") }
        handle = opened
        guard PQstatus(handle) == CONNECTION_OK else { throw .unavailable(message) }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try run(Self.settings)
    }

    deinit { PQfinish(handle) }

    /// False once the server ended the session, which shows without asking it, or when a transaction did not end.
    var isUsable: Bool {
        while PostgresSocket.isReadable(PQsocket(handle)) {
            guard PQconsumeInput(handle) == 1 else { return false }
        }
        return PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// Whether a statement failed and nothing but a rollback is possible.
    var isPoisoned: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

    var socket: Int32 { PQsocket(handle) }

    /// Carries out commands that this program writes itself, separated by semicolons, and returns the last one's tag.
    @discardableResult
    func run(_ commands: String) throws(StorageError) -> String {
        try result(PQexec(handle, commands), of: commands).tag
    }

    /// Carries out one statement, prepared when it comes first.
    func carryOut(_ text: String, _ bindings: [ColumnData]) throws(StorageError) -> PostgresResult {
        let parameters = try PostgresParameters(bindings)
        let name = try prepare(PostgresStatements.Key(text: text, types: parameters.types))
        let answer = parameters.withPointers { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(bindings.count), values, lengths, formats, 0)
        }
        return try result(answer, of: text)
    }

    /// The payloads that came in on the channels that this session listens to. `nil` when the session broke.
    func notifications() -> [String]? {
        guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return nil }
        var payloads: [String] = []
        while let notification = PQnotifies(handle) {
            defer { PQfreemem(notification) }
            if let payload = notification.pointee.extra { payloads.append(String(cString: payload)) }
        }
        return payloads
    }

    private func prepare(_ key: PostgresStatements.Key) throws(StorageError) -> String {
        if let known = statements.name(of: key) { return known }
        let name = statements.nextName
        _ = try result(PQprepare(handle, name, key.text, Int32(key.types.count), key.types), of: key.text)
        if let oldest = statements.add(key) { try run("DEALLOCATE \(oldest)") }
        return name
    }

    private func result(_ pointer: OpaquePointer?, of statement: String) throws(StorageError) -> PostgresResult {
        let isConnected = PQstatus(handle) == CONNECTION_OK
        guard let pointer else {
            throw isConnected ? .engine(code: "libpq", message: message) : .unavailable(message)
        }
        let result = PostgresResult(pointer)
        if let failure = result.failure {
            throw isConnected ? StorageError(failure, of: statement) : .unavailable(failure.message)
        }
        return result
    }

    private var message: String { String(cString: PQerrorMessage(handle)).trimmed }
}

/// Lends `texts` as C does: an array of pointers with NULL at its end.
private func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for text in texts {
        offsets.append(bytes.count)
        bytes += text.utf8CString
    }
    return bytes.withUnsafeBufferPointer { bytes in
        body(offsets.map { bytes.baseAddress?.advanced(by: $0) } + [nil])
    }
}
