// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What waits for the people at work, each with its next action on the spot.
enum DeskPages {
    static func desk(_ notice: HTML, _ sections: [DeskSection], tools: [DeskTool]) -> Page {
        let count = sections.reduce(0) { $0 + $1.items.count }
        let waiting: HTML =
            count == 0
            ? """
            <div class="empty">\(Signs.door)<h2>\(text: .deskEmpty)</h2><p>\(text: .deskEmptyHint)</p></div>
            """
            : """
            <p class="lead">\(text: .deskCount, count: count)</p>
            \(sections.map(list).joined(by: "\n"))
            """
        return Page(
            title: TextUse(.deskTitle),
            content: """
                <h1>\(text: .deskTitle)</h1>
                \(notice)
                \(waiting)
                \(links(tools))
                """)
    }

    private static func list(_ section: DeskSection) -> HTML {
        let items = section.items.map { item -> HTML in
            """
            <li><div><h3><a href="\(url: item.link)">\(item.title)</a></h3>\(item.details)</div>\
            <div class="actions">\(item.actions)</div></li>
            """
        }
        return "<h2>\(text: section.title)</h2><ol class=\"desk\">\(items)</ol>"
    }

    private static func links(_ tools: [DeskTool]) -> HTML {
        guard !tools.isEmpty else { return "" }
        let items = tools.map { "<li><a href=\"\(url: $0.link)\">\(text: $0.title)</a></li>" as HTML }
        return """
            <section aria-labelledby="werkzeug"><h2 id="werkzeug">\(text: .deskTools)</h2>
            <ul class="plain">\(items)</ul></section>
            """
    }

    /// The operator's page: reports on the platform's own pages, the houses, the platform's own texts.
    static func platform(
        _ state: FormState, reports: DeskSection, houses: [HouseFrame], visitor: Visitor, language: Language,
        isSaved: Bool
    ) -> Page {
        let desks = houses.map { house -> HTML in
            "<li><a href=\"\(url: HousesLinks.desk(house))\">\(house.name.html(for: language))</a></li>"
        }
        let fields = PlatformForm.fields
        let form = Form(HousesLinks.platform, button: "\(text: .save)")
        return Page(
            title: state.pageTitle(.platformDesk),
            content: """
                <h1>\(text: .platformDesk)</h1>
                \(isSaved ? Notices.saved : "")
                \(state.summary(of: fields))
                \(reports.items.isEmpty ? "" : list(reports))
                <h2>\(text: .houses)</h2><ul>\(desks)</ul>
                <h2>\(text: .platformTexts)</h2>
                \(form.html(visitor, fields, state))
                """)
    }
}

/// Lines above a page that say what has just happened.
enum Notices {
    static let saved: HTML = """
        <div class="notice success" role="status"><p><strong>\(text: .saved)</strong> \(text: .savedHint)</p></div>
        """
}
