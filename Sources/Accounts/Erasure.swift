// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

extension People {
    /// Forgets the person in the caller's transaction, as far as Accounts holds anything. `Erasure` does the whole.
    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try store.erase(person, now: now, on: connection)
    }
}

/// Forgets people, for good.
///
/// The ledger is written before the transaction: if the process dies between the two, `reapply` at the next start
/// finishes what was promised.
package struct Erasure: Sendable {
    private let database: any Database
    private let people: People
    private let ports: AccountsPorts

    package init(database: any Database, people: People, ports: AccountsPorts) {
        self.database = database
        self.people = people
        self.ports = ports
    }

    /// No key and no row that tells of the person is left when this returns, nor, at the latest an hour later, are their
    /// bytes in files beside the database. Does nothing for somebody who is forgotten already.
    package func erase(_ person: PersonID) async throws {
        let keyID = try await database.read { [people] connection in
            try people.store.person(person, on: connection) == nil
                ? nil : people.store.keyID(of: person, on: connection)
        }
        guard let keyID else { return }
        try await ports.ledger.record(keyID, at: people.clock.now())
        try await forget([person])
    }

    /// Forgets again whoever the ledger names and the database still knows: after a restored backup, or after a crash.
    /// Returns how many that were.
    @discardableResult
    package func reapply() async throws -> Int {
        let keyIDs = try await ports.ledger.keyIDs()
        var count = 0
        for some in keyIDs.batches(of: 1_000) {
            let left = try await database.read { [people] in try people.store.persons(withKeys: some, on: $0) }
            if !left.isEmpty { try await forget(left) }
            count += left.count
        }
        return count
    }

    private func forget(_ persons: [PersonID]) async throws {
        let now = people.clock.now()
        try await database.write { [people, ports] connection in
            for person in persons {
                try ports.eraseOthers(person, now, connection)
                try people.erase(person, now: now, on: connection)
            }
        }
        // Long readers may hold this up; the hourly tidying does it again.
        try? await database.purge()
    }
}
