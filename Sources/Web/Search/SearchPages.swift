// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search

/// What the page of results shows.
struct SearchView {
    let links: SearchLinks
    let houses: [HouseFrame]
    let house: HouseFrame?
    let kinds: [SearchKind]
    let results: SearchResults
    let hits: [ShownHit]
    let number: Int
    let hasMore: Bool
    let language: Language
}

/// The search page.
enum SearchPages {
    /// Before anything was asked.
    static func start(_ links: SearchLinks, house: HouseFrame?, language: Language) -> Page {
        Page(
            title: .searchTitle, head: robots,
            content: """
                <h1>\(text: .searchTitle)</h1>
                <p class="lead">\(text: .searchLead)</p>
                \(form(links, house, language))
                """)
    }

    static func results(_ view: SearchView) -> Page {
        Page(
            title: .searchTitle, head: robots,
            content: """
                <h1>\(text: .searchTitle)</h1>
                \(form(view.links, view.house, view.language))
                \(meant(view))
                <p role="status" class="meta">\(text: .searchCount, count: view.results.total)</p>
                \(kinds(view))
                \(houses(view))
                \(view.hits.isEmpty ? nothing(view) : list(view))
                \(pages(view))
                """)
    }

    /// The field in the header of every page; prefilled with the house whose page it is.
    static func header(_ house: HouseFrame?) -> HTML {
        let chosen = house.map { hidden(SearchLinks.house, $0.slug) } ?? ""
        return """
            <form class="header-search" role="search" action="\(url: Link(path: SearchRoutes.path))" method="get">
            <label class="visually-hidden" for="header-search">\(text: .searchLabel)</label>
            <input class="input" id="header-search" type="search" name="\(SearchLinks.question)" maxlength="400" \
            autocomplete="off">\(chosen)
            <button class="button secondary">\(text: .searchButton)</button>
            </form>
            """
    }

    /// Pages that answer a question are no sources.
    private static let robots: HTML = "<meta name=\"robots\" content=\"noindex\">"

    private static func form(_ links: SearchLinks, _ house: HouseFrame?, _ language: Language) -> HTML {
        let kept: HTML = links.kind.map { hidden(SearchLinks.kind, $0) } ?? ""
        let place: HTML =
            house.map { house in
                """
                <p class="choice"><label><input type="checkbox" name="\(SearchLinks.house)" value="\(house.slug)" checked> \
                \(text: .searchOnlyHere, ["house": house.name.html(for: language)])</label></p>
                """
            } ?? ""
        return """
            <form class="search" role="search" action="\(url: Link(path: SearchRoutes.path))" method="get">
            <p class="field"><label for="q">\(text: .searchLabel)</label>
            <input class="input" id="q" type="search" name="\(SearchLinks.question)" maxlength="400" \
            value="\(links.question)"></p>
            \(kept)\(place)
            <button class="button">\(text: .searchButton)</button>
            </form>
            """
    }

    private static func hidden(_ name: String, _ value: String) -> HTML {
        HiddenInputs.html([(name: name, value: value)])
    }

    private static func meant(_ view: SearchView) -> HTML {
        guard let suggestion = view.results.suggestion else { return "" }
        let link = view.links.with(question: suggestion).page
        return """
            <p class="notice">\(text: .searchMeant, [
                "typed": "\(view.links.question)", "meant": "<a href=\"\(url: link)\">\(suggestion)</a>",
            ])</p>
            """
    }

    /// Kinds as links with how many each has, so that they work without a script.
    private static func kinds(_ view: SearchView) -> HTML {
        let found = view.kinds.compactMap { kind in
            view.results.counts["kind:\(kind.kind)"].map { (kind, $0) }
        }
        guard found.count > 1 || view.links.kind != nil else { return "" }
        let items = found.map { kind, count -> HTML in
            choice(
                "\(text: kind.title)", count, view.links.with(kind: kind.kind), isChosen: view.links.kind == kind.kind)
        }
        return """
            <nav class="facets" aria-label="\(text: .searchKinds)"><ul>
            \(choice("\(text: .searchAllKinds)", nil, view.links.with(kind: nil), isChosen: view.links.kind == nil))\
            \(items)</ul></nav>
            """
    }

