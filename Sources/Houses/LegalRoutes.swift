// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import Web

/// What the law asks for, of each house and of the platform.
///
/// | method | path                                                  | who      |
/// |--------|-------------------------------------------------------|----------|
/// | GET    | /impressum, /datenschutz, /barrierefreiheit           | everyone |
/// | GET    | /barriere-melden                                      | everyone |
/// | POST   | /barriere-melden                                      | everyone |
///
/// Each of them below `/{house}` as well.
struct LegalRoutes: Sendable {
    let database: any Database
    let letters: Letters
    let ports: HousesPorts

    var all: [Route] {
        [
            legal("/impressum", .imprint), legal("/{house}/impressum", .imprint),
            legal("/datenschutz", .privacy), legal("/{house}/datenschutz", .privacy),
            legal("/barrierefreiheit", .accessibility), legal("/{house}/barrierefreiheit", .accessibility),
            .get("/barriere-melden", .everyone, handler: form),
            .get("/{house}/barriere-melden", .everyone, handler: form),
            .post("/barriere-melden", .everyone, handler: report).limited(.guessing),
            .post("/{house}/barriere-melden", .everyone, handler: report).limited(.guessing),
        ]
    }

    private func legal(_ pattern: RoutePattern, _ page: LegalPage) -> Route {
        .publicly(pattern) { request in
            let subject = try await database.read { try Self.subject(of: request, on: $0) }
            return .page(LegalPages.page(page, of: subject, language: request.language))
        }
    }

    private func form(_ request: WebRequest) async throws -> WebResponse {
        if request.query["gemeldet"] != nil { return .page(BarrierPages.confirmation(request.house)) }
        let page = request.query["seite"].flatMap(Link.init(local:))?.value ?? ""
        return .page(BarrierPages.form(FormState([("page", page)]), request.house, request.visitor))
    }

    private func report(_ request: WebRequest) async throws -> WebResponse {
        let values = try request.form()
        do {
            try FormGuard.checkTrap(values)
            let draft = try BarrierReportDraft(try request.input(), house: request.house?.id)
            try await database.write { try enter(draft, from: request, on: $0) }
        } catch let rejection as Rejection {
            let state = FormState(values, rejection: rejection)
            return .page(
                BarrierPages.form(state, request.house, request.visitor), status: .unprocessableContent)
        }
        return .seeOther(HousesLinks.reported(request.house))
    }

    private func enter(_ draft: BarrierReportDraft, from request: WebRequest, on connection: any Connection) throws {
        let person = try draft.email.map { try ports.people.enter(nil, $0, request.language, connection) }
        let id = try BarrierReportStore().add(draft, from: person, now: request.now, on: connection)
        let subject = try Self.subject(of: request, on: connection)
        guard let address = subject.email.flatMap(MailAddress.init) else { return }
        let desk = request.house.map(HousesLinks.desk) ?? HousesLinks.platform
        let letter = Letter(
            subject: TextUse(.barrierLetterSubject),
            blocks: [
                .paragraph("\(text: .barrierLetterText, ["page": "\(draft.page)"])"),
                .action(label: "\(text: .barrierLetterAction)", url: letters.url(desk)),
            ])
        try letters.post(
            letter, to: Recipient(person: nil, name: nil, address: address, language: .german), from: request.house,
            key: "barrier-\(id)", on: connection)
    }

    private static func subject(of request: WebRequest, on connection: any Connection) throws -> LegalSubject {
        if let frame = request.house, let house = try HouseStore().house(frame.id, on: connection) {
            return LegalSubject(house)
        }
        return LegalSubject(
            try PlatformStore().platform(on: connection), houses: try HouseStore().frames(on: connection))
    }
}
