// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel
package import Mail
package import Storage
package import Web

/// Brings people in who are to work in a house, and signs in whom another capability vouches for. The caller's
/// transaction holds all of it.
package struct Invitation: Sendable {
    private let people: People
    private let letters: Letters
    private let signIn: SignIn

    package init(database: any Database, people: People, letters: Letters) {
        self.people = people
        self.letters = letters
        signIn = SignIn(
            database: database, people: people, sessions: Sessions(database: database, people: people),
            letters: letters, hashing: PasswordHashing())
    }

    /// Gives somebody a role in a house and mails them a link to sign in with.
    package func invite(
        name: String, email: MailAddress, language: Language, role: Role, to house: HouseFrame,
        on connection: any Connection
    ) throws {
        let now = people.clock.now()
        let person = try people.enter(name: name, email: email, phone: nil, language: language, on: connection)
        try people.grant(role, in: .house(house.id), to: person, on: connection)
        let token = try signIn.enterLink(
            to: email, person, isTrusted: false, life: SignInRules.consoleLinkLife, now: now, on: connection)
        let url = letters.url(AccountsLinks.signIn(with: token, backTo: house.link("schreibtisch")))
        try letters.post(
            SignInLetters.invitation(url, to: house.name.text(for: language)),
            to: Recipient(person: person, name: name, address: email, language: language),
            from: house, key: "invitation-\(token.hash.prefix(32))", on: connection)
    }

    /// An absolute address that signs the person in who has that mailbox, and leads to `link` then. For a letter of
    /// another capability's own.
    package func signInLink(
        for person: PersonID, at email: MailAddress, leadingTo link: Link, on connection: any Connection
    ) throws -> String {
        let token = try signIn.enterLink(
            to: email, person, isTrusted: false, life: SignInRules.consoleLinkLife, now: people.clock.now(),
            on: connection)
        return letters.url(AccountsLinks.signIn(with: token, backTo: link))
    }

    /// Signs somebody in and returns the `Set-Cookie` header of the new session.
    package func startSession(
        for person: PersonID, _ request: WebRequest, on connection: any Connection
    ) throws -> String {
        let token = try signIn.sessions.start(
            for: person, agent: request.headers[.userAgent], now: request.now, on: connection)
        return SessionCookie.start(token, for: request, maxAge: SessionRules.lifeAtMost)
    }
}
