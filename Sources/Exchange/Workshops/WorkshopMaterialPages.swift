// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Sheets to be printed: a guide for whoever moderates, and the questions for those without a device.
struct WorkshopMaterialPages: Sendable {
    var all: Page {
        WorkshopPage.make(
            .workshopMaterialTitle,
            """
            <h1>\(text: .workshopMaterialTitle)</h1><p class="lead">\(text: .workshopMaterialLead)</p>
            <p><button class="button secondary" type="button" data-print hidden>\(text: .workshopPrint)</button></p>
            \(guide)
            <section class="sheet"><h2>\(text: .workshopSheetTitle)</h2><p>\(text: .workshopSheetLead)</p>\
            \(WorkshopStep.allCases.filter(\.isAnsweredByEach).map(sheet))</section>
            """, trail: [WorkshopPage.startStep])
    }

    private var guide: HTML {
        let rows = WorkshopStep.allCases.map { step -> HTML in
            """
            <li><strong>\(text: step.title)</strong> (\(text: .workshopMinutes, count: step.minutes(.full))): \
            \(text: step.lead)</li>
            """
        }
        return
            "<section><h2>\(text: .workshopGuideTitle)</h2><p>\(text: .workshopGuideLead)</p><ol>\(rows)</ol></section>"
    }

    private func sheet(_ step: WorkshopStep) -> HTML {
        let lines = step.questions.map { question -> HTML in
            """
            <tr><th scope="row">\(question.text)</th><td>0 = \(text: question.ends.low)<br>4 = \(text: question.ends.high)</td>\
            <td>☐0 ☐1 ☐2 ☐3 ☐4</td></tr>
            """
        }
        let scales: HTML =
            lines.isEmpty
            ? ""
            : """
            <table class="scales words"><thead><tr><th scope="col">\(text: .workshopQuestion)</th>\
            <th scope="col">\(text: .workshopEnds)</th><th scope="col">\(text: .workshopAnswer)</th></tr></thead>\
            <tbody>\(lines)</tbody></table>
            """
        let skills: HTML =
            step == .r6
            ? "<p>\(text: .workshopAskSkills)</p><ul>\(Skill.allCases.map { "<li>☐ \(text: $0.title)</li>" as HTML })</ul>"
            : ""
        let notes = step.notes.map { kind -> HTML in
            """
            <h4>\(text: kind.title)</h4><p class="hint">\(text: kind.hint)</p>\
            <ol>\([1, 2, 3].map { _ in "<li>____________________________</li>" as HTML })</ol>
            """
        }
        return "<h3>\(text: step.title)</h3>\(scales)\(skills)\(notes)"
    }
}
