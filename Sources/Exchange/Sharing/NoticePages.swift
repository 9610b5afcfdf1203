// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What the list of notices shows.
struct NoticeListView: Sendable {
    let choice: NoticeListChoice
    let notices: [Notice]
    let hasMore: Bool
    let libraries: [OrganisationID: SharingPorts.Library]
    let answers: [ID<Notice>: Int]
    let asker: Asker
}

/// What the page of one notice shows.
struct NoticeView: Sendable {
    let notice: Notice
    /// Hidden ones included.
    let answers: [NoticeAnswer]
    let libraries: [OrganisationID: SharingPorts.Library]
    /// The measure that helped.
    let measure: ResolvedItem?
    let asker: Asker
}

/// Requests and offers for people to read.
struct NoticePages: Sendable {
    let today: Day

    private var rules: NoticeRules { NoticeRules(today: today) }

    func list(_ view: NoticeListView) -> Page {
        let filter = view.choice.filter
        let cards = view.notices.map { card($0, view) }
        let content: HTML =
            cards.isEmpty
            ? """
            <div class="empty"><h2>\(text: filter.isSettled ? .requestNoneSettled : .requestNone)</h2>
            <p>\(text: .requestNoneMore)</p></div>
            """
            : "<ul class=\"cards\">\(cards)</ul>"
        let next: HTML =
            view.hasMore
            ? """
            <nav class="pages" aria-label="\(text: .requestMoreLabel)"><a rel="next" \
            href="\(url: SharingLinks.noticeList(view.choice.query(after: view.notices.last?.id)))">\
            \(text: .requestMore)</a></nav>
            """ : ""
        return Page(
            title: .requestsTitle, section: SharingLinks.notices,
            content: """
                <div class="title"><h1>\(text: .requestsTitle)</h1><p class="lead">\(text: .requestsLead)</p></div>
                \(invitation(view.asker))
                \(view.choice.filter(for: view.asker).html)
                <section aria-label="\(text: .requestsTitle)">\(content)</section>
                \(next)
                """)
    }

    private func invitation(_ asker: Asker) -> HTML {
        guard !asker.libraries.isEmpty else { return "<p>\(text: .requestGuestNote)</p>" }
        let own = asker.libraries.map { library -> HTML in
            let list = SharingLinks.noticeList([("bibliothek", library.id.description)])
            return "<a href=\"\(url: list)\">\(text: .requestsOf, ["library": "\(library.name)"])</a>"
        }
        return """
            <p class="actions"><a class="button" href="\(url: SharingLinks.newNotice(.request))">\(text: .requestNew)</a>
            <a class="button secondary" href="\(url: SharingLinks.newNotice(.offer))">\(text: .offerNew)</a>
            \(own)</p>
            """
    }

    private func card(_ notice: Notice, _ view: NoticeListView) -> HTML {
        let count = view.answers[notice.id] ?? 0
        let answers: HTML = count == 0 ? "" : " · \(text: .requestAnswerCount, count: count)"
        return """
            <li><article class="card">\(tags(notice))
            <h2><a href="\(url: SharingLinks.notice(notice.id))">\(notice.content.title)</a></h2>
            <p>\(Self.beginning(of: notice.content.words))</p>
            <p class="meta">\(LibraryName.html(notice.library, view.libraries)) · \(until(notice))\(answers)</p>
            </article></li>
            """
    }

    /// So many words as fit a card.
    static func beginning(of words: String) -> String {
        let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard line.count > 180 else { return line }
        return line.prefix(180).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }

    private func tags(_ notice: Notice) -> HTML {
        var tags: [HTML] = [
            "<li><span class=\"tag accent\">\(text: notice.kind.title)</span></li>",
            "<li><span class=\"tag\">\(text: notice.content.topic.title)</span></li>",
        ]
        if case .offer(let good, _, _) = notice.content.details {
            tags.append("<li><span class=\"tag\">\(text: good.title)</span></li>")
        }
        if notice.hiding != nil {
            tags.append(tag("bad", "✕", .requestStateHidden))
        } else if notice.state == .settled {
            tags.append(tag("good", "✓", notice.kind == .request ? .requestStateSettled : .offerStateSettled))
        } else if rules.isOver(notice) {
            tags.append(tag("neutral", "○", .requestStateOver))
        }
        return "<ul class=\"tags\">\(tags)</ul>"
    }

    private func tag(_ kind: String, _ sign: String, _ word: TextKey) -> HTML {
        "<li><span class=\"tag \(kind)\"><span aria-hidden=\"true\">\(sign)</span> \(text: word)</span></li>"
    }

    private func until(_ notice: Notice) -> HTML {
        "\(text: .requestUntil, ["day": "\(date: notice.content.lastDay, .short)"])"
    }

