// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Measures as lists show them.
struct MeasureCards: Sendable {
    let language: Language
    /// The visitor's own figures, which go along to the measure.
    var figures: [(name: String, value: String)] = []

    func list(_ items: [MeasureItem], heading: Int = 2) -> HTML {
        "<ul class=\"cards\">\(items.map { "<li>\(card($0, heading: heading))</li>" as HTML })</ul>"
    }

    private func card(_ item: MeasureItem, heading: Int) -> HTML {
        let level: HTML = heading == 2 ? "h2" : "h3"
        let sentences = item.sentences(language)
        let verdict: HTML = sentences.map { "<p>\($0.fit.verdict.tag)</p>" } ?? ""
        let reasons = sentences?.best(2).html ?? Self.effort(item, language)
        return """
            <article class="card">\(verdict)\(Self.marks(item.content, item.measure.state))
            <\(level)><a href="\(url: link(item.measure.id))">\(item.content.title)</a></\(level)>
            <p class="meta">\(Self.name(item.library))</p>
            \(Paragraphs.html(item.content.summary))\(reasons)\(Self.reuses(item.measure))</article>
            """
    }

    private func link(_ id: MeasureID) -> Link { NetworkLinks.measure(id, with: figures) }

    /// What it takes in a line, for readers of whom nothing is known.
    private static func effort(_ item: MeasureItem, _ language: Language) -> HTML {
        let efforts = item.doings.map(\.effort)
        let known = [EffortFigure.hoursPerMonth, .moneyPerYear, .area].compactMap { figure -> HTML? in
            EffortRange(of: figure, in: efforts).map {
                MeasureFacts.labelled(figure, MeasureFacts.whole(Amount($0, figure).html(language)))
            }
        }
        return known.isEmpty ? "" : "<p class=\"meta\">\(known.joined(by: " · "))</p>"
    }

    static func marks(_ content: MeasureContent, _ state: Measure.State) -> HTML {
        var tags: [HTML] = []
        if state == .withdrawn { tags.append("<span class=\"tag warn\">\(text: .withdrawnMark)</span>") }
        if state == .draft { tags.append("<span class=\"tag\">\(text: .draftMark)</span>") }
        if content.outcome == .failed { tags.append("<span class=\"tag warn\">\(text: .failedMark)</span>") }
        if content.audience == .members { tags.append("<span class=\"tag\">\(text: .membersMark)</span>") }
        return tags.isEmpty ? "" : "<ul class=\"tags\">\(tags.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    /// Others who did it too; a library's own second run is not among them.
    static func reuses(_ measure: Measure) -> HTML {
        guard measure.reuses > 0 else { return "" }
        return """
            <p class="meta">\(text: .reuses, count: measure.reuses, ["number": NumberWords.count(measure.reuses)])</p>
            """
    }

    static func name(_ library: ExchangePorts.Library?) -> HTML {
        guard let library else { return "\(text: .formerLibrary)" }
        guard let link = library.link else { return "\(library.name)" }
        return "<a href=\"\(url: link)\">\(library.name)</a>"
    }
}
