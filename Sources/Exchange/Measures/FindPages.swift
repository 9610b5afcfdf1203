// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Web

/// Where measures are found.
struct FindPages: Sendable {
    let language: Language

    static let onOnePage = 20
    /// Counts from one.
    static let page = "seite"

    private typealias Names = MeasureQuery

    func found(_ found: FoundMeasures, _ query: MeasureQuery, page: Int, visitor: Visitor?) -> Page {
        let cards = MeasureCards(language: language, figures: MeasureQuery.ofAsker(query.values))
        let results: HTML =
            found.items.isEmpty ? nothing(found, query) : cards.list(found.items, heading: 3)
        return Page(
            title: .findMeasures, section: NetworkLinks.measuresSection,
            content: """
                <div class="title"><h1>\(text: .findMeasures)</h1><p class="lead">\(text: .findMeasuresLead)</p></div>
                \(wishes(found))\(form(FormState(query.values), found.results.counts, found.libraries))
                <section aria-labelledby="treffer"><h2 id="\(NetworkLinks.results)">\(text: .foundMeasures, count: found.results.total)</h2>
                \(meant(found, query))\(found.items.isEmpty ? "" : judgedFor(found.viewer))\(caps(found.results, query))
                \(results)\(browse(found.results.total, query, page))</section>\(saving(query, visitor))
                """)
    }

    /// The form again, with what could not be read.
    func unreadable(_ state: FormState) -> Page {
        Page(
            title: .findMeasures, section: NetworkLinks.measuresSection,
            content: """
                \(state.summary(of: fields([:], [])))
                <div class="title"><h1>\(text: .findMeasures)</h1><p class="lead">\(text: .findMeasuresLead)</p></div>
                \(form(state, [:], []))
                """)
    }

    // The form

    private func form(
        _ state: FormState, _ counts: [String: Int], _ libraries: [ExchangePorts.Library]
    ) -> HTML {
        let kept = HiddenInputs.html(state.values.pairs.filter { $0.name == Names.lift })
        let folded: [FormPart] = [
            .folded(title: "\(text: .findFrame)", frame),
            .folded(title: "\(text: .findMeans)", means),
            .folded(title: "\(text: .findWords)", facets(counts)),
            .folded(title: "\(text: .findDoers)", doers),
        ]
        return """
            <form method="get" action="\(url: NetworkLinks.found)" class="card" role="search" novalidate>\(kept)
            \(always(libraries).html(state))
            \(folded.html(state))
            <div class="actions"><button class="button" type="submit">\(text: .findMeasures)</button>
            <a href="\(url: NetworkLinks.measures)">\(text: .findAnew)</a></div></form>
            """
    }

    private func fields(_ counts: [String: Int], _ libraries: [ExchangePorts.Library]) -> [FormPart] {
        always(libraries) + frame + means + facets(counts) + doers
    }

    private func always(_ libraries: [ExchangePorts.Library]) -> [FormPart] {
        var search = Field(Names.text, "\(text: .findText)", .line(type: "search"))
        search.hasOptionalMark = false
        var parts: [FormPart] = [.field(search), AskerFields.figures(hint: .ownFiguresHint)]
        if !libraries.isEmpty {
            var library = Field(
                MeasureQuery.Names.page.library, "\(text: .judgeFor)",
                .choice([("", "\(text: .judgeForTyped)")] + libraries.map { ("\($0.id)", "\($0.name)" as HTML) }))
            library.hasOptionalMark = false
            parts.insert(.field(library), at: 1)
        }
        return parts
    }

    private var frame: [FormPart] { [.other("<p class=\"hint\">\(text: .findFrameHint)</p>"), AskerFields.frame] }

    private var means: [FormPart] {
        [.other("<p class=\"hint\">\(text: .findMeansHint)</p>")] + AskerFields.means
    }

    private func facets(_ counts: [String: Int]) -> [FormPart] {
        [
            facet(.measureSpaces, Space.self, counts), facet(.measureTargetGroups, TargetGroup.self, counts),
            facet(.measureTopics, Topic.self, counts), facet(.measureTime, EffortClass.self, counts),
        ]
    }