    /// The houses with most hits.
    private static func houses(_ view: SearchView) -> HTML {
        let found = view.houses.compactMap { house in
            view.results.counts["house:\(house.id)"].map { (house, $0) }
        }.sorted { ($1.1, $0.0.slug) < ($0.1, $1.0.slug) }
        guard found.count > 1 || view.house != nil else { return "" }
        let items = found.prefix(8).map { house, count -> HTML in
            choice(
                house.name.html(for: view.language), count, view.links.with(house: house.slug),
                isChosen: view.house?.id == house.id)
        }
        return """
            <nav class="facets" aria-label="\(text: .searchHouses)"><ul>
            \(choice("\(text: .searchEverywhere)", nil, view.links.with(house: nil), isChosen: view.house == nil))\
            \(items)</ul></nav>
            """
    }

    private static func choice(_ name: HTML, _ count: Int?, _ links: SearchLinks, isChosen: Bool) -> HTML {
        let current: HTML = isChosen ? " aria-current=\"true\"" : ""
        let number: HTML = count.map { " <span class=\"count\">\($0)</span>" } ?? ""
        return "<li><a href=\"\(url: links.page)\"\(current)>\(name)\(number)</a></li>"
    }

    private static func list(_ view: SearchView) -> HTML {
        let kinds = Dictionary(view.kinds.map { ($0.kind, $0.title) }) { first, _ in first }
        let houses = Dictionary(view.houses.map { ($0.id, $0) }) { first, _ in first }
        let items = view.hits.map { hit -> HTML in
            let kind: HTML = kinds[hit.entry.item.kind].map { "\(text: $0)" } ?? ""
            let house: HTML =
                houses[hit.entry.house].map { " · \($0.name.html(for: view.language))" as HTML } ?? ""
            return """
                <li><h2><a href="\(url: hit.entry.link)">\(marked(hit.title))</a></h2>
                <p class="meta">\(kind)\(house)</p><p>\(marked(hit.excerpt))</p></li>
                """
        }
        return "<ol class=\"results\">\(items)</ol>"
    }

    static func marked(_ excerpt: Highlighter.Excerpt) -> HTML {
        let pieces = excerpt.pieces.map { piece -> HTML in
            piece.isMarked ? "<mark>\(piece.text)</mark>" : "\(piece.text)"
        }
        let (before, after): (HTML, HTML) = (excerpt.startsInside ? "… " : "", excerpt.endsInside ? " …" : "")
        return "\(before)\(pieces)\(after)"
    }

    private static func nothing(_ view: SearchView) -> HTML {
        let wider: HTML =
            view.house == nil && view.links.kind == nil
            ? ""
            : """
            <p><a href="\(url: view.links.with(house: nil).with(kind: nil).page)">\(text: .searchWider)</a></p>
            """
        return """
            <div class="empty"><h2>\(text: .searchNothing)</h2><p>\(text: .searchNothingHint)</p>\(wider)</div>
            """
    }

    private static func pages(_ view: SearchView) -> HTML {
        guard view.number > 1 || view.hasMore else { return "" }
        let before: HTML =
            view.number > 1
            ? "<a rel=\"prev\" href=\"\(url: view.links.page(view.number - 1))\">\(text: .searchBefore)</a>" : ""
        let next: HTML =
            view.hasMore
            ? "<a rel=\"next\" href=\"\(url: view.links.page(view.number + 1))\">\(text: .searchMore)</a>" : ""
        return "<nav class=\"pages\" aria-label=\"\(text: .searchPages)\">\(before)\(next)</nav>"
    }
}
