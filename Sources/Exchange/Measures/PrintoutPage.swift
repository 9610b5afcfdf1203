// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// One page of paper for council and administration: what, why, at what cost, with what result, who did it.
struct PrintoutPage: Sendable {
    let view: MeasureView
    let language: Language
    let base: String

    init(_ view: MeasureView, language: Language, base: String) {
        self.view = view
        self.language = language
        self.base = base
    }

    var page: Page {
        let (measure, content) = (view.measure, view.content)
        let link = NetworkLinks.measure(measure.id)
        return Page(
            title: TextUse(.printoutOf, ["title": "\(content.title)"]), section: NetworkLinks.measuresSection,
            trail: [("\(text: .measuresMenu)", NetworkLinks.measures), ("\(content.title)", link)],
            content: """
                <p class="actions"><button class="button" type="button" data-print hidden>\(text: .printNow)</button>
                <span class="hint">\(text: .printHint)</span></p>
                <h1>\(content.title)</h1>
                <p class="meta">\(text: .printoutFrom, ["library": "\(view.item.library?.name ?? "–")"])</p>
                \(Paragraphs.html(content.summary))
                \(section(.shownProblem, content.problem))
                <h2>\(text: .measureEffort)</h2>\(effort)
                \(section(.shownResult, content.result))
                <h2>\(text: .whoDidIt)</h2>\(doers)
                \(fit)
                <p class="meta">\(link.absolute(below: base))</p>
                """)
    }

    private func section(_ title: TextKey, _ words: String?) -> HTML {
        guard let words else { return "" }
        let short = words.count > 600 ? words.prefix(600) + " …" : words[...]
        return "<h2>\(text: title)</h2>\(Paragraphs.html(String(short)))"
    }

    private var effort: HTML {
        let all = view.doings.map(\.effort)
        let rows = EffortFigure.allCases.map { figure -> HTML in
            let range = EffortRange(of: figure, in: all)
            return """
                <div><dt>\(text: figure.plainTitle)</dt>\
                <dd>\(range.map { Amount($0, figure).html(language) } ?? MeasureFacts.unknown)</dd></div>
                """
        }
        return "<dl class=\"facts\">\(rows)</dl>"
    }

    private var doers: HTML {
        let items = view.doings.prefix(8).map { doing -> HTML in
            "<li>\(doing.profile?.name ?? "–"): \(MeasureFacts.size(doing.profile, language))</li>"
        }
        let rest = view.doings.count - items.count
        let more: HTML = rest > 0 ? "<li>\(text: .andOthers, count: rest)</li>" : ""
        return "<ul>\(items)\(more)</ul>"
    }

    private var fit: HTML {
        guard let sentences = view.item.sentences(language), let library = view.item.viewer.library else { return "" }
        return """
            <h2>\(text: .judgedFor, ["library": "\(library.name)"])</h2><p>\(sentences.fit.verdict.tag)</p>\
            \(sentences.best(6).html)
            """
    }
}
