// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What a phone shows.
struct ParticipationPages: Sendable {
    let visitor: Visitor?

    /// Asks for the short code.
    func code(_ state: FormState = FormState()) -> Page {
        let field = Field(
            "code", "\(text: .workshopCode)", hint: "\(text: .workshopCodeHint)", required: true, autocomplete: "off",
            width: "short")
        let form = Form(WorkshopLinks.join, button: "\(text: .workshopGoOn)")
        return WorkshopPage.phone(
            .workshopJoinTitle,
            """
            <h1>\(text: .workshopJoinTitle)</h1>\(state.summary(of: [field]))
            \(form.html(visitor, [field], state))
            """, isOpen: true)
    }

    /// What somebody reads before they take part, or why they cannot.
    func join(_ workshop: Workshop, known: SecretToken?, refused: Rejection? = nil) -> Page {
        let code = workshop.code ?? ""
        var content: HTML
        if workshop.state == .ended {
            content = ended(workshop, results: WorkshopLinks.lateResults(code))
        } else if let refused {
            content = "<div class=\"notice warning\"><p>\(text: refused.message)</p></div>"
        } else if workshop.mode == .joint {
            content = "<p class=\"lead\">\(text: .workshopIsJoint)</p>"
        } else {
            content = """
                <ul><li>\(text: .workshopAnonymous)</li><li>\(text: .workshopGuarded)</li>\
                <li>\(text: .workshopJoinCookie)</li></ul>
                """
            if let known {
                content += """
                    <p class="actions"><a class="button" href="\(url: WorkshopLinks.participation(known))">\
                    \(text: .workshopAlreadyIn)</a></p>
                    """
            }
            let form = Form(
                WorkshopLinks.join(code), button: "\(text: known == nil ? .workshopJoinNow : .workshopJoinAnother)",
                style: known == nil ? "" : "secondary", hidden: known == nil ? [] : [("weitere", "1")])
            content += form.html(visitor)
        }
        return WorkshopPage.phone(.workshopJoinTitle, "<h1>\(workshop.name)</h1>\(content)")
    }

    private func ended(_ workshop: Workshop, results: Link) -> HTML {
        let link: HTML =
            workshop.isReleased
            ? "<p><a class=\"button\" href=\"\(url: results)\">\(text: .workshopSeeResults)</a></p>"
            : "<p>\(text: .workshopNotReleased)</p>"
        return "<p class=\"lead\">\(text: .workshopEndedLead)</p>\(link)"
    }

    /// The current step, for as long as the workshop goes on.
    /// - Parameter lastWord: the number of the participant's last word on this step; a script numbers on from there.
    /// - Parameter refused: why what was sent is not taken.
    func step(
        _ workshop: Workshop, token: SecretToken, lastWord: Int64, _ state: FormState, isDone: Bool, zone: TimeZone,
        refused: TextUse? = nil
    ) -> Page {
        let place = WorkshopLinks.participation(token)
        let isAsking = workshop.state == .running && workshop.step.isAnsweredByEach
        let content: HTML
        switch workshop.state {
        case .prepared: content = waiting(.workshopWaitingTitle, .workshopWaitingLead)
        case .paused: content = waiting(.workshopPausedTitle, .workshopPausedLead)
        case .ended:
            content =
                "<h1>\(text: .workshopEndedTitle)</h1>"
                + ended(workshop, results: WorkshopLinks.participation(token, "ergebnis"))
        case .running where isAsking:
            content = asking(workshop, place, lastWord, state, isDone: isDone, zone: zone)
        case .running: content = heading(workshop, zone) + "<p>\(text: .workshopLookUp)</p>\(reload(place))"
        }
        let again = workshop.state == .prepared || workshop.state == .paused || workshop.state == .running && !isAsking
        let refresh: HTML = "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>"
        let warning: HTML =
            refused.map { "<div class=\"notice warning\" role=\"alert\"><p>\(text: $0)</p></div>" } ?? ""
        let poll: HTML = """
            <div data-workshop="\(WorkshopLinks.participation(token, "stand").value)" \
            data-version="\(workshop.version)">\(again ? reload(place) : "")\(warning)\(content)</div>
            """
        return WorkshopPage.phone(
            isAsking ? workshop.step.title : .workshopTitle, poll, head: again ? refresh : "", hasScript: true)
    }

    private func waiting(_ title: TextKey, _ lead: TextKey) -> HTML {
        "<h1>\(text: title)</h1><p class=\"lead\">\(text: lead)</p>"
    }

    private func reload(_ place: Link) -> HTML {
        "<p data-no-script><a class=\"button secondary compact\" href=\"\(url: place)\">\(text: .workshopReload)</a></p>"
    }

    private func heading(_ workshop: Workshop, _ zone: TimeZone) -> HTML {
        """
        <p class="meta">\(text: .workshopStepOf, ["step": "\(workshop.position)", "all": "\(workshop.length.steps.count)"])\
        \(WorkshopClock.html(workshop, zone))</p>
        <h1>\(text: workshop.step.title)</h1><p class="lead">\(text: workshop.step.lead)</p>
        """
    }

    private func asking(
        _ workshop: Workshop, _ place: Link, _ lastWord: Int64, _ state: FormState, isDone: Bool, zone: TimeZone
    ) -> HTML {
        let saved: HTML = isDone && state.rejection == nil ? WorkshopPage.notice(.workshopSaved) : ""
        let form = Form(
            place, button: "\(text: isDone ? .workshopSendAgain : .workshopDone)",
            hidden: [("step", workshop.step.rawValue)])
        return """
            \(heading(workshop, zone))\(state.summary(of: [FormPart]()))\(saved)
            <div data-answers="\(workshop.step.rawValue)" data-word="\(lastWord)">\
            \(form.html(visitor, WorkshopForms.questions(workshop.step, state)))</div>
            <p class="hint" role="status" data-status data-saved="\(text: .workshopStatusSaved)" \
            data-waiting="\(text: .workshopStatusWaiting)" data-sending="\(text: .workshopStatusSending)"></p>
            \(reload(place))
            """
    }
}

/// When a step, or the break, was meant to be over.
enum WorkshopClock {
    static func html(_ workshop: Workshop, _ zone: TimeZone) -> HTML {
        guard let deadline = workshop.deadline else { return "" }
        let left = HTML(TextUse(.workshopMinutesLeft, ["count": "#"]))
        return """
            \u{20}· \(text: .workshopUntil, ["time": "\(time: deadline, zone: zone)"]) \
            <span dir="auto" data-deadline="\(deadline.seconds)" data-left="\(left)" \
            data-over="\(text: .workshopTakeYourTime)"></span>
            """
    }
}
