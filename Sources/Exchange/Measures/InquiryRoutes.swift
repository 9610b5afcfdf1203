// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Mail
import Storage
import Web

extension MeasureHandlers {
    /// "Mehr dazu erfahren": a letter to the library that shows nobody's address.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/massnahmen/{measure}/nachfrage | everyone whom the measure is for |
    /// | GET | /netzwerk/massnahmen/{measure}/nachfrage/gesendet | everyone |
    /// | GET | /netzwerk/nachfragen/{token} | whoever asked |
    /// | POST | /netzwerk/nachfragen/{token}/bestaetigung | whoever asked |
    /// | GET, POST | /netzwerk/unsere/nachfragen/{inquiry} | members of the library that is asked |
    var inquiryRoutes: [Route] {
        [
            .get("/netzwerk/massnahmen/{measure}/nachfrage", .everyone, handler: showInquiring),
            .post("/netzwerk/massnahmen/{measure}/nachfrage", .everyone, handler: inquire).limited(.guessing),
            .get("/netzwerk/massnahmen/{measure}/nachfrage/gesendet", .everyone, handler: showInquirySent),
            .get("/netzwerk/nachfragen/{token}", .everyone, handler: showInquiry).limited(.guessing),
            .post("/netzwerk/nachfragen/{token}/bestaetigung", .everyone, handler: confirmInquiry)
                .limited(.guessing),
            .get("/netzwerk/unsere/nachfragen/{inquiry}", .signedIn, handler: showAnswering),
            .post("/netzwerk/unsere/nachfragen/{inquiry}", .signedIn, handler: answerInquiry),
        ]
    }

    @Sendable private func showInquiring(_ request: WebRequest) async throws -> WebResponse {
        let (measure, library) = try await asked(request)
        return .page(InquiryPages(visitor: request.visitor).form(measure, library, FormState()))
    }

    @Sendable private func inquire(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let (measure, library) = try await asked(request)
        do {
            try FormGuard.checkTrap(form)
            let wish = try InquiryWish(Input(form: form), isGuest: request.visitor == nil)
            let (now, language) = (request.now, request.language)
            let visitor = request.visitor
            try await database.write { connection in
                try measures.inquire(
                    wish, about: measure, by: visitor?.person, language: language, now: now, on: connection)
            }
            return .seeOther(NetworkLinks.inquirySent(measure.id).with("an", visitor == nil ? "mail" : nil))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return .page(
                InquiryPages(visitor: request.visitor).form(measure, library, FormState(form, rejection: rejection)),
                status: .unprocessableContent)
        }
    }

    @Sendable private func showInquirySent(_ request: WebRequest) async throws -> WebResponse {
        let (measure, _) = try await asked(request)
        return WebResponse.page(
            InquiryPages(visitor: request.visitor).sent(measure, mustConfirm: request.query["an"] == "mail")
        ).privately
    }

    @Sendable private func showInquiry(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let shown = try await database.read { connection -> InquiryView in
            guard let inquiry = try measures.inquiries.inquiry(token: token, on: connection) else {
                throw Rejection(.missing, .inquiryUnknown)
            }
            return try inquiryView(inquiry, on: connection)
        }
        return WebResponse.page(InquiryPages(visitor: request.visitor).own(shown, token)).privately
    }

    @Sendable private func confirmInquiry(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let now = request.now
        try await database.write { connection in
            try measures.confirmInquiry(token, now: now, on: connection)
        }
        return .seeOther(NetworkLinks.inquiry(token))
    }

    @Sendable private func showAnswering(_ request: WebRequest) async throws -> WebResponse {
        let shown = try await inquiryToAnswer(request)
        return WebResponse.page(InquiryPages(visitor: request.visitor).answering(shown, FormState())).privately
    }

    @Sendable private func answerInquiry(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let shown = try await inquiryToAnswer(request)
        do {
            var input = Input(form: form)
            let text = input.text(TalkPart.answer, required: true, atMost: 5_000)
            try input.finish()
            let now = request.now
            try await database.write { connection in
                try measures.answer(shown.inquiry, text ?? "", now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return WebResponse.page(
                InquiryPages(visitor: request.visitor).answering(shown, FormState(form, rejection: rejection)),
                status: .unprocessableContent
            ).privately
        }
        return .seeOther(saved(NetworkLinks.own))
    }

    private func asked(_ request: WebRequest) async throws -> (Measure, ExchangePorts.Library?) {
        let id: MeasureID = try request.id("measure")
        return try await database.read { connection in
            let measure = try published(id, for: reader(request, on: connection), on: connection)
            guard measure.state == .published else { throw Rejection(.gone, .measureIsWithdrawn) }
            return (measure, try ports.libraries([measure.library], connection)[measure.library])
        }
    }

    private func inquiryToAnswer(_ request: WebRequest) async throws -> InquiryView {
        let id: ID<Inquiry.Mark> = try request.id("inquiry")
        return try await database.read { connection in
            guard let inquiry = try measures.inquiries.inquiry(id, on: connection), inquiry.state != .unconfirmed,
                try reader(request, on: connection).libraries.contains(inquiry.library)
            else { throw Rejection(.missing, .notFound) }
            return try inquiryView(inquiry, on: connection)
        }
    }

    func inquiryView(_ inquiry: Inquiry, on connection: any Connection) throws -> InquiryView {
        guard let measure = try measures.store.published(inquiry.measure, on: connection) else {
            throw Rejection(.missing, .notFound)
        }
        return InquiryView(
            inquiry: inquiry, words: try measures.words(of: inquiry, on: connection), measure: measure,
            library: try ports.libraries([inquiry.library], connection)[inquiry.library])
    }
}

/// An inquiry, opened.
struct InquiryView: Sendable {
    let inquiry: Inquiry
    let words: Inquiry.Sealed
    let measure: Measure
    let library: ExchangePorts.Library?
}

/// What somebody wants to know, and how they are reached.
struct InquiryWish: Sendable {
    let name: String
    let from: String?
    let text: String
    /// Of a guest; a visitor who is signed in is known.
    let email: MailAddress?
    let passesAddress: Bool

    init(_ given: Input, isGuest: Bool) throws(Rejection) {
        var input = given
        let name = input.line("name", required: true, atMost: 120)
        from = input.line("from", atMost: 200)
        let text = input.text("text", required: true, atMost: 4_000)
        let address = input.line("email", required: isGuest, atMost: 254)
        email = address.flatMap { MailAddress($0) }
        if address != nil, email == nil { input.note("email", .inquiryAddressUnreadable) }
        passesAddress = input.flag("passes_address")
        try input.finish()
        self.name = name ?? ""
        self.text = text ?? ""
    }
}
