// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The page of a library: its figures, how they changed, which libraries are like it.
struct LibraryPages: Sendable {
    let language: Language
    let visitor: Visitor?
    let published: PublishedResults

    /// What the page shows.
    struct View: Sendable {
        let library: Library
        let organisation: Organisation
        let figures: [FigureEntry]
        /// `nil` when too little is known to compare.
        let similar: [SimilarLibrary]?
        let panels: [Panel]
    }

    private var isMember: (Library) -> Bool { { [visitor] in visitor?.has(.member, in: $0.id) == true } }

    func library(_ view: View) -> Page {
        let library = view.library
        let panels = view.panels.enumerated().map { number, panel -> HTML in
            """
            <section class="card" aria-labelledby="mehr-\(number)"><h2 id="mehr-\(number)">\(text: panel.title)</h2>\
            \(panel.content)</section>
            """
        }
        return Page(
            title: TextUse(.plainName, ["name": "\(library.name)"]), section: LibraryLinks.section,
            trail: [("\(text: .libraries)", LibraryLinks.list)],
            content: """
                <div class="title"><h1>\(library.name)</h1><p class="meta">\(kind(library))</p></div>
                \(membersLinks(library))
                <div class="columns"><div>
                <section class="card" aria-labelledby="zahlen"><h2 id="zahlen">\(text: .figures)</h2>\
                \(latest(view.figures))</section>
                \(panels)
                \(similar(view))
                </div>
                <aside class="card" aria-labelledby="kontakt"><h2 id="kontakt">\(text: .contactHeading)</h2>\
                \(contact(view))</aside></div>
                \(history(view.figures))
                """)
    }

    private func kind(_ library: Library) -> HTML {
        var facts: [HTML] = []
        if let place = library.place { facts.append("\(place)") }
        if let kind = library.profile.kind { facts.append("\(text: kind.title)") }
        if let structure = library.profile.structure, structure != .single { facts.append("\(text: structure.title)") }
        if library.profile.isVolunteerRun == true { facts.append("\(text: .runByVolunteers)") }
        facts.append("\(text: library.state == .admitted ? .stateAdmitted : .stateListed)")
        return facts.joined(by: " · ")
    }

    private func membersLinks(_ library: Library) -> HTML {
        guard isMember(library) else { return "" }
        return """
            <p class="actions"><a class="button" href="\(url: LibraryLinks.edit(library.id))">\(text: .editLibrary)</a> \
            <a class="button secondary" href="\(url: LibraryLinks.members(library.id))">\(text: .members)</a></p>
            """
    }

    // MARK: Figures

    private func latest(_ figures: [FigureEntry]) -> HTML {
        let rows = LibraryFigure.allCases.map { figure -> HTML in
            guard let entry = figures.filter({ $0.figure == figure }).max(by: { $0.year < $1.year }) else {
                return """
                    <tr><th scope="row">\(text: figure.title)</th>\
                    <td data-label="\(text: .figureValue)"><span class="meta">\(text: .unknownFigure)</span></td>\
                    <td></td><td></td></tr>
                    """
            }
            return """
                <tr><th scope="row">\(text: figure.title)</th>\
                <td data-label="\(text: .figureValue)">\(value(entry))</td>\
                <td data-label="\(text: .figureYear)">\(entry.year.description)</td>\
                <td data-label="\(text: .figureSource)">\(source(entry))</td></tr>
                """
        }
        return """
            <table class="stack"><caption class="visually-hidden">\(text: .latestFigures)</caption><thead><tr>\
            <th scope="col">\(text: .figureWhat)</th><th scope="col">\(text: .figureValue)</th>\
            <th scope="col">\(text: .figureYear)</th><th scope="col">\(text: .figureSource)</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private func value(_ entry: FigureEntry) -> HTML {
        let value = FigureNumber.withUnit(entry.value, of: entry.figure, language)
        guard let scope = entry.scope else { return value }
        return "\(value) <span class=\"meta\">(\(text: scope.title))</span>"
    }

    private func source(_ entry: FigureEntry) -> HTML {
        guard let note = entry.note else { return "\(text: entry.source.title)" }
        return "\(text: entry.source.title) <span class=\"meta\">(\(note))</span>"
    }

    /// A chart for every figure that is known of two years or more; the years between them have their row too.
    private func history(_ figures: [FigureEntry]) -> HTML {
        let charts = LibraryFigure.allCases.compactMap { figure -> HTML? in
            let entries = figures.filter { $0.figure == figure }
            guard entries.count > 1, let first = entries.map(\.year).min(), let last = entries.map(\.year).max() else {
                return nil
            }
            let points = (max(first, last - 14)...last).map { year in
                let entry = entries.first { $0.year == year }
                return HistoryChart.Point(
                    label: "\(year)", value: entry.map { figure.number($0.value) },
                    text: entry.map(value) ?? "\(text: .unknownFigure)", details: entry.map(source) ?? "")
            }
            return HistoryChart(
                "\(text: figure.title)", points,
                columns: ("\(text: .figureYear)", "\(text: .figureValue)", "\(text: .figureSource)")
            ).html
        }
        guard !charts.isEmpty else { return "" }
        return """
            <section aria-labelledby="verlauf"><h2 id="verlauf">\(text: .history)</h2>\(charts)</section>
            """
    }

    // MARK: Others

    private func similar(_ view: View) -> HTML {
        let content: HTML
        if let similar = view.similar, !similar.isEmpty {
            content = SimilarLibraries(similar, SimilaritySentences(language: language, published: published)).html
        } else if view.library.sizes.population == nil {
            let action: HTML =
                isMember(view.library)
                ? "<p><a href=\"\(url: LibraryLinks.edit(view.library.id))\">\(text: .enterPopulation)</a></p>" : ""
            content = "<p>\(text: .populationMissing)</p>\(action)"
        } else {
            content = "<p>\(text: .tooLittleKnown)</p>"
        }
        return """
            <section class="card" aria-labelledby="aehnlich"><h2 id="aehnlich">\(text: .similarLibraries)</h2>\
            \(content)</section>
            """
    }

    private func contact(_ view: View) -> HTML {
        let profile = view.organisation.profile
        let numbers = view.library.profile
        func row(_ title: TextKey, _ value: HTML?) -> HTML {
            value.map { "<div><dt>\(text: title)</dt><dd>\($0)</dd></div>" } ?? ""
        }
        let place = [profile.postalCode, profile.city].compactMap(\.self).joined(separator: " ")
        let address = [profile.street, place.isEmpty ? nil : place].compactMap(\.self).map { "\($0)" as HTML }
        return """
            <dl class="facts">\(row(.addressLabel, address.isEmpty ? nil : address.joined(by: "<br>")))\
            \(row(.contactLabel, profile.contact.map { "\($0)" }))\
            \(row(.libraryEmailLabel, profile.email.map(Reachability.mail)))\
            \(row(.phoneLabel, profile.phone.map(Reachability.phone)))\
            \(row(.websiteLabel, profile.website.map(Reachability.web)))\
            \(row(.isilLabel, numbers.isil.map { "<bdi>\($0)</bdi>" }))\
            \(row(.agsLabel, numbers.ags.map { "<bdi>\($0)</bdi>" }))\
            \(row(.arsLabel, numbers.ars.map { "<bdi>\($0)</bdi>" }))</dl>
            \(profile.email == nil && address.isEmpty && numbers.isil == nil ? "<p class=\"meta\">\(text: .noContact)</p>" : "")
            """
    }
}
