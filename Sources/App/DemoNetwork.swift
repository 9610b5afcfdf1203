// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
import Foundation
import Houses
import Kernel
import Mail
import Storage
import Web

/// The libraries of the model network, what they did and what they share.
extension Demonstration {
    func fillNetwork(now: Instant) async throws {
        let (directory, people, exchange) = (wiring.directoryCapability, wiring.people, wiring.exchange)
        let year = now.day(in: .gmt).year
        let entered = try await wiring.database.write { connection in
            let entered = try directory.fillDemo(year: year, now: now, on: connection)
            let applicant = try people.enter(
                name: "Kim Beispiel", email: MailAddress("kim@beispielgrund.example"), phone: nil, language: .german,
                on: connection)
            try directory.fillDemoApplication(by: applicant, year: year, now: now, on: connection)
            guard let entered else { return nil as DemoLibraries? }
            try exchange.workshops.fillDemo(library: entered.library, now: now, on: connection)
            try fillMeasures(now: now, on: connection)
            try exchange.fillDemo(now: now, on: connection) { library in
                let colleague = try people.enter(
                    name: "Team", email: MailAddress("team-\(library)@beispielbibliothek.example"), phone: nil,
                    language: .german, on: connection)
                try people.grant(.member, in: .organisation(library), to: colleague, on: connection)
                return colleague
            }
            return DemoLibraries(library: entered.library, office: entered.office)
        }
        if let entered {
            try await exchange.fillDemoFiles(now: now)
            try await printSignIns(entered)
        }
    }

    /// A sign-in for somebody of each role.
    private func printSignIns(_ entered: DemoLibraries) async throws {
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

    /// What the libraries have done, written by one invented person.
    private func fillMeasures(now: Instant, on connection: any Connection) throws {
        let entered = try OrganisationStore().organisations(of: .network, kind: .library, limit: 200, on: connection)
        let libraries = try wiring.directoryCapability.libraries.libraries(entered.map(\.id), on: connection)
        let members = entered.map(\.id).filter { libraries[$0]?.state == .admitted }
        let author = try wiring.people.enter(
            name: "Team Beispiel", email: MailAddress("team@beispiel.example"), phone: nil, language: .german,
            on: connection)
        try wiring.exchange.fillDemo(members, by: author, now: now, on: connection)
    }
}

/// Who of the model network gets a sign-in.
private struct DemoLibraries: Sendable {
    let library: OrganisationID
    let office: OrganisationID
}
