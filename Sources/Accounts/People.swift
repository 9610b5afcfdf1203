// SPDX-License-Identifier: EUPL-1.2

package import Foundation
package import Kernel
package import Mail
package import Storage

/// The one place for personal data. Each person's details are sealed with a key of their own; whoever else has to do
/// with a person holds a `PersonID`.
package struct People: Sendable {
    let vault: Vault
    let clock: Clock
    let store = PersonStore()

    package init(vault: Vault, clock: Clock) {
        self.vault = vault
        self.clock = clock
    }

    /// Finds the person behind an e-mail address, else behind a phone number, or enters a new one.
    ///
    /// What was typed never alters a person who is known: it waits, sealed, until `confirm`. A number finds only people
    /// of whom no e-mail address is known, for anybody may type anybody's number.
    package func enter(
        name: String?, email: MailAddress?, phone: String?, language: Language, on connection: any Connection
    ) throws -> PersonID {
        let typed = Contact(
            name: name?.trimmed.nonEmpty, email: email, phone: phone?.trimmed.nonEmpty, language: language)
        if let known = try known(typed, on: connection) {
            try keep(typed, of: known, on: connection)
            return known.id
        }
        if let new = try create(typed, on: connection) { return new }
        guard let rival = try known(typed, on: connection) else { throw StorageError.serialization }
        try keep(typed, of: rival, on: connection)
        return rival.id
    }

    /// The address is proved to be the person's: adopts what they typed, unless different details were typed meanwhile.
    package func confirm(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        guard let stored = try store.person(person, on: connection) else { return }
        let key = try vault.personKey(sealed: stored.sealedKey)
        let pending = try stored.pending.map { try PendingDetails(opening: $0, with: key) }
        let known = try PersonalDetails(opening: stored.sealed, with: key)
        if let (details, language) = PersonRules.adopted(pending, known: known, now: now) {
            try save(details, language, of: person, key, on: connection)
        } else if stored.pending != nil {
            try store.setPending(nil, of: person, on: connection)
        }
        try store.setVerified(person, now: now, on: connection)
    }

    /// The address is proved to be the person's, but nothing of what was typed for them is adopted.
    func verify(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try store.setVerified(person, now: now, on: connection)
    }

    /// The person says themselves how they are called and reached.
    func change(
        _ person: PersonID, name: String?, phone: String?, language: Language, on connection: any Connection
    ) throws {
        guard let stored = try store.person(person, on: connection) else { throw MailPorts.Erased() }
        let key = try vault.personKey(sealed: stored.sealedKey)
        var details = try PersonalDetails(opening: stored.sealed, with: key)
        details.name = name
        details.phone = phone
        try save(details, language, of: person, key, on: connection)
    }

    /// The person has proved to read mail at `email`: from now on it is the address that they are known by. Throws
    /// `StorageError.notUnique` when somebody else is.
    func change(_ person: PersonID, email: MailAddress, now: Instant, on connection: any Connection) throws {
        guard let stored = try store.person(person, on: connection) else { throw MailPorts.Erased() }
        let key = try vault.personKey(sealed: stored.sealedKey)
        var details = try PersonalDetails(opening: stored.sealed, with: key)
        details.email = email
        try store.setEmail(details.sealed(with: key), emailHash: hash(of: email), of: person, on: connection)
        try store.setVerified(person, now: now, on: connection)
    }

    /// `nil` when the person is forgotten.
    package func contact(of person: PersonID, on connection: any Connection) throws -> Contact? {
        try contacts(of: [person], on: connection)[person]
    }

    /// The contacts of those who are not forgotten.
    package func contacts(of persons: [PersonID], on connection: any Connection) throws -> [PersonID: Contact] {
        var contacts: [PersonID: Contact] = [:]
        for some in persons.batches(of: 10_000) {
            for stored in try store.persons(some, on: connection) { contacts[stored.id] = try contact(stored) }
        }
        return contacts
    }

    package func find(email: MailAddress, on connection: any Connection) throws -> PersonID? {
        try store.person(emailHash: hash(of: email), on: connection)?.id
    }

    /// Everybody of whom this number is known; it is nobody's proof of anything.
    package func find(phone: String, on connection: any Connection) throws -> [PersonID] {
        guard let hash = hash(ofPhone: phone) else { return [] }
        return try store.persons(phoneHash: hash, on: connection)
    }

    /// Seals with the person's key; without a person, with the server's. Throws `MailPorts.Erased`.
    package func seal(_ data: Data, for person: PersonID?, on connection: any Connection) throws -> Data {
        guard let person else { return try serverKey(on: connection).seal(data) }
        return try key(of: person, on: connection).seal(data)
    }

    /// Opens what `seal` made. Throws `MailPorts.Erased` when the person is forgotten.
    package func open(_ data: Data, of person: PersonID?, on connection: any Connection) throws -> Data {
        guard let person else { return try serverKey(on: connection).open(data) }
        return try key(of: person, on: connection).open(data)
    }
}

