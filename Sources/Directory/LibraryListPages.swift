// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The list of libraries, and which of them are like a guest's own.
struct LibraryListPages: Sendable {
    let language: Language
    let visitor: Visitor?
    let published: PublishedResults

    /// How many libraries a page of the list shows.
    static let onOnePage = 25
    private typealias Name = LibraryQuery.Name

    /// What the list shows.
    struct View: Sendable {
        let query: LibraryQuery
        /// One page of those that fit.
        let libraries: [Library]
        let count: Int
        let all: Int
        /// What of their results all libraries published.
        let published: [LibraryTags]
        /// Like the guest's own figures; `nil` when none were given.
        let similar: [SimilarLibrary]?
        /// Where the visitor belongs.
        let own: [(name: String, link: Link)]
    }

    func list(_ view: View) -> Page {
        Page(
            title: .libraries, section: LibraryLinks.section,
            content: """
                <div class="title"><h1>\(text: .libraries)</h1><p class="lead">\(text: .librariesLead)</p></div>
                \(belonging(view.own))
                \(view.query.state.summary(of: ownFields + filterFields(view)))
                \(comparison(view))
                <section aria-labelledby="alle"><h2 id="alle">\(text: .allLibraries)</h2>
                <details\(isFiltered(view.query) ? " open" : "")><summary>\(text: .filterLibraries)</summary>\
                \(filters(view))</details>
                \(results(view))</section>
                <p><a class="button secondary" href="\(url: LibraryLinks.join)">\(text: .joinNetwork)</a></p>
                """)
    }

    private func belonging(_ own: [(name: String, link: Link)]) -> HTML {
        guard !own.isEmpty else { return "" }
        let items = own.map { "<li><a href=\"\(url: $0.link)\">\($0.name)</a></li>" as HTML }
        return """
            <nav class="card" aria-labelledby="eure"><h2 id="eure">\(text: .whereYouBelong)</h2>\
            <ul class="plain">\(items)</ul></nav>
            """
    }

    // MARK: Like yours

    private var ownFields: [FormPart] {
        [
            .row([
                ownField(Name.own.population, .figurePopulation), ownField(Name.own.area, .floorAreaInSquareMetres),
                ownField(Name.own.staff, .figureFTE),
            ]),
            .field(Field(Name.own.volunteers, "\(text: .ownVolunteerRun)", .box)),
        ]
    }

    /// The words above the form say how many of them are needed.
    private func ownField(_ name: String, _ label: TextKey) -> FormPart {
        var field = Field(name, "\(text: label)", width: "short")
        field.hasOptionalMark = false
        return .field(field)
    }

    private func comparison(_ view: View) -> HTML {
        let form = QueryForm(LibraryLinks.list, button: "\(text: .findSimilar)")
        return """
            <section class="card" aria-labelledby="wie-eure"><h2 id="wie-eure">\(text: .librariesLikeYours)</h2>
            <p>\(text: .librariesLikeYoursHint)</p>
            \(form.html(ownFields, view.query.state))
            \(view.similar.map(found) ?? "")</section>
            """
    }

    private func found(_ similar: [SimilarLibrary]) -> HTML {
        guard !similar.isEmpty else {
            return "<div class=\"notice\" role=\"status\"><p>\(text: .tooLittleKnown)</p></div>"
        }
        return SimilarLibraries(similar, SimilaritySentences(language: language, published: published)).html
    }

    // MARK: All of them

    private func isFiltered(_ query: LibraryQuery) -> Bool {
        (Name.filters + published.groups.map(\.name)).contains { name in
            query.state.values[name].map { !$0.isEmpty } ?? false
        }
    }

