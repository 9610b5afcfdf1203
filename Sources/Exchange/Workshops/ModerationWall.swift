// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

extension ModerationPages {
    /// The text after which a page of the wall begins.
    static let wallPosition = "nach"

    /// What everybody wrote, without names: to be merged, hidden, tagged, chosen and sorted.
    func wall(_ view: View, _ step: WorkshopStep) -> HTML {
        guard !step.notes.isEmpty else { return "" }
        let title: HTML = """
            <h2 id="\(WorkshopLinks.wallPlace)">\(text: .workshopWall)</h2>\(WorkshopPage.notice(view.wallNotice))
            """
        if view.isWallGuarded { return title + "<p>\(text: .workshopWallGuarded)</p>" }
        let isNew: HTML = """
            <p class="notice" data-notes="\(view.progress.notes)" hidden>\
            <a href="\(url: home)">\(text: .workshopNewNotes)</a></p>
            """
        let first: HTML =
            view.position == nil ? "" : "<a rel=\"prev\" href=\"\(url: home)\">\(text: .workshopFirstNotes)</a> "
        guard !view.wall.isEmpty else {
            return title + isNew + (first.isEmpty ? "<p>\(text: .workshopWallEmpty)</p>" : pages(first))
        }
        let shown = view.wall.prefix(WorkshopNoteStore.pageLength)
        let groups = step.notes.map { kind -> HTML in
            let items = shown.filter { $0.kind == kind }.map(line)
            return items.isEmpty ? "" : "<h3>\(text: kind.title)</h3><ul class=\"plain\">\(items)</ul>"
        }
        let next = home.with(Self.wallPosition, shown.last?.id.description)
        let more: HTML =
            view.wall.count > shown.count
            ? "<a rel=\"next\" href=\"\(url: next)\">\(text: .workshopMoreNotes)</a>" : ""
        return title + isNew + "\(groups)\(tools(step))" + pages(first + more)
    }

    private func pages(_ links: HTML) -> HTML { links.isEmpty ? "" : "<p class=\"pages\">\(links)</p>" }

    private func line(_ note: WallNote) -> HTML {
        let id = "n\(note.id.value)"
        var tags: [HTML] = []
        if note.weight > 1 { tags.append("×\(note.weight)") }
        if let topic = note.topic { tags.append("\(text: topic.title)") }
        if let drawer = note.drawer { tags.append("\(text: drawer.title)") }
        if note.isChosen { tags.append("\(text: .workshopIsChosen)") }
        if note.isHidden { tags.append("\(text: .workshopIsHidden)") }
        let shown = tags.map { "<span class=\"tag\">\($0)</span> " as HTML }
        return """
            <li><div class="choice"><input type="checkbox" id="\(id)" name="note" value="\(note.id.value)">\
            <label for="\(id)">\(note.text) \(shown)</label></div></li>
            """
    }

    private func tools(_ step: WorkshopStep) -> HTML {
        func button(_ act: String, _ label: TextKey) -> HTML {
            self.button(act, "\(text: label)", "secondary compact", to: "beitraege")
        }
        var buttons = [
            button("merge", .workshopMerge), button("part", .workshopPart), button("hide", .workshopHide),
            button("show", .workshopShow),
        ]
        if step == .r7 {
            buttons += [button("choose", .workshopChooseNote), button("leave", .workshopLeaveNote)]
            let topics = Topic.allCases.map { "<option value=\"\($0.rawValue)\">\(text: $0.title)" as HTML }
            buttons.append(
                """
                <label class="pick">\(text: .workshopTopic) <select name="topic"><option value="">–\(topics)</select></label>\
                \(button("tag", .workshopTag))
                """)
        } else {
            buttons += WorkshopNote.Drawer.allCases.map { button($0.rawValue, $0.title) }
        }
        return
            "<p class=\"hint\">\(text: step == .r7 ? .workshopWallHint : .workshopDrawerHint)</p><div class=\"actions\">\(buttons)</div>"
    }
}
