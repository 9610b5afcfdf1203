// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Whether a measure suits the reader, and where they tell what the verdict needs to know of them.
struct FitPart: Sendable {
    static let place = "passung"

    let view: MeasureView
    let language: Language

    var html: HTML {
        guard let sentences = view.item.sentences(language) else {
            return card(form([AskerFields.figures(hint: .ownFiguresHint), .other(Self.button)], hidden: []))
        }
        let changes = sentences.changes
        let change: HTML =
            changes.isEmpty
            ? "" : "<h3>\(text: .fitWhatWouldChange)</h3>\(changes.map { "<p>\($0)</p>" as HTML })"
        let whom: HTML =
            view.item.viewer.library.map { "<p class=\"meta\">\(text: .judgedFor, ["library": "\($0.name)"])</p>" }
            ?? ""
        return card(
            "\(whom)<p>\(sentences.fit.verdict.tag)</p>\(sentences.all.html)\(change)\(telling(sentences.fit))")
    }

    private func card(_ content: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="\(Self.place)"><h2 id="\(Self.place)">\(text: .fitTitle)</h2>
        \(content)</section>
        """
    }

    /// Nothing but what is not known yet; the rest goes along unseen.
    private func telling(_ fit: Fit) -> HTML {
        let untold = fit.untold.map(\.requirement)
        guard !untold.isEmpty else { return "" }
        let asked = Set(untold.map(AskerFields.name))
        var hidden = MeasureQuery.ofAsker(view.told.values).filter { !asked.contains($0.name) }
        let library = MeasureQuery.Names.page.library
        if let own = view.item.viewer.library, !hidden.contains(where: { $0.name == library }) {
            // What a member types here stands beside their library's profile, not in its place.
            hidden.append((library, "\(own.id)"))
        }
        let hint: FormPart = .other("<p class=\"hint\">\(text: .noFiguresKept)</p>")
        let parts = [hint] + untold.map(AskerFields.field) + [.other(Self.button)]
        return form([.folded(title: "\(text: .tellMoreHere)", parts)], hidden: hidden)
    }

    private static let button: HTML = """
        <div class="actions"><button class="button" type="submit">\(text: .judgeFit)</button></div>
        """

    private func form(_ parts: [FormPart], hidden: [(name: String, value: String)]) -> HTML {
        """
        <form method="get" action="\(url: NetworkLinks.fit(view.measure.id))" novalidate>\(HiddenInputs.html(hidden))
        \(parts.html(view.told))</form>
        """
    }

    /// How the summary of what cannot be read calls the fields.
    static var fields: [FormPart] { Requirement.allCases.map(AskerFields.field) }
}
