// SPDX-License-Identifier: EUPL-1.2

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
        return .page(
            MeasurePages(view, language: request.language).measure(notice: request.query["gespeichert"] != nil))
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
        let query = (try? MeasureQuery(request.query, .page)) ?? MeasureQuery.everything
        return try await database.read { connection in
            let reader = try self.reader(request, on: connection)
            return try self.view(id, reader, query, on: connection)
        }
        .with(questionState, answering: answering)
    }

    func view(
        _ id: MeasureID, _ reader: Reader, _ query: MeasureQuery, on connection: any Connection
    ) throws -> MeasureView {
        let measure = try published(id, for: reader, on: connection)
        let all = try measures.adaptations.adaptations(of: [id], on: connection)
        let shown = all.filter { reader.mayRead($0.content.audience) || reader.libraries.contains($0.library) }
        guard measure.state == .published || !shown.isEmpty || reader.mayEdit(measure) else {
            throw Rejection(.gone, .measureIsWithdrawn)
        }
        let questions = measure.state == .published ? try measures.talk.questions(at: id, on: connection) : []
        let spoken = questions.flatMap { [$0.library] + $0.answers.map(\.library) }
        let libraries = try ports.libraries(
            Set([measure.library] + all.map(\.library) + spoken + reader.libraries).sorted(), connection)
        let viewer = try self.viewer(query, reader, on: connection)
        let similar = try self.similar(Set(all.map(\.library)), to: viewer, on: connection)
        return MeasureView(
            item: MeasureItem(measure, adaptations: all, libraries: libraries, similar: similar, viewer: viewer),
            reader: reader,
            shown: shown, hidden: all.filter { one in !shown.contains { $0.id == one.id } }, libraries: libraries,
            materials: measure.state == .published ? try measures.materials.materials(of: id, on: connection) : [],
            questions: questions,
            thanked: try measures.talk.thanked(id, by: reader.libraries, on: connection),
            isFollowing: try reader.visitor.map {
                try FollowStore().isFollowing(.measure(id.value), by: $0.person, on: connection)
            } ?? false, join: ports.join)
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
    var questionState = FormState()
    /// The question at which an answer is being written.
    var answering: ID<Question.Mark>?

    var measure: Measure { item.measure }
    var isStanding: Bool { measure.state != .withdrawn }

    /// As far as the reader may see it.
    var content: MeasureContent { reader.isMember && isStanding ? measure.content : item.content }

    /// All who did it and whom the reader may know of.
    var doings: [Doing] { MeasureEntry.doings(measure, shown, libraries) }

    func with(_ state: FormState, answering: ID<Question.Mark>?) -> MeasureView {
        var copy = self
        copy.questionState = state
        copy.answering = answering
        return copy
    }
}