    private func facet<Word: Term>(_ label: TextKey, _: Word.Type, _ counts: [String: Int]) -> FormPart {
        .field(
            Field(
                Word.group, "\(text: label)",
                .several(
                    Word.allCases.map { word in
                        let count: HTML =
                            counts.isEmpty ? "" : " <span class=\"meta\">(\(counts[word.facet] ?? 0))</span>"
                        return (word.rawValue, "\(text: word.title)\(count)")
                    })))
    }

    private var doers: [FormPart] {
        [.other("<p class=\"hint\">\(text: .findDoersHint)</p>")]
            + MeasureQuery.LibraryFigure.allCases.map { figure in
                .group(
                    legend: "\(text: figure.title)", style: "field", namesFields: true,
                    [
                        .row([
                            AskerFields.line(figure.least, .rangeFrom), AskerFields.line(figure.most, .rangeTo),
                        ])
                    ])
            }
    }

    // What was found

    /// That what is shown was found by another word than the one that was typed.
    private func meant(_ found: FoundMeasures, _ query: MeasureQuery) -> HTML {
        guard !found.items.isEmpty, let words = found.results.suggestion else { return "" }
        let link = link(query, replacing: [Names.text: words])
        return """
            <p class="notice">\(text: .foundMeant, [
                "typed": "\(query.values[Names.text] ?? "")", "meant": "<a href=\"\(url: link)\">\(words)</a>",
            ])</p>
            """
    }

    private func judgedFor(_ viewer: Viewer) -> HTML {
        guard let library = viewer.library else {
            return viewer.isKnown ? "" : "<p class=\"hint\">\(text: .tellFigures)</p>"
        }
        let figures = [
            library.population.map { fact($0, .populationFact, 0) },
            library.floorArea.map { fact($0, .areaFact, 0) },
            library.fullTimeEquivalents.map { fact($0, .postsFact, 2) },
        ].compactMap(\.self)
        return "<p>\(text: .judgedFor, ["library": "\(library.name)"]) \(figures.joined(by: " · "))</p>"
    }

    private func fact(_ figure: ExchangePorts.Figure, _ key: TextKey, _ decimals: Int) -> HTML {
        MeasureFacts.figure(figure, key, decimals, language)
    }

    /// Each cap that was given: what it hides, and the way to lift it or to put it back.
    private func caps(_ results: SearchResults, _ query: MeasureQuery) -> HTML {
        let items = Cap.allCases.filter(query.caps.contains).map { cap -> HTML in
            let name = cap.words(query.capacity, language)
            if query.lifted.contains(cap) {
                let link = link(query, replacing: [Names.lift: query.lifted.subtracting([cap]).lift])
                return """
                    <li>\(text: .capLifted, ["cap": name]) <a href="\(url: link)">\(text: .capRestore)\
                    <span class="visually-hidden">: \(name)</span></a></li>
                    """
            }
            let hidden = results.hidden[cap.reason] ?? 0
            let link = link(query, replacing: [Names.lift: query.lifted.union([cap]).lift])
            return """
                <li>\(hidden == 0 ? "\(text: .capHidesNothing, ["cap": name])" as HTML : "\(text: .capHides, count: hidden, ["cap": name])") \
                <a href="\(url: link)">\(text: .capLift)<span class="visually-hidden">: \(name)</span></a></li>
                """
        }
        guard !items.isEmpty else { return "" }
        let several: HTML =
            results.hiddenForSeveral > 0
            ? "<li>\(text: .capsHideTogether, count: results.hiddenForSeveral)</li>" : ""
        return "<div class=\"notice\"><ul>\(items)\(several)</ul></div>"
    }

