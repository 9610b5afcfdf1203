// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// The people who work in a house.
///
/// | method | path                                                        | who     |
/// |--------|-------------------------------------------------------------|---------|
/// | GET    | /{house}/schreibtisch/haus/team                             | manager |
/// | POST   | /{house}/schreibtisch/haus/team                             | manager |
/// | POST   | /{house}/schreibtisch/haus/team/{person}/{role}/entfernung  | manager |
struct TeamRoutes: Sendable {
    let database: any Database
    let ports: HousesPorts

    var all: [Route] {
        [
            .get("/{house}/schreibtisch/haus/team", .role(.manager), handler: list),
            .post("/{house}/schreibtisch/haus/team", .role(.manager), handler: invite).limited(.guessing),
            .post("/{house}/schreibtisch/haus/team/{person}/{role}/entfernung", .role(.manager), handler: remove),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func invite(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        do {
            let invitation = try TeamRules.invitation(from: try request.input(), language: request.language)
            try await database.write { [ports] in try ports.people.invite(invitation, house, $0) }
        } catch let rejection as Rejection where rejection.kind == .invalid || rejection.kind == .conflict {
            var response = try await page(FormState(try request.form(), rejection: rejection), request)
            response.status = .unprocessableContent
            return response
        }
        return .seeOther(HousesLinks.saved(HousesLinks.team(house)))
    }

    private func remove(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        let person = try request.id("person", of: PersonMark.self)
        guard let role = request.parameters["role"].flatMap(Role.init(rawValue:)) else {
            throw Rejection(.missing, .notFound)
        }
        try TeamRules.mayRemove(role, from: person, as: try request.requireVisitor())
        try await database.write { [ports] in try ports.people.revoke(person, role, house.id, $0) }
        return .seeOther(HousesLinks.saved(HousesLinks.team(house)))
    }

    private func page(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        let visitor = try request.requireVisitor()
        let staff = try await database.read { [ports] in try ports.people.staff(house.id, $0) }
        return .page(
            TeamPages.list(state, staff, house, visitor, isSaved: request.query["gespeichert"] != nil))
    }
}

/// Who may become what in a house.
enum TeamRules {
    /// Roles of a house, the strongest first.
    static let roles: [Role] = [.manager, .staff, .moderator]

    static func invitation(from input: Input, language: Language) throws(Rejection) -> StaffInvitation {
        var input = input
        let name = input.line("name", required: true, atMost: 100)
        let email = HouseRules.email("email", required: true, from: &input)
        let role = input.choice("role", of: Role.self, required: true)
        if let role, !roles.contains(role) { input.note("role", .fieldNotAChoice) }
        try input.finish()
        guard let name, let email, let role else { throw Rejection(.invalid, .pleaseCorrect) }
        return StaffInvitation(name: name, email: email, role: role, language: language)
    }

    /// Nobody locks themselves out: another manager, or the administrator, removes a manager.
    static func mayRemove(_ role: Role, from person: PersonID, as visitor: Visitor) throws(Rejection) {
        if person == visitor.person, role == .manager, !visitor.isAdmin { throw Rejection(.conflict, .notYourself) }
    }
}
