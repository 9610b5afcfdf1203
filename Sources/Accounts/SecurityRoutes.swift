// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

import struct Foundation.Data

/// The ways into one's account: password, second factor, tokens for programs. All of them need a recent sign-in, and
/// whatever changes is told by mail.
struct SecurityRoutes: Sendable {
    let database: any Database
    let people: People
    let letters: Letters
    let hashing: PasswordHashing
    let breached: BreachedPasswords

    private let passwords = PasswordStore()
    private let tokens = APITokenStore()

    var routes: [Route] {
        [
            .get("/konto/kennwort", .signedIn, handler: askPassword),
            .post("/konto/kennwort", .signedIn, handler: setPassword).limited(.guessing),
            .post("/konto/kennwort/ende", .signedIn, handler: removePassword),
            .get("/konto/zweiter-faktor", .signedIn, handler: askAuthenticator),
            .post("/konto/zweiter-faktor", .signedIn, handler: setAuthenticator).limited(.guessing),
            .post("/konto/zweiter-faktor/ende", .signedIn, handler: removeAuthenticator),
            .get("/konto/schluessel", .signedIn, handler: askToken),
            .post("/konto/schluessel", .signedIn, handler: makeToken).limited(.guessing),
            .post("/konto/schluessel/{token}/ende", .signedIn, handler: removeToken),
        ]
    }

    init(
        database: any Database, people: People, letters: Letters, hashing: PasswordHashing,
        breached: BreachedPasswords
    ) {
        self.database = database
        self.people = people
        self.letters = letters
        self.hashing = hashing
        self.breached = breached
    }

    private func askPassword(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.password) { visitor in
            try AccountRules.checkMayHavePassword(visitor)
            let stored = try await password(of: visitor)
            return .page(SecurityPages.password(visitor, isThere: stored != nil))
        }
    }

    private func setPassword(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.password) { visitor in
            try AccountRules.checkMayHavePassword(visitor)
            let form = try request.form()
            do {
                try await change(to: form["password"] ?? "", repeated: form["repeated"] ?? "", visitor, request)
                return .seeOther(AccountsLinks.saved("kennwort"))
            } catch let rejection as Rejection {
                let stored = try await password(of: visitor)
                return .page(
                    SecurityPages.password(
                        visitor, isThere: stored != nil, FormState(FormData(), rejection: rejection)),
                    refusedFor: rejection)
            }
        }
    }

    private func removePassword(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.password) { visitor in
            try await database.write { connection in
                try passwords.remove(of: visitor.person, on: connection)
                try tell(.passwordWasRemoved, visitor, on: connection)
            }
            return .seeOther(AccountsLinks.saved("kennwort-ende"))
        }
    }

    private func askAuthenticator(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.authenticator) { visitor in
            guard let stored = try await password(of: visitor) else {
                throw Rejection(.conflict, .authenticatorNeedsPassword)
            }
            if stored.secret != nil { return .page(SecurityPages.authenticatorEnd(visitor)) }
            return .page(SecurityPages.authenticator(.random(), try await contact(of: visitor), visitor))
        }
    }

    private func setAuthenticator(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.authenticator) { visitor in
            let form = try request.form()
            guard let totp = TOTP(base32: form["secret"] ?? "") else {
                throw Rejection(.invalid, .authenticatorBadSecret)
            }
            guard let counter = totp.counter(of: form["code"] ?? "", now: request.now, after: nil) else {
                let rejection = Rejection(
                    .invalid, .pleaseCorrect, fields: [Rejection.Field("code", .signInCodeWrong)])
                let page = SecurityPages.authenticator(
                    totp, try await contact(of: visitor), visitor, FormState(FormData(), rejection: rejection))
                return .page(page, refusedFor: rejection)
            }
            try await database.write { connection in
                guard let stored = try passwords.password(of: visitor.person, on: connection), stored.secret == nil
                else { throw Rejection(.conflict, .authenticatorNeedsPassword) }
                let sealed = try people.seal(totp.secret, for: visitor.person, on: connection)
                try passwords.setSecret(sealed, counter: counter, of: visitor.person, on: connection)
                try tell(.authenticatorWasSet, visitor, on: connection)
            }
            return .seeOther(AccountsLinks.saved("zweiter-faktor"))
        }
    }

    private func removeAuthenticator(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.authenticator) { visitor in
            try await database.write { connection in
                try passwords.setSecret(nil, counter: nil, of: visitor.person, on: connection)
                try tell(.authenticatorWasRemoved, visitor, on: connection)
            }
            return .seeOther(AccountsLinks.saved("zweiter-faktor-ende"))
        }
    }

    private func askToken(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.tokens) { visitor in .page(SecurityPages.token(visitor)) }
    }

    private func makeToken(_ request: WebRequest) async throws -> WebResponse {
        try await freshly(request, AccountsLinks.tokens) { visitor in
            let form = try request.form()
            var input = Input(form: form)
            let name = input.line("name", required: true, atMost: 100) ?? ""
            do {
                try input.finish()
            } catch let rejection as Rejection {
                let page = SecurityPages.token(visitor, FormState(form, rejection: rejection))
                return .page(page, refusedFor: rejection)
            }
            let token = SecretToken.random()
            try await database.write { connection in
                let sealed = try people.seal(Data(name.utf8), for: visitor.person, on: connection)
                try tokens.enter(token, of: visitor.person, name: sealed, now: request.now, on: connection)
                try tell(.tokenWasMade, visitor, on: connection)
            }
            return .page(SecurityPages.made(token))
        }
    }

    private func removeToken(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let id: APITokenID = try request.id("token")
        let isGone = try await database.write { [tokens] in try tokens.remove(id, of: visitor.person, on: $0) }
        guard isGone else { throw Rejection(.missing, .notFound) }
        return .seeOther(AccountsLinks.saved("schluessel"))
    }
}

