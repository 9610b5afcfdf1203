// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// | method | path | who |
    /// |---|---|---|
    /// | POST | /netzwerk/massnahmen/{measure}/dank | members of another library |
    /// | POST | /netzwerk/massnahmen/{measure}/fragen | members of a library |
    /// | POST | /netzwerk/massnahmen/fragen/{question}/antworten | members of a library |
    var talkRoutes: [Route] {
        [
            .post("/netzwerk/massnahmen/{measure}/dank", .signedIn, handler: thank),
            .post("/netzwerk/massnahmen/{measure}/fragen", .signedIn, handler: ask),
            .post("/netzwerk/massnahmen/fragen/{question}/antworten", .signedIn, handler: answer),
        ]
    }

    @Sendable private func thank(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        var input = Input(form: try request.form())
        let wish: OrganisationID? = input.id(AdaptationForm.library)
        try input.finish()
        let now = request.now
        try await database.write { connection in
            let measure = try published(id, for: reader(request, on: connection), on: connection)
            try measures.thank(
                measure, by: author(request, for: wish, on: connection), now: now, on: connection)
        }
        return .seeOther(saved(NetworkLinks.measure(id)))
    }

    @Sendable private func ask(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let id: MeasureID = try request.id("measure")
        let now = request.now
        do {
            var input = Input(form: form)
            let wish: OrganisationID? = input.id(AdaptationForm.library)
            let text = input.text(TalkPart.question, required: true, atMost: 2_000)
            try input.finish()
            let question = try await database.write { connection in
                let measure = try published(id, for: reader(request, on: connection), on: connection)
                return try measures.ask(
                    text ?? "", at: measure, by: author(request, for: wish, on: connection), now: now, on: connection)
            }
            return .seeOther(anchored(NetworkLinks.measure(id), question))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await again(request, id, FormState(form, rejection: rejection), answering: nil)
        }
    }

    @Sendable private func answer(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let id: ID<Question.Mark> = try request.id("question")
        let now = request.now
        let known = try await database.read { try measures.talk.question(id, on: $0) }
        guard let question = known else { throw Rejection(.missing, .notFound) }
        do {
            var input = Input(form: form)
            let wish: OrganisationID? = input.id(AdaptationForm.library)
            let text = input.text("\(TalkPart.answer).\(id)", required: true, atMost: 4_000)
            try input.finish()
            try await database.write { connection in
                let measure = try published(question.measure, for: reader(request, on: connection), on: connection)
                guard measure.state == .published else { throw Rejection(.conflict, .measureIsWithdrawn) }
                try measures.answer(
                    question, text ?? "", at: measure, by: author(request, for: wish, on: connection), now: now,
                    on: connection)
            }
            return .seeOther(anchored(NetworkLinks.measure(question.measure), id))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await again(
                request, question.measure, FormState(form, rejection: rejection), answering: id)
        }
    }

    private func anchored(_ link: Link, _ question: ID<Question.Mark>) -> Link {
        Link(local: "\(link.value)#frage-\(question)") ?? link
    }

    /// The page of the measure with what was typed and what is wrong with it.
    private func again(
        _ request: WebRequest, _ id: MeasureID, _ state: FormState, answering: ID<Question.Mark>?
    ) async throws -> WebResponse {
        let view = try await view(id, request, .everything).with(state, answering: answering)
        return WebResponse.page(
            MeasurePages(view, language: request.language).measure(), status: .unprocessableContent
        ).privately
    }
}
