// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// Who did it: as a table with the size of each library, and as a lineage that shows who followed whom.
struct DoersPart: Sendable {
    let view: MeasureView
    let language: Language

    var html: HTML {
        """
        <section aria-labelledby="wer"><h2 id="wer">\(text: .whoDidIt)</h2>
        \(MeasureCards.reuses(view.measure))\(table)\(lineage)</section>
        """
    }

    private var table: HTML {
        let rows = view.doings.map { doing -> HTML in
            let mark: HTML = doing.isOriginal ? " <span class=\"tag accent\">\(text: .theOriginalMark)</span>" : ""
            let anchor: HTML = doing.isOriginal ? "" : " id=\"bibliothek-\(doing.library.description)\""
            return """
                <tr\(anchor)><th scope="row">\(MeasureCards.name(doing.profile))\(mark)</th>\
                <td data-label="\(text: .librarySize)">\(MeasureFacts.size(doing.profile, language))</td>\
                <td data-label="\(text: .measureEffort)">\(MeasureFacts.line(doing.effort, language))</td></tr>
                """
        }
        return """
            <table class="stack"><caption class="visually-hidden">\(text: .whoDidIt)</caption>
            <thead><tr><th scope="col">\(text: .library)</th><th scope="col">\(text: .librarySize)</th>\
            <th scope="col">\(text: .measureEffort)</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// Below each run those that followed it, with what they did differently.
    private var lineage: HTML {
        guard !view.shown.isEmpty else { return "<p>\(text: .nobodyElseYet)</p>" }
        let below = list(MeasureRules.lineage(view.shown, hidden: view.hidden))
        guard view.isStanding else { return "<h3>\(text: .lineage)</h3>\(below)" }
        return """
            <h3>\(text: .lineage)</h3>
            <ul class="plain"><li>\(MeasureCards.name(view.item.library)) <span class="meta">\(text: .theOriginalMark)</span>
            \(below)</li></ul>
            """
    }

    private func list(_ lineage: [Lineage]) -> HTML {
        guard !lineage.isEmpty else { return "" }
        let items = lineage.map { "<li>\(run($0.adaptation))\(list($0.followers))</li>" as HTML }
        return "<ul>\(items)</ul>"
    }

    private func run(_ adaptation: Adaptation) -> HTML {
        let content = adaptation.content
        let failed: HTML =
            content.outcome == .failed ? " <span class=\"tag warn\">\(text: .failedMark)</span>" : ""
        let guarded: HTML =
            content.audience == .members ? " <span class=\"tag\">\(text: .membersMark)</span>" : ""
        let changes: HTML = content.changes.map { "<p><strong>\(text: .shownChanges):</strong> \($0)</p>" } ?? ""
        let result: HTML = content.result.map { "<p><strong>\(text: .shownResult):</strong> \($0)</p>" } ?? ""
        let day = adaptation.createdAt.day(in: zone)
        let own: HTML =
            view.reader.libraries.contains(adaptation.library)
            ? "<p><a href=\"\(url: view.adapting)\">\(text: .changeAdaptation)</a></p>" : ""
        return """
            \(MeasureCards.name(view.libraries[adaptation.library])) <span class="meta">\(date: day, .month)</span>\
            \(failed)\(guarded)\(changes)\(result)\(own)
            """
    }

    private var zone: TimeZone { HouseFrame.network(isDemo: false).zone }
}
