// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import Web

/// Setting the server up in the browser.
///
/// | method | path                | who                                         |
/// |--------|---------------------|---------------------------------------------|
/// | GET    | /einrichten/{token} | whoever has the address of the first start  |
/// | POST   | /einrichten/{token} | whoever has the address of the first start  |
struct SetupRoutes: Sendable {
    let database: any Database
    let ports: HousesPorts
    let creation: HouseCreation
    let setup: HouseSetup

    var all: [Route] {
        [
            Route.get("/einrichten/{token}", .everyone, handler: form).limited(.guessing),
            Route.post("/einrichten/{token}", .everyone, handler: create).limited(.guessing),
        ]
    }

    private func form(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        try await database.read { try setup.check(token, on: $0) }
        return .page(SetupPages.form(FormState(), token)).privately
    }

    private func create(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let input = try request.input()
        do {
            return try await database.write { connection in
                try setup.check(token, on: connection)
                let first = try SetupRules.first(from: input, modules: modules)
                let person = try ports.people.addAdministrator(
                    first.name, first.email, request.language, connection)
                let house = try creation.add(first.house, on: connection)
                try setup.finish(token, on: connection)
                guard let frame = try HouseStore().house(house, on: connection)?.frame else {
                    throw Rejection(.missing, .notFound)
                }
                var response = WebResponse.seeOther(HousesLinks.furnish(frame)).privately
                response.setCookie(try ports.people.startSession(person, request, connection))
                return response
            }
        } catch let rejection as Rejection where !rejection.fields.isEmpty {
            let state = FormState(try request.form(), rejection: rejection)
            return .page(SetupPages.form(state, token), status: .unprocessableContent).privately
        }
    }

    private var modules: [String] { ports.sections().map(\.module) }
}

/// Who sets the server up, and which house comes first.
enum SetupRules {
    struct First: Sendable {
        let name: String
        let email: MailAddress
        let house: HouseDraft
    }

    static func first(from input: Input, modules: [String]) throws(Rejection) -> First {
        var input = input
        let person = input.line("person_name", required: true, atMost: 100)
        let email = HouseRules.email("email", required: true, from: &input)
        let house = HouseCreation.draft(modules: modules, from: &input)
        try input.finish()
        guard let person, let email, let house else { throw Rejection(.invalid, .pleaseCorrect) }
        return First(name: person, email: email, house: house)
    }
}
