// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// All statements on applications.
struct ApplicationStore: Sendable {
    func enter(
        _ wish: LibraryApplication.Wish, by person: PersonID, language: Language, token: SecretToken, now: Instant,
        on connection: any Connection
    ) throws -> ID<LibraryApplication> {
        try connection.insert(
            """
            INSERT INTO library_application (house_id, name, place, ags, email, contact, population, floor_area, fte,
                is_volunteer_run, year, person_id, language, token_hash, state, created_at)
            VALUES (\(HouseID.network), \(wish.name), \(wish.place), \(wish.ags), \(wish.email), \(wish.contact),
                \(wish.population), \(wish.floorArea), \(wish.fullTimeEquivalents), \(wish.isVolunteerRun), \(wish.year),
                \(person), \(language), \(token.hash), \(LibraryApplication.State.unconfirmed), \(now))
            RETURNING id
            """)
    }

    func application(_ id: ID<LibraryApplication>, on connection: any Connection) throws -> LibraryApplication? {
        try connection.first(Self.selection + "WHERE house_id = \(HouseID.network) AND id = \(id)", Self.application)
    }

    /// The one that `query` says was just decided on.
    func decided(_ query: FormData, on connection: any Connection) throws -> LibraryApplication? {
        try query[LibraryLinks.decision].flatMap { ID<LibraryApplication>($0) }.flatMap {
            try application($0, on: connection)
        }
    }

    func application(tokenHash: String, on connection: any Connection) throws -> LibraryApplication? {
        try connection.first(Self.selection + "WHERE token_hash = \(tokenHash)", Self.application)
    }

    /// Those that wait for a decision, the oldest first.
    func waiting(on connection: any Connection) throws -> [LibraryApplication] {
        try connection.all(
            Self.selection
                + "WHERE house_id = \(HouseID.network) AND state = \(LibraryApplication.State.waiting) ORDER BY id",
            Self.application)
    }

    func applications(of person: PersonID, on connection: any Connection) throws -> [LibraryApplication] {
        try connection.all(Self.selection + "WHERE person_id = \(person) ORDER BY id", Self.application)
    }

    /// How many were sent in for that address since then.
    func count(email: String, since: Instant, on connection: any Connection) throws -> Int {
        try connection.row(
            "SELECT COUNT(*) AS n FROM library_application WHERE email = \(email) AND created_at >= \(since)"
        ).map { try $0["n"] } ?? 0
    }

    /// Whether it was unconfirmed until now.
    func confirm(_ id: ID<LibraryApplication>, now: Instant, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE library_application SET state = 'waiting', confirmed_at = \(now)
            WHERE id = \(id) AND state = 'unconfirmed'
            """) == 1
    }

    /// Whether it could still be withdrawn.
    func withdraw(_ id: ID<LibraryApplication>, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE library_application SET state = 'withdrawn', person_id = NULL
            WHERE id = \(id) AND state IN ('unconfirmed', 'waiting')
            """) == 1
    }

    /// Whether it waited until now: of two who decide at once, one wins.
    func admit(
        _ id: ID<LibraryApplication>, as library: OrganisationID, by decider: LibraryApplication.Decider, now: Instant,
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE library_application SET state = 'admitted', decided_at = \(now), decided_by = \(decider.text),
                organisation_id = \(library)
            WHERE id = \(id) AND state = 'waiting'
            """) == 1
    }

    func refuse(
        _ id: ID<LibraryApplication>, because reason: String, by decider: LibraryApplication.Decider, now: Instant,
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE library_application SET state = 'refused', decided_at = \(now), decided_by = \(decider.text),
                reason = \(reason)
            WHERE id = \(id) AND state = 'waiting'
            """) == 1
    }

    /// Removes what led to nothing and is that old.
    func removeOld(
        unconfirmedBefore: Instant, endedBefore: Instant, on connection: any Connection
    ) throws {
        try connection.execute(
            "DELETE FROM library_application WHERE state = 'unconfirmed' AND created_at < \(unconfirmedBefore)")
        // When it was withdrawn is not kept: it counts from the last step before.
        for state in [LibraryApplication.State.refused, .withdrawn] {
            try connection.execute(
                """
                DELETE FROM library_application WHERE state = \(state) AND created_at < \(endedBefore)
                    AND COALESCE(decided_at, confirmed_at, created_at) < \(endedBefore)
                """)
        }
    }

    /// Forgets who asked, and whom to ask there, for many write their name; what is still open goes with them.
    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM library_application WHERE person_id = \(person) AND state IN ('unconfirmed', 'waiting')")
        try connection.execute(
            "UPDATE library_application SET person_id = NULL, contact = NULL WHERE person_id = \(person)")
    }

    private static let selection: SQL = """
        SELECT id, name, place, ags, email, contact, population, floor_area, fte, is_volunteer_run, year, person_id,
            language, state, reason, created_at, confirmed_at, decided_at, decided_by, organisation_id
        FROM library_application\u{20}
        """

    private static func application(_ row: Row) throws -> LibraryApplication {
        LibraryApplication(
            id: try row["id"],
            wish: LibraryApplication.Wish(
                name: try row["name"], place: try row["place"], ags: try row["ags"], email: try row["email"],
                contact: try row["contact"], population: try row["population"], floorArea: try row["floor_area"],
                fullTimeEquivalents: try row["fte"], isVolunteerRun: try row["is_volunteer_run"],
                year: try row["year"]),
            person: try row["person_id"], language: try row["language"], state: try row["state"],
            reason: try row["reason"], createdAt: try row["created_at"], confirmedAt: try row["confirmed_at"],
            decidedAt: try row["decided_at"],
            decidedBy: (try row["decided_by"] as String?).map(LibraryApplication.Decider.init(text:)),
            library: try row["organisation_id"])
    }
}

extension LibraryApplication.Decider {
    fileprivate init(text: String) { self = text.isEmpty ? .moderators : .office(text) }

    fileprivate var text: String {
        switch self {
        case .moderators: ""
        case .office(let name): name
        }
    }
}
