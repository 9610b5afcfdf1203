// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What the moderator sees: steps, clock, progress; never what one person answered.
struct ModerationPages: Sendable {
    let moderated: Moderated
    let visitor: Visitor?
    let zone: TimeZone
    let base: String
    /// Opens the run that may follow this one: what is sent twice begins one.
    private let nextRun = SecretToken.random()

    static let nextRunField = "neu"

    init(moderated: Moderated, visitor: Visitor?, zone: TimeZone, base: String) {
        self.moderated = moderated
        self.visitor = visitor
        self.zone = zone
        self.base = base
    }

    struct View: Sendable {
        let progress: WorkshopAnswerStore.Progress
        let facts: WorkshopFacts
        /// The answers of the team at its one device; `nil` where each answers alone.
        let joint: WorkshopAnswerStore.Submission?
        /// One more than stand on a page when there are more.
        let wall: [WallNote]
        /// The text after which the wall begins; `nil` for its first page.
        let position: ID<WallNote>?
        /// Texts are kept back until enough have joined that nobody's can be told.
        let isWallGuarded: Bool
        /// What was just done to the wall.
        var wallNotice: TextKey?
    }

    var workshop: Workshop { moderated.workshop }
    func link(_ part: String) -> Link { WorkshopLinks.moderation(moderated.key, part) }
    var home: Link { WorkshopLinks.moderation(moderated.key) }

    /// - Parameter shown: the step whose form came back with an error.
    func screen(
        _ view: View, notice: String? = nil, refused: Rejection? = nil, state: FormState? = nil,
        shown: WorkshopStep? = nil
    ) -> Page {
        let hasWall =
            workshop.state == .running && !view.isWallGuarded && !(shown ?? workshop.step).notes.isEmpty
        let isOfWall = hasWall && [.workshopSorted, .workshopNothingTicked].contains(done(notice))
        var view = view
        if isOfWall { view.wallNotice = done(notice) }
        let content: HTML =
            switch workshop.state {
            case .prepared: prepared(view)
            case .running, .paused: running(view, state, shown ?? workshop.step)
            case .ended: ended + unsaved(view, state, shown ?? workshop.step)
            }
        let conflict: HTML =
            refused.map { "<div class=\"notice warning\" role=\"alert\"><p>\(text: $0.message)</p></div>" } ?? ""
        // A page that answers a form is not fetched again under its own address.
        let answers: HTML = refused == nil && state == nil ? "" : " data-home=\"\(home.value)\""
        let polled: HTML = """
            <div id="\(WorkshopLinks.stepPlace)" data-workshop="\(link("verlauf").value)" \
            data-version="\(workshop.version)"\(answers)>\
            \(isOfWall ? "" : WorkshopPage.notice(done(notice)))\(conflict)\
            <p class="meta">\(workshop.name) \(WorkshopTag.html(workshop.state))</p>\(content)</div>
            """
        return WorkshopPage.make(
            .workshopModerationTitle, polled, trail: [WorkshopPage.startStep], isOpen: false, hasScript: true)
    }

    private func done(_ notice: String?) -> TextKey? {
        switch notice {
        case "gespeichert": .workshopSaved
        case "sortiert": .workshopSorted
        case "nichts": .workshopNothingTicked
        case "bibliothek": .workshopAttached
        case "freigabe": workshop.isReleased ? .workshopReleased : .workshopWithheld
        default: nil
        }
    }

    // MARK: Before

