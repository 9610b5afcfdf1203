// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

import struct Foundation.Data

/// Gives an account another address, once somebody who is signed in to it has shown that they read mail there.
///
/// The link alone does nothing: else a stranger could have somebody press it and so be given an account that the
/// stranger still has a key to.
struct EmailChange: Sendable {
    enum Outcome: Sendable {
        case changed
        /// Used, expired, unknown, or another person's.
        case refused
        /// The address is somebody else's.
        case impossible
    }

    let database: any Database
    let people: People
    let letters: Letters
    let changes = EmailChangeStore()

    /// Mails a link to the new address and a notice to the one that holds. What the asker sees does not depend on
    /// whether somebody is known by the new address.
    func ask(_ address: MailAddress, for person: PersonID, now: Instant) async throws {
        let hash = people.hash(of: address)
        try await database.write { connection in
            guard let contact = try people.contact(of: person, on: connection) else {
                throw Rejection(.unauthenticated, .signInNeeded)
            }
            try EmailChangeRules.check(address, before: contact.email)
            try EmailChangeRules.checkLinks(
                sentWithinTheHour: changes.count(
                    of: person, emailHash: hash, since: now - .hours(1), on: connection))
            let token = SecretToken.random()
            let sealed = try people.seal(Data(address.value.utf8), for: person, on: connection)
            try changes.enter(
                token, of: person, emailHash: hash, address: sealed, now: now,
                expiresAt: now + EmailChangeRules.linkLife, on: connection)
            func post(_ letter: Letter, to address: MailAddress, key: String) throws {
                let recipient = Recipient(
                    person: person, name: contact.name, address: address, language: contact.language)
                try letters.post(letter, to: recipient, from: nil, key: key, on: connection)
            }
            let occasion = token.hash.prefix(32)
            try post(
                SignInLetters.emailChange(letters.url(AccountsLinks.email(with: token))), to: address,
                key: "email-\(occasion)")
            if let old = contact.email {
                try post(
                    SignInLetters.changed(.emailChangeAsked, account: letters.url(AccountsLinks.account)), to: old,
                    key: "email-notice-\(occasion)")
            }
        }
    }

    /// Whose link it is and which address it brings; `nil` when it does not hold, or no longer.
    func look(at token: SecretToken, now: Instant) async throws -> (person: PersonID, address: MailAddress)? {
        try await database.read { connection in
            guard let change = try changes.change(token, on: connection),
                SignInRules.state(usedAt: change.usedAt, expiresAt: change.expiresAt, now: now) == .valid,
                let address = try address(of: change, on: connection)
            else { return nil }
            return (change.person, address)
        }
    }

    /// Uses the link up. All sessions but `session` end, and so does every link that was on its way to the old address.
    func use(
        _ token: SecretToken, by person: PersonID, keeping session: SecretToken?, now: Instant
    ) async throws -> Outcome {
        do {
            return try await database.write { connection in
                guard let change = try changes.use(token, by: person, now: now, on: connection),
                    let address = try address(of: change, on: connection)
                else { return .refused }
                let owner = try people.find(email: address, on: connection)
                guard owner == nil || owner == person else { return .impossible }
                try people.change(person, email: address, now: now, on: connection)
                try changes.useAll(of: person, now: now, on: connection)
                try SignInLinkStore().useAll(of: person, now: now, on: connection)
                try SessionStore().removeOthers(of: person, than: session, on: connection)
                return .changed
            }
        } catch StorageError.notUnique {
            return .impossible
        }
    }

    private func address(of change: StoredEmailChange, on connection: any Connection) throws -> MailAddress? {
        let plain = try people.open(change.address, of: change.person, on: connection)
        return MailAddress(String(decoding: plain, as: UTF8.self))
    }
}

/// What may become an account's address.
enum EmailChangeRules {
    static let linkLife: Span = .minutes(60)
    static let linksPerHour = 5

    /// Throws with the field `email`.
    static func address(_ typed: String) throws(Rejection) -> MailAddress {
        guard let address = MailAddress(typed) else { throw refusal(.signInEmailWrong) }
        return address
    }

    /// Throws with the field `email` when the address is the account's already.
    static func check(_ address: MailAddress, before: MailAddress?) throws(Rejection) {
        guard address.lookupKey != before?.lookupKey else { throw refusal(.emailIsYours) }
    }

    static func checkLinks(sentWithinTheHour count: Int) throws(Rejection) {
        guard count < linksPerHour else { throw Rejection(.tooMany, .emailTooManyLinks, retryAfter: .hours(1)) }
    }

    private static func refusal(_ message: TextKey) -> Rejection {
        Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field(EmailChangePages.addressField, message)])
    }
}
