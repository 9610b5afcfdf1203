// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import Web

/// Advisory offices: appointed by the network's moderators, at work on a page of their own.
///
/// | method    | path                                               | who                              |
/// |-----------|----------------------------------------------------|----------------------------------|
/// | GET, POST | /netzwerk/schreibtisch/fachstellen                 | moderators                       |
/// | POST      | /netzwerk/schreibtisch/fachstellen/{office}        | moderators                       |
/// | GET, POST | /netzwerk/schreibtisch/fachstellen/{office}/ende   | moderators                       |
/// | GET       | /netzwerk/fachstellen                              | members of an office, moderators |
/// | GET       | /netzwerk/fachstellen/{office}                     | members of the office, moderators |
struct OfficeRoutes: Sendable {
    let database: any Database
    let libraries: Libraries
    let memberships: Memberships
    private let store = OfficeStore()

    init(database: any Database, libraries: Libraries, memberships: Memberships) {
        self.database = database
        self.libraries = libraries
        self.memberships = memberships
    }

    var all: [Route] {
        [
            .get("/netzwerk/schreibtisch/fachstellen", .role(.moderator), handler: list),
            .post("/netzwerk/schreibtisch/fachstellen", .role(.moderator), handler: appoint).limited(.guessing),
            .post("/netzwerk/schreibtisch/fachstellen/{office}", .role(.moderator), handler: setRegion),
            .get("/netzwerk/schreibtisch/fachstellen/{office}/ende", .role(.moderator), handler: askToDismiss),
            .post("/netzwerk/schreibtisch/fachstellen/{office}/ende", .role(.moderator), handler: dismiss),
            .get("/netzwerk/fachstellen", .signedIn, handler: own),
            .get("/netzwerk/fachstellen/{office}", .signedIn, handler: office),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func appoint(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        do {
            let wish = try OfficeForm.read(form, language: request.language)
            try await database.write { [store, memberships] connection in
                let id = try OrganisationStore().add(wish.organisation, to: .network, on: connection)
                try store.appoint(id, wish.prefixes, on: connection)
                let office = AdvisoryOffice(id: id, name: wish.organisation.name, prefixes: wish.prefixes)
                try memberships.invite(wish.member, to: MemberGroup(office), on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(form, rejection: rejection), request)
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.offices))
    }

    private func setRegion(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("office")
        let form = try request.form()
        do {
            var input = Input(form: form)
            let field = OfficeForm.regionField(of: id)
            let prefixes = OfficeForm.prefixes(field, from: &input)
            try input.finish()
            try await database.write { [store] connection in
                guard try store.office(id, on: connection) != nil else { throw Rejection(.missing, .notFound) }
                try store.setRegion(of: id, prefixes, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(form, rejection: rejection.amongLibraries), request)
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.offices))
    }

    private func askToDismiss(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("office")
        let (office, members) = try await database.read { [store, memberships] connection in
            guard let office = try store.office(id, on: connection) else { throw Rejection(.missing, .notFound) }
            return (office, try memberships.ports.people.members(id, connection).count)
        }
        return WebResponse.page(
            OfficePages(visitor: try request.requireVisitor(), language: request.language).dismissal(
                office, members: members)
        ).privately
    }

    private func dismiss(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("office")
        try await database.write { [store, memberships] connection in
            guard try store.office(id, on: connection) != nil else { throw Rejection(.missing, .notFound) }
            try store.dismiss(id, on: connection)
            for member in try memberships.ports.people.members(id, connection) {
                try memberships.ports.people.revoke(id, member.person, connection)
            }
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.offices))
    }

    private func page(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let offices = try await database.read { [store] in try store.all(on: $0) }
        return WebResponse.page(
            OfficePages(visitor: try request.requireVisitor(), language: request.language).list(
                state, offices, isSaved: request.query["gespeichert"] != nil),
            status: state.rejection == nil ? .ok : .unprocessableContent
        ).privately
    }

    /// Leads who belongs to one office to its page. Moderators choose among all of them.
    private func own(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        let (own, all) = try await database.read { [store] connection in
            let own = try store.offices(visitor.organisations(with: .member), on: connection)
            let isModerator = visitor.has(.moderator, in: .network)
            return (own, own.isEmpty && isModerator ? try store.all(on: connection) : own)
        }
        if let only = own.first, own.count == 1 { return .seeOther(LibraryLinks.office(only.id)) }
        guard !own.isEmpty || visitor.has(.moderator, in: .network) else {
            throw Rejection(.forbidden, .onlyForOffice)
        }
        return WebResponse.page(OfficePages.choice(all)).privately
    }

    private func office(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("office")
        let visitor = try request.requireVisitor()
        guard visitor.has(.member, in: id) || visitor.has(.moderator, in: .network) else {
            throw Rejection(.forbidden, .onlyForOffice)
        }
        let applications = ApplicationStore()
        let (office, waiting, decided) = try await database.read { [store] connection in
            (
                try store.office(id, on: connection), try applications.waiting(on: connection),
                try applications.decided(request.query, on: connection)
            )
        }
        guard let office else { throw Rejection(.missing, .notFound) }
        let snapshot = try await libraries.index.current()
        let members = snapshot.items.map(\.library).filter {
            office.holds(ags: $0.profile.ags, ars: $0.profile.ars)
        }
        return WebResponse.page(
            OfficePages(visitor: visitor, language: request.language).office(
                office, decided: decided.flatMap { office.holds(ags: $0.wish.ags, ars: nil) ? $0 : nil },
                waiting: waiting.filter { office.holds(ags: $0.wish.ags, ars: nil) }, libraries: members)
        ).privately
    }
}

/// What a moderator says of a new advisory office.
struct OfficeForm: Sendable {
    let organisation: Organisation.Profile
    let prefixes: [String]
    /// The first of its people, who invites the others.
    let member: MemberInvitation

    static let region = "region"
    static func regionField(of id: OrganisationID) -> String { "region-\(id)" }

    static func read(_ form: FormData, language: Language) throws(Rejection) -> OfficeForm {
        var input = Input(form: form)
        let name = input.line("stelle", required: true, atMost: 200)
        let place = input.line("ort", atMost: 100)
        let prefixes = prefixes(region, from: &input)
        let person = input.line("name", required: true, atMost: 100)
        let email = LibraryForm.mailAddress("email", required: true, from: &input)
        do {
            try input.finish()
        } catch {
            throw error.amongLibraries
        }
        guard let name, let person, let email else { throw Rejection(.invalid, .libraryPleaseCorrect) }
        return OfficeForm(
            organisation: Organisation.Profile(name: name, kind: .authority, city: place), prefixes: prefixes,
            member: MemberInvitation(name: person, email: email, role: .manager, language: language))
    }

    /// Several, parted by commas or spaces.
    static func prefixes(_ field: String, from input: inout Input) -> [String] {
        guard let text = input.line(field, required: true, atMost: 1_000) else { return [] }
        let parts = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
        let prefixes = parts.compactMap { try? LibraryIdentifiers.region($0) }
        if prefixes.count != parts.count || parts.isEmpty || parts.count > 100 { input.note(field, .regionMalformed) }
        return prefixes
    }
}