    private func prepared(_ view: View) -> HTML {
        let sheets: HTML = """
            <li>\(text: .workshopPrepareSheets) <a href="\(url: WorkshopLinks.material)">\(text: .workshopMaterialTitle)</a></li>
            """
        let steps: HTML =
            workshop.mode == .each
            ? "<li>\(text: .workshopPrepareScreen)</li><li>\(text: .workshopPrepareJoin)</li>\(sheets)<li>\(text: .workshopGuarded)</li>"
            : "<li>\(text: .workshopPrepareTable)</li>"
        return """
            <h1>\(text: .workshopPreparedTitle)</h1>\(keep)<div class="columns even"><div>
            <h2>\(text: .workshopPrepareTitle)</h2><ul>\(steps)<li>\(text: .workshopPrepareFigures)</li></ul>
            <p>\(text: .workshopLastsAbout, ["time": "\(text: .length(duration))"])</p>
            \(Form(link("stand"), button: "\(text: .workshopStart)", hidden: hidden("start")).html(visitor))
            </div>\(joinCard(view.progress.joined))</div>\(belonging)
            """
    }

    private var duration: Span {
        .minutes(Int64(workshop.length.steps.reduce(0) { $0 + $1.minutes(workshop.length) }))
    }

    /// The secret link, with the plea to keep it. Members of the workshop's library find it without the link.
    private var keep: HTML {
        guard moderated.hasLink else { return "" }
        let address = home.absolute(below: base)
        let own: HTML = "<a href=\"\(url: WorkshopLinks.own)\">\(text: .workshopOwnTitle)</a>"
        let why: HTML =
            workshop.organisation == nil
            ? "\(text: .workshopKeepLinkWhy)" : "\(text: .workshopLinkIsOneWay, ["own": own])"
        return """
            <div class="card"><h2>\(text: .workshopKeepLink)</h2><p>\(why)</p>\
            <p class="code"><code class="long" id="link">\(address)</code>\
            <button class="button secondary compact" type="button" data-copy="#link" hidden>\(text: .workshopCopy)</button>\
            </p></div>
            """
    }

    /// How phones come in: to be shown big.
    private func joinCard(_ joined: Int) -> HTML {
        guard let code = workshop.code else { return "" }
        let address = WorkshopLinks.join(code).absolute(below: base)
        let picture = QRCode(address)?.svg(label: "\(text: .workshopQRLabel)")
        return """
            <aside class="card join"><h2>\(text: .workshopJoinTitle)</h2>\(picture)\
            <p>\(text: .workshopJoinAt, ["address": "<strong>\(WorkshopLinks.join.absolute(below: base))</strong>"])</p>\
            <p class="join-code">\(JoinCode.spaced(code))</p>\
            <p>\(text: .workshopJoinedCount, ["count": "<strong data-joined>\(joined)</strong>"])</p></aside>
            """
    }

    /// The way in alone, for whoever comes late.
    func invitation(joined: Int) -> Page {
        WorkshopPage.make(
            .workshopInvitationTitle,
            """
            <h1>\(text: .workshopInvitationTitle)</h1>\
            <div data-workshop="\(link("verlauf").value)" data-version="\(workshop.version)">\(joinCard(joined))</div>\
            <p><a href="\(url: home)">\(text: .workshopToModeration)</a></p>
            """, trail: [WorkshopPage.startStep, ("\(workshop.name)", home)], isOpen: false, hasScript: true)
    }

    func hidden(_ act: String) -> [(name: String, value: String)] {
        [(name: "version", value: "\(workshop.version)"), (name: "act", value: act)]
    }

    // MARK: During

    private func running(_ view: View, _ state: FormState?, _ step: WorkshopStep) -> HTML {
        let isPaused = workshop.state == .paused
        let head: HTML =
            isPaused
            ? "<h1>\(text: .workshopPausedTitle)</h1>\(workshop.mode == .each ? Self.pausedPhones : "")"
            : "<h1>\(text: step.title)</h1><p class=\"lead\">\(text: step.lead)</p>"
        let stepLine: HTML = """
            <p class="meta">\(text: .workshopStepOf, ["step": "\(workshop.position)", "all": "\(workshop.length.steps.count)"])\
            \(WorkshopClock.html(workshop, zone))</p>
            """
        let moved: HTML = """
            <div class="notice warning" data-moved hidden role="status"><p>\(text: .workshopMovedOn) \
            <a href="\(url: home)">\(text: .workshopReload)</a></p></div>
            """
        // What somebody typed while the break began stays before their eyes.
        let hasWork = !isPaused || state != nil
        let rest: HTML = """
            \(hasWork ? wall(view, step) : "")\(controls)\(progress(view))\
            <details><summary>\(text: .workshopMore)</summary>\(more)</details>
            """
        let asked: HTML =
            hasWork && view.joint == nil && step.isAnsweredByEach ? "<p>\(text: .workshopPhonesAsk)</p>" : ""
        let form = StepForm(pages: self, view: view, step: step, state: state)
        return "\(moved)\(stepLine)\(head)\(asked)\(form.html(isOpen: hasWork, rest))"
    }

