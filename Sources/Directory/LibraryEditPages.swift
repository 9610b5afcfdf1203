// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Where members say how their library is.
struct LibraryEditPages: Sendable {
    let library: Library
    let visitor: Visitor
    let language: Language

    private var trail: [(title: HTML, link: Link)] {
        [("\(text: .libraries)", LibraryLinks.list), ("\(library.name)", library.link)]
    }

    /// - Parameter firstSteps: what to do next elsewhere, for who has just joined; `nil` for all others.
    func edit(
        _ state: FormState, figures: [FigureEntry], thisYear: Int, isSaved: Bool,
        firstSteps: [(title: TextUse, link: Link)]? = nil
    ) -> Page {
        let form = Form(LibraryLinks.edit(library.id), button: "\(text: .save)")
        return Page(
            title: .editLibrary, section: LibraryLinks.section, trail: trail,
            content: """
                \(isSaved ? Notices.saved : "")
                <div class="title"><h1>\(text: .editLibrary)</h1><p class="meta">\(library.name)</p></div>
                \(firstSteps.map { welcome($0, latest: figures.map(\.year).max() ?? thisYear) } ?? "")
                \(state.summary(of: LibraryForm.parts))
                <section aria-labelledby="zahlen"><h2 id="zahlen">\(text: .figures)</h2>\(years(figures, thisYear))</section>
                <section aria-labelledby="angaben"><h2 id="angaben">\(text: .aboutLibrary)</h2>\
                \(form.html(visitor, LibraryForm.parts, state))</section>
                <p><a href="\(url: LibraryLinks.members(library.id))">\(text: .members)</a></p>
                """)
    }

    /// - Parameter year: whose figures are to be checked first.
    private func welcome(_ others: [(title: TextUse, link: Link)], latest year: Int) -> HTML {
        let team: TextKey = visitor.has(.manager, in: library.id) ? .firstInvite : .firstMembers
        let own = [
            (title: TextUse(.firstFigures), link: LibraryLinks.figures(library.id, year: year)),
            (title: TextUse(team), link: LibraryLinks.members(library.id)),
        ]
        let items = (own + others).map { "<li><a href=\"\(url: $0.link)\">\(text: $0.title)</a></li>" as HTML }
        return """
            <section class="notice success" aria-labelledby="willkommen">\
            <h2 id="willkommen">\(text: .applicationAdmitted)</h2>\
            <p>\(text: .welcomeLead, ["library": "\(library.name)"])</p>\
            <ol class="next-steps">\(items)</ol></section>
            """
    }

    private func years(_ figures: [FigureEntry], _ thisYear: Int) -> HTML {
        let missing: HTML =
            library.sizes.population == nil
            ? "<div class=\"notice warning\"><p>\(text: .populationMissing)</p></div>" : ""
        let told = Set(figures.map(\.year)).union([thisYear, thisYear - 1]).sorted(by: >)
        let rows = told.map { year -> HTML in
            let count = figures.count { $0.year == year }
            let known: HTML = count == 0 ? "\(text: .nothingKnown)" : "\(text: .figuresKnown, count: count)"
            return """
                <tr><th scope="row">\(year.description)</th><td>\(known)</td>\
                <td><a href="\(url: LibraryLinks.figures(library.id, year: year))">\(text: .enterFigures)\
                <span class="visually-hidden"> \(year.description)</span></a></td></tr>
                """
        }
        return """
            <p>\(text: .figuresByYear)</p>\(missing)
            <table><thead><tr><th scope="col">\(text: .figureYear)</th><th scope="col">\(text: .known)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .enterFigures)</span></th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    func figures(_ state: FormState, year: Int) -> Page {
        let parts = FigureForm.parts(state)
        let form = Form(
            LibraryLinks.figures(library.id, year: year), button: "\(text: .save)",
            cancel: "<a class=\"button quiet\" href=\"\(url: LibraryLinks.edit(library.id))\">\(text: .cancel)</a>")
        return Page(
            title: TextUse(.figuresOf, ["year": "\(year.description)"]), section: LibraryLinks.section,
            trail: trail + [("\(text: .editLibrary)", LibraryLinks.edit(library.id))],
            content: """
                <div class="title"><h1>\(text: .figuresOf, ["year": "\(year.description)"])</h1>\
                <p class="meta">\(library.name)</p></div>
                <p class="lead">\(text: .figuresLead)</p>
                \(state.summary(of: parts))
                \(form.html(visitor, parts, state))
                """)
    }
}

/// Lines above a page that say what has just happened.
enum Notices {
    static let saved: HTML = "<div class=\"notice success\" role=\"status\"><p>\(text: .librarySaved)</p></div>"
}
