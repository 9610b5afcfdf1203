// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// "Haben wir auch gemacht".
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/massnahmen/{measure}/nachgemacht | members of a library |
    var adaptationRoutes: [Route] {
        [
            .get("/netzwerk/massnahmen/{measure}/nachgemacht", .signedIn, handler: showAdapting),
            .post("/netzwerk/massnahmen/{measure}/nachgemacht", .signedIn, handler: adapt),
        ]
    }

    @Sendable private func showAdapting(_ request: WebRequest) async throws -> WebResponse {
        let place = try await place(request)
        let known = place.known.first { place.reader.libraries.contains($0.library) }
        let state =
            known.map { FormState(AdaptationForm.values(of: $0, request.language)) }
            ?? FormState([("audience", Audience.everyone.rawValue), ("outcome", Outcome.worked.rawValue)])
        return WebResponse.page(AdaptationPages(place: place, figures: MeasureQuery.ofAsker(request.query)).form(state))
            .privately
    }

    @Sendable private func adapt(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let id: MeasureID = try request.id("measure")
        let figures = MeasureQuery.ofAsker(form)
        let now = request.now
        let news: RangeNews
        do {
            var input = Input(form: form)
            let content = AdaptationForm.read(&input)
            let (library, parent) = AdaptationForm.place(&input)
            try input.finish()
            news = try await database.write { connection in
                let reader = try self.reader(request, on: connection)
                let measure = try published(id, for: reader, on: connection)
                let before = try efforts(for: measure, seenBy: reader, on: connection)
                _ = try measures.adapt(
                    measure, content, parent: parent, by: author(request, for: library, on: connection), now: now,
                    on: connection)
                let after = try efforts(for: measure, seenBy: reader, on: connection)
                return RangeNews(from: before, to: after, told: content.effort)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let place = try await place(request)
            return WebResponse.page(
                AdaptationPages(place: place, figures: figures).form(FormState(form, rejection: rejection)),
                status: .unprocessableContent
            ).privately
        }
        return .seeOther(saved(NetworkLinks.measure(id, with: figures + news.query)))
    }

    /// What everybody needed of whom the reader may know.
    private func efforts(
        for measure: Measure, seenBy reader: Reader, on connection: any Connection
    ) throws -> [Effort] {
        let shown = try measures.adaptations.runs(of: [measure.id], on: connection).filter(reader.mayRead)
        return MeasureEntry.doings(measure, shown, [:]).map(\.effort)
    }

    private func place(_ request: WebRequest) async throws -> AdaptationPlace {
        let id: MeasureID = try request.id("measure")
        return try await database.read { connection in
            let reader = try self.reader(request, on: connection)
            let measure = try published(id, for: reader, on: connection)
            guard !reader.libraries.isEmpty else { throw Rejection(.forbidden, .onlyForLibraries) }
            let known = try measures.adaptations.adaptations(of: [id], on: connection)
            guard measure.state == .published || known.contains(where: { reader.libraries.contains($0.library) })
            else { throw Rejection(.gone, .measureIsWithdrawn) }
            return AdaptationPlace(
                measure: measure, known: known, reader: reader, own: try libraries(of: reader, on: connection),
                libraries: try ports.libraries(known.map(\.library), connection))
        }
    }
}

/// What is adapted, by whom.
struct AdaptationPlace: Sendable {
    let measure: Measure
    let known: [Adaptation]
    let reader: Reader
    let own: [ExchangePorts.Library]
    /// Of the known adaptations.
    let libraries: [OrganisationID: ExchangePorts.Library]

    /// What can have been followed: others, and nothing younger than one's own.
    var parents: [Adaptation] {
        let mine = known.first { reader.libraries.contains($0.library) }
        return known.filter { one in
            !reader.libraries.contains(one.library) && mine.map { one.id < $0.id } ?? true
        }
    }
}

/// Where a library tells of its own run.
struct AdaptationPages: Sendable {
    let place: AdaptationPlace
    /// What the reader told of themselves before they came here.
    let figures: [(name: String, value: String)]

    func form(_ state: FormState) -> Page {
        let measure = place.measure
        let parents = place.parents.map { one in
            (id: one.id, name: place.libraries[one.library].map { "\($0.name)" as HTML } ?? "\(text: .formerLibrary)")
        }
        let parts = MeasureFields.adaptation(libraries: place.own, parents: parents)
        let form = Form(NetworkLinks.adapt(measure.id), button: "\(text: .saveAdaptation)", hidden: figures)
        return Page(
            title: .adaptMeasure, section: NetworkLinks.measuresSection,
            trail: [
                ("\(text: .measuresMenu)", NetworkLinks.measures),
                ("\(measure.content.title)", NetworkLinks.measure(measure.id, with: figures)),
            ],
            content: """
                \(state.summary(of: parts))
                <div class="title"><h1>\(text: .adaptMeasure)</h1><p class="meta">\(measure.content.title)</p></div>
                <p>\(text: .adaptMeasureLead)</p>\(form.html(place.reader.visitor, parts, state))
                """)
    }
}
