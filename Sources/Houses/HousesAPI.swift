// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// Houses for programs.
///
/// | method | path                   | who      |
/// |--------|------------------------|----------|
/// | GET    | /api/v1/houses         | everyone |
/// | GET    | /api/v1/houses/{house} | everyone |
struct HousesAPI: Sendable {
    let database: any Database
    let ports: HousesPorts
    private let store = HouseStore()

    init(database: any Database, ports: HousesPorts) {
        self.database = database
        self.ports = ports
    }

    var all: [Route] {
        [
            Route.publicly("/api/v1/houses", handler: list).documented(HouseJSON.listOperation),
            Route.publicly("/api/v1/houses/{house}", handler: single).documented(HouseJSON.singleOperation),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        let position: HouseID? = try paging.afterID()
        let houses = try await database.read { [store, ports] connection in
            try store.houses(after: position, limit: paging.limit + 1, on: connection).map { house in
                (house, try ports.parties(of: house.id, on: connection))
            }
        }
        return try .json(
            paging.list(houses, position: \.0.id.description) {
                HouseJSON.object($0.0, parties: $0.1, language: request.language)
            })
    }

    private func single(_ request: WebRequest) async throws -> WebResponse {
        let id = try request.requireHouse().id
        let found = try await database.read { [store, ports] connection in
            try store.house(id, on: connection).map { ($0, try ports.parties(of: id, on: connection)) }
        }
        guard let (house, parties) = found else { throw Rejection(.missing, .notFound) }
        return try .json(HouseJSON.object(house, parties: parties, language: request.language))
    }
}
