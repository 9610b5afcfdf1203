// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The form of a step on the moderator's page: everything that can be typed there, and around it every button, so that
/// none of them loses anything.
struct StepForm: Sendable {
    let pages: ModerationPages
    let view: ModerationPages.View
    let step: WorkshopStep
    /// What came back with a problem.
    let state: FormState?

    /// What stood in the form when it was shown, as a form sends it.
    static let before = "vorher"

    private var known: [(name: String, value: String)] {
        WorkshopForms.values(view.facts) + (view.joint.map(WorkshopForms.values) ?? [])
    }

    /// - Parameters:
    ///   - isOpen: whether there is anything to be typed at this time.
    ///   - rest: what follows: the common wall and the buttons.
    func html(isOpen: Bool, _ rest: HTML) -> HTML {
        let values = state ?? FormState(known)
        let parts = isOpen ? WorkshopForms.facts(step, plan: view.facts.plan) : []
        let questions = isOpen && view.joint != nil ? WorkshopForms.questions(step, values, isJoint: true) : ""
        let before = state?.values[Self.before] ?? WorkshopInput.typedBefore(known, in: step)
        var hidden = [(name: "version", value: "\(pages.workshop.version)")]
        if isOpen { hidden += [("step", step.rawValue), (Self.before, before)] }
        if let position = view.position { hidden.append((ModerationPages.wallPosition, position.description)) }
        let hasFields = !parts.isEmpty || !questions.isEmpty
        let isEnded = pages.workshop.state == .ended
        // It comes first in the form, so that the enter key saves and does nothing else.
        let save: HTML =
            hasFields && !isEnded
            ? "<div class=\"actions\"><button class=\"button secondary\" type=\"submit\">\(text: .save)</button></div>"
            : ""
        let unsaved: HTML = state == nil ? "" : " data-unsaved"
        let content: HTML = "\(questions)\(parts.html(values))\(save)\(rest)"
        return """
            \(values.summary(of: parts))<div data-own-form\(unsaved)>\
            \(Form.html(pages.visitor, pages.link("angaben"), hidden: hidden, content: content))</div>
            """
    }
}
