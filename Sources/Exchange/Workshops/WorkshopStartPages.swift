// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What a team reads before it begins.
struct WorkshopStartPages: Sendable {
    let visitor: Visitor?

    struct OwnLibrary: Sendable {
        let name: String
        let workshops: [Workshop]
    }

    var landing: Page {
        let short = WorkshopLinks.new.with("weg", "kurz")
        let own: HTML =
            visitor?.isMember == true
            ? "<p><a href=\"\(url: WorkshopLinks.own)\">\(text: .workshopOwnTitle)</a></p>" : ""
        return WorkshopPage.make(
            .workshopTitle,
            """
            <h1>\(text: .workshopTitle)</h1>
            <p class="lead">\(text: .workshopLead)</p>\(own)
            <div class="columns"><div>
            <h2>\(text: .workshopYouGet)</h2>
            <ul><li>\(text: .workshopYouGet1)</li><li>\(text: .workshopYouGet2)</li><li>\(text: .workshopYouGet3)</li></ul>
            <h2>\(text: .workshopYouNeed)</h2>
            <ul><li>\(text: .workshopYouNeed1)</li><li>\(text: .workshopYouNeed2)</li><li>\(text: .workshopYouNeed3)</li></ul>
            <h2>\(text: .workshopPrivacy)</h2>
            <ul><li>\(text: .workshopPrivacy1)</li><li>\(text: .workshopPrivacy2)</li><li>\(text: .workshopPrivacy3)</li>\
            <li>\(text: .workshopPrivacy4)</li></ul>
            </div><div>
            <div class="card"><h2>\(text: .workshopFullPath)</h2><p>\(text: .workshopFullPathLine)</p>\
            <p><a class="button" href="\(url: WorkshopLinks.new)">\(text: .workshopBeginFull)</a></p></div>
            <div class="card"><h2>\(text: .workshopShortPath)</h2><p>\(text: .workshopShortPathLine)</p>\
            <p><a class="button secondary" href="\(url: short)">\(text: .workshopBeginShort)</a></p></div>
            <div class="card"><h2>\(text: .workshopJoinTitle)</h2><p>\(text: .workshopJoinLine)</p>\
            <p><a class="button secondary" href="\(url: WorkshopLinks.join)">\(text: .workshopJoinTitle)</a></p></div>
            </div></div>
            <h2>\(text: .workshopStepsTitle)</h2>
            \(steps)
            <p><a href="\(url: WorkshopLinks.material)">\(text: .workshopMaterialTitle)</a></p>
            <p><a href="\(url: WorkshopLinks.published)">\(text: .workshopPublishedTitle)</a></p>
            """)
    }