    func single(_ view: NoticeView, _ state: FormState, saved: TextKey?) -> Page {
        let notice = view.notice
        let noticeLine = SavedNotice.html(saved)
        return Page(
            title: TextUse(.requestPlainTitle, ["title": "\(notice.content.title)"]), section: SharingLinks.notices,
            trail: [("\(text: .requestsTitle)", SharingLinks.noticeList)],
            content: """
                \(noticeLine)\(hidden(notice))
                <div class="title">\(tags(notice))<h1>\(notice.content.title)</h1>
                <p class="meta">\(LibraryName.html(notice.library, view.libraries)) · \(until(notice))</p></div>
                <div class="columns"><div>
                \(words(notice))
                \(settlement(view))
                \(answers(view, state))
                </div><aside class="card" aria-labelledby="tun"><h2 id="tun">\(text: .requestWhatToDo)</h2>
                \(NoticeActs(view: view, rules: rules).html)</aside></div>
                """)
    }

    private func hidden(_ notice: Notice) -> HTML {
        guard let hiding = notice.hiding else { return "" }
        return """
            <div class="notice error"><p>\(text: .requestIsHidden)</p><p>\(text: .requestReason): \(hiding.reason)</p></div>
            """
    }

    private func words(_ notice: Notice) -> HTML {
        var facts: [(HTML, HTML)] = []
        switch notice.content.details {
        case .request(let tried):
            if let tried { facts.append(("\(text: .requestTriedShown)", Paragraphs.html(tried))) }
        case .offer(_, let place, let terms):
            if let place { facts.append(("\(text: .offerPlaceShown)", "\(place)")) }
            if let terms { facts.append(("\(text: .offerTermsShown)", Paragraphs.html(terms))) }
        }
        let list: HTML =
            facts.isEmpty
            ? ""
            : "<dl class=\"facts\">\(facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML })</dl>"
        return "\(Paragraphs.html(notice.content.words))\(list)"
    }

    private func settlement(_ view: NoticeView) -> HTML {
        guard let settlement = view.notice.settlement else { return "" }
        let helper = settlement.answer.flatMap { id in view.answers.first { $0.id == id && $0.hiding == nil } }
        let answer: HTML =
            helper.map { answer in
                """
                <p>\(text: .requestHelpedBy) <a href="\(url: Link(fragment: "antwort-\(answer.id)"))">\
                \(text: .requestAnswerOf, ["library": LibraryName.plain(answer.library, view.libraries)])</a></p>
                """
            } ?? ""
        let measure: HTML =
            view.measure.map { measure in
                """
                <p>\(text: .requestHelpedByMeasure) <a href="\(url: measure.link)">\(measure.title)</a></p>
                """
            } ?? ""
        let words: HTML = settlement.words.map(Paragraphs.html) ?? ""
        return """
            <section class="notice success" aria-labelledby="erledigt"><h2 id="erledigt">\
            \(text: view.notice.kind == .request ? .requestStateSettled : .offerStateSettled)</h2>
            \(answer)\(measure)\(words)</section>
            """
    }

    private func answers(_ view: NoticeView, _ state: FormState) -> HTML {
        let shown = view.answers.filter { $0.hiding == nil || view.asker.isModerator }
        let items = shown.map { answer -> HTML in
            let mark: HTML = answer.hiding == nil ? "" : "\(tag("bad", "✕", .requestStateHidden))"
            let helped: HTML =
                view.notice.settlement?.answer == answer.id ? "\(tag("good", "✓", .requestAnswerHelped))" : ""
            let tags: HTML = mark.isEmpty && helped.isEmpty ? "" : "<ul class=\"tags\">\(mark)\(helped)</ul>"
            return """
                <li id="antwort-\("\(answer.id)")">\(tags)<h3>\(LibraryName.html(answer.library, view.libraries))</h3>
                \(Paragraphs.html(answer.words))\(moderation(of: answer, view))</li>
                """
        }
        let list: HTML =
            items.isEmpty ? "<p>\(text: .requestNoAnswers)</p>" : "<ol class=\"timeline\">\(items)</ol>"
        return """
            <section aria-labelledby="antworten"><h2 id="antworten">\(text: .requestAnswers)</h2>\(list)
            \(AnswerForm(view: view, rules: rules).html(state))</section>
            """
    }

    private func moderation(of answer: NoticeAnswer, _ view: NoticeView) -> HTML {
        guard view.asker.isModerator else { return "" }
        if answer.hiding != nil {
            let link = SharingLinks.answer(answer.id, to: answer.notice, "einblenden")
            let again = Form(link, button: "\(text: .requestShowAgain)", style: "secondary compact")
            return "<div class=\"actions\">\(again.inline(view.asker.visitor))</div>"
        }
        let link = SharingLinks.answer(answer.id, to: answer.notice, "ausblenden")
        return "<p><a href=\"\(url: link)\">\(text: .requestHideAnswer)</a></p>"
    }
}
