// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Giving one's account another address.
struct EmailChangeRoutes: Sendable {
    let change: EmailChange

    var routes: [Route] {
        [
            .get("/konto/email", .signedIn, handler: ask),
            .post("/konto/email", .signedIn, handler: sendLink).limited(.guessing),
            .get("/konto/email/unterwegs", .signedIn, handler: sent),
            .get("/konto/email/{token}", .everyone, handler: look),
            .post("/konto/email/{token}", .signedIn, handler: useLink).limited(.guessing),
        ]
    }

    private func ask(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        guard try await change.database.isFresh(request) else { return .signInAgain(for: AccountsLinks.email) }
        return WebResponse.page(EmailChangePages.ask(try await contact(of: visitor), visitor)).privately
    }

    private func sendLink(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        guard try await change.database.isFresh(request) else { return .signInAgain(for: AccountsLinks.email) }
        let form = try request.form()
        do {
            let address = try EmailChangeRules.address(form[EmailChangePages.addressField] ?? "")
            try await change.ask(address, for: visitor.person, now: request.now)
            return .seeOther(AccountsLinks.emailSent)
        } catch let rejection as Rejection {
            let page = EmailChangePages.ask(
                try await contact(of: visitor), visitor, FormState(form, rejection: rejection))
            return .page(page, refusedFor: rejection)
        }
    }

    private func sent(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(EmailChangePages.sent).privately
    }

    private func look(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        guard let (person, address) = try await change.look(at: token, now: request.now) else {
            return WebResponse.page(EmailChangePages.expired, status: .gone).privately
        }
        guard let visitor = request.visitor, visitor.means != .bearer, visitor.person == person else {
            return WebResponse.page(EmailChangePages.signInFirst(token)).privately
        }
        return WebResponse.page(EmailChangePages.link(token, to: address, visitor)).privately
    }

    private func useLink(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireSession()
        let outcome = try await change.use(
            request.token("token"), by: visitor.person, keeping: SessionCookie.token(of: request), now: request.now)
        switch outcome {
        case .changed: return .seeOther(AccountsLinks.saved("email"))
        case .refused: return WebResponse.page(EmailChangePages.expired, status: .gone).privately
        case .impossible: return WebResponse.page(EmailChangePages.impossible, status: .conflict).privately
        }
    }

    private func contact(of visitor: Visitor) async throws -> Contact {
        guard
            let contact = try await change.database.read({ try change.people.contact(of: visitor.person, on: $0) })
        else { throw Rejection(.unauthenticated, .signInNeeded) }
        return contact
    }
}
