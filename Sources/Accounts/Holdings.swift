// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

import struct Foundation.Data

/// What Accounts holds about a person, for them to see and to take along.
struct Holdings: Sendable {
    struct Session: Sendable {
        let id: SessionID
        let agent: String?
        let startedAt: Instant
        let lastSeenAt: Instant
    }

    struct Token: Sendable {
        let id: APITokenID
        let name: String
        let createdAt: Instant
        let lastUsedAt: Instant?
    }

    let contact: Contact
    /// What was typed for the person, by them or by others, and waits for proof.
    let unproved: PendingDetails?
    let createdAt: Instant
    let verifiedAt: Instant?
    let grants: [Grant]
    let sessions: [Session]
    let tokens: [Token]
    let hasPassword: Bool
    let hasSecondFactor: Bool

    /// `nil` when the person is forgotten.
    init?(of person: PersonID, _ people: People, now: Instant, on connection: any Connection) throws {
        guard let stored = try people.store.person(person, on: connection),
            let contact = try people.contact(of: person, on: connection)
        else { return nil }
        let key = try people.key(of: person, on: connection)
        self.contact = contact
        unproved = try stored.pending.map { try PendingDetails(opening: $0, with: key) }
        createdAt = stored.createdAt
        verifiedAt = stored.verifiedAt
        grants = try people.grants(of: person, on: connection)
        sessions = try SessionStore().sessions(of: person, now: now, on: connection).map { session in
            Session(
                id: session.id, agent: try session.agent.map(key.openText), startedAt: session.createdAt,
                lastSeenAt: session.lastSeenAt)
        }
        tokens = try APITokenStore().tokens(of: person, on: connection).map { token in
            Token(
                id: token.id, name: try key.openText(token.name), createdAt: token.createdAt,
                lastUsedAt: token.lastUsedAt)
        }
        let password = try PasswordStore().password(of: person, on: connection)
        hasPassword = password != nil
        hasSecondFactor = password?.secret != nil
    }

    /// A JSON value per heading.
    var json: [String: JSON] {
        [
            "person": [
                "name": .optional(contact.name), "email": .optional(contact.email?.value),
                "phone": .optional(contact.phone), "language": .string(contact.language.rawValue),
                "created_at": .string(createdAt.rfc3339), "verified_at": .optional(verifiedAt?.rfc3339),
            ],
            "unproved": unproved.map { ["name": .optional($0.name), "phone": .optional($0.phone)] } ?? .null,
            "roles": .array(
                grants.map { ["role": .string($0.role.rawValue), "scope": .string($0.scope.description)] }),
            "sessions": .array(
                sessions.map {
                    [
                        "browser": .optional($0.agent), "created_at": .string($0.startedAt.rfc3339),
                        "last_seen_at": .string($0.lastSeenAt.rfc3339),
                    ]
                }),
            "tokens": .array(
                tokens.map {
                    [
                        "name": .string($0.name), "created_at": .string($0.createdAt.rfc3339),
                        "last_used_at": .optional($0.lastUsedAt?.rfc3339),
                    ]
                }),
            "sign_in": ["password": .bool(hasPassword), "second_factor": .bool(hasSecondFactor)],
        ]
    }
}
