// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

import struct Foundation.Data

/// Who is behind a cookie or a bearer token, and how sessions begin and end.
package struct Sessions: Sendable {
    private let database: any Database
    private let people: People
    private let store = SessionStore()
    private let tokens = APITokenStore()

    package init(database: any Database, people: People) {
        self.database = database
        self.people = people
    }

    /// The person behind a session cookie. One read; at most every ten minutes a write.
    package func visitor(session token: SecretToken, now: Instant) async throws -> Visitor? {
        guard let session = try await database.read({ [store] in try store.credential(token, now: now, on: $0) })
        else { return nil }
        let before = now - SessionRules.seenEvery
        if let seenAt = session.seenAt, seenAt <= before {
            try await database.write { [store] in
                try store.noteSeen(token, startedAt: session.startedAt, before: before, now: now, on: $0)
            }
        }
        return Visitor(
            person: session.person, means: .session(formToken: session.formToken), grants: session.grants)
    }

    /// The person behind `Authorization: Bearer`. One read; at most every ten minutes a write.
    package func visitor(bearer token: SecretToken, now: Instant) async throws -> Visitor? {
        guard let holder = try await database.read({ [tokens] in try tokens.credential(token, on: $0) }) else {
            return nil
        }
        let before = now - SessionRules.seenEvery
        if holder.seenAt.map({ $0 <= before }) ?? true {
            try await database.write { [tokens] in try tokens.noteUsed(token, before: before, now: now, on: $0) }
        }
        return Visitor(person: holder.person, means: .bearer, grants: holder.grants)
    }

    /// Begins a session. `agent` is what the browser says of itself; two words of it are kept, sealed.
    func start(
        for person: PersonID, agent: String?, now: Instant, on connection: any Connection
    ) throws -> SecretToken {
        let token = SecretToken.random()
        let sealed = try UserAgent.short(agent).map {
            try people.seal(Data($0.utf8), for: person, on: connection)
        }
        // A page may be open a little longer than its session.
        let formToken = FormToken.make(
            for: person, until: now + SessionRules.lifeAtMost + .days(7), sign: people.vault.lookupHash)
        try store.enter(token, of: person, formToken: formToken, agent: sealed, now: now, on: connection)
        return token
    }
}
