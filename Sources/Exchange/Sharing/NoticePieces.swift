// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The name of a library as a link; of one that has left, in general words.
enum LibraryName {
    static func html(_ id: OrganisationID, _ libraries: [OrganisationID: SharingPorts.Library]) -> HTML {
        guard let library = libraries[id] else { return "\(text: .taskFormerLibrary)" }
        return "<a href=\"\(url: library.link)\">\(library.name)</a>"
    }

    static func plain(_ id: OrganisationID, _ libraries: [OrganisationID: SharingPorts.Library]) -> HTML {
        libraries[id].map { "\($0.name)" } ?? "\(text: .taskFormerLibrary)"
    }
}

/// What a page says first that a form has led to.
enum SavedNotice {
    static func html(_ key: TextKey?) -> HTML {
        key.map { "<div class=\"notice success\" role=\"status\"><p>\(text: $0)</p></div>" } ?? ""
    }
}

/// The choices above a list of notices or tasks.
struct SharingFilter: Sendable {
    /// The list that it belongs to.
    let list: Link
    let states: [(value: String, label: HTML)]
    /// What is chosen: names and values of the query.
    let chosen: [(name: String, value: String)]
    var hasKinds = false
    var hidden: [(name: String, value: String)] = []

    var html: HTML {
        let all: (value: String, label: HTML) = ("", "\(text: .requestFilterAll)")
        let kinds = Notice.Kind.allCases.map { (value: $0.rawValue, label: "\(text: $0.title)" as HTML) }
        var fields = [
            Field("thema", "\(text: .requestFilterTopic)", .choice([all] + NoticeForm.topics)),
            Field("stand", "\(text: .requestFilterState)", .choice(states)),
        ]
        if hasKinds { fields.insert(Field("art", "\(text: .requestFilterKind)", .choice([all] + kinds)), at: 0) }
        for index in fields.indices { fields[index].hasOptionalMark = false }
        return QueryForm(list, button: "\(text: .requestFilterApply)", hidden: hidden, isBar: true)
            .html(FormPart.fields(fields), FormState(chosen))
    }
}

extension NoticeListChoice {
    func filter(for asker: Asker) -> SharingFilter {
        var states: [(value: String, label: HTML)] = [
            ("open", "\(text: .requestFilterOpen)"), ("settled", "\(text: .requestFilterSettled)"),
        ]
        if asker.isModerator { states.append(("hidden", "\(text: .requestFilterHidden)")) }
        return SharingFilter(
            list: SharingLinks.noticeList, states: states, chosen: query(after: nil).map { (name: $0.0, value: $0.1) },
            hasKinds: true, hidden: filter.library.map { [("bibliothek", $0.description)] } ?? [])
    }
}

extension TaskListChoice {
    func filter(for asker: Asker) -> SharingFilter {
        var states: [(value: String, label: HTML)] = [
            ("open", "\(text: .taskFilterOngoing)"), ("finished", "\(text: .taskFilterFinished)"),
        ]
        if asker.isModerator { states.append(("hidden", "\(text: .requestFilterHidden)")) }
        return SharingFilter(
            list: SharingLinks.taskList, states: states, chosen: query(after: nil).map { (name: $0.0, value: $0.1) })
    }
}

/// What the reader of a notice can do with it.
struct NoticeActs: Sendable {
    let view: NoticeView
    let rules: NoticeRules

    var html: HTML {
        let acts = (isOwn ? own : others) + moderation
        return acts.isEmpty
            ? "<p>\(text: .requestGuestNote)</p>" : "<ul>\(acts.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private var isOwn: Bool { view.asker.acts(for: view.notice.library) }

    private func link(_ act: String, _ label: TextKey) -> HTML {
        "<a href=\"\(url: SharingLinks.notice(view.notice.id, act))\">\(text: label)</a>"
    }

    private var own: [HTML] {
        guard view.notice.state == .open, view.notice.hiding == nil else { return [] }
        return [
            link("erledigung", view.notice.kind == .request ? .requestSettle : .offerSettle),
            link("bearbeiten", .requestEdit), link("ruecknahme", .requestWithdraw),
        ]
    }

    private var others: [HTML] {
        guard !view.asker.libraries.isEmpty, view.notice.hiding == nil else { return [] }
        return [link("kontakt", .requestContact)]
    }

    private var moderation: [HTML] {
        guard view.asker.isModerator else { return [] }
        if view.notice.hiding == nil { return [link("ausblenden", .requestHide)] }
        let form = Form(
            SharingLinks.notice(view.notice.id, "einblenden"), button: "\(text: .requestShowAgain)",
            style: "secondary compact")
        return [form.inline(view.asker.visitor)]
    }
}

/// The form under the answers.
struct AnswerForm: Sendable {
    let view: NoticeView
    let rules: NoticeRules

    func html(_ state: FormState) -> HTML {
        let notice = view.notice
        guard notice.hiding == nil else { return "" }
        if notice.state == .settled { return conflict(state) + "<p>\(text: .requestIsSettled)</p>" }
        if rules.isOver(notice) { return conflict(state) + "<p>\(text: .requestIsOver)</p>" }
        guard !view.asker.libraries.isEmpty else { return "<p>\(text: .requestMembersAnswer)</p>" }
        let parts =
            view.asker.libraryField + [
                .field(
                    Field(
                        "words", "\(text: .requestAnswerField)", hint: "\(text: .requestAnswerHint)", .lines(rows: 4),
                        required: true))
            ]
        let form = Form(SharingLinks.notice(notice.id, "antworten"), button: "\(text: .requestAnswerSend)")
        return """
            <h3>\(text: .requestAnswerTitle)</h3>\(state.summary(of: parts))
            \(form.html(view.asker.visitor, parts, state))
            """
    }

    /// What was typed is shown once more, when it came too late.
    private func conflict(_ state: FormState) -> HTML {
        guard state.rejection != nil, let words = state.values["words"] else { return "" }
        return """
            \(state.summary(of: [FormPart]()))<div class="card"><h3>\(text: .requestYourWords)</h3>\(Paragraphs.html(words))</div>
            """
    }
}
