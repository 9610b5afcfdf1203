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

/// The choices above the list of notices.
struct NoticeFilter: Sendable {
    let choice: NoticeListChoice
    let isModerator: Bool

    var html: HTML {
        let filter = choice.filter
        var states: [(value: String, label: HTML)] = [
            ("open", "\(text: .requestFilterOpen)"), ("settled", "\(text: .requestFilterSettled)"),
        ]
        if isModerator { states.append(("hidden", "\(text: .requestFilterHidden)")) }
        let kinds = Notice.Kind.allCases.map { (value: $0.rawValue, label: "\(text: $0.title)" as HTML) }
        let library: HTML =
            filter.library.map { "<input type=\"hidden\" name=\"bibliothek\" value=\"\($0.description)\">" } ?? ""
        return """
            <form class="search" method="get" action="\(url: SharingLinks.noticeList)">\(library)
            \(Self.choice("art", .requestFilterKind, [("", "\(text: .requestFilterAll)")] + kinds, filter.kind?.rawValue))
            \(Self.choice("thema", .requestFilterTopic, [("", "\(text: .requestFilterAll)")] + NoticeForm.topics, filter.topic?.rawValue))
            \(Self.choice("stand", .requestFilterState, states, filter.isHidden ? "hidden" : filter.isSettled ? "settled" : "open"))
            <button class="button secondary" type="submit">\(text: .requestFilterApply)</button></form>
            """
    }

    static func choice(
        _ name: String, _ label: TextKey, _ options: [(value: String, label: HTML)], _ chosen: String?
    ) -> HTML {
        let items = options.map { option -> HTML in
            let selected: HTML = option.value == chosen ? " selected" : ""
            return "<option value=\"\(option.value)\"\(selected)>\(option.label)</option>"
        }
        return """
            <div class="field"><label for="f-\(name)">\(text: label)</label>\
            <select class="input" id="f-\(name)" name="\(name)">\(items)</select></div>
            """
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
