// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// First pages.
///
/// | method | path     | who      | what                                                   |
/// |--------|----------|----------|--------------------------------------------------------|
/// | GET    | /        | everyone | the platform's houses, or the only house               |
/// | GET    | /{house} | everyone | the first page of a house                              |
struct HouseRoutes: Sendable {
    let database: any Database
    let ports: HousesPorts
    private let store = HouseStore()

    init(database: any Database, ports: HousesPorts) {
        self.database = database
        self.ports = ports
    }

    var all: [Route] {
        [
            Route.publicly("/", handler: first),
            Route.publicly("/{house}", handler: house),
        ]
    }

    private func first(_ request: WebRequest) async throws -> WebResponse {
        if request.house != nil { return try await house(request) }
        let (houses, panels) = try await database.read { [store, ports] connection in
            let houses = try store.houses(limit: 200, on: connection)
            return (houses, try ports.platformPanels(houses.map(\.frame), request.now, connection))
        }
        return .page(PlatformPages.home(houses, panels: panels, language: request.language))
    }

    private func house(_ request: WebRequest) async throws -> WebResponse {
        let frame = try request.requireHouse()
        let view = try await database.read { connection in
            try self.view(of: frame, for: request, on: connection)
        }
        return .page(HousePages.home(view))
    }

    private func view(
        of frame: HouseFrame, for request: WebRequest, on connection: any Connection
    ) throws -> HouseView {
        guard let house = try store.house(frame.id, on: connection) else { throw Rejection(.missing, .notFound) }
        return HouseView(
            house: house, doors: ports.sections().filter(frame.shows),
            panels: try ports.panels(frame, request.now, connection),
            parties: try ports.parties(of: frame.id, on: connection), now: request.now, language: request.language)
    }
}

extension HousesPorts {
    /// The organisations behind a house, grouped by their part; one that no longer exists is left out.
    func parties(of house: HouseID, on connection: any Connection) throws -> [PartyView] {
        let parties = try HousePartyStore().parties(of: house, on: connection)
        let known = try organisations(parties.map(\.organisation), connection)
        return HousePart.allCases.compactMap { part in
            let members = parties.filter { $0.part == part }.compactMap { party in
                known[party.organisation].map { PartyView.Member(party: party, organisation: $0) }
            }
            return members.isEmpty ? nil : PartyView(part: part, members: members)
        }
    }
}