    private static let pausedPhones: HTML = "<p class=\"lead\">\(text: .workshopPausedScreen)</p>"

    /// A button of the step's form: what is typed there is kept first.
    func button(_ act: String, _ label: HTML, _ style: String = "secondary", to part: String = "stand") -> HTML {
        let kind: HTML = style.isEmpty ? "" : " \(style)"
        return """
            <button class="button\(kind)" type="submit" formaction="\(url: link(part))" name="act" \
            value="\(act)">\(label)</button>
            """
    }

    private var controls: HTML {
        var buttons: [HTML] = []
        if workshop.state == .paused {
            buttons.append(button("resume", "\(text: .workshopResume)", ""))
        } else if let next = workshop.nextStep {
            let label: HTML = "\(text: .workshopNext, ["step": "\(text: next.title)"])"
            buttons.append(button(Self.going(to: next), label, ""))
        } else {
            buttons.append(button("end", "\(text: .workshopEnd)", ""))
        }
        if workshop.state == .running {
            if let before = workshop.stepBefore {
                let label: HTML = "\(text: .workshopBack, ["step": "\(text: before.title)"])"
                buttons.append(button(Self.going(to: before), label))
            }
            buttons.append(button("pause", "\(text: .workshopPause)"))
        }
        buttons.append(button("extend", "\(text: .workshopMoreTime)"))
        return "<div class=\"actions\">\(buttons)</div>"
    }

    static func going(to step: WorkshopStep) -> String { "go.\(step.rawValue)" }

    private func progress(_ view: View) -> HTML {
        guard workshop.mode == .each else { return "" }
        let count = view.progress
        return """
            <p role="status">\(text: .workshopProgress, [
                "done": "<strong data-done>\(count.done)</strong>", "joined": "<strong data-joined>\(count.joined)</strong>",
            ])</p>
            """
    }

    private var more: HTML {
        let steps = workshop.length.steps.filter { $0 != workshop.step }
            .map { button(Self.going(to: $0), "\(text: $0.title)", "secondary compact") }
        let sheets: HTML =
            workshop.mode == .each
            ? "<p><a href=\"\(url: link("boegen"))\">\(text: .workshopTypeSheets)</a></p>" : ""
        let invite: HTML =
            workshop.code.map { code in
                """
                <p>\(text: .workshopCode): <strong>\(JoinCode.spaced(code))</strong> \
                <a href="\(url: link("einladung"))">\(text: .workshopInvitationTitle)</a></p>
                """
            } ?? ""
        return """
            \(keep)\(invite)<h2>\(text: .workshopGoTo)</h2><div class="actions">\(steps)</div>\(sheets)\
            <div class="actions">\(button("end", "\(text: .workshopEndEarly)"))</div>\(belonging)
            """
    }

    // MARK: After

