// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
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

    /// The libraries of the model network, with a sign-in for somebody of each role.
    private func fillNetwork(now: Instant) async throws {
        let (directory, people) = (wiring.directoryCapability, wiring.people)
        let year = now.day(in: .gmt).year
        let entered = try await wiring.database.write { connection in
            let entered = try directory.fillDemo(year: year, now: now, on: connection)
            let applicant = try people.enter(
                name: "Kim Beispiel", email: MailAddress("kim@beispielgrund.example"), phone: nil, language: .german,
                on: connection)
            try directory.fillDemoApplication(by: applicant, year: year, now: now, on: connection)
            if let entered {
                try wiring.exchange.workshops.fillDemo(library: entered.library, now: now, on: connection)
                try fillMeasures(now: now, on: connection)
                try wiring.exchange.fillDemo(now: now, on: connection)
            }
            return entered
        }
        guard let entered else { return }
        let signIns: [(String, String, Role, ItemReference)] = [
            ("moderation@netzwerk.example", "netzwerk", .moderator, .house(.network)),
            (
                "leitung@beispielhausen.example", "Gemeindebücherei Beispielhausen", .manager,
                .organisation(entered.library)
            ),
            ("fachstelle@beispiel.example", "Beispiel-Fachstelle", .manager, .organisation(entered.office)),
        ]
        for (email, place, role, scope) in signIns {
            guard let address = MailAddress(email) else { continue }
            let link = try await wiring.administration.addPerson(
                email: address, name: role == .moderator ? "Moderation" : "Leitung", role: role, scope: scope)
            Output.line("Sign-in for \(place): \(link.absolute(below: base))")
        }
    }
}

extension Demonstration {
    /// What the libraries of the model network have done, written by one invented person.
    fileprivate func fillMeasures(now: Instant, on connection: any Connection) throws {
        let entered = try OrganisationStore().organisations(
            of: .network, kind: .library, limit: 200, on: connection)
        let libraries = try wiring.directoryCapability.libraries.libraries(entered.map(\.id), on: connection)
        let members = entered.map(\.id).filter { libraries[$0]?.state == .admitted }
        let author = try wiring.people.enter(
            name: "Team Beispiel", email: MailAddress("team@beispiel.example"), phone: nil, language: .german,
            on: connection)
        try wiring.exchange.fillDemo(members, by: author, now: now, on: connection)
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
