// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// What a library has told and what waits for it.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/unsere | signed in |
    var ownRoutes: [Route] { [.get("/netzwerk/unsere", .signedIn, handler: showOwn)] }

    @Sendable private func showOwn(_ request: WebRequest) async throws -> WebResponse {
        let shown = try await database.read { connection in
            try libraries(of: reader(request, on: connection), on: connection).map { library in
                OwnPages.Desk(
                    library: library, measures: try measures.store.all(of: library.id, on: connection),
                    adaptations: try measures.adaptations.adaptations(by: library.id, on: connection),
                    inquiries: try measures.inquiries.waiting(for: library.id, on: connection).map {
                        try inquiryView($0, on: connection)
                    })
            }
        }
        return WebResponse.page(
            OwnPages(desks: shown, language: request.language).page(isSaved: request.query["gespeichert"] != nil)
        ).privately
    }
}

/// The desk of a library in the network.
struct OwnPages: Sendable {
    struct Desk: Sendable {
        let library: ExchangePorts.Library
        let measures: [Measure]
        let adaptations: [Adaptation]
        let inquiries: [InquiryView]
    }

    let desks: [Desk]
    let language: Language

    func page(isSaved: Bool) -> Page {
        let saved: HTML =
            isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .ownSaved)</p></div>" : ""
        let content: HTML =
            desks.isEmpty
            ? "<div class=\"empty\"><h2>\(text: .noLibraryYet)</h2><p>\(text: .noLibraryYetHint)</p></div>"
            : """
            <p class="actions"><a class="button" href="\(url: NetworkLinks.newMeasure)">\(text: .newMeasure)</a></p>
            \(desks.map(desk))
            <section aria-labelledby="mehr"><h2 id="mehr">\(text: .ownMore)</h2><ul>
            <li><a href="\(url: WorkshopLinks.own)">\(text: .workshopOwnTitle)</a></li>
            <li><a href="\(url: SharingLinks.subscriptions)">\(text: .followsTitle)</a></li></ul></section>
            """
        return Page(
            title: .ownMeasures, section: NetworkLinks.ownSection,
            content: "\(saved)<h1>\(text: .ownMeasures)</h1>\(content)")
    }

    private func desk(_ desk: Desk) -> HTML {
        let inquiries = desk.inquiries.map { view -> HTML in
            """
            <li><a href="\(url: NetworkLinks.answerInquiry(view.inquiry.id))">\(view.words.name): \
            \(view.measure.content.title)</a></li>
            """
        }
        let waiting: HTML =
            inquiries.isEmpty ? "" : "<h3>\(text: .inquiriesWaiting)</h3><ul class=\"plain\">\(inquiries)</ul>"
        let measures = desk.measures.map { "<li>\(line($0))</li>" as HTML }
        let list: HTML =
            measures.isEmpty ? "<p>\(text: .noMeasuresYet)</p>" : "<ul class=\"plain\">\(measures)</ul>"
        let runs = desk.adaptations.map { one -> HTML in
            "<li><a href=\"\(url: NetworkLinks.adapt(one.measure))\">\(one.title)</a></li>"
        }
        let adapted: HTML = runs.isEmpty ? "" : "<h3>\(text: .whatYouAdapted)</h3><ul class=\"plain\">\(runs)</ul>"
        let id: HTML = "bibliothek-\(desk.library.id.description)"
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(MeasureCards.name(desk.library))</h2>\(waiting)
            <h3>\(text: .whatYouDid)</h3>\(list)\(adapted)</section>
            """
    }

    private func line(_ measure: Measure) -> HTML {
        let isOpen = measure.state == .published && measure.version.publishedAt == nil
        let open: HTML = isOpen ? " <span class=\"tag warn\">\(text: .openEditMark)</span>" : ""
        let name = measure.content.title.isEmpty ? "–" : measure.content.title
        let first =
            measure.state == .draft || isOpen
            ? NetworkLinks.edit(measure.id, .core) : NetworkLinks.measure(measure.id)
        return """
            <a href="\(url: first)">\(name)</a>\(open)\(MeasureCards.marks(measure.content, measure.state))
            \(MeasureCards.reuses(measure))
            """
    }
}
