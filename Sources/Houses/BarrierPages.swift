// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// Reporting a barrier, and what is to be done about it.
enum BarrierPages {
    static func form(_ state: FormState, _ house: HouseFrame?, _ visitor: Visitor?) -> Page {
        let form = Form(HousesLinks.report(house), button: "\(text: .send)", hasTrap: true)
        let fields = [
            Field(
                "description", "\(text: .whatHinders)", hint: "\(text: .whatHindersHint)", .lines(rows: 6),
                required: true),
            Field("page", "\(text: .whichPage)", hint: "\(text: .whichPageHint)"),
            Field(
                "email", "\(text: .yourEmail)", hint: "\(text: .yourEmailHint)", .line(type: "email"),
                autocomplete: "email"),
        ]
        return Page(
            title: state.pageTitle(.reportBarrier),
            content: """
                <h1>\(text: .reportBarrier)</h1>
                <p class="lead">\(text: .reportBarrierLead)</p>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    static func confirmation(_ house: HouseFrame?) -> Page {
        let home = house?.link() ?? Link(path: [])
        return Page(
            title: TextUse(.reportReceived),
            content: """
                <div class="confirmation">\(Signs.check)
                <h1>\(text: .reportReceived)</h1>
                <h2>\(text: .whatHappensNext)</h2>
                <ol class="next-steps"><li>\(text: .reportNextRead)</li><li>\(text: .reportNextMend)</li>\
                <li>\(text: .reportNextAnswer)</li></ol>
                <p class="actions"><a class="button secondary" href="\(url: home)">\(text: .toTheStart)</a></p>
                </div>
                """)
    }

    /// What waits at the desk: each report with a button that settles it.
    static func desk(
        _ reports: [(report: BarrierReport, contact: PersonContact?)], of house: HouseFrame?, for visitor: Visitor
    ) -> DeskSection {
        let zone = house?.zone ?? .gmt
        return DeskSection(
            title: TextUse(.barrierReports),
            items: reports.map { report, contact in
                let day: HTML = "\(date: report.createdAt.day(in: zone), .short)"
                let answer: HTML =
                    contact?.email.map { "<p>\(text: .answerTo, ["address": Reachability.mail($0)])</p>" } ?? ""
                let hidden: HTML = "<span class=\"visually-hidden\">: \(report.page)</span>"
                let form = Form(
                    HousesLinks.settlement(of: report.id, house), button: "\(text: .settled)\(hidden)", style: "compact"
                )
                return DeskItem(
                    title: "<bdi>\(report.page)</bdi>", link: Link(local: report.page) ?? Link(path: []),
                    details: """
                        <p class="meta">\(text: .reportedOn, ["date": day])</p><p>\(report.description)</p>\(answer)
                        """,
                    actions: form.html(visitor))
            })
    }
}

/// Drawings that several pages show.
enum Signs {
    /// A door with a check mark: it worked.
    static let check: HTML = """
        <svg viewBox="0 0 22 30" aria-hidden="true" focusable="false"><path class="arch-door" \
        d="M0 30V11a11 11 0 0 1 22 0v19z"/><path class="arch-sign" d="M5.5 16l4 4 7.5-8.5"/></svg>
        """

    /// A closed door: nothing here.
    static let door: HTML = """
        <svg viewBox="0 0 22 30" aria-hidden="true" focusable="false"><path class="arch-door" \
        d="M0 30V11a11 11 0 0 1 22 0v19z"/><circle class="arch-knob" cx="17" cy="19" r="1.8"/></svg>
        """
}

extension FormState {
    /// The title of a form's page; it says so first when something is wrong.
    func pageTitle(_ title: TextKey) -> TextUse {
        rejection == nil ? TextUse(title) : TextUse(.titleWithErrors, ["title": "\(text: title)"])
    }
}