    /// The way to what a library's own workshop says that it looks for.
    private func wishes(_ found: FoundMeasures) -> HTML {
        let links = found.wishes.map { wish -> HTML in
            let name: HTML = found.wishes.count == 1 ? "" : " (\(wish.library.name))"
            let link = WorkshopLinks.measures(wish.filters)
            return "<a class=\"button secondary\" href=\"\(url: link)\">\(text: .findByWorkshop)\(name)</a>"
        }
        return links.isEmpty ? "" : "<div class=\"actions\">\(links)</div>"
    }

    private func saving(_ query: MeasureQuery, _ visitor: Visitor?) -> HTML {
        guard query.isNarrowed || !query.activeCaps.isEmpty else { return "" }
        let words = query.values.pairs.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }
        let form = SaveSearchForm.html(query: words.joined(separator: "&"), visitor: visitor)
        return form.isEmpty ? "" : "<details><summary>\(text: .followSearchSave)</summary>\(form)</details>"
    }

    private func nothing(_ found: FoundMeasures, _ query: MeasureQuery) -> HTML {
        let suggestion: HTML =
            found.results.suggestion.map { words in
                let link = link(query, replacing: [Names.text: words])
                return "<p>\(text: .didYouMean, ["words": "<a href=\"\(url: link)\">\(words)</a>"])</p>"
            } ?? ""
        return """
            <div class="empty"><h3>\(text: .nothingFound)</h3>\(suggestion)<p>\(text: .nothingFoundHint)</p>
            <p><a class="button secondary" href="\(url: NetworkLinks.measures)">\(text: .allMeasures)</a></p></div>
            """
    }

    private func browse(_ total: Int, _ query: MeasureQuery, _ page: Int) -> HTML {
        let hasNext = page * Self.onOnePage < total
        guard page > 1 || hasNext else { return "" }
        func to(_ page: Int) -> Link { link(query, replacing: [Self.page: "\(page)"]) }
        let previous: HTML =
            page > 1
            ? """
            <a rel="prev" href="\(url: to(page - 1))"><span class="arrow" aria-hidden="true">←</span> \(text: .previousPage)</a>
            """ : ""
        let next: HTML =
            hasNext
            ? """
            <a rel="next" href="\(url: to(page + 1))">\(text: .nextPage) <span class="arrow" aria-hidden="true">→</span></a>
            """ : ""
        return "<nav class=\"pages\" aria-label=\"\(text: .browseMeasures)\">\(previous)\(next)</nav>"
    }

    /// This search with other values; an empty one leaves it out. Whoever changes something begins at the first page.
    private func link(_ query: MeasureQuery, replacing new: [String: String]) -> Link {
        var pairs = query.values.pairs.filter {
            !$0.value.isEmpty && new[$0.name] == nil && $0.name != Self.page && $0.name != "lang"
        }
        pairs += new.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { (name: $0.key, value: $0.value) }
        return Link(
            path: NetworkLinks.measuresPath, query: pairs.map { ($0.name, $0.value) }, fragment: NetworkLinks.results)
    }
}

extension Set<Cap> {
    fileprivate var lift: String { map(\.rawValue).sorted().joined(separator: ",") }
}

extension Cap {
    /// What it bounds, with the amounts that were given: "höchstens 6 Stunden im Monat".
    fileprivate func words(_ capacity: Capacity, _ language: Language) -> HTML {
        func amount(_ value: Int?, _ figure: EffortFigure) -> HTML {
            value.map { Amount($0, figure).html(language) } ?? ""
        }
        let year = amount(capacity.moneyPerYear, .moneyPerYear)
        let once = amount(capacity.moneyOnce, .moneyOnce)
        return switch self {
        case .hours: "\(text: .capHours, ["amount": amount(capacity.hoursPerMonth, .hoursPerMonth)])"
        case .area: "\(text: .capArea, ["amount": amount(capacity.area, .area)])"
        case .staff: "\(text: .capStaff, ["amount": amount(capacity.staff, .fte)])"
        case .money where once.isEmpty: "\(text: .capMoney, ["amount": year])"
        case .money where year.isEmpty: "\(text: .capMoneyOnce, ["once": once])"
        case .money: "\(text: .capMoneyTwo, ["amount": year, "once": once])"
        }
    }
}
