// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What the list of tasks shows.
struct TaskListView: Sendable {
    let choice: TaskListChoice
    let tasks: [SharedTask]
    let hasMore: Bool
    let libraries: [OrganisationID: SharingPorts.Library]
    let asker: Asker
}

/// What the page of one task shows.
struct TaskView: Sendable {
    let task: SharedTask
    let libraries: [OrganisationID: SharingPorts.Library]
    let asker: Asker

    var isOwn: Bool { asker.acts(for: task.library) }
    var goesOn: Bool { task.hiding == nil && (task.state == .open || task.state == .running) }
}

/// Shared tasks for people to read.
struct TaskPages: Sendable {
    let today: Day

    func list(_ view: TaskListView) -> Page {
        let cards = view.tasks.map { card($0, view) }
        let content: HTML =
            cards.isEmpty
            ? """
            <div class="empty"><h2>\(text: view.choice.isFinished ? .taskNoneFinished : .taskNone)</h2>
            <p>\(text: .taskNoneMore)</p></div>
            """
            : "<ul class=\"cards\">\(cards)</ul>"
        let invitation: HTML =
            view.asker.libraries.isEmpty
            ? "<p>\(text: .taskGuestNote)</p>"
            : "<p class=\"actions\"><a class=\"button\" href=\"\(url: SharingLinks.newTask)\">\(text: .taskNew)</a></p>"
        let next: HTML =
            view.hasMore
            ? """
            <nav class="pages" aria-label="\(text: .taskMoreLabel)"><a rel="next" \
            href="\(url: SharingLinks.taskList(view.choice.query(after: view.tasks.last?.id)))">\
            \(text: .taskMore)</a></nav>
            """ : ""
        return Page(
            title: .tasksTitle, section: SharingLinks.tasks,
            content: """
                <div class="title"><h1>\(text: .tasksTitle)</h1><p class="lead">\(text: .tasksLead)</p></div>
                \(invitation)\(view.choice.filter(for: view.asker).html)
                <section aria-label="\(text: .tasksTitle)">\(content)</section>\(next)
                """)
    }

    private func card(_ task: SharedTask, _ view: TaskListView) -> HTML {
        let free = task.parts.count { $0.isFree }
        let counts: HTML =
            task.state == .finished
            ? "\(text: .taskTotalShort, ["hours": "\(text: TaskLedger(of: task).total.words)"])"
            : "\(text: .taskPartCount, count: task.parts.count) · \(text: .taskFreeCount, count: free)"
        return """
            <li><article class="card">\(tags(task))
            <h2><a href="\(url: SharingLinks.task(task.id))">\(task.content.title)</a></h2>
            <p>\(NoticePages.beginning(of: task.content.words))</p>
            <p class="meta">\(LibraryName.html(task.library, view.libraries)) · \(counts)</p></article></li>
            """
    }

    private func tags(_ task: SharedTask) -> HTML {
        let (kind, sign, word): (String, String, TextKey) =
            if task.hiding != nil {
                ("bad", "✕", .requestStateHidden)
            } else {
                switch task.state {
                case .open: ("warn", "◐", .taskStateOpen)
                case .running: ("accent", "●", .taskStateRunning)
                case .finished: ("good", "✓", .taskStateFinished)
                case .withdrawn: ("neutral", "○", .taskStateWithdrawn)
                }
            }
        return """
            <ul class="tags"><li><span class="tag \(kind)"><span aria-hidden="true">\(sign)</span> \(text: word)</span></li>
            <li><span class="tag">\(text: task.content.topic.title)</span></li></ul>
            """
    }

    func single(_ view: TaskView, saved: TextKey?, problem: Rejection?) -> Page {
        let task = view.task
        let trouble: HTML =
            problem.map { "<div class=\"notice error\" role=\"alert\"><p>\(text: $0.message)</p></div>" } ?? ""
        let hidden: HTML =
            task.hiding.map {
                """
                <div class="notice error"><p>\(text: .requestIsHidden)</p><p>\(text: .requestReason): \($0.reason)</p></div>
                """
            } ?? ""
        return Page(
            title: TextUse(.requestPlainTitle, ["title": "\(task.content.title)"]), section: SharingLinks.tasks,
            trail: [("\(text: .tasksTitle)", SharingLinks.taskList)],
            content: """
                \(trouble)\(SavedNotice.html(saved))\(hidden)
                <div class="title">\(tags(task))<h1>\(task.content.title)</h1>
                <p class="meta">\(text: .taskOpenedBy) \(LibraryName.html(task.library, view.libraries))</p></div>
                \(Paragraphs.html(task.content.words))
                \(conclusion(view))
                <section aria-labelledby="teile"><h2 id="teile">\(text: .taskParts)</h2>
                <ul class="cards">\(task.parts.map { PartCard(part: $0, view: view, today: today).html })</ul></section>
                \(acts(view))
                """)
    }

