// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Who belongs to a library, or to an advisory office, whose moderators do as its managers may.
///
/// | method | path                                                                   | who                         |
/// |--------|------------------------------------------------------------------------|-----------------------------|
/// | GET    | /netzwerk/bibliotheken/{library}/mitglieder                            | member of the library       |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder                            | manager of the library      |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder/{person}/entfernung        | manager of the library      |
/// | POST   | /netzwerk/bibliotheken/{library}/mitglieder/austritt                   | member of the library       |
/// | GET, POST | /netzwerk/bibliotheken/{library}/mitglieder/ende                    | manager, or the last member |
/// | GET    | /netzwerk/fachstellen/{office}/mitglieder                              | member of it, moderators    |
/// | POST   | /netzwerk/fachstellen/{office}/mitglieder                              | manager of it, moderators   |
/// | POST   | /netzwerk/fachstellen/{office}/mitglieder/{person}/entfernung          | manager of it, moderators   |
/// | POST   | /netzwerk/fachstellen/{office}/mitglieder/austritt                     | member of it                |
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
            .get("/netzwerk/fachstellen/{office}/mitglieder", .signedIn, handler: list),
            .post("/netzwerk/fachstellen/{office}/mitglieder", .signedIn, handler: invite).limited(.guessing),
            .post("/netzwerk/fachstellen/{office}/mitglieder/{person}/entfernung", .signedIn, handler: remove),
            .post("/netzwerk/fachstellen/{office}/mitglieder/austritt", .signedIn, handler: leave),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func invite(_ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        try requireManager(request, group)
        do {
            let invitation = try MemberInvitation.read(try request.form(), language: request.language)
            try await database.write { [memberships] connection in
                try memberships.invite(invitation, to: group, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(try request.form(), rejection: rejection), request)
        }
        return .seeOther(LibraryLinks.saved(group.members()))
    }

    private func remove(_ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        let person: PersonID = try request.id("person")
        let visitor = try requireManager(request, group)
        guard MembershipRules.mayRemove(person, as: visitor, from: group) else {
            throw Rejection(.conflict, .leaveInstead)
        }
        let now = request.now
        try await database.write { [memberships] connection in
            try memberships.depart(person, from: group.id, heir: nil, now: now, on: connection)
        }
        return .seeOther(LibraryLinks.saved(group.members()))
    }

    private func leave(_ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        let visitor = try request.requireVisitor()
        let form = try request.form()
        let heir = form["erbe"].flatMap { PersonID($0) }
        let now = request.now
        do {
            try await database.write { [memberships, ports] connection in
                let members = try ports.people.members(group.id, connection)
                let departure = try MembershipRules.departure(of: visitor.person, from: members, heir: heir)
                if departure == .close, group.kind == .library {
                    throw Rejection(.conflict, .lastOneCloses)
                }
                try memberships.depart(visitor.person, from: group.id, heir: heir, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(form, rejection: rejection), request)
        }
        return .seeOther(group.kind == .library ? group.link : LibraryLinks.saved(LibraryLinks.list))
    }

    private func askToClose(_ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        let visitor = try request.requireVisitor()
        try await checkMayClose(visitor, group.id)
        return WebResponse.page(MembershipPages(group: group, visitor: visitor).close(FormState())).privately
    }

    private func close(_ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        let visitor = try request.requireVisitor()
        try await checkMayClose(visitor, group.id)
        let form = try request.form()
        guard form["ja"] != nil else {
            let rejection = Rejection(
                .invalid, TextUse(.libraryPleaseCorrect), fields: [Rejection.Field("ja", .tickToClose)])
            return WebResponse.page(
                MembershipPages(group: group, visitor: visitor).close(FormState(form, rejection: rejection)),
                status: .unprocessableContent
            ).privately
        }
        let now = request.now
        try await database.write { [memberships] in try memberships.close(group.id, now: now, on: $0) }
        return .seeOther(LibraryLinks.saved(LibraryLinks.list))
    }

    private func checkMayClose(_ visitor: Visitor, _ id: OrganisationID) async throws {
        let members = try await database.read { [ports] in try ports.people.members(id, $0) }
        guard MembershipRules.mayClose(visitor, members, of: id) else {
            throw Rejection(.forbidden, .onlyForManagers)
        }
    }

    @discardableResult
    private func requireManager(_ request: WebRequest, _ group: MemberGroup) throws(Rejection) -> Visitor {
        let visitor = try request.requireVisitor()
        guard MembershipRules.manages(visitor, group) else { throw Rejection(.forbidden, group.onlyForManagers) }
        return visitor
    }

    /// The library or office, if the visitor may see who belongs to it.
    private func group(of request: WebRequest) async throws -> MemberGroup {
        guard request.parameters["office"] != nil else {
            let id: OrganisationID = try request.id("library")
            try request.requireMember(of: id)
            return MemberGroup(try await database.read { try LibraryRoutes.shown(id, on: $0).0 })
        }
        let id: OrganisationID = try request.id("office")
        let visitor = try request.requireVisitor()
        guard visitor.has(.member, in: id) || visitor.has(.moderator, in: .network) else {
            throw Rejection(.forbidden, .onlyForOffice)
        }
        guard let office = try await database.read({ try OfficeStore().office(id, on: $0) }) else {
            throw Rejection(.missing, .notFound)
        }
        return MemberGroup(office)
    }

    private func page(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let group = try await group(of: request)
        let visitor = try request.requireVisitor()
        let members = try await database.read { [ports] connection in
            try ports.people.members(group.id, connection).map { member in
                MembershipPages.Entry(member: member, contact: try ports.people.contact(member.person, connection))
            }
        }
        return WebResponse.page(
            MembershipPages(group: group, visitor: visitor).list(
                state, members, isSaved: request.query["gespeichert"] != nil),
            status: state.rejection == nil ? .ok : .unprocessableContent
        ).privately
    }
}
