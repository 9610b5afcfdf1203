// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// Telling a measure, at once or in steps.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/massnahmen/neu, filled in by `?titel=` and `?kurz=` | members of a library |
    /// | GET, POST | /netzwerk/massnahmen/{measure}/bearbeiten/{step} | members of its library |
    /// | GET, POST | /netzwerk/massnahmen/{measure}/veroeffentlichung | members of its library |
    /// | GET, POST | /netzwerk/massnahmen/{measure}/rueckzug | members of its library, moderators |
    /// | POST | /netzwerk/massnahmen/{measure}/loeschung | members of its library, while it is a draft |
    var editRoutes: [Route] {
        [
            .get("/netzwerk/massnahmen/neu", .signedIn, handler: showNew),
            .post("/netzwerk/massnahmen/neu", .signedIn, handler: add),
            .get("/netzwerk/massnahmen/{measure}/bearbeiten/{step}", .signedIn, handler: showStep),
            .post("/netzwerk/massnahmen/{measure}/bearbeiten/{step}", .signedIn, handler: saveStep),
            .get("/netzwerk/massnahmen/{measure}/veroeffentlichung", .signedIn, handler: showPublishing),
            .post("/netzwerk/massnahmen/{measure}/veroeffentlichung", .signedIn, handler: publish),
            .get("/netzwerk/massnahmen/{measure}/rueckzug", .signedIn, handler: showWithdrawal),
            .post("/netzwerk/massnahmen/{measure}/rueckzug", .signedIn, handler: withdraw),
            .post("/netzwerk/massnahmen/{measure}/loeschung", .signedIn, handler: removeDraft),
        ]
    }

    @Sendable private func showNew(_ request: WebRequest) async throws -> WebResponse {
        let own = try await ownLibraries(request)
        let state = FormState([
            ("title", String((request.query["titel"] ?? "").prefix(MeasureForm.longestTitle))),
            ("summary", String((request.query["kurz"] ?? "").prefix(MeasureForm.longestSummary))),
            ("audience", Audience.everyone.rawValue), ("outcome", Outcome.worked.rawValue),
        ])
        return WebResponse.page(EditPages(visitor: request.visitor).new(state, libraries: own)).privately
    }

    @Sendable private func add(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        do {
            var input = Input(form: form)
            var content = MeasureContent()
            MeasureForm.apply(.core, &input, to: &content)
            let wish: OrganisationID? = input.id(AdaptationForm.library)
            try input.finish()
            let (shown, publishes, now) = (content, form[EditPages.draft] == nil, request.now)
            let measure = try await database.write { connection in
                try measures.add(
                    shown, by: author(request, for: wish, on: connection), publishes: publishes, now: now,
                    on: connection)
            }
            return .seeOther(
                publishes ? saved(NetworkLinks.measure(measure.id)) : saved(NetworkLinks.edit(measure.id, .story)))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let own = try await ownLibraries(request)
            return WebResponse.page(
                EditPages(visitor: request.visitor).new(FormState(form, rejection: rejection), libraries: own),
                status: .unprocessableContent
            ).privately
        }
    }

    @Sendable private func showStep(_ request: WebRequest) async throws -> WebResponse {
        let step = try step(request)
        let measure = try await ownMeasure(request)
        let state = FormState(MeasureForm.values(of: measure.content, request.language))
        return WebResponse.page(
            EditPages(visitor: request.visitor).step(
                step, of: measure, state, isSaved: request.query["gespeichert"] != nil)
        ).privately
    }

    @Sendable private func saveStep(_ request: WebRequest) async throws -> WebResponse {
        let step = try step(request)
        let form = try request.form()
        let id: MeasureID = try request.id("measure")
        let now = request.now
        do {
            try await database.write { connection in
                let reader = try self.reader(request, on: connection)
                let measure = try own(id, for: reader, on: connection)
                var content = measure.content
                var input = Input(form: form)
                MeasureForm.apply(step, &input, to: &content)
                try input.finish()
                try measures.save(
                    content, of: measure, by: request.requireVisitor().person, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let measure = try await ownMeasure(request)
            return WebResponse.page(
                EditPages(visitor: request.visitor).step(
                    step, of: measure, FormState(form, rejection: rejection), isSaved: false),
                status: .unprocessableContent
            ).privately
        }
        if form[EditPages.leave] != nil { return .seeOther(saved(NetworkLinks.own)) }
        return .seeOther(saved(step.next.map { NetworkLinks.edit(id, $0) } ?? NetworkLinks.publish(id)))
    }

    @Sendable private func showPublishing(_ request: WebRequest) async throws -> WebResponse {
        let measure = try await ownMeasure(request)
        return WebResponse.page(EditPages(visitor: request.visitor).publishing(measure, FormState())).privately
    }

    @Sendable private func publish(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let (now, person) = (request.now, request.visitor?.person)
        do {
            try await database.write { connection in
                _ = try own(id, for: reader(request, on: connection), on: connection)
                try measures.publish(id, by: person, now: now, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let measure = try await ownMeasure(request)
            return WebResponse.page(
                EditPages(visitor: request.visitor).publishing(measure, FormState(FormData(), rejection: rejection)),
                status: .unprocessableContent
            ).privately
        }
        return .seeOther(saved(NetworkLinks.measure(id)))
    }

    @Sendable private func showWithdrawal(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let measure = try await database.read { connection in
            try withdrawable(id, for: reader(request, on: connection), on: connection)
        }
        return WebResponse.page(EditPages(visitor: request.visitor).withdrawal(measure)).privately
    }

    @Sendable private func withdraw(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let isOwn = try await database.write { connection in
            let reader = try self.reader(request, on: connection)
            let measure = try withdrawable(id, for: reader, on: connection)
            try measures.withdraw(id, on: connection)
            return reader.mayEdit(measure)
        }
        return .seeOther(saved(isOwn ? NetworkLinks.own : NetworkLinks.measures))
    }

    @Sendable private func removeDraft(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        try await database.write { connection in
            _ = try own(id, for: reader(request, on: connection), on: connection)
            guard try measures.store.removeDraft(id, on: connection) else {
                throw Rejection(.conflict, .onlyDraftsAreRemoved)
            }
        }
        return .seeOther(saved(NetworkLinks.own))
    }

    private func withdrawable(
        _ id: MeasureID, for reader: Reader, on connection: any Connection
    ) throws -> Measure {
        let measure = try published(id, for: reader, on: connection)
        guard reader.mayWithdraw(measure) else { throw Rejection(.forbidden, .notYourLibrary) }
        return measure
    }

    private func step(_ request: WebRequest) throws(Rejection) -> MeasureStep {
        guard let step = request.parameters["step"].flatMap(MeasureStep.init) else {
            throw Rejection(.missing, .notFound)
        }
        return step
    }

    func ownMeasure(_ request: WebRequest) async throws -> Measure {
        let id: MeasureID = try request.id("measure")
        return try await database.read { connection in
            try own(id, for: reader(request, on: connection), on: connection)
        }
    }

    /// The libraries for which the visitor may act; 403 when there is none.
    func ownLibraries(_ request: WebRequest) async throws -> [ExchangePorts.Library] {
        let own = try await database.read { try libraries(of: reader(request, on: $0), on: $0) }
        if own.isEmpty { throw Rejection(.forbidden, .onlyForLibraries) }
        return own
    }

    func saved(_ link: Link) -> Link { link.with("gespeichert", "1") }
}
