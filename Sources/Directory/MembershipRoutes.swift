// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Who belongs to a library.
///
/// | method | path                                                                   | who                         |
/// |--------|------------------------------------------------------------------------|-----------------------------|
/// | GET    | /netzwerk/bibliotheken/{library}/mitglieder                            | member of the library       |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder                            | manager of the library      |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder/{person}/entfernung        | manager of the library      |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder/austritt                   | member of the library       |
/// | GET, POST | /netzwerk/bibliotheken/{library}/mitglieder/ende                    | manager, or the last member |
struct MembershipRoutes: Sendable {
    let database: any Database
    let memberships: Memberships
    let ports: DirectoryPorts

    var all: [Route] {
        [
            .get("/netzwerk/bibliotheken/{library}/mitglieder", .signedIn, handler: list),
            .post("/netzwerk/bibliotheken/{library}/mitglieder", .signedIn, handler: invite).limited(.guessing),
            .post(
                "/netzwerk/bibliotheken/{library}/mitglieder/{person}/entfernung", .signedIn, handler: remove),
            .post("/netzwerk/bibliotheken/{library}/mitglieder/austritt", .signedIn, handler: leave),
            .get("/netzwerk/bibliotheken/{library}/mitglieder/ende", .signedIn, handler: askToClose),
            .post("/netzwerk/bibliotheken/{library}/mitglieder/ende", .signedIn, handler: close),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func invite(_ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        try requireManager(request, library.id)
        do {
            let invitation = try MemberInvitation.read(try request.form(), language: request.language)
            try await database.write { [memberships] connection in
                try memberships.invite(invitation, to: library.id, named: library.name, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(try request.form(), rejection: rejection), request)
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.members(library.id)))
    }

    private func remove(_ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        let person: PersonID = try request.id("person")
        let visitor = try requireManager(request, library.id)
        guard MembershipRules.mayRemove(person, as: visitor, from: library.id) else {
            throw Rejection(.conflict, .leaveInstead)
        }
        let now = request.now
        try await database.write { [memberships] connection in
            try memberships.depart(person, from: library.id, heir: nil, now: now, on: connection)
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.members(library.id)))
    }

    private func leave(_ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        let visitor = try request.requireMember(of: library.id)
        let form = try request.form()
        let heir = form["erbe"].flatMap { PersonID($0) }
        let now = request.now
        do {
            try await database.write { [memberships, ports] connection in
                let members = try ports.people.members(library.id, connection)
                guard try MembershipRules.departure(of: visitor.person, from: members, heir: heir) != .close else {
                    throw Rejection(.conflict, .lastOneCloses)
                }
                try memberships.depart(visitor.person, from: library.id, heir: heir, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(form, rejection: rejection), request)
        }
        return .seeOther(library.link)
    }

    private func askToClose(_ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        let visitor = try request.requireMember(of: library.id)
        try await checkMayClose(visitor, library.id)
        return WebResponse.page(MembershipPages(library: library, visitor: visitor).close(FormState())).privately
    }

    private func close(_ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        let visitor = try request.requireMember(of: library.id)
        try await checkMayClose(visitor, library.id)
        let form = try request.form()
        guard form["ja"] != nil else {
            let rejection = Rejection(
                .invalid, TextUse(.libraryPleaseCorrect), fields: [Rejection.Field("ja", .tickToClose)])
            return WebResponse.page(
                MembershipPages(library: library, visitor: visitor).close(FormState(form, rejection: rejection)),
                status: .unprocessableContent
            ).privately
        }
        let now = request.now
        try await database.write { [memberships] in try memberships.close(library.id, now: now, on: $0) }
        return .seeOther(LibraryLinks.saved(LibraryLinks.list))
    }

    private func checkMayClose(_ visitor: Visitor, _ id: OrganisationID) async throws {
        let members = try await database.read { [ports] in try ports.people.members(id, $0) }
        guard MembershipRules.mayClose(visitor, members, of: id) else {
            throw Rejection(.forbidden, .onlyForManagers)
        }
    }

    @discardableResult
    private func requireManager(_ request: WebRequest, _ id: OrganisationID) throws(Rejection) -> Visitor {
        let visitor = try request.requireMember(of: id)
        guard visitor.has(.manager, in: id) else { throw Rejection(.forbidden, .onlyForManagers) }
        return visitor
    }

    private func library(of request: WebRequest) async throws -> Library {
        let id: OrganisationID = try request.id("library")
        try request.requireMember(of: id)
        return try await database.read { try LibraryRoutes.shown(id, on: $0).0 }
    }

    private func page(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let library = try await library(of: request)
        let visitor = try request.requireVisitor()
        let members = try await database.read { [ports] connection in
            try ports.people.members(library.id, connection).map { member in
                MembershipPages.Entry(member: member, contact: try ports.people.contact(member.person, connection))
            }
        }
        return WebResponse.page(
            MembershipPages(library: library, visitor: visitor).list(
                state, members, isSaved: request.query["gespeichert"] != nil),
            status: state.rejection == nil ? .ok : .unprocessableContent
        ).privately
    }
}