extension People {
    func hash(of email: MailAddress) -> String { vault.lookupHash(of: "email:\(email.lookupKey)") }

    func hash(ofPhone phone: String) -> String? {
        PersonRules.comparable(phone: phone).map { vault.lookupHash(of: "phone:\($0)") }
    }

    func key(of person: PersonID, on connection: any Connection) throws -> PersonKey {
        guard let stored = try store.person(person, on: connection) else { throw MailPorts.Erased() }
        return try vault.personKey(sealed: stored.sealedKey)
    }

    /// The key for what belongs to no person: made when first needed, and sealed by the master key like a person's, so
    /// that rotation of the master key leaves everything that it sealed.
    private func serverKey(on connection: any Connection) throws -> PersonKey {
        if let sealed = try store.serverKey(on: connection) { return try vault.personKey(sealed: sealed) }
        try store.enterServerKey(vault.newPersonKey().sealed, on: connection)
        guard let sealed = try store.serverKey(on: connection) else { throw StorageError.serialization }
        return try vault.personKey(sealed: sealed)
    }

    private func known(_ typed: Contact, on connection: any Connection) throws -> StoredPerson? {
        if let email = typed.email { return try store.person(emailHash: hash(of: email), on: connection) }
        guard let phone = typed.phone, let hash = hash(ofPhone: phone) else { return nil }
        return try store.person(withoutEmail: hash, on: connection)
    }

    private func create(_ typed: Contact, on connection: any Connection) throws -> PersonID? {
        let (key, sealedKey) = try vault.newPersonKey()
        let details = PersonalDetails(name: typed.name, email: typed.email, phone: typed.phone)
        let now = clock.now()
        let pending = PersonRules.pending(typed, before: nil, now: now)
        let person = NewPerson(
            keyID: SecretToken.random().text, sealedKey: sealedKey, emailHash: typed.email.map(hash(of:)),
            phoneHash: typed.phone.flatMap(hash(ofPhone:)), sealed: try details.sealed(with: key),
            pending: try pending.sealed(with: key), language: typed.language)
        return try store.enter(person, now: now, on: connection)
    }

    private func keep(_ typed: Contact, of known: StoredPerson, on connection: any Connection) throws {
        let key = try vault.personKey(sealed: known.sealedKey)
        let before = try known.pending.map { try PendingDetails(opening: $0, with: key) }
        let pending = PersonRules.pending(typed, before: before, now: clock.now())
        try store.setPending(pending.sealed(with: key), of: known.id, on: connection)
    }

    private func save(
        _ details: PersonalDetails, _ language: Language, of person: PersonID, _ key: PersonKey,
        on connection: any Connection
    ) throws {
        try store.setDetails(
            details.sealed(with: key), phoneHash: details.phone.flatMap(hash(ofPhone:)), language: language,
            of: person, on: connection)
    }

    private func contact(_ stored: StoredPerson) throws -> Contact {
        let key = try vault.personKey(sealed: stored.sealedKey)
        let details = try PersonalDetails(opening: stored.sealed, with: key)
        return Contact(
            name: details.name, email: details.email, phone: details.phone, language: stored.language)
    }
}

extension Decodable {
    /// Opens JSON that `sealed(with:)` made. Throws `Vault.CannotOpen`.
    init(opening sealed: Data, with key: PersonKey) throws {
        self = try JSONDecoder().decode(Self.self, from: key.open(sealed))
    }
}

extension Encodable {
    func sealed(with key: PersonKey) throws -> Data { try key.seal(JSONEncoder().encode(self)) }
}

extension String {
    /// `nil` for the empty string.
    var nonEmpty: String? { isEmpty ? nil : self }
}
