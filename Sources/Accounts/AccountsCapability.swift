// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

package import struct Foundation.TimeZone

/// People: who they are, how they sign in, what they may do, and how they are forgotten.
package struct AccountsCapability: Capability {
    package static let name = "accounts"
    package static let catalogue = Catalogue.Source(capability: "Accounts", files: Embedded.texts)
    package static let migrations = AccountsMigrations.all

    package let routes: [Route]
    package let recurring: [RecurringWork]
    private let people: People

    /// - Parameter zone: in which the account page shows times, for it belongs to no house.
    package init(
        database: any Database, people: People, letters: Letters, ports: AccountsPorts,
        breached: BreachedPasswords = BreachedPasswords(), zone: TimeZone
    ) {
        let hashing = PasswordHashing()
        let signIn = SignIn(
            database: database, people: people, sessions: Sessions(database: database, people: people),
            letters: letters, hashing: hashing)
        let account = AccountRoutes(
            database: database, people: people,
            administration: Administration(database: database, people: people, letters: letters, ports: ports),
            erasure: Erasure(database: database, people: people, ports: ports), ports: ports, zone: zone)
        let security = SecurityRoutes(
            database: database, people: people, letters: letters, hashing: hashing, breached: breached)
        let emails = EmailChangeRoutes(
            change: EmailChange(database: database, people: people, letters: letters))
        self.people = people
        routes = SignInRoutes(signIn: signIn).routes + account.routes + emails.routes + security.routes
        recurring = [
            RecurringWork("accounts.tidying", every: .hours(1)) { now in
                try await database.write { connection in
                    try SessionStore().removeExpired(now: now, on: connection)
                    try SignInLinkStore().removeExpired(before: now - .days(1), on: connection)
                    try EmailChangeStore().removeExpired(before: now - .days(1), on: connection)
                }
                try await database.purge()
            }
        ]
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        try Holdings(of: person, people, now: people.clock.now(), on: connection)?.json ?? [:]
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try people.erase(person, now: now, on: connection)
    }

    package func examples(on connection: any Connection) throws -> [PageExample] {
        [
            PageExample(AccountsLinks.signIn()),
            PageExample(AccountsLinks.signIn(), state: "error", post: [(SignInPages.addressField, "anna")]),
            PageExample(AccountsLinks.linkSent),
            PageExample(AccountsLinks.signInByPassword()),
            PageExample(AccountsLinks.signIn(with: .random()), state: "expired"),
            PageExample(AccountsLinks.signOut, state: "done"),
            PageExample(AccountsLinks.signOut, viewer: .staff),
            PageExample(AccountsLinks.account, viewer: .staff),
            PageExample(AccountsLinks.email, viewer: .staff),
            PageExample(
                AccountsLinks.email, state: "error", viewer: .staff, post: [(EmailChangePages.addressField, "anna")]),
            PageExample(AccountsLinks.emailSent, viewer: .staff),
            PageExample(AccountsLinks.email(with: .random()), state: "expired"),
            PageExample(AccountsLinks.password, viewer: .staff),
            PageExample(AccountsLinks.password, state: "error", viewer: .staff, post: [("password", "kurz")]),
            PageExample(AccountsLinks.authenticator, state: "without a password", viewer: .staff),
            PageExample(
                AccountsLinks.authenticator, state: "error", viewer: .staff,
                post: [("secret", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), ("code", "0")]),
            PageExample(AccountsLinks.tokens, viewer: .staff),
            PageExample(AccountsLinks.tokens, state: "error", viewer: .staff, post: []),
            PageExample(AccountsLinks.erasure, viewer: .staff),
        ]
    }
}
