// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/massnahmen/{measure} | everyone whom it is for |
    /// | GET | /netzwerk/massnahmen/{measure}/ausdruck | everyone whom it is for |
    /// | GET | /netzwerk/massnahmen/{measure}/verlauf | everyone whom it is for |
    var measureRoutes: [Route] {
        [
            .publicly("/netzwerk/massnahmen/{measure}", handler: showMeasure),
            .publicly("/netzwerk/massnahmen/{measure}/ausdruck", handler: showPrintout),
            .publicly("/netzwerk/massnahmen/{measure}/verlauf", handler: showHistory),
        ]
    }

    @Sendable private func showMeasure(_ request: WebRequest) async throws -> WebResponse {
        let view = try await self.view(request)
        let page = MeasurePages(view, language: request.language).measure(
            isSaved: request.query["gespeichert"] != nil, news: RangeNews(request.query))
        return .page(page, status: view.told.rejection == nil ? .ok : .unprocessableContent)
    }

    @Sendable private func showPrintout(_ request: WebRequest) async throws -> WebResponse {
        let view = try await self.view(request)
        guard view.isStanding else { throw Rejection(.gone, .measureIsWithdrawn) }
        return .page(PrintoutPage(view, language: request.language, base: request.base).page)
    }

    @Sendable private func showHistory(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let (measure, versions, reader) = try await database.read { connection in
            let reader = try self.reader(request, on: connection)
            let measure = try published(id, for: reader, on: connection)
            guard measure.state == .published || reader.mayEdit(measure) else {
                throw Rejection(.gone, .measureIsWithdrawn)
            }
            return (measure, try measures.store.history(of: id, on: connection), reader)
        }
        let shown = versions.filter { reader.mayRead($0.content.audience) }
        return .page(
            HistoryPage(measure: measure, versions: shown, isMember: reader.isMember, language: request.language).page)
    }

    /// A measure with everything around it, as far as the reader may see it.
    func view(
        _ request: WebRequest, questionState: FormState = FormState(), answering: ID<Question.Mark>? = nil
    ) async throws -> MeasureView {
        let id: MeasureID = try request.id("measure")
        let (query, rejection) = Self.readable(request.query)
        let view = try await view(id, request, query).with(questionState, answering: answering)
        return view.with(told: FormState(request.query, rejection: rejection))
    }

    /// What can be read of what the reader told of themselves, and what is wrong with the rest.
    private static func readable(_ values: FormData) -> (MeasureQuery, Rejection?) {
        do {
            return (try MeasureQuery(values, .page), nil)
        } catch {
            let wrong = Set(error.fields.map(\.field))
            let rest = FormData(values.pairs.filter { !wrong.contains($0.name) })
            return ((try? MeasureQuery(rest, .page)) ?? .everything, error)
        }
    }

    func view(_ id: MeasureID, _ request: WebRequest, _ query: MeasureQuery) async throws -> MeasureView {
        let found = try await database.read { connection in
            try uncompared(id, for: reader(request, on: connection), query, on: connection)
        }
        return found.view(try await comparison(found.libraries, with: found.viewer))
    }

    /// A measure with everything around it but the libraries that take part.
    struct UncomparedMeasure: Sendable {
        let libraries: [OrganisationID]
        let viewer: Viewer
        let view: @Sendable (ExchangePorts.Comparison) -> MeasureView
    }

    func uncompared(
        _ id: MeasureID, for reader: Reader, _ query: MeasureQuery, on connection: any Connection
    ) throws -> UncomparedMeasure {
        let measure = try published(id, for: reader, on: connection)
        let all = try measures.adaptations.adaptations(of: [id], on: connection)
        let shown = all.filter { reader.mayRead($0.run) }
        guard measure.state == .published || !shown.isEmpty || reader.mayEdit(measure) else {
            throw Rejection(.gone, .measureIsWithdrawn)
        }
        let isOpen = measure.state == .published
        let questions = isOpen ? try measures.talk.questions(at: id, on: connection) : []
        let materials = isOpen ? try measures.materials.materials(of: id, on: connection) : []
        let thanked = try measures.talk.thanked(id, by: reader.libraries, on: connection)
        let isFollowing = try reader.visitor.map { visitor in
            try FollowStore().isFollowing(.measure(id.value), by: visitor.person, on: connection)
        }
        let viewer = try self.viewer(query, reader, on: connection)
        let spoken = questions.flatMap { [$0.library] + $0.answers.map(\.library) }
        return UncomparedMeasure(
            libraries: [measure.library] + all.map(\.library) + spoken + reader.libraries, viewer: viewer
        ) { [join = ports.join] comparison in
            MeasureView(
                item: MeasureItem(measure, adaptations: all, comparison, viewer: viewer), reader: reader, shown: shown,
                hidden: all.filter { one in !shown.contains { $0.id == one.id } }, libraries: comparison.libraries,
                materials: materials, questions: questions, thanked: thanked, isFollowing: isFollowing ?? false,
                join: join)
        }
    }
}

/// What the page of a measure shows.
struct MeasureView: Sendable {
    /// What everyone may know, and the fit.
    let item: MeasureItem
    let reader: Reader
    /// Adaptations that the reader may see.
    let shown: [Adaptation]
    let hidden: [Adaptation]
    let libraries: [OrganisationID: ExchangePorts.Library]
    let materials: [Material]
    let questions: [Question]
    /// Of the reader's libraries those that have said thanks.
    let thanked: Set<OrganisationID>
    /// Whether the reader is told of what happens here.
    let isFollowing: Bool
    /// Where a library joins the network.
    var join: Link?
    /// What the reader told of themselves in the address, and what of it cannot be read.
    var told = FormState()
    var questionState = FormState()
    /// The question at which an answer is being written.
    var answering: ID<Question.Mark>?

    var measure: Measure { item.measure }
    var isStanding: Bool { measure.state != .withdrawn }

    /// As far as the reader may see it.
    var content: MeasureContent { reader.isMember && isStanding ? measure.content : item.content }

    /// All who did it and whom the reader may know of.
    var doings: [Doing] { MeasureEntry.doings(measure, shown.map(\.run), libraries) }

    /// What goes along wherever the reader goes from here.
    var figures: [(name: String, value: String)] { MeasureQuery.ofAsker(told.values) }
    var adapting: Link { NetworkLinks.adapt(measure.id, with: figures) }

    func with(told: FormState) -> MeasureView {
        var copy = self
        copy.told = told
        return copy
    }

    func with(_ state: FormState, answering: ID<Question.Mark>?) -> MeasureView {
        var copy = self
        copy.questionState = state
        copy.answering = answering
        return copy
    }
}
