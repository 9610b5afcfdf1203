// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// Organisations for programs.
///
/// | method | path                                  | who      |
/// |--------|---------------------------------------|----------|
/// | GET    | /api/v1/houses/{house}/organisations  | everyone |
/// | GET    | /api/v1/organisations/{organisation}  | everyone |
struct OrganisationRoutes: Sendable {
    let database: any Database
    let ports: DirectoryPorts
    private let store = OrganisationStore()

    init(database: any Database, ports: DirectoryPorts) {
        self.database = database
        self.ports = ports
    }

    var all: [Route] {
        [
            Route.publicly("/api/v1/houses/{house}/organisations", handler: list)
                .documented(OrganisationJSON.listOperation),
            Route.publicly("/api/v1/organisations/{organisation}", handler: single)
                .documented(OrganisationJSON.singleOperation),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        let paging = try Paging(request.query)
        let position: OrganisationID? = try paging.afterID()
        var input = Input(form: request.query)
        let kind = input.choice("kind", of: OrganisationKind.self)
        try input.finish()
        let organisations = try await database.read { [store] connection in
            try store.organisations(
                of: house.id, kind: kind, after: position, limit: paging.limit + 1, on: connection)
        }
        return try .json(
            paging.list(organisations, position: \.id.description) { OrganisationJSON.object($0, house: house.slug) })
    }

    private func single(_ request: WebRequest) async throws -> WebResponse {
        let id = try request.id("organisation", of: OrganisationMark.self)
        let found = try await database.read { [store, ports] connection in
            try store.shown(id, on: connection).flatMap { organisation in
                try ports.house(organisation.house, connection).map { (organisation, $0.slug) }
            }
        }
        guard let (organisation, house) = found else { throw Rejection(.missing, .notFound) }
        return try .json(OrganisationJSON.object(organisation, house: house))
    }
}