    private func filterFields(_ view: View) -> [FormPart] {
        let any: (String, HTML) = ("", "\(text: .any)")
        let sizes = [any] + PopulationClass.allCases.map { ("\($0.rawValue)", name(of: $0)) }
        let kinds = [any] + LibraryKind.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML) }
        func field(_ name: String, _ label: TextKey) -> FormPart {
            .field(Field(name, "\(text: label)", width: "tiny"))
        }
        var parts: [FormPart] = [
            .field(Field(Name.text, "\(text: .nameOrPlace)", .line(type: "search"))),
            .field(Field(Name.population, "\(text: .figurePopulation)", .choice(sizes), width: "short")),
            .row([field(Name.area.low, .areaFrom), field(Name.area.high, .areaTo)]),
            .row([field(Name.staff.low, .staffFrom), field(Name.staff.high, .staffTo)]),
            .field(Field(Name.kind, "\(text: .kindLabel)", .choice(kinds), width: "short")),
        ]
        parts += publishedFields(view)
        parts = parts.map(Self.withoutMark)
        return parts
    }

    /// Only words that somebody published, each with how many did, and those that were asked for.
    private func publishedFields(_ view: View) -> [FormPart] {
        let state = view.query.state
        let fields = published.groups.compactMap { group -> FormPart? in
            let wanted = state.values.all(group.name)
            let isRefused = state.rejection != nil && !wanted.isEmpty
            let counts = published.counts(of: group, among: view.published)
            let words = zip(group.words, counts).compactMap { word, count -> (value: String, label: HTML)? in
                guard count > 0 || isRefused || wanted.contains(word.value) else { return nil }
                return (word.value, "\(text: word.title) <span class=\"meta\">(\(count))</span>")
            }
            return words.isEmpty ? nil : .field(Field(group.name, "\(text: group.title)", .several(words)))
        }
        guard !fields.isEmpty else { return [] }
        return [
            .group(
                legend: "\(text: .publishedResults)", hint: "\(text: .publishedResultsHint)", style: "field", fields)
        ]
    }

    /// Every filter may stay empty; saying so at each would be noise.
    private static func withoutMark(_ part: FormPart) -> FormPart {
        switch part {
        case .field(var field):
            field.hasOptionalMark = false
            return .field(field)
        case .row(let parts): return .row(parts.map(withoutMark))
        case .group(let legend, let hint, let style, let namesFields, let parts):
            return .group(
                legend: legend, hint: hint, style: style, namesFields: namesFields, parts.map(withoutMark))
        default: return part
        }
    }

    private func name(of size: PopulationClass) -> HTML {
        let low = NumberText.decimal(size.atLeast, language)
        guard let most = size.atMost else {
            return "\(text: .sizeAbove, ["low": "\(NumberText.decimal(100_000, language))"])"
        }
        let high = NumberText.decimal(most, language)
        return size == .upTo5000
            ? "\(text: .sizeUpTo, ["high": "\(high)"])" : "\(text: .sizeBetween, ["low": "\(low)", "high": "\(high)"])"
    }

    private func filters(_ view: View) -> HTML {
        QueryForm(LibraryLinks.list, button: "\(text: .showLibraries)", searchLabel: "\(text: .filterLibraries)")
            .html(filterFields(view), view.query.state)
    }

    private func results(_ view: View) -> HTML {
        guard view.count > 0 else {
            let hint: TextKey = view.all == 0 ? .noLibrariesYet : .noLibraryFits
            return """
                <div class="empty" role="status"><p>\(text: hint)</p>\
                <p><a href="\(url: LibraryLinks.list)">\(text: .showAllLibraries)</a></p></div>
                """
        }
        let numbers: Slots = ["all": "\(NumberText.decimal(view.all, language))"]
        let rows = view.libraries.map(row)
        return """
            <p role="status">\(text: .librariesCount, count: view.count, numbers)</p>
            <table class="stack"><caption class="visually-hidden">\(text: .libraries)</caption><thead><tr>\
            <th scope="col">\(text: .libraryName)</th><th scope="col">\(text: .cityLabel)</th>\
            <th scope="col" class="number">\(text: .figurePopulation)</th>\
            <th scope="col" class="number">\(text: .floorAreaInSquareMetres)</th>\
            <th scope="col" class="number">\(text: .figureFTE)</th></tr></thead><tbody>\(rows)</tbody></table>
            \(browsing(view))
            """
    }

    private func row(_ library: Library) -> HTML {
        func cell(_ figure: LibraryFigure) -> HTML {
            let value: HTML =
                library.sizes[figure].map { FigureNumber.plain($0.value, of: figure, language) }
                ?? "<span class=\"meta\">\(text: .unknownFigure)</span>"
            let title: TextKey = figure == .floorArea ? .floorAreaInSquareMetres : figure.title
            return "<td class=\"number\" data-label=\"\(text: title)\">\(value)</td>"
        }
        return """
            <tr><th scope="row"><a href="\(url: library.link)">\(library.name)</a></th>\
            <td data-label="\(text: .cityLabel)">\(library.place)</td>\(LibraryFigure.sizes.map(cell))</tr>
            """
    }

    private func browsing(_ view: View) -> HTML {
        let pages = (view.count + Self.onOnePage - 1) / Self.onOnePage
        guard pages > 1 else { return "" }
        func link(_ page: Int) -> Link {
            view.query.state.values.pairs.filter { $0.name != Name.page }.reduce(LibraryLinks.list) { link, pair in
                pair.value.isEmpty ? link : link.with(pair.name, pair.value)
            }.with(Name.page, "\(page)")
        }
        let page = view.query.page
        let back: HTML =
            page > 1
            ? """
            <a rel="prev" href="\(url: link(page - 1))"><span class="arrow" aria-hidden="true">←</span> \
            \(text: .previousPage)</a>
            """ : ""
        let on: HTML =
            page < pages
            ? """
            <a rel="next" href="\(url: link(page + 1))">\(text: .nextPage) \
            <span class="arrow" aria-hidden="true">→</span></a>
            """ : ""
        return """
            <nav class="pages" aria-label="\(text: .browseLibraries)">\(back)\
            <span>\(text: .pageOf, ["page": "\(page)", "pages": "\(pages)"])</span>\(on)</nav>
            """
    }
}

/// Libraries like a given one, each with its reasons in sentences.
struct SimilarLibraries: Sendable {
    private let libraries: [SimilarLibrary]
    private let sentences: SimilaritySentences

    init(_ libraries: [SimilarLibrary], _ sentences: SimilaritySentences) {
        self.libraries = libraries
        self.sentences = sentences
    }

    var html: HTML {
        let items = libraries.map { similar -> HTML in
            let reasons = similar.comparison.reasons.map {
                "<li>\(sentences.html($0))</li>" as HTML
            }
            let place: HTML = similar.library.place.map { " <span class=\"meta\">\($0)</span>" } ?? ""
            return """
                <li><p><strong><a href="\(url: similar.library.link)">\(similar.library.name)</a></strong>\(place)</p>\
                <ul>\(reasons)</ul></li>
                """
        }
        return "<ol class=\"plain\">\(items)</ol>"
    }
}
