// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Deciding on applications.
///
/// | method | path                                         | who                                        |
/// |--------|----------------------------------------------|--------------------------------------------|
/// | GET    | /netzwerk/aufnahmen/{application}            | moderators, the region's advisory office   |
/// | POST   | /netzwerk/aufnahmen/{application}/aufnahme   | moderators, the region's advisory office   |
/// | POST   | /netzwerk/aufnahmen/{application}/ablehnung  | moderators, the region's advisory office   |
struct AdmissionRoutes: Sendable {
    let database: any Database
    let admissions: Admissions
    let ports: DirectoryPorts

    var all: [Route] {
        [
            .get("/netzwerk/aufnahmen/{application}", .signedIn, handler: show),
            .post("/netzwerk/aufnahmen/{application}/aufnahme", .signedIn, handler: admit),
            .post("/netzwerk/aufnahmen/{application}/ablehnung", .signedIn, handler: refuse),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func admit(_ request: WebRequest) async throws -> WebResponse {
        let (application, office) = try await find(request)
        let form = try request.form()
        let now = request.now
        let known: OrganisationID? = try form["bibliothek"].flatMap { text in
            if text.isEmpty { return nil }
            guard let id = OrganisationID(text) else { throw Rejection(.missing, .notFound) }
            return id
        }
        do {
            try await database.write { [admissions] connection in
                try admissions.admit(application, as: known, by: office, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .conflict {
            return try await page(FormState(form), request, isTooLate: true)
        }
        return .seeOther(LibraryLinks.decided(application.id, in: list(office)))
    }

    private func refuse(_ request: WebRequest) async throws -> WebResponse {
        let (application, office) = try await find(request)
        let form = try request.form()
        do {
            var input = Input(form: form)
            let reason = input.text(AdmissionPages.reason, required: true, atMost: 1_000)
            try input.finish()
            let now = request.now
            try await database.write { [admissions] connection in
                try admissions.refuse(
                    application, because: reason ?? "", by: office, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .conflict {
            return try await page(FormState(form), request, isTooLate: true)
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await page(FormState(form, rejection: rejection.amongLibraries), request)
        }
        return .seeOther(LibraryLinks.decided(application.id, in: list(office)))
    }

    /// - Parameter isTooLate: whether somebody else decided before this form came.
    private func page(
        _ state: FormState, _ request: WebRequest, isTooLate: Bool = false
    ) async throws -> WebResponse {
        let (application, office) = try await find(request)
        let visitor = try request.requireVisitor()
        let (contact, candidates) = try await database.read { [admissions, ports] connection in
            (
                try application.person.flatMap { try ports.people.contact($0, connection) },
                application.state == .waiting
                    ? try admissions.candidates(for: application.wish, office: office, on: connection) : []
            )
        }
        return WebResponse.page(
            AdmissionPages(visitor: visitor, language: request.language).single(
                application, of: office, contact, candidates: candidates, state, isTooLate: isTooLate,
                zone: try request.requireHouse().zone),
            status: isTooLate ? .conflict : state.rejection == nil ? .ok : .unprocessableContent
        ).privately
    }

    /// Where the visitor sees what waits.
    private func list(_ office: AdvisoryOffice?) -> Link {
        LibraryLinks.applications(of: office?.id)
    }

    /// The application, if the visitor decides on it; and the office in whose name, unless as moderator.
    private func find(_ request: WebRequest) async throws -> (LibraryApplication, AdvisoryOffice?) {
        let visitor = try request.requireVisitor()
        let id: ID<LibraryApplication> = try request.id("application")
        let (application, offices) = try await database.read { [admissions] connection in
            (
                try admissions.store.application(id, on: connection),
                try OfficeStore().offices(visitor.organisations(with: .member), on: connection)
            )
        }
        guard let application, ![.unconfirmed, .withdrawn].contains(application.state),
            AdmissionRules.mayDecide(visitor, on: application.wish.ags, offices: offices)
        else { throw Rejection(.missing, .notFound) }
        let isModerator = visitor.has(.moderator, in: .network)
        return (
            application,
            isModerator ? nil : AdmissionRules.office(of: visitor, for: application.wish.ags, among: offices)
        )
    }
}