    private func conclusion(_ view: TaskView) -> HTML {
        guard view.task.state == .finished else { return "" }
        let words: HTML = view.task.conclusion.map(Paragraphs.html) ?? ""
        let measure: HTML =
            view.isOwn
            ? """
            <p class="actions"><a class="button" href="\(url: SharingLinks.newMeasure(from: view.task))">\
            \(text: .taskMakeMeasure)</a></p>
            """ : ""
        return """
            <section class="card" aria-labelledby="bilanz"><h2 id="bilanz">\(text: .taskLedgerTitle)</h2>\(words)
            \(LedgerTable(ledger: TaskLedger(of: view.task), libraries: view.libraries).html)\(measure)</section>
            """
    }

    private func acts(_ view: TaskView) -> HTML {
        let task = view.task
        var links: [HTML] = []
        func link(_ act: String, _ label: TextKey) -> HTML {
            "<a href=\"\(url: SharingLinks.task(task.id, act))\">\(text: label)</a>"
        }
        func link(_ act: String, _ label: TextKey, unless check: (SharedTask) throws(Rejection) -> Void) -> HTML {
            do {
                try check(task)
                return link(act, label)
            } catch {
                return "\(text: label): <span class=\"meta\">\(text: error.message)</span>"
            }
        }
        if view.goesOn, view.isOwn {
            links += [link("teile", .taskAddPart), link("bearbeiten", .taskEdit)]
            links.append(link("ruecknahme", .taskWithdraw, unless: TaskRules.checkWithdrawal))
        }
        if view.goesOn, view.isOwn || view.asker.isModerator {
            links.append(link("abschluss", .taskFinish, unless: TaskRules.checkFinish))
        }
        if view.asker.isModerator {
            let again = Form(
                SharingLinks.task(task.id, "einblenden"), button: "\(text: .requestShowAgain)",
                style: "secondary compact")
            links.append(task.hiding == nil ? link("ausblenden", .requestHide) : again.inline(view.asker.visitor))
        }
        guard !links.isEmpty else { return "" }
        return """
            <section aria-labelledby="tun"><h2 id="tun">\(text: .requestWhatToDo)</h2>\
            <ul>\(links.map { "<li>\($0)</li>" as HTML })</ul></section>
            """
    }
}

/// Who gave how many hours, and who was spared how many.
struct LedgerTable: Sendable {
    let ledger: TaskLedger
    let libraries: [OrganisationID: SharingPorts.Library]

    var html: HTML {
        let rows = ledger.lines.map { line -> HTML in
            """
            <tr><th scope="row">\(LibraryName.html(line.library, libraries))</th>
            <td class="number" data-label="\(text: .taskLedgerParts)">\(line.parts)</td>
            <td class="number" data-label="\(text: .taskLedgerGiven)">\(line.given.figure)</td>
            <td class="number" data-label="\(text: .taskLedgerSaved)">\(line.saved.figure)</td></tr>
            """
        }
        let estimate: HTML = "\(text: ledger.estimate.words)"
        return """
            <p>\(text: .taskLedgerSentence, ["hours": "\(text: ledger.total.words)", "estimate": estimate])</p>
            <table class="stack"><caption>\(text: .taskLedgerCaption)</caption>
            <thead><tr><th scope="col">\(text: .taskLedgerLibrary)</th>
            <th scope="col" class="number">\(text: .taskLedgerParts)</th>
            <th scope="col" class="number">\(text: .taskLedgerGiven)</th>
            <th scope="col" class="number">\(text: .taskLedgerSaved)</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            <p class="hint">\(text: .taskLedgerNote)</p>
            """
    }
}
