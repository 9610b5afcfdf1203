// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The first page of a server with several houses, or none yet.
enum PlatformPages {
    static func home(_ houses: [House], panels: [Panel], language: Language) -> Page {
        let content: HTML = houses.isEmpty ? empty : cards(houses, language)
        return Page(
            title: TextUse(.platformTitle),
            content: """
                <h1>\(text: .platformTitle)</h1>
                <p class="lead">\(text: .platformLead)</p>
                \(shortcuts(panels))
                \(content)
                \(HousePages.panels(panels))
                """)
    }

    private static func shortcuts(_ panels: [Panel]) -> [HTML] {
        panels.enumerated().compactMap { index, panel in
            let link = Link(fragment: HousePages.panelID(index))
            return panel.shortcut.map { "<p><a href=\"\(url: link)\">\(text: $0)</a></p>" }
        }
    }

    private static let empty: HTML = """
        <div class="empty">\(Signs.door)<h2>\(text: .noHouses)</h2><p>\(text: .noHousesHint)</p></div>
        """

    private static func cards(_ houses: [House], _ language: Language) -> HTML {
        """
        <section aria-labelledby="haeuser"><h2 id="haeuser">\(text: .houses)</h2>
        <ul class="cards">\(houses.map { card($0, language) })</ul></section>
        """
    }

    private static func card(_ house: House, _ language: Language) -> HTML {
        let city: HTML = house.address.city.map { "<p class=\"meta\">\($0)</p>" } ?? ""
        let demo: HTML = house.isDemo ? "<p><span class=\"tag\">\(text: .demonstration)</span></p>" : ""
        let claim = house.claim.html(for: language)
        return """
            <li><article class="card house">\(sign(house))
            <div><h3><a href="\(url: house.frame.link())">\(house.name.html(for: language))</a></h3>
            \(city)<p>\(claim)</p>\(demo)</div></article></li>
            """
    }

    /// The house's door in its own colour.
    private static func sign(_ house: House) -> HTML {
        """
        <svg viewBox="0 0 22 30" width="33" height="45" aria-hidden="true" focusable="false">\
        <path fill="\(house.accent)" d="M0 30V11a11 11 0 0 1 22 0v19z"/>\
        <circle class="arch-knob" cx="17" cy="19" r="1.8"/></svg>
        """
    }
}
