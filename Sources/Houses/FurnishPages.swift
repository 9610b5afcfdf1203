// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Pages on which a manager furnishes a house.
enum FurnishPages {
    static func overview(_ house: House, steps: [FurnishStep], tools: [DeskTool]) -> Page {
        let frame = house.frame
        let own = steps.map { step in
            item(TextUse(step.title), HousesLinks.furnish(frame, step.path), TextUse(step.lead), step.isDone?(house))
        }
        let lists = [
            item(TextUse(.stepParties), HousesLinks.parties(frame), TextUse(.stepPartiesLead), nil),
            item(TextUse(.stepTeam), HousesLinks.team(frame), TextUse(.stepTeamLead), nil),
        ]
        let others = tools.map { item($0.title, $0.link, nil, nil) }
        return Page(
            title: TextUse(.furnishHouse), trail: [deskStep(frame)],
            content: """
                <h1>\(text: .furnishHouse)</h1>
                <p class="lead">\(text: .furnishLead)</p>
                <ul class="plain">\(own)\(lists)\(others)</ul>
                <p class="actions"><a class="button secondary" href="\(url: frame.link())">\(text: .seeHouse)</a></p>
                """)
    }

    private static func item(_ title: TextUse, _ link: Link, _ lead: TextUse?, _ isDone: Bool?) -> HTML {
        let tag: HTML =
            switch isDone {
            case true?: "<span class=\"tag good\"><span aria-hidden=\"true\">✓</span> \(text: .stepDone)</span>"
            case false?: "<span class=\"tag warn\"><span aria-hidden=\"true\">◐</span> \(text: .stepOpen)</span>"
            case nil: ""
            }
        let line: HTML = lead.map { "<p class=\"meta\">\(text: $0)</p>" } ?? ""
        return "<li><a href=\"\(url: link)\">\(text: title)</a> \(tag)\(line)</li>"
    }

    static func form(
        _ step: FurnishStep, _ state: FormState, _ house: HouseFrame, _ visitor: Visitor?, isSaved: Bool
    ) -> Page {
        let form = Form(
            HousesLinks.furnish(house, step.path), button: "\(text: .save)",
            cancel: "<a class=\"button quiet\" href=\"\(url: HousesLinks.furnish(house))\">\(text: .toOverview)</a>")
        let fields = step.fields(state)
        return page(
            step.title, state, house, isSaved: isSaved,
            content: """
                <p class="lead">\(text: step.lead)</p>\(state.summary(of: fields))\(form.html(visitor, fields, state))
                """)
    }

    static func parties(
        _ state: FormState, _ parties: [PartyView], _ house: HouseFrame, _ visitor: Visitor?, isSaved: Bool
    ) -> Page {
        let form = Form(HousesLinks.parties(house), button: "\(text: .addParty)")
        let parts = HousePart.allCases.map {
            (value: $0.rawValue, label: "\(text: $0.title)" as HTML, hint: "" as HTML)
        }
        let fields = [
            Field("part", "\(text: .partyPart)", .radio(parts), required: true),
            Field("name", "\(text: .partyName)", hint: "\(text: .partyNameHint)", required: true),
            Field("website", "\(text: .partyWebsite)", .line(type: "url")),
        ]
        return page(
            .stepParties, state, house, isSaved: isSaved,
            content: """
                <p class="lead">\(text: .stepPartiesLead)</p>
                \(parties.isEmpty ? "<p>\(text: .noParties)</p>" : table(parties, house, visitor))
                <h2>\(text: .addParty)</h2>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    private static func table(_ parties: [PartyView], _ house: HouseFrame, _ visitor: Visitor?) -> HTML {
        let rows = parties.flatMap { group in
            group.members.map { member -> HTML in
                let name = member.organisation.name
                let form = Form(
                    HousesLinks.removal(of: member.party, house),
                    button: "\(text: .remove)<span class=\"visually-hidden\">: \(name)</span>",
                    style: "secondary compact")
                return """
                    <tr><th scope="row">\(name)</th><td data-label="\(text: .partyPart)">\(text: group.part.title)</td>\
                    <td>\(form.html(visitor))</td></tr>
                    """
            }
        }
        return """
            <table class="stack"><caption>\(text: .stepParties)</caption><thead><tr>\
            <th scope="col">\(text: .partyName)</th><th scope="col">\(text: .partyPart)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .action)</span></th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
    }

    /// A furnishing page below the overview.
    static func page(
        _ title: TextKey, _ state: FormState, _ house: HouseFrame, isSaved: Bool, content: HTML
    ) -> Page {
        let furnish = (title: "\(text: .furnishHouse)" as HTML, link: HousesLinks.furnish(house))
        return Page(
            title: state.pageTitle(title), trail: [deskStep(house), furnish],
            content: "<h1>\(text: title)</h1>\n\(isSaved ? Notices.saved : "")\n\(content)")
    }

    private static func deskStep(_ house: HouseFrame) -> (title: HTML, link: Link) {
        ("\(text: .desk)", HousesLinks.desk(house))
    }
}
