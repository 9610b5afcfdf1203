// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// When a library's members are asked to look at its figures.
enum ReminderRules {
    /// After its admission, after its members saved figures, and after the last time they were asked.
    static let interval: Span = .days(365)
    /// The link that ends them works that long.
    static let linkLife: Span = .days(730)
}

/// All statements on reminders.
struct ReminderStore: Sendable {
    func enter(
        _ token: SecretToken, to person: PersonID, about library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO library_reminder (token_hash, organisation_id, person_id, sent_at)
            VALUES (\(token.hash), \(library), \(person), \(now))
            """)
    }

    func person(of token: SecretToken, on connection: any Connection) throws -> PersonID? {
        try connection.first("SELECT person_id FROM library_reminder WHERE token_hash = \(token.hash)") {
            try $0["person_id"]
        }
    }

    func isStopped(_ person: PersonID, on connection: any Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM library_reminder_stop WHERE person_id = \(person)")
    }

    func stop(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO library_reminder_stop (person_id, stopped_at) VALUES (\(person), \(now))
            ON CONFLICT (person_id) DO NOTHING
            """)
    }

    func resume(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM library_reminder_stop WHERE person_id = \(person)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try resume(person, on: connection)
        try connection.execute("DELETE FROM library_reminder WHERE person_id = \(person)")
    }

    func removeOld(before: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM library_reminder WHERE sent_at < \(before)")
    }
}

/// Asks the members of libraries once a year whether the figures still hold, and stops when somebody wants no more.
///
/// | method | path                                    | who              |
/// |--------|-----------------------------------------|------------------|
/// | GET    | /netzwerk/erinnerungen/{token}          | who has the mail |
/// | POST   | /netzwerk/erinnerungen/{token}          | who has the mail, or their mail program (RFC 8058) |
/// | POST   | /netzwerk/erinnerungen/{token}/wieder   | who has the mail |
struct Reminders: Sendable {
    let database: any Database
    let ports: DirectoryPorts
    let letters: LibraryLetters
    private let store = ReminderStore()
    private let libraries = LibraryStore()

    init(database: any Database, ports: DirectoryPorts, letters: LibraryLetters) {
        self.database = database
        self.ports = ports
        self.letters = letters
    }

    var recurring: RecurringWork {
        RecurringWork("directory.reminders", every: .hours(1)) { now in
            while try await send(now: now) {}
        }
    }

    /// Mails the members of some libraries that are due; whether there may be more.
    private func send(now: Instant) async throws -> Bool {
        try await database.write { connection in
            let due = try libraries.due(now: now, limit: 20, on: connection)
            for id in due {
                try libraries.setReminder(of: id, at: now + ReminderRules.interval, on: connection)
                guard let library = try libraries.library(id, on: connection) else { continue }
                for member in try ports.people.members(id, connection) {
                    guard try !store.isStopped(member.person, on: connection) else { continue }
                    let token = SecretToken.random()
                    try store.enter(token, to: member.person, about: id, now: now, on: connection)
                    try letters.reminder(library, to: member.person, token: token, on: connection)
                }
            }
            return !due.isEmpty
        }
    }

    var routes: [Route] {
        [
            .get("/netzwerk/erinnerungen/{token}", .everyone, handler: show),
            .post("/netzwerk/erinnerungen/{token}", .everyone, handler: stop),
            .post("/netzwerk/erinnerungen/{token}/wieder", .everyone, handler: resume),
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let isStopped = try await database.read { try store.isStopped(try person(token, $0), on: $0) }
        return page(of: token, isStopped: isStopped, request.visitor)
    }

    private func page(of token: SecretToken, isStopped: Bool, _ visitor: Visitor?) -> WebResponse {
        let link = LibraryLinks.reminder(token)
        let form =
            isStopped
            ? Form(LibraryLinks.reminder(token, "wieder"), button: "\(text: .reminderAgain)", style: "secondary")
            : Form(link, button: "\(text: .reminderStop)")
        return WebResponse.page(
            Page(
                title: .reminderTitle, section: LibraryLinks.section,
                content: """
                    <h1>\(text: .reminderTitle)</h1>
                    <p class="lead" role="status">\(text: isStopped ? .reminderStopped : .reminderGoesOn)</p>
                    \(form.html(visitor))
                    """)
        ).privately
    }

    /// Answers 200 with a page, not a redirect: RFC 8058 wants none.
    @Sendable private func stop(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let now = request.now
        try await database.write { try store.stop(try person(token, $0), now: now, on: $0) }
        return page(of: token, isStopped: true, request.visitor)
    }

    @Sendable private func resume(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        try await database.write { try store.resume(try person(token, $0), on: $0) }
        return .seeOther(LibraryLinks.reminder(token))
    }

    private func person(_ token: SecretToken, _ connection: any Connection) throws -> PersonID {
        guard let person = try store.person(of: token, on: connection) else {
            throw Rejection(.missing, .reminderUnknown)
        }
        return person
    }
}