extension SecurityRoutes {
    /// Carries out `body` after a recent sign-in, else leads through one back to `page`.
    private func freshly(
        _ request: WebRequest, _ page: Link, _ body: (Visitor) async throws -> WebResponse
    ) async throws -> WebResponse {
        let visitor = try request.requireSession()
        guard try await database.isFresh(request) else { return .signInAgain(for: page) }
        return try await body(visitor).privately
    }

    private func change(
        to password: String, repeated: String, _ visitor: Visitor, _ request: WebRequest
    ) async throws {
        try PasswordRules.check(
            password, repeated: repeated, of: try await contact(of: visitor),
            isBreached: password.count <= PasswordRules.lengthAtMost && breached.contains(password))
        let hash = try await hashing.hash(password)
        let own = SessionCookie.token(of: request)
        try await database.write { connection in
            try passwords.setHash(hash, of: visitor.person, now: request.now, on: connection)
            try SessionStore().removeOthers(of: visitor.person, than: own, on: connection)
            try tell(.passwordWasSet, visitor, on: connection)
        }
    }

    private func password(of visitor: Visitor) async throws -> StoredPassword? {
        try await database.read { [passwords] in try passwords.password(of: visitor.person, on: $0) }
    }

    private func contact(of visitor: Visitor) async throws -> Contact {
        guard let contact = try await database.read({ [people] in try people.contact(of: visitor.person, on: $0) })
        else { throw Rejection(.unauthenticated, .signInNeeded) }
        return contact
    }

    private func tell(_ what: TextKey, _ visitor: Visitor, on connection: any Connection) throws {
        guard let contact = try people.contact(of: visitor.person, on: connection), let address = contact.email
        else { return }
        try letters.post(
            SignInLetters.changed(what, account: letters.url(AccountsLinks.account)),
            to: Recipient(
                person: visitor.person, name: contact.name, address: address, language: contact.language),
            from: nil, key: "account-\(SecretToken.random().text)", on: connection)
    }
}
