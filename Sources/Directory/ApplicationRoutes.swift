// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Joining the network.
///
/// | method    | path                                             | who                    |
/// |-----------|--------------------------------------------------|------------------------|
/// | GET, POST | /netzwerk/mitmachen                              | everyone               |
/// | GET       | /netzwerk/mitmachen/gesendet                     | everyone               |
/// | GET       | /netzwerk/bewerbungen/{token}                    | who has the mail       |
/// | POST      | /netzwerk/bewerbungen/{token}/bestaetigung       | who has the mail       |
/// | POST      | /netzwerk/bewerbungen/{token}/rueckzug           | who has the mail       |
struct ApplicationRoutes: Sendable {
    let database: any Database
    let admissions: Admissions

    var all: [Route] {
        [
            .get("/netzwerk/mitmachen", .everyone, handler: ask),
            .post("/netzwerk/mitmachen", .everyone, handler: apply).limited(.guessing),
            .get("/netzwerk/mitmachen/gesendet", .everyone, handler: sent),
            .get("/netzwerk/bewerbungen/{token}", .everyone, handler: show),
            .post("/netzwerk/bewerbungen/{token}/bestaetigung", .everyone, handler: confirm),
            .post("/netzwerk/bewerbungen/{token}/rueckzug", .everyone, handler: withdraw),
        ]
    }

    private func ask(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(ApplicationPages.ask(FormState(request.query), request.visitor))
    }

    private func apply(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let year = request.now.day(in: try request.requireHouse().zone).year
        let (now, language) = (request.now, request.language)
        let (result, values) = ApplicationForm.read(form, year: year, language: language)
        do {
            try FormGuard.checkTrap(form)
            let read = try result.get()
            let token = try await database.write { [admissions] connection in
                try admissions.apply(read, language: language, now: now, on: connection)
            }
            return .seeOther(LibraryLinks.joinSent(token))
        } catch let rejection as Rejection where [.invalid, .tooMany].contains(rejection.kind) {
            return .page(
                ApplicationPages.ask(FormState(values, rejection: rejection), request.visitor),
                status: rejection.kind.status)
        }
    }

    private func sent(_ request: WebRequest) async throws -> WebResponse {
        let hash = request.query[LibraryLinks.request]
        let found = try await database.read { [admissions] connection in
            try hash.flatMap { try admissions.store.application(tokenHash: $0, on: connection) }
        }
        let isOpen = found.map { AdmissionRules.state(of: $0, now: request.now) == .unconfirmed } ?? false
        return WebResponse.page(ApplicationPages.sent(to: isOpen ? found?.wish.email : nil)).privately
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let (application, token) = try await find(request)
        return WebResponse.page(
            ApplicationPages.show(application, token, request.visitor, request.language)
        ).privately
    }

    private func confirm(_ request: WebRequest) async throws -> WebResponse {
        let (application, token) = try await find(request)
        let now = request.now
        try await database.write { [admissions] in try admissions.confirm(application, now: now, on: $0) }
        return .seeOther(LibraryLinks.application(token))
    }

    private func withdraw(_ request: WebRequest) async throws -> WebResponse {
        let (application, token) = try await find(request)
        _ = try await database.write { [admissions] in try admissions.store.withdraw(application.id, on: $0) }
        return .seeOther(LibraryLinks.application(token))
    }

    private func find(_ request: WebRequest) async throws -> (LibraryApplication, SecretToken) {
        let token = try request.token("token")
        let found = try await database.read { [admissions] in
            try admissions.store.application(tokenHash: token.hash, on: $0)
        }
        guard let found, AdmissionRules.state(of: found, now: request.now) != nil else {
            throw Rejection(.missing, .applicationUnknown)
        }
        return (found, token)
    }
}
