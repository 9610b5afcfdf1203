// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// The first page of the network.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk | everyone |
    var networkRoutes: [Route] { [.publicly("/netzwerk", handler: showNetwork)] }

    @Sendable private func showNetwork(_ request: WebRequest) async throws -> WebResponse {
        let (newest, reused) = try await database.read { connection in
            (
                try items(measures.store.newest(limit: 6, on: connection), for: .unknown, on: connection),
                try items(measures.store.mostReused(limit: 3, on: connection), for: .unknown, on: connection)
            )
        }
        return .page(
            NetworkPages(language: request.language, sections: ports.sections(), join: ports.join)
                .home(newest: newest, reused: reused))
    }
}

/// The first page of the network, and what the platform's first page says of it.
struct NetworkPages: Sendable {
    let language: Language
    let sections: [Section]
    let join: Link?

    func home(newest: [MeasureItem], reused: [MeasureItem]) -> Page {
        let cards = MeasureCards(language: language)
        return Page(
            title: .networkTitle,
            content: """
                <div class="title"><h1>\(text: .networkTitle)</h1><p class="lead">\(text: .networkLead)</p></div>
                \(Self.threeFigures(heading: "h2"))\(doors)
                \(list("neu", .newestMeasures, cards, newest))\(list("oft", .mostReusedMeasures, cards, reused))
                """)
    }

    /// "Was passt zu euch?": three figures, and at once what suits.
    static func threeFigures(heading: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="passt"><\(heading) id="passt">\(text: .whatSuitsYou)</\(heading)>
        <form method="get" action="\(url: NetworkLinks.measures)">
        \([FindPages.ownFigures(hint: .ownFiguresHint)].html(FormState()))
        <div class="actions"><button class="button" type="submit">\(text: .showWhatSuits)</button>
        <a href="\(url: NetworkLinks.measures)">\(text: .allMeasures)</a></div></form></section>
        """
    }

    private var doors: HTML {
        func door(_ link: Link, _ title: TextKey, _ line: TextKey) -> HTML {
            """
            <li><a class="door" href="\(url: link)"><strong>\(text: title)</strong> <span>\(text: line)</span></a></li>
            """
        }
        let items =
            sections.map { door(Link(path: "netzwerk", $0.path), $0.doorTitle, $0.doorLine) }
            + (join.map { [door($0, .joinDoor, .joinDoorLine)] } ?? [])
        guard !items.isEmpty else { return "" }
        return "<nav aria-label=\"\(text: .networkDoors)\"><ul class=\"doors\">\(items)</ul></nav>"
    }

    private func list(_ id: HTML, _ title: TextKey, _ cards: MeasureCards, _ items: [MeasureItem]) -> HTML {
        guard !items.isEmpty else { return "" }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(text: title)</h2>\(cards.list(items, heading: 3))</section>
            """
    }
}

extension ExchangeCapability {
    /// What the platform's first page says of the network: who it is for, and three figures that lead to what suits.
    package static var invitation: (title: TextUse, content: HTML) {
        (
            TextUse(.networkTitle),
            """
            <p>\(text: .networkLead)</p>
            <p class="actions"><a class="button" href="\(url: NetworkLinks.home)">\(text: .toTheNetwork)</a></p>
            """
        )
    }
}