    private var ended: HTML {
        // Whoever answered at the one device is at it.
        let release: HTML =
            workshop.mode == .each
            ? Form(
                link("freigabe"), button: "\(text: workshop.isReleased ? .workshopWithhold : .workshopRelease)",
                style: "secondary", hidden: [("offen", workshop.isReleased ? "0" : "1")]
            ).inline(visitor) : ""
        let reopen = Form(
            link("stand"), button: "\(text: .workshopReopen)", style: "secondary", hidden: hidden("reopen"))
        let again = Form(
            link("wiederholung"), button: "\(text: .workshopRepeat)", style: "secondary",
            hidden: [(Self.nextRunField, nextRun.text)])
        let longer: HTML =
            workshop.length == .short
            ? Form(link("ausbau"), button: "\(text: .workshopComplete)", style: "secondary").inline(visitor) : ""
        return """
            <h1>\(text: .workshopEndedTitle)</h1><p class="lead">\(text: .workshopEndedModerator)</p>
            <p class="actions"><a class="button" href="\(url: link("ergebnis"))">\(text: .workshopSeeResults)</a></p>
            <div class="actions">\(release)\(longer)\(again.inline(visitor))\(reopen.inline(visitor))</div>
            \(workshop.mode == .each ? "<p class=\"hint\">\(text: .workshopReopenHint)</p>" : "")\(keep)\(belonging)
            """
    }

    /// What came too late, and the way to keep it all the same.
    private func unsaved(_ view: View, _ state: FormState?, _ step: WorkshopStep) -> HTML {
        guard let state else { return "" }
        let form = StepForm(pages: self, view: view, step: step, state: state)
        return """
            <h2>\(text: step.title)</h2>\
            \(form.html(isOpen: true, "<div class=\"actions\">\(button("reopen", "\(text: .workshopReopenAndSave)", ""))</div>"))
            """
    }

    private var belonging: HTML {
        let isLoose = workshop.organisation == nil
        let account: HTML = visitor == nil && isLoose ? "<p>\(text: .workshopSignInToAttach)</p>" : ""
        let title: TextKey = isLoose ? .workshopAttachTitle : .workshopBelongingChange
        let library: HTML = """
            \(account)<p><a href="\(url: link("bibliothek"))">\(text: title)</a></p>
            """
        let isMine = workshop.organisation.map { visitor?.belongs(to: $0) == true } ?? false
        let publish: HTML =
            isMine && workshop.state != .prepared
            ? "<p><a href=\"\(url: link("veroeffentlichung"))\">\(text: .workshopPublishTitle)</a></p>" : ""
        return """
            <h2>\(text: .workshopBelonging)</h2>\(publish)\(library)\
            <p><a href="\(url: link("loeschen"))">\(text: .workshopDeleteTitle)</a></p>
            """
    }

    var deletion: Page {
        let form = Form(
            link("loeschen"), button: "\(text: .workshopDelete)", style: "danger",
            cancel: "<a class=\"button quiet\" href=\"\(url: home)\">\(text: .cancel)</a>")
        return WorkshopPage.make(
            .workshopDeleteTitle,
            """
            <h1>\(text: .workshopDeleteTitle)</h1><p class="lead">\(text: .workshopDeleteLead)</p>\(form.html(visitor))
            """, trail: [WorkshopPage.startStep, ("\(workshop.name)", home)], isOpen: false)
    }

    /// One sheet of paper, typed in.
    func sheet(_ state: FormState, sheets: Int, notice: String?) -> Page {
        let steps = workshop.length.steps.filter(\.isAnsweredByEach).map { step -> HTML in
            "<section><h2>\(text: step.title)</h2>\(WorkshopForms.questions(step, state, style: .lists))</section>"
        }
        let form = Form(
            link("boegen"), button: "\(text: .workshopSheetSave)",
            cancel: "<a class=\"button quiet\" href=\"\(url: home)\">\(text: .back)</a>")
        return WorkshopPage.make(
            .workshopTypeSheets,
            """
            \(WorkshopPage.notice(notice == nil ? nil : .workshopSheetSaved))<h1>\(text: .workshopTypeSheets)</h1>
            \(state.summary(of: [FormPart]()))<p class="lead">\(text: .workshopSheetsLead)</p>\
            <p>\(text: .workshopSheetsCount, count: sheets)</p>\(form.html(visitor, steps.joined(by: "")))
            """, trail: [WorkshopPage.startStep, ("\(workshop.name)", home)], isOpen: false)
    }
}
