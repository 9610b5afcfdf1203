// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The forms around tasks.
struct TaskFormPages: Sendable {
    let asker: Asker

    func new(_ state: FormState) -> Page {
        let heading: FormPart = .other("<h2>\(text: .taskParts)</h2><p>\(text: .taskPartsLead)</p>")
        let parts = asker.libraryField + TaskForm.fields + [heading] + TaskForm.rowsOfParts
        let form = Form(
            SharingLinks.taskList, button: "\(text: .taskOpen)", cancel: NoticeFormPages.cancel(SharingLinks.taskList))
        return page(TextUse(.taskNew), "\(text: .taskNewLead)", form, parts, state)
    }

    func edit(_ task: SharedTask, _ state: FormState) -> Page {
        page(
            TextUse(.taskEdit), "\(task.content.title)", form("bearbeiten", .save, of: task), TaskForm.fields, state,
            below: task)
    }

    func newPart(of task: SharedTask, _ state: FormState) -> Page {
        page(
            TextUse(.taskAddPart), "\(task.content.title)", form("teile", .taskAddPartDo, of: task),
            TaskForm.partFields(), state, below: task)
    }

    func editPart(_ part: TaskPart, of task: SharedTask, _ state: FormState) -> Page {
        let form = Form(
            SharingLinks.part(part.id, of: task.id, "bearbeiten"), button: "\(text: .save)",
            cancel: NoticeFormPages.cancel(SharingLinks.task(task.id)))
        return page(
            TextUse(.taskEditPart), "\(part.content.title)", form, TaskForm.partFields(), state, below: task)
    }

    func outcome(of part: TaskPart, of task: SharedTask, _ state: FormState) -> Page {
        let form = Form(
            SharingLinks.part(part.id, of: task.id, "ergebnis"), button: "\(text: .taskDeliverDo)",
            cancel: NoticeFormPages.cancel(SharingLinks.task(task.id)))
        let lead: HTML = """
            \(part.content.title): \(text: .taskEstimatedAs, ["hours": "\(text: part.content.estimate.words)"])
            """
        return page(TextUse(.taskDeliver), lead, form, TaskForm.outcomeFields(part.outcome?.file), state, below: task)
    }

    func finish(
        _ task: SharedTask, _ libraries: [OrganisationID: SharingPorts.Library], _ state: FormState
    ) -> Page {
        let free = task.parts.count { $0.isFree }
        let note: HTML =
            free == 0
            ? "" : "<div class=\"notice warning\"><p>\(text: .taskFinishFree, count: free)</p></div>"
        let parts: [FormPart] = [
            .other("\(note)\(LedgerTable(ledger: TaskLedger(of: task), libraries: libraries).html)"),
            .field(
                Field(
                    "conclusion", "\(text: .taskConclusionField)", hint: "\(text: .taskConclusionHint)",
                    .lines(rows: 4))),
        ]
        return page(
            TextUse(.taskFinish), "\(text: .taskFinishLead)", form("abschluss", .taskFinishDo, of: task), parts, state,
            below: task)
    }

    func withdraw(_ task: SharedTask) -> Page {
        var form = form("ruecknahme", .taskWithdraw, of: task)
        form.buttonStyle = "danger"
        return page(
            TextUse(.taskWithdraw), "\(text: .taskWithdrawLead, ["title": "\(task.content.title)"])", form, [],
            FormState(), below: task)
    }

    private func form(_ act: String, _ button: TextKey, of task: SharedTask) -> Form {
        Form(
            SharingLinks.task(task.id, act), button: "\(text: button)",
            cancel: NoticeFormPages.cancel(SharingLinks.task(task.id)))
    }

    private func page(
        _ title: TextUse, _ lead: HTML, _ form: Form, _ parts: [FormPart], _ state: FormState,
        below task: SharedTask? = nil
    ) -> Page {
        let own = task.map { (title: "\($0.content.title)" as HTML, link: SharingLinks.task($0.id)) }
        return Page(
            title: title, section: SharingLinks.tasks,
            trail: [("\(text: .tasksTitle)", SharingLinks.taskList)] + [own].compactMap(\.self),
            content: """
                <h1>\(text: title)</h1>
                \(state.summary(of: parts))
                <p class="lead">\(lead)</p>
                \(form.html(asker.visitor, parts, state))
                """)
    }
}
