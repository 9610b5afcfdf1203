// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Furnishing a house in the browser.
///
/// | method | path                                                                    | who     |
/// |--------|-------------------------------------------------------------------------|---------|
/// | GET    | /{house}/schreibtisch/haus                                              | manager |
/// | GET    | /{house}/schreibtisch/haus/{step}                                       | manager |
/// | POST   | /{house}/schreibtisch/haus/{step}                                       | manager |
/// | GET    | /{house}/schreibtisch/haus/beteiligte                                   | manager |
/// | POST   | /{house}/schreibtisch/haus/beteiligte                                   | manager |
/// | POST   | /{house}/schreibtisch/haus/beteiligte/{part}/{organisation}/entfernung  | manager |
///
/// The people who work in the house: `TeamRoutes`.
struct FurnishRoutes: Sendable {
    let database: any Database
    let ports: HousesPorts
    private let steps: [FurnishStep]
    private let store = HouseStore()

    /// Three legal texts in four languages, percent-encoded.
    static let textBytes = 2 * 1024 * 1024

    init(database: any Database, ports: HousesPorts) {
        self.database = database
        self.ports = ports
        steps = FurnishStep.all(sections: ports.sections)
    }

    var all: [Route] {
        [
            .get("/{house}/schreibtisch/haus", .role(.manager), handler: overview),
            .get("/{house}/schreibtisch/haus/{step}", .role(.manager), handler: form),
            .post("/{house}/schreibtisch/haus/{step}", .role(.manager), handler: save).taking(bytes: Self.textBytes),
            .get("/{house}/schreibtisch/haus/beteiligte", .role(.manager), handler: parties),
            .post("/{house}/schreibtisch/haus/beteiligte", .role(.manager), handler: addParty),
            .post(
                "/{house}/schreibtisch/haus/beteiligte/{part}/{organisation}/entfernung", .role(.manager),
                handler: removeParty),
        ]
    }

    private func overview(_ request: WebRequest) async throws -> WebResponse {
        let house = try await house(of: request)
        let tools = ports.tools(house.frame, try request.requireVisitor())
        return .page(FurnishPages.overview(house, steps: steps, tools: tools))
    }

    private func form(_ request: WebRequest) async throws -> WebResponse {
        let step = try step(of: request)
        let house = try await house(of: request)
        return .page(
            FurnishPages.form(
                step, FormState(step.values(house)), house.frame, request.visitor,
                isSaved: request.query["gespeichert"] != nil))
    }

    private func save(_ request: WebRequest) async throws -> WebResponse {
        let frame = try request.requireHouse()
        let step = try step(of: request)
        let input = try request.input()
        do {
            try await database.write { [store] connection in
                guard let house = try store.house(frame.id, on: connection) else {
                    throw Rejection(.missing, .notFound)
                }
                var input = input
                let furnished = step.apply(house, &input)
                try input.finish()
                try store.update(furnished, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let state = FormState(try request.form(), rejection: rejection)
            return .page(
                FurnishPages.form(step, state, frame, request.visitor, isSaved: false), status: .unprocessableContent)
        }
        return .seeOther(HousesLinks.saved(HousesLinks.furnish(frame, step.path)))
    }

    private func parties(_ request: WebRequest) async throws -> WebResponse {
        try await partiesPage(FormState(), request)
    }

    private func addParty(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        do {
            let (part, entry) = try PartyRules.entry(from: try request.input())
            try await database.write { [ports] connection in
                let organisation = try ports.enterOrganisation(entry, house.id, connection)
                try HousePartyStore().add(
                    HouseParty(part: part, organisation: organisation), to: house.id, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            var response = try await partiesPage(FormState(try request.form(), rejection: rejection), request)
            response.status = .unprocessableContent
            return response
        }
        return .seeOther(HousesLinks.saved(HousesLinks.parties(house)))
    }

    private func removeParty(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        guard let part = request.parameters["part"].flatMap(HousePart.init(rawValue:)),
            let organisation = request.parameters["organisation"].flatMap(Int64.init)
        else { throw Rejection(.missing, .notFound) }
        let party = HouseParty(part: part, organisation: ItemReference(kind: "organisation", id: organisation))
        try await database.write { try HousePartyStore().remove(party, from: house.id, on: $0) }
        return .seeOther(HousesLinks.saved(HousesLinks.parties(house)))
    }

    private func partiesPage(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        let parties = try await database.read { [ports] in try ports.parties(of: house.id, on: $0) }
        return .page(
            FurnishPages.parties(
                state, parties, house, request.visitor, isSaved: request.query["gespeichert"] != nil))
    }

    private func step(of request: WebRequest) throws(Rejection) -> FurnishStep {
        guard let step = steps.first(where: { $0.path == request.parameters["step"] }) else {
            throw Rejection(.missing, .notFound)
        }
        return step
    }

    private func house(of request: WebRequest) async throws -> House {
        let id = try request.requireHouse().id
        guard let house = try await database.read({ [store] in try store.house(id, on: $0) }) else {
            throw Rejection(.missing, .notFound)
        }
        return house
    }
}
