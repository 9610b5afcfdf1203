// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
import Web

/// The first start: a one-time address under which the first administrator and the first house come to be. It works
/// only as long as there is no administrator.
package struct HouseSetup: Sendable {
    let clock: Clock
    let people: HousesPeople
    private let store = SetupStore()

    init(clock: Clock, people: HousesPeople) {
        self.clock = clock
        self.people = people
    }

    /// The address to be printed for whoever started the server; earlier ones lose their force. `nil` when there is an
    /// administrator.
    package func begin(on connection: any Connection) throws -> Link? {
        guard try !people.hasAdministrator(connection) else { return nil }
        let token = SecretToken.random()
        try store.replaceUnused(by: token, now: clock.now(), on: connection)
        return HousesLinks.setup(token)
    }

    /// Throws when the address was never given out (404), or has done its work (410).
    func check(_ token: SecretToken, on connection: any Connection) throws {
        guard let isUsed = try store.isUsed(token, on: connection) else { throw Rejection(.missing, .notFound) }
        if try isUsed || people.hasAdministrator(connection) { throw Rejection(.gone, .setupIsOver) }
    }

    /// Uses the address up.
    func finish(_ token: SecretToken, on connection: any Connection) throws {
        try store.use(token, now: clock.now(), on: connection)
    }
}

/// All statements on addresses for the first start.
private struct SetupStore: Sendable {
    func replaceUnused(by token: SecretToken, now: Instant, on connection: any Connection) throws {
        try connection.execute("DELETE FROM setup WHERE used_at IS NULL")
        try connection.execute("INSERT INTO setup (token_hash, created_at) VALUES (\(token.hash), \(now))")
    }

    /// `nil` when it was never given out.
    func isUsed(_ token: SecretToken, on connection: any Connection) throws -> Bool? {
        try connection.first("SELECT used_at FROM setup WHERE token_hash = \(token.hash)") { row in
            let usedAt: Instant? = try row["used_at"]
            return usedAt != nil
        }
    }

    func use(_ token: SecretToken, now: Instant, on connection: any Connection) throws {
        try connection.execute("UPDATE setup SET used_at = \(now) WHERE token_hash = \(token.hash)")
    }
}
