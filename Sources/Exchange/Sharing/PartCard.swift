// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// One part of a task, with what the reader can do with it.
struct PartCard: Sendable {
    let part: TaskPart
    let view: TaskView
    let today: Day

    var html: HTML {
        """
        <li><article class="card" id="teil-\("\(part.id)")"><ul class="tags"><li>\(state)</li></ul>
        <h3>\(part.content.title)</h3>
        <dl class="facts"><div><dt>\(text: .taskPartDeliverable)</dt><dd>\(Paragraphs.html(part.content.deliverable))</dd></div>
        <div><dt>\(text: .taskPartEstimated)</dt><dd>\(text: part.content.estimate.words)</dd></div>
        <div><dt>\(text: .taskPartDue)</dt><dd>\(date: part.content.dueDay)</dd></div>\(holder)\(outcome)</dl>
        \(acts)</article></li>
        """
    }

    private var state: HTML {
        let (kind, sign, word): (String, String, TextKey) =
            if part.outcome != nil {
                ("good", "✓", .taskPartDelivered)
            } else if part.holder != nil {
                view.goesOn && part.content.dueDay < today
                    ? ("bad", "!", .taskPartOverdue) : ("accent", "●", .taskPartUnderWay)
            } else {
                view.goesOn ? ("warn", "◐", .taskPartFree) : ("neutral", "○", .taskPartUndone)
            }
        return "<span class=\"tag \(kind)\"><span aria-hidden=\"true\">\(sign)</span> \(text: word)</span>"
    }

    private var holder: HTML {
        guard let holder = part.holder else { return "" }
        return
            "<div><dt>\(text: .taskPartHolder)</dt><dd>\(LibraryName.html(holder.library, view.libraries))</dd></div>"
    }

    private var outcome: HTML {
        guard let outcome = part.outcome else { return "" }
        var facts: [(HTML, HTML)] = [("\(text: .taskSpentShown)", "\(text: outcome.spent.words)")]
        if let result = outcome.result { facts.append(("\(text: .taskResultShown)", Paragraphs.html(result))) }
        if let link = outcome.link { facts.append(("\(text: .taskLinkShown)", Reachability.web(link))) }
        if let file = outcome.file {
            facts.append(
                ("\(text: .taskFileShown)", "<a href=\"\(url: file.link)\">\(file.name.text)</a> (\(file.facts))"))
        }
        if let notes = outcome.notes, isInvolved {
            facts.append(("\(text: .taskNotesShown)", Paragraphs.html(notes)))
        }
        return "\(facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML })"
    }

    /// Notes are for those who take part.
    private var isInvolved: Bool {
        view.isOwn || view.task.parts.contains { part in part.holder.map { view.asker.acts(for: $0.library) } ?? false }
    }

    private var acts: HTML {
        guard view.goesOn else { return "" }
        var acts: [HTML] = []
        let spoken: HTML = "<span class=\"visually-hidden\">: \(part.content.title)</span>"
        func form(_ act: String, _ label: TextKey, _ style: String, _ hidden: [(name: String, value: String)] = [])
            -> HTML
        {
            Form(
                SharingLinks.part(part.id, of: view.task.id, act), button: "\(text: label)\(spoken)", style: style,
                hidden: hidden
            ).inline(view.asker.visitor)
        }
        func link(_ act: String, _ label: TextKey, isMain: Bool = false) -> HTML {
            let style: HTML = isMain ? " class=\"button compact\"" : ""
            return """
                <a\(style) href="\(url: SharingLinks.part(part.id, of: view.task.id, act))">\(text: label)\(spoken)</a>
                """
        }
        if let holder = part.holder {
            guard view.asker.acts(for: holder.library) else { return "" }
            let isOpen = part.outcome == nil
            acts.append(link("ergebnis", isOpen ? .taskDeliver : .taskDeliverAgain, isMain: isOpen))
            if isOpen { acts.append(form("rueckgabe", .taskGiveBack, "secondary compact")) }
        } else {
            let claims = view.asker.libraries.map { library -> HTML in
                guard view.asker.libraries.count > 1 else { return form("uebernahme", .taskClaim, "compact") }
                let forLibrary = Form(
                    SharingLinks.part(part.id, of: view.task.id, "uebernahme"),
                    button: "\(text: .taskClaimFor, ["library": "\(library.name)"])\(spoken)", style: "compact",
                    hidden: [("library", "\(library.id)")])
                return forLibrary.inline(view.asker.visitor)
            }
            acts += claims
            if view.isOwn {
                acts.append(link("bearbeiten", .taskEditPart))
                if view.task.parts.count > 1 { acts.append(form("entfernung", .taskRemovePart, "quiet compact")) }
            }
        }
        return acts.isEmpty ? "" : "<div class=\"actions\">\(acts)</div>"
    }
}
