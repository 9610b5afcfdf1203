// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
package import Web

extension MeasureHandlers {
    /// The first page of the network.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk | everyone |
    var networkRoutes: [Route] { [.publicly("/netzwerk", handler: showNetwork)] }

    @Sendable private func showNetwork(_ request: WebRequest) async throws -> WebResponse {
        let (newest, reused, own) = try await database.read { connection in
            (
                try listed(measures.store.newest(limit: 6, on: connection), on: connection),
                try listed(measures.store.mostReused(limit: 3, on: connection), on: connection),
                try libraries(of: reader(request, on: connection), on: connection)
            )
        }
        return .page(
            NetworkPages(
                language: request.language, sections: ports.sections().filter { $0.isFor(request.visitor) },
                join: own.isEmpty ? ports.join : nil, own: own
            ).home(
                newest: try await items(newest, for: .unknown), reused: try await items(reused, for: .unknown)))
    }
}

/// The first page of the network, and what the platform's first page says of it.
struct NetworkPages: Sendable {
    let language: Language
    let sections: [Section]
    let join: Link?
    /// The libraries of whoever looks.
    let own: [ExchangePorts.Library]

    func home(newest: [MeasureItem], reused: [MeasureItem]) -> Page {
        let cards = MeasureCards(language: language)
        return Page(
            title: .networkTitle,
            content: """
                <div class="title"><h1>\(text: .networkTitle)</h1><p class="lead">\(text: .networkLead)</p></div>
                \(own.isEmpty ? Self.threeFigures : suitsOwn)\(doors)
                \(list("neu", .newestMeasures, cards, newest))\(list("oft", .mostReusedMeasures, cards, reused))
                """)
    }

    /// "Was passt zu euch?": three figures, and at once what suits.
    static var threeFigures: HTML {
        """
        <section class="card" aria-labelledby="passt"><h2 id="passt">\(text: .whatSuitsYou)</h2>
        \(figures(hint: .ownFiguresHint, or: NetworkLinks.measures, .allMeasures))</section>
        """
    }

    /// The form for the three figures, and beside its button the way for those who want to type none.
    static func figures(hint: TextKey, or link: Link, _ title: TextKey) -> HTML {
        """
        <form method="get" action="\(url: NetworkLinks.found)">
        \([AskerFields.figures(hint: hint)].html(FormState()))
        <div class="actions"><button class="button" type="submit">\(text: .showWhatSuits)</button>
        <a href="\(url: link)">\(text: title)</a></div></form>
        """
    }

    /// The same for members: their figures are known.
    private var suitsOwn: HTML {
        let links = own.map { library -> HTML in
            let link = Link(
                path: NetworkLinks.measuresPath, query: [(MeasureQuery.Names.page.library, "\(library.id)")],
                fragment: NetworkLinks.results)
            return
                "<a class=\"button\" href=\"\(url: link)\">\(text: .showWhatSuitsLibrary, ["library": "\(library.name)"])</a>"
        }
        return """
            <section class="card" aria-labelledby="passt"><h2 id="passt">\(text: .whatSuitsYou)</h2>
            <div class="actions">\(links)<a href="\(url: NetworkLinks.measures)">\(text: .allMeasures)</a></div></section>
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
    package static var invitation: Panel {
        Panel(
            title: TextUse(.networkTitle),
            content: """
                <p>\(text: .networkLead)</p>
                \(NetworkPages.figures(hint: .noFiguresKept, or: NetworkLinks.home, .toTheNetwork))
                """,
            shortcut: TextUse(.networkShortcut))
    }
}
