// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Where a library tells what it did: the Kleinigkeit on one page, everything else in steps that are saved one by one.
struct EditPages: Sendable {
    let visitor: Visitor?

    /// The button that saves a draft instead of publishing.
    static let draft = "entwurf"
    /// The button that saves and ends for now.
    static let leave = "spaeter"

    func new(_ state: FormState, libraries: [ExchangePorts.Library]) -> Page {
        let parts = MeasureFields.core(isNew: true, libraries: libraries)
        let form = Form(
            NetworkLinks.newMeasure, button: "\(text: .publishNow)",
            cancel: button(Self.draft, .saveAsDraft))
        return page(
            .newMeasure,
            """
            \(state.summary(of: parts))
            <div class="title"><h1>\(text: .newMeasure)</h1><p class="lead">\(text: .newMeasureLead)</p></div>
            \(form.html(visitor, parts, state))
            """)
    }

    func step(_ step: MeasureStep, of measure: Measure, _ state: FormState, isSaved: Bool) -> Page {
        let parts = MeasureFields.fields(step)
        let form = Form(
            NetworkLinks.edit(measure.id, step), button: "\(text: .saveAndContinue)",
            cancel: button(Self.leave, .saveAndLeave))
        return page(
            step.title,
            """
            \(savedNotice(isSaved))\(steps(measure, current: step))\(state.summary(of: parts))
            <div class="title"><h1>\(text: step.title)</h1><p class="meta">\(measure.content.title)</p></div>
            \(openNotice(measure))\(form.html(visitor, parts, state))
            """)
    }

    /// What is about to be shown to whom, and one button.
    func publishing(_ measure: Measure, _ state: FormState) -> Page {
        let content = measure.content
        let whom: TextKey = content.audience == .members ? .publishForMembers : .publishForEveryone
        let lessons: HTML =
            content.lessons != nil && content.lessonsAudience == .members
            ? "<p>\(text: .publishLessonsForMembers)</p>" : ""
        let publish = Form(NetworkLinks.publish(measure.id), button: "\(text: .publishNow)")
        let remove: HTML =
            measure.state == .draft
            ? Form(NetworkLinks.remove(measure.id), button: "\(text: .removeDraft)", style: "quiet").html(visitor) : ""
        return page(
            .publishMeasure,
            """
            \(steps(measure, current: nil))\(summary(state, measure))
            <div class="title"><h1>\(text: .publishMeasure)</h1><p class="meta">\(content.title)</p></div>
            <p>\(text: whom)</p>\(lessons)
            <p><a href="\(url: NetworkLinks.materials(measure.id))">\(text: .editMaterials)</a></p>
            \(publish.html(visitor))\(remove)
            """)
    }

    func withdrawal(_ measure: Measure) -> Page {
        let form = Form(
            NetworkLinks.withdraw(measure.id), button: "\(text: .withdrawMeasure)", style: "danger",
            cancel: "<a href=\"\(url: NetworkLinks.measure(measure.id))\">\(text: .cancel)</a>")
        return page(
            .withdrawMeasure,
            """
            <div class="title"><h1>\(text: .withdrawMeasure)</h1><p class="meta">\(measure.content.title)</p></div>
            <p>\(text: .withdrawMeasureLead)</p>\(form.html(visitor))
            """)
    }

    /// What is missing stands in the first step; each problem leads there.
    private func summary(_ state: FormState, _ measure: Measure) -> HTML {
        guard let rejection = state.rejection else { return "" }
        let link = NetworkLinks.edit(measure.id, .core)
        let items = rejection.fields.map { problem -> HTML in
            let label = MeasureFields.core(isNew: false).title(of: problem.field) ?? "\(problem.field)"
            return "<li><a href=\"\(url: link)\">\(label): \(text: problem.message)</a></li>"
        }
        return """
            <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="fehler">
            <h2 id="fehler">\(text: rejection.message)</h2><ul>\(items)</ul></div>
            """
    }

    private func button(_ name: String, _ label: TextKey) -> HTML {
        "<button class=\"button secondary\" type=\"submit\" name=\"\(name)\" value=\"1\">\(text: label)</button>"
    }

    private func savedNotice(_ isSaved: Bool) -> HTML {
        isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .draftSaved)</p></div>" : ""
    }

    /// While an edit is open, others read the version before.
    private func openNotice(_ measure: Measure) -> HTML {
        measure.state == .published ? "<p class=\"hint\">\(text: .editIsNotShownYet)</p>" : ""
    }

    private func steps(_ measure: Measure, current: MeasureStep?) -> HTML {
        let items = MeasureStep.allCases.enumerated().map { index, step -> HTML in
            let mark: HTML = step == current ? " aria-current=\"step\"" : ""
            return """
                <li\(mark)><span aria-hidden="true">\(index + 1)</span> \
                <a href="\(url: NetworkLinks.edit(measure.id, step))">\(text: step.title)</a></li>
                """
        }
        let last: HTML = """
            <li\(current == nil ? " aria-current=\"step\"" : "")><span aria-hidden="true">\(MeasureStep.allCases.count + 1)</span> \
            <a href="\(url: NetworkLinks.publish(measure.id))">\(text: .publishMeasure)</a></li>
            """
        return "<nav class=\"steps\" aria-label=\"\(text: .measureSteps)\"><ol>\(items)\(last)</ol></nav>"
    }

    private func page(_ title: TextKey, _ content: HTML) -> Page {
        Page(
            title: TextUse(title), section: NetworkLinks.measuresSection,
            trail: [("\(text: .ownMeasures)", NetworkLinks.own)], content: content)
    }
}

extension [FormPart] {
    /// How the field of that name is called.
    fileprivate func title(of name: String) -> HTML? {
        for case .field(let field) in self where field.name == name { return field.label }
        return nil
    }
}
