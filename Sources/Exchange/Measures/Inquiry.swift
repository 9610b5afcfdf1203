// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage

/// Somebody who wants to know more of a measure, without an address being shown to anybody. A guest proves first that the
/// address is theirs; only then is the library told.
struct Inquiry: Sendable {
    enum Mark {}

    enum State: String, Sendable, ColumnValue { case unconfirmed, sent, answered }

    /// What is sealed with the asker's key.
    struct Sealed: Codable, Sendable {
        let name: String
        /// The asker's library or other institution.
        let from: String?
        let text: String
        /// The key to the asker's page.
        let token: String
    }

    let id: ID<Mark>
    let measure: MeasureID
    /// The library that is asked.
    let library: OrganisationID
    let person: PersonID
    let language: Language
    let state: State
    let sealed: Data
    /// The asker allows the library to see the address, and so to answer by mail.
    let passesAddress: Bool
    let answer: String?
    let askedAt: Instant
}

/// All statements on inquiries.
struct InquiryStore: Sendable {
    private static let selection: SQL = """
        SELECT id, measure_id, organisation_id, person_id, language, state, sealed, passes_address, answer, created_at
        FROM measure_inquiry\u{20}
        """

    func inquiry(_ id: ID<Inquiry.Mark>, on connection: any Connection) throws -> Inquiry? {
        try connection.first(Self.selection + "WHERE id = \(id)", Inquiry.init)
    }

    func inquiry(token: SecretToken, on connection: any Connection) throws -> Inquiry? {
        try connection.first(Self.selection + "WHERE token_hash = \(token.hash)", Inquiry.init)
    }

    /// What a library is still to answer, oldest first.
    func waiting(for library: OrganisationID, on connection: any Connection) throws -> [Inquiry] {
        try connection.all(
            Self.selection + "WHERE organisation_id = \(library) AND state = 'sent' ORDER BY id LIMIT 100",
            Inquiry.init)
    }

    func inquiries(of person: PersonID, on connection: any Connection) throws -> [Inquiry] {
        try connection.all(Self.selection + "WHERE person_id = \(person) ORDER BY id", Inquiry.init)
    }

    func add(
        to measure: Measure, by person: PersonID, language: Language, state: Inquiry.State, token: SecretToken,
        sealed: Data, passesAddress: Bool, now: Instant, on connection: any Connection
    ) throws -> ID<Inquiry.Mark> {
        try connection.insert(
            """
            INSERT INTO measure_inquiry (measure_id, organisation_id, person_id, language, state, token_hash, sealed,
                passes_address, created_at)
            VALUES (\(measure.id), \(measure.library), \(person), \(language), \(state), \(token.hash), \(sealed),
                \(passesAddress), \(now))
            RETURNING id
            """)
    }

    /// Whether it was still unconfirmed.
    func confirm(_ id: ID<Inquiry.Mark>, on connection: any Connection) throws -> Bool {
        try connection.execute(
            "UPDATE measure_inquiry SET state = 'sent' WHERE id = \(id) AND state = 'unconfirmed'") == 1
    }

    /// Whether it was still to be answered.
    func answer(
        _ id: ID<Inquiry.Mark>, _ text: String, now: Instant, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE measure_inquiry SET state = 'answered', answer = \(text), answered_at = \(now)
            WHERE id = \(id) AND state = 'sent'
            """) == 1
    }

    /// Removes what was never confirmed.
    func removeUnconfirmed(before: Instant, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM measure_inquiry WHERE state = 'unconfirmed' AND created_at < \(before)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM measure_inquiry WHERE person_id = \(person)")
    }
}

extension Inquiry {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], measure: try row["measure_id"], library: try row["organisation_id"],
            person: try row["person_id"], language: try row["language"], state: try row["state"],
            sealed: try row["sealed"], passesAddress: try row["passes_address"], answer: try row["answer"],
            askedAt: try row["created_at"])
    }
}
