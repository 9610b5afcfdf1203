// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Mail
package import Storage
package import Web

/// What the server's owner does at the command line.
package struct Administration: Sendable {
    let database: any Database
    private let people: People
    private let ports: AccountsPorts
    private let signIn: SignIn

    package init(database: any Database, people: People, letters: Letters, ports: AccountsPorts) {
        self.database = database
        self.people = people
        self.ports = ports
        signIn = SignIn(
            database: database, people: people, sessions: Sessions(database: database, people: people),
            letters: letters, hashing: PasswordHashing())
    }

    /// Adds a person, or a role to one who is known, and makes a link that signs them in once within 24 hours, without a
    /// second factor. The path is relative to the server's base.
    package func addPerson(
        email: MailAddress, name: String?, role: Role? = nil, scope: ItemReference = .server
    ) async throws -> Link {
        let now = people.clock.now()
        return try await database.write { connection in
            let person = try findOrEnter(email, name: name, on: connection)
            if let role { try people.grant(role, in: scope, to: person, on: connection) }
            let token = try signIn.enterLink(
                to: email, person, isTrusted: true, life: SignInRules.consoleLinkLife, now: now, on: connection)
            return AccountsLinks.signIn(with: token)
        }
    }

    /// A bearer token for programs, told this once. Throws 404 when nobody is known by the address.
    package func createToken(email: MailAddress, name: String) async throws -> SecretToken {
        let now = people.clock.now()
        return try await database.write { connection in
            let person = try known(email, on: connection)
            let token = SecretToken.random()
            try APITokenStore().enter(
                token, of: person, name: people.seal(Data(name.utf8), for: person, on: connection), now: now,
                on: connection)
            return token
        }
    }

    /// Everything held about the person. Throws 404 when nobody is known by the address.
    package func export(email: MailAddress) async throws -> JSON {
        try await database.read { connection in try export(known(email, on: connection), on: connection) }
    }

    /// Forgets the person, for good. Throws 404 when nobody is known by the address.
    package func erase(email: MailAddress) async throws {
        let person = try await database.read { try known(email, on: $0) }
        try await Erasure(database: database, people: people, ports: ports).erase(person)
    }

    /// Forgets again whoever the ledger names; for every start. Returns how many that were.
    @discardableResult
    package func reapplyErasures() async throws -> Int {
        try await Erasure(database: database, people: people, ports: ports).reapply()
    }

    func export(_ person: PersonID, on connection: any Connection) throws -> JSON {
        guard let held = try Holdings(of: person, people, now: people.clock.now(), on: connection) else {
            throw Rejection(.missing, .personUnknown)
        }
        return .object(held.json.merging(try ports.exportOthers(person, connection)) { own, _ in own })
    }

    private func known(_ email: MailAddress, on connection: any Connection) throws -> PersonID {
        guard let person = try people.find(email: email, on: connection) else {
            throw Rejection(.missing, .personUnknown)
        }
        return person
    }

    /// The owner's word counts more than what a guest typed, but less than what the person proved.
    private func findOrEnter(
        _ email: MailAddress, name: String?, on connection: any Connection
    ) throws -> PersonID {
        guard let person = try people.find(email: email, on: connection),
            let stored = try people.store.person(person, on: connection),
            let contact = try people.contact(of: person, on: connection)
        else { return try people.enter(name: name, email: email, phone: nil, language: .german, on: connection) }
        if let name, stored.verifiedAt == nil || contact.name == nil {
            try people.change(
                person, name: name, phone: contact.phone, language: contact.language, on: connection)
        }
        return person
    }
}