    private var steps: HTML {
        let rows = WorkshopStep.allCases.map { step -> HTML in
            let isShort = Workshop.Length.short.steps.contains(step)
            let short: HTML = isShort ? "\(text: .workshopMinutes, count: step.minutes(.short))" : "–"
            return """
                <tr><th scope="row">\(text: step.title)</th><td>\(text: .workshopMinutes, count: step.minutes(.full))</td>\
                <td>\(short)</td></tr>
                """
        }
        return """
            <table class="scales"><thead><tr><th scope="col">\(text: .workshopStep)</th>\
            <th scope="col">\(text: .workshopFullPath)</th><th scope="col">\(text: .workshopShortPath)</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    /// - Parameter libraries: those that the visitor belongs to: the workshop may belong to one of them from the start.
    func new(_ state: FormState, libraries: [(id: OrganisationID, name: String)]) -> Page {
        var fields = [
            Field(
                "name", "\(text: .workshopName)", hint: "\(text: .workshopNameHint)", required: true,
                autocomplete: "organization"),
            Field(
                "length", "\(text: .workshopLength)",
                .radio([
                    ("full", "\(text: .workshopFullPath)", "\(text: .workshopFullPathLine)"),
                    ("short", "\(text: .workshopShortPath)", "\(text: .workshopShortPathLine)"),
                ]), required: true),
            Field(
                "mode", "\(text: .workshopMode)",
                .radio([
                    ("each", "\(text: .workshopEach)", "\(text: .workshopEachLine)"),
                    ("joint", "\(text: .workshopJoint)", "\(text: .workshopJointLine)"),
                ]), required: true),
        ]
        if !libraries.isEmpty {
            let options = libraries.map { (value: "\($0.id)", label: "\($0.name)" as HTML, hint: "" as HTML) }
            let none = (
                value: Self.noLibrary, label: "\(text: .workshopOfNoLibrary)" as HTML,
                hint: "\(text: .workshopOfNoLibraryLine)" as HTML
            )
            fields.append(
                Field(
                    Self.library, "\(text: .workshopLibrary)", hint: "\(text: .workshopLibraryHint)",
                    .radio(options + [none]), required: true))
        }
        var form = Form(
            WorkshopLinks.new, button: "\(text: .workshopPrepare)",
            cancel: "<a class=\"button quiet\" href=\"\(url: WorkshopLinks.start)\">\(text: .cancel)</a>")
        form.hasTrap = true
        return WorkshopPage.make(
            .workshopNewTitle,
            """
            <h1>\(text: .workshopNewTitle)</h1>\(state.summary(of: fields))
            <p class="lead">\(text: .workshopNewLead)</p>
            \(form.html(visitor, fields, state))
            """, trail: [WorkshopPage.startStep])
    }

    static let library = "organisation"
    /// What is chosen for a workshop that belongs to nobody.
    static let noLibrary = "keine"

    func own(_ libraries: [OwnLibrary], zone: TimeZone) -> Page {
        let lists = libraries.map { library -> HTML in
            let items = library.workshops.map { workshop -> HTML in
                let link = WorkshopLinks.moderation("\(workshop.id)")
                return """
                    <li><a href="\(url: link)">\(workshop.name)</a> \(WorkshopTag.html(workshop.state)) \
                    <span class="meta">\(date: workshop.createdAt.day(in: zone))</span></li>
                    """
            }
            let list: HTML =
                items.isEmpty ? "<p>\(text: .workshopNoneYet)</p>" : "<ul class=\"plain\">\(items)</ul>"
            return "<h2>\(library.name)</h2>\(list)"
        }
        let empty: HTML = "<div class=\"empty\"><p>\(text: .workshopNoLibrary)</p></div>"
        return WorkshopPage.make(
            .workshopOwnTitle,
            """
            <h1>\(text: .workshopOwnTitle)</h1>\(libraries.isEmpty ? empty : lists.joined(by: ""))
            <p><a class="button" href="\(url: WorkshopLinks.new)">\(text: .workshopNewTitle)</a></p>
            """, trail: [WorkshopPage.startStep])
    }
}

/// What pages of workshops have in common.
enum WorkshopPage {
    static let startStep: (title: HTML, link: Link) = ("\(text: .workshopTitle)", WorkshopLinks.start)

    /// `isOpen` pages may be found by search engines; the others are known to those who have the link.
    static func make(
        _ title: TextKey, _ content: HTML, trail: [(title: HTML, link: Link)] = [], isOpen: Bool = true,
        head: HTML = "", hasScript: Bool = false
    ) -> Page {
        var page = Page(
            title: title, section: WorkshopLinks.section, trail: trail,
            head: isOpen ? head : head + "<meta name=\"robots\" content=\"noindex\">", content: content)
        if hasScript { page.scripts = ["workshop.js"] }
        return page
    }

    /// A page that participants see on their phones, with nothing around it that leads away.
    static func phone(
        _ title: TextKey, _ content: HTML, isOpen: Bool = false, head: HTML = "", hasScript: Bool = false
    ) -> Page {
        var page = make(title, content, isOpen: isOpen, head: head, hasScript: hasScript)
        page.isSlim = true
        return page
    }

    static func notice(_ key: TextKey?, style: String = "success") -> HTML {
        key.map { "<div class=\"notice \(style)\" role=\"status\"><p>\(text: $0)</p></div>" } ?? ""
    }
}

/// A workshop's state as a sign and a word.
enum WorkshopTag {
    static func html(_ state: Workshop.State) -> HTML {
        let (kind, sign, word): (String, String, TextKey) =
            switch state {
            case .prepared: ("neutral", "○", .workshopPrepared)
            case .running: ("good", "●", .workshopRunning)
            case .paused: ("warn", "◐", .workshopPaused)
            case .ended: ("neutral", "✓", .workshopEnded)
            }
        return "<span class=\"tag \(kind)\"><span aria-hidden=\"true\">\(sign)</span> \(text: word)</span>"
    }
}
