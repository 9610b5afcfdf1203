// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

import struct Foundation.Data

/// What a proof of who one is leads to.
enum SignInOutcome: Sendable {
    case signedIn(SecretToken)
    /// The first of two proofs; the ticket is to come back with the second.
    case secondFactorNeeded(ticket: String)
}

/// Signs people in: by a link in a mail, by a password, by a password and a code.
struct SignIn: Sendable {
    let database: any Database
    let people: People
    let sessions: Sessions
    let letters: Letters
    let hashing: PasswordHashing
    let links = SignInLinkStore()
    let passwords = PasswordStore()

    /// Mails a link. What the asker sees does not depend on whether somebody is known by that address.
    func sendLink(to address: MailAddress, language: Language, backTo link: Link?, now: Instant) async throws {
        let hash = people.hash(of: address)
        try await database.write { connection in
            try SignInRules.checkLinks(
                sentWithinTheHour: links.count(emailHash: hash, since: now - .hours(1), on: connection))
            let person = try people.find(email: address, on: connection)
            let token = try enterLink(
                to: address, person, isTrusted: false, life: SignInRules.linkLife, now: now, on: connection)
            let contact = try person.flatMap { try people.contact(of: $0, on: connection) }
            try letters.post(
                SignInLetters.link(letters.url(AccountsLinks.signIn(with: token, backTo: link))),
                to: Recipient(
                    person: person, name: contact?.name, address: contact?.email ?? address, language: language),
                from: nil, key: "sign-in-\(token.hash.prefix(32))", on: connection)
        }
    }

    /// Enters a link that signs in whoever has `address`.
    func enterLink(
        to address: MailAddress, _ person: PersonID?, isTrusted: Bool, life: Span, now: Instant,
        on connection: any Connection
    ) throws -> SecretToken {
        let token = SecretToken.random()
        let sealed = try person == nil ? people.seal(Data(address.value.utf8), for: nil, on: connection) : nil
        try links.enter(
            token, emailHash: people.hash(of: address), person: person, address: sealed, isTrusted: isTrusted,
            now: now, expiresAt: now + life, on: connection)
        return token
    }

    /// What a link is worth and whom it signs in; `nil` when there is no such link.
    func look(
        at token: SecretToken, now: Instant
    ) async throws -> (state: SignInRules.LinkState, address: MailAddress?)? {
        try await database.read { connection in
            guard let link = try links.link(token, on: connection) else { return nil }
            let state = SignInRules.state(usedAt: link.usedAt, expiresAt: link.expiresAt, now: now)
            return (state, state == .valid ? try address(of: link, on: connection) : nil)
        }
    }

    /// Uses a link up. `nil` when it does not hold, or no longer.
    func use(_ token: SecretToken, language: Language, agent: String?, now: Instant) async throws -> SignInOutcome? {
        try await database.write { connection in
            guard let link = try links.use(token, now: now, on: connection),
                let person = try person(of: link, language, on: connection)
            else { return nil }
            try people.verify(person, now: now, on: connection)
            let needsCode = try !link.isTrusted && passwords.password(of: person, on: connection)?.secret != nil
            return try outcome(for: person, needsCode: needsCode, agent: agent, now: now, on: connection)
        }
    }

    /// `nil` when the two do not fit, when there is no such person, or when too many tries failed before: which of them
    /// it was, nobody is told.
    func use(
        _ address: MailAddress, password: String, agent: String?, now: Instant
    ) async throws -> SignInOutcome? {
        let known = try await database.write { connection -> (person: PersonID, hash: String)? in
            guard let person = try people.find(email: address, on: connection),
                let stored = try passwords.password(of: person, on: connection),
                let attempts = stored.attempts.trying(now: now)
            else { return nil }
            try passwords.setAttempts(attempts, of: person, on: connection)
            return (person, stored.hash)
        }
        let isRight = try await hashing.verify(password, against: known?.hash)
        guard isRight, let known else { return nil }
        return try await database.write { connection in
            guard let stored = try passwords.password(of: known.person, on: connection), stored.hash == known.hash
            else { return nil }
            try passwords.setAttempts(.none, of: known.person, on: connection)
            return try outcome(
                for: known.person, needsCode: stored.secret != nil, agent: agent, now: now, on: connection)
        }
    }

    /// The second proof. Throws when the ticket is too old or too many codes were wrong; `nil`: this one is.
    func use(ticket: String, code: String, agent: String?, now: Instant) async throws -> SignInOutcome? {
        guard let person = SecondFactorTicket(ticket, people.vault)?.person(now: now) else {
            throw Rejection(.gone, .signInTicketExpired)
        }
        let result = try await database.write { connection -> Result<SignInOutcome?, Rejection> in
            guard let stored = try passwords.password(of: person, on: connection), let sealed = stored.secret else {
                return .failure(Rejection(.gone, .signInTicketExpired))
            }
            guard let attempts = stored.codeAttempts.trying(now: now) else {
                return .failure(
                    Rejection(.tooMany, .signInTooManyCodes, retryAfter: stored.codeAttempts.wait(now: now)))
            }
            let totp = TOTP(secret: try people.open(sealed, of: person, on: connection))
            guard let counter = totp.counter(of: code, now: now, after: stored.lastCounter) else {
                try passwords.setCodeAttempts(attempts, of: person, on: connection)
                return .success(nil)
            }
            try passwords.setCounter(counter, of: person, on: connection)
            return .success(
                .signedIn(try sessions.start(for: person, agent: agent, now: now, on: connection)))
        }
        return try result.get()
    }
}

extension SignIn {
    private func outcome(
        for person: PersonID, needsCode: Bool, agent: String?, now: Instant, on connection: any Connection
    ) throws -> SignInOutcome {
        if needsCode {
            return .secondFactorNeeded(ticket: try SecondFactorTicket(person, now: now).text(people.vault))
        }
        return .signedIn(try sessions.start(for: person, agent: agent, now: now, on: connection))
    }

    private func address(of link: StoredSignInLink, on connection: any Connection) throws -> MailAddress? {
        if let person = link.person { return try people.contact(of: person, on: connection)?.email }
        let plain = try link.address.map { try people.open($0, of: nil, on: connection) }
        return plain.flatMap { MailAddress(String(decoding: $0, as: UTF8.self)) }
    }

    private func person(
        of link: StoredSignInLink, _ language: Language, on connection: any Connection
    ) throws -> PersonID? {
        if let person = link.person { return person }
        guard let address = try address(of: link, on: connection) else { return nil }
        return try people.find(email: address, on: connection)
            ?? people.enter(name: nil, email: address, phone: nil, language: language, on: connection)
    }
}

extension Attempts {
    fileprivate func wait(now: Instant) -> Span { lockedUntil.map { $0 - now } ?? Self.lockedFor }
}
