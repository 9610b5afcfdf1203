// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

import struct Foundation.TimeZone

/// What people see, change, take along and erase about themselves.
struct AccountRoutes: Sendable {
    let database: any Database
    let people: People
    let administration: Administration
    let erasure: Erasure
    let ports: AccountsPorts
    /// In which times are shown where no house is.
    let zone: TimeZone

    private let sessions = SessionStore()

    var routes: [Route] {
        [
            .get("/konto", .signedIn, handler: show),
            .post("/konto/angaben", .signedIn, handler: change),
            .post("/konto/sitzungen/ende", .signedIn, handler: endOtherSessions),
            .post("/konto/sitzungen/{session}/ende", .signedIn, handler: endSession),
            .get("/konto/daten.json", .signedIn, handler: export),
            .get("/konto/loeschung", .signedIn, handler: askErasure),
            .post("/konto/loeschung", .signedIn, handler: erase),
        ]
    }

    init(
        database: any Database, people: People, administration: Administration, erasure: Erasure,
        ports: AccountsPorts, zone: TimeZone
    ) {
        self.database = database
        self.people = people
        self.administration = administration
        self.erasure = erasure
        self.ports = ports
        self.zone = zone
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        return try await page(for: visitor, request, nil)
    }

    private func change(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let form = try request.form()
        do {
            let (name, phone, language) = try AccountRules.details(Input(form: form))
            try await database.write { [people] in
                try people.change(visitor.person, name: name, phone: phone, language: language, on: $0)
            }
            return .seeOther(AccountsLinks.saved("angaben"))
        } catch let rejection as Rejection {
            return try await page(for: visitor, request, FormState(form, rejection: rejection))
        }
    }

    private func endSession(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let id: SessionID = try request.id("session")
        let isGone = try await database.write { [sessions] in try sessions.remove(id, of: visitor.person, on: $0) }
        guard isGone else { throw Rejection(.missing, .notFound) }
        return .seeOther(AccountsLinks.saved("sitzungen"))
    }

    private func endOtherSessions(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let own = SessionCookie.token(of: request)
        try await database.write { [sessions] in try sessions.removeOthers(of: visitor.person, than: own, on: $0) }
        return .seeOther(AccountsLinks.saved("sitzungen"))
    }

    private func export(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let json = try await database.read { [administration] in try administration.export(visitor.person, on: $0) }
        return try WebResponse.json(json).with(.contentDisposition, "attachment; filename=\"stadtzimmer.json\"")
            .privately
    }

    private func askErasure(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        guard try await database.isFresh(request) else { return .signInAgain(for: AccountsLinks.erasure) }
        return WebResponse.page(AccountPages.erasure(visitor)).privately
    }

    private func erase(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        guard try await database.isFresh(request) else { return .signInAgain(for: AccountsLinks.erasure) }
        try await erasure.erase(visitor.person)
        var response = WebResponse.page(AccountPages.erased).privately
        response.setCookie(SessionCookie.end(for: request))
        return response
    }

    private func page(
        for visitor: Visitor, _ request: WebRequest, _ state: FormState?
    ) async throws -> WebResponse {
        let token = SessionCookie.token(of: request)
        let held = try await database.read { [people, ports, sessions] connection -> AccountView? in
            guard let held = try Holdings(of: visitor.person, people, now: request.now, on: connection) else {
                return nil
            }
            return AccountView(
                held: held, places: try held.grants.map { try ports.place($0.scope, connection) },
                session: try token.flatMap { try sessions.session($0, on: connection)?.id },
                saved: request.query["gespeichert"], zone: zone)
        }
        guard let held else { throw Rejection(.unauthenticated, .signInNeeded) }
        let page = AccountPages.account(held, visitor, state)
        guard let rejection = state?.rejection else { return WebResponse.page(page).privately }
        return .page(page, refusedFor: rejection)
    }
}

extension WebRequest {
    /// The visitor, when a browser's session brought them: tokens of programs do not open the account.
    func requireSession() throws(Rejection) -> Visitor {
        let visitor = try requireVisitor()
        guard visitor.means != .bearer else { throw Rejection(.forbidden, .notAllowed) }
        return visitor
    }
}

extension Database {
    /// Whether the session of the request began a short while ago.
    func isFresh(_ request: WebRequest) async throws -> Bool {
        guard let token = SessionCookie.token(of: request) else { return false }
        let session = try await read { try SessionStore().session(token, on: $0) }
        return session.map { SessionRules.isFresh(startedAt: $0.createdAt, now: request.now) } ?? false
    }
}

extension WebResponse {
    /// Leads through the sign-in to a page that needs a recent one.
    static func signInAgain(for page: Link) -> WebResponse {
        WebResponse.seeOther(AccountsLinks.signIn(backTo: page, again: true)).privately
    }
}
