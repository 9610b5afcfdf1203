// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import Web

/// Signing in and out.
struct SignInRoutes: Sendable {
    let signIn: SignIn

    var routes: [Route] {
        [
            .get("/anmelden", .everyone, handler: ask),
            .post("/anmelden", .everyone, handler: sendLink).limited(.guessing),
            .get("/anmelden/unterwegs", .everyone, handler: sent),
            .get("/anmelden/kennwort", .everyone, handler: askPassword),
            .post("/anmelden/kennwort", .everyone, handler: usePassword).limited(.guessing),
            .post("/anmelden/code", .everyone, handler: useCode).limited(.guessing),
            .get("/anmelden/{token}", .everyone, handler: look),
            .post("/anmelden/{token}", .everyone, handler: useLink).limited(.guessing),
            .get("/abmelden", .everyone, handler: askSignOut),
            .post("/abmelden", .everyone, handler: signOut),
        ]
    }

    private func ask(_ request: WebRequest) async throws -> WebResponse {
        let isAgain = request.query["erneut"] != nil
        guard let visitor = request.visitor else {
            return WebResponse.page(SignInPages.ask(backTo: request.query.way, isAgain: isAgain)).privately
        }
        guard isAgain else { return WebResponse.seeOther(request.query.way ?? AccountsLinks.account).privately }
        let contact = try await signIn.database.read { try signIn.people.contact(of: visitor.person, on: $0) }
        let state = FormState(contact?.email.map { [(SignInPages.addressField, $0.value)] } ?? [])
        return WebResponse.page(
            SignInPages.ask(backTo: request.query.way, isAgain: true, visitor: visitor, state)
        ).privately
    }

    private func sendLink(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        do {
            try FormGuard.checkTrap(form)
            try await signIn.sendLink(
                to: Self.address(in: form), language: request.language, backTo: form.way, now: request.now)
            return .seeOther(AccountsLinks.linkSent)
        } catch let rejection as Rejection {
            let page = SignInPages.ask(
                backTo: form.way, isAgain: false, visitor: request.visitor, FormState(form, rejection: rejection))
            return .page(page, refusedFor: rejection)
        }
    }

    private func sent(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(SignInPages.sent).privately
    }

    private func look(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        switch try await signIn.look(at: token, now: request.now) {
        case (.valid, let address?)?:
            let page = SignInPages.link(token, for: address, backTo: request.query.way, visitor: request.visitor)
            return WebResponse.page(page).privately
        case (let state, _)?: return Self.refuse(state)
        case nil: return Self.refuse(.expired)
        }
    }

    private func useLink(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let way = try request.form().way
        let outcome = try await signIn.use(
            token, language: request.language, agent: request.headers[.userAgent], now: request.now)
        guard let outcome else {
            return Self.refuse(try await signIn.look(at: token, now: request.now)?.state ?? .expired)
        }
        return try await finish(outcome, way, request)
    }

    private func askPassword(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(SignInPages.password(backTo: request.query.way, visitor: request.visitor)).privately
    }

    private func usePassword(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        do {
            let outcome = try await signIn.use(
                Self.address(in: form), password: form["password"] ?? "", agent: request.headers[.userAgent],
                now: request.now)
            guard let outcome else {
                throw Rejection(
                    .invalid, .pleaseCorrect, fields: [Rejection.Field("password", .signInPasswordWrong)])
            }
            return try await finish(outcome, form.way, request)
        } catch let rejection as Rejection {
            let page = SignInPages.password(
                backTo: form.way, visitor: request.visitor, FormState(form, rejection: rejection))
            return .page(page, refusedFor: rejection)
        }
    }

    private func useCode(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let ticket = form[SignInPages.ticketField] ?? ""
        do {
            let outcome = try await signIn.use(
                ticket: ticket, code: form["code"] ?? "", agent: request.headers[.userAgent], now: request.now)
            guard let outcome else {
                throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("code", .signInCodeWrong)])
            }
            return try await finish(outcome, form.way, request)
        } catch let rejection as Rejection where rejection.kind == .gone {
            let page = SignInPages.ask(
                backTo: form.way, isAgain: false, visitor: request.visitor, FormState(FormData(), rejection: rejection))
            return .page(page, refusedFor: rejection)
        } catch let rejection as Rejection {
            let page = SignInPages.code(
                ticket: ticket, backTo: form.way, visitor: request.visitor, FormState(FormData(), rejection: rejection))
            return .page(page, refusedFor: rejection)
        }
    }

    private func askSignOut(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(SignInPages.signOut(request.visitor)).privately
    }

    private func signOut(_ request: WebRequest) async throws -> WebResponse {
        try await endSession(of: request)
        var response = WebResponse.seeOther(AccountsLinks.signOut)
        response.setCookie(SessionCookie.end(for: request))
        return response
    }
}

extension SignInRoutes {
    /// Sets the cookie and leads back to where the person wanted to go, or asks for the second factor.
    private func finish(_ outcome: SignInOutcome, _ way: Link?, _ request: WebRequest) async throws -> WebResponse {
        switch outcome {
        case .secondFactorNeeded(let ticket):
            return WebResponse.page(
                SignInPages.code(ticket: ticket, backTo: way, visitor: request.visitor)
            ).privately
        case .signedIn(let token):
            try await endSession(of: request)
            var response = WebResponse.seeOther(way ?? AccountsLinks.account).privately
            response.setCookie(SessionCookie.start(token, for: request, maxAge: SessionRules.lifeAtMost))
            return response
        }
    }

    private func endSession(of request: WebRequest) async throws {
        guard let token = SessionCookie.token(of: request) else { return }
        try await signIn.database.write { try SessionStore().remove(token, on: $0) }
    }

    private static func refuse(_ state: SignInRules.LinkState) -> WebResponse {
        WebResponse.page(SignInPages.refused(state), status: .gone).privately
    }

    private static func address(in form: FormData) throws(Rejection) -> MailAddress {
        guard let address = MailAddress(form[SignInPages.addressField] ?? "") else {
            throw Rejection(
                .invalid, .pleaseCorrect,
                fields: [Rejection.Field(SignInPages.addressField, .signInEmailWrong)])
        }
        return address
    }
}

extension FormData {
    /// Where to go after signing in; only ever a page of this server.
    fileprivate var way: Link? { self[SignInPages.wayField].flatMap { Link(local: $0) } }
}

extension WebResponse {
    /// A form with what is wrong with it.
    static func page(_ page: Page, refusedFor rejection: Rejection) -> WebResponse {
        let status: HTTPResponse.Status =
            switch rejection.kind {
            case .tooMany: .tooManyRequests
            case .gone: .gone
            case .unavailable: .serviceUnavailable
            case .forbidden: .forbidden
            default: .unprocessableContent
            }
        var response = WebResponse.page(page, status: status).privately
        if let wait = rejection.retryAfter { response.headers[.retryAfter] = "\(max(1, wait.seconds))" }
        return response
    }
}
