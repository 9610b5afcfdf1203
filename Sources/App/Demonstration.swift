// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Foundation
import Houses
import Kernel
import Mail
import Rooms
import Storage
import Web

/// The model houses, with dates relative to today.
struct Demonstration {
    let wiring: Wiring
    let base: String

    /// Fills an empty database and prints a staff sign-in for each house; serves what is there otherwise.
    func fill() async throws {
        guard try await wiring.frames.all().isEmpty else {
            Output.line("The database is not empty: the demonstration is not filled in again.")
            return
        }
        let (houses, rooms, frames) = (wiring.houses, wiring.rooms, wiring.frames)
        let now = wiring.clock.now()
        try await wiring.database.write { connection in
            let filled = try houses.fillDemo(on: connection)
            let entered = try filled.compactMapValues { try frames.house($0, on: connection) }
            try rooms.fillDemo(entered, now: now, on: connection)
            connection.signal(.publicData(nil))
        }
        try await fillNetwork(now: now)
        for frame in try await wiring.frames.all() {
            guard let address = MailAddress("leitung@\(frame.slug).example") else { continue }
            let link = try await wiring.administration.addPerson(
                email: address, name: "Leitung", role: .manager, scope: .house(frame.id))
            Output.line("Staff sign-in for \(frame.slug): \(link.absolute(below: base))")
        }
    }
}

/// The one-time address of the set-up, for a server without a house and without an administrator.
struct SetUpAddress {
    let wiring: Wiring
    let base: String

    func announce() async throws {
        guard try await wiring.frames.all().isEmpty, let link = try await link() else { return }
        Output.line("Set up your server at \(link.absolute(below: base))")
    }

    private func link() async throws -> Link? {
        let setup = wiring.houses.setup
        return try await wiring.database.write { try setup.begin(on: $0) }
    }
}
