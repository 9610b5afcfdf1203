// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What the first page of a house shows.
struct HouseView: Sendable {
    let house: House
    let doors: [Section]
    let panels: [Panel]
    let parties: [PartyView]
    let now: Instant
    let language: Language
}

/// The organisations that stand behind a house in one part.
struct PartyView: Sendable {
    struct Member: Sendable {
        let party: HouseParty
        let organisation: OrganisationSummary
    }

    let part: HousePart
    let members: [Member]
}

/// The first page of a house.
enum HousePages {
    static func home(_ view: HouseView) -> Page {
        let house = view.house
        let headline = house.claim.isEmpty ? house.name : house.claim
        return Page(
            title: TextUse(.homeTitle),
            content: """
                <h1>\(headline.html(for: view.language))</h1>
                \(lead(view))
                \(doors(view.doors, of: house.frame))
                \(body(view))
                """)
    }

    /// What is on stands first; how to come by stands beside it, unless another panel does.
    private static func body(_ view: HouseView) -> HTML {
        let (visit, rest) = (visit(view), [ask(view), behind(view)])
        let isVisitBeside = !view.panels.isEmpty && view.panels.allSatisfy(\.isWide)
        let first = panels(view.panels, beside: isVisitBeside ? [visit] : [])
        let second = ((isVisitBeside ? [] : [visit]) + rest).filter { !$0.isEmpty }
        return second.count > 1
            ? "\(first)<div class=\"columns even\">\(second)</div>" : "\(first)\(second)"
    }

    private static func lead(_ view: HouseView) -> HTML {
        let opening = TextUse.opening(of: view.house, at: view.now)
        let sentences = [view.house.lead.html(for: view.language), opening.map { HTML($0) } ?? ""]
            .filter { !$0.isEmpty }
        return sentences.isEmpty ? "" : "<p class=\"lead\">\(sentences.joined(by: " "))</p>"
    }

    private static func doors(_ doors: [Section], of house: HouseFrame) -> HTML {
        guard !doors.isEmpty else { return "" }
        let items = doors.map { door -> HTML in
            """
            <li><a class="door" href="\(url: house.link(door.path))"><strong>\(text: door.doorTitle)</strong> \
            <span>\(text: door.doorLine)</span></a></li>
            """
        }
        return "<nav aria-label=\"\(text: .doors)\"><ul class=\"doors\">\(items)</ul></nav>"
    }

    private static func visit(_ view: HouseView) -> HTML {
        let house = view.house
        let facts = [address(house, view.language), website(house), socialLinks(house)]
        return """
            <section class="card" aria-labelledby="besuch"><h2 id="besuch">\(text: .visitUs)</h2>
            \(facts.joined(by: ""))
            <h3>\(text: .openingHours)</h3>
            \(OpeningPages.week(house.opening))\
            \(OpeningPages.holidays(of: house, today: view.now.day(in: house.zone)))
            \(Paragraphs.html(house.openingNote, for: view.language))</section>
            """
    }

    private static func address(_ house: House, _ language: Language) -> HTML {
        let lines = [house.address.street, house.address.place].compactMap(\.self).filter { !$0.isEmpty }
        guard !house.address.isEmpty else { return "" }
        let place: HTML = lines.isEmpty ? "" : "<p>\(lines.map { "<bdi>\($0)</bdi>" as HTML }.joined(by: "<br>"))</p>"
        return "<address>\(place)\(Paragraphs.html(house.address.note, for: language))</address>"
    }

    private static func website(_ house: House) -> HTML {
        guard let website = house.website else { return "" }
        return "<p>\(text: .ownWebsite, ["link": Reachability.web(website)])</p>"
    }

    private static func socialLinks(_ house: House) -> HTML {
        guard !house.socialLinks.isEmpty else { return "" }
        let links = house.socialLinks.map { "<li>\(Reachability.web($0))</li>" as HTML }
        return "<p id=\"netze\">\(text: .socialNetworks)</p><ul aria-labelledby=\"netze\">\(links)</ul>"
    }

    private static func ask(_ view: HouseView) -> HTML {
        let house = view.house
        let general = ([house.email.map(Reachability.mail), house.phone.map(Reachability.phone)])
            .compactMap(\.self)
        let contacts = house.contacts.map { contact -> HTML in
            let ways = [contact.email.map(Reachability.mail), contact.phone.map(Reachability.phone)].compactMap(\.self)
            return """
                <div><dt>\(contact.function.html(for: view.language))</dt>\
                \(ways.map { "<dd>\($0)</dd>" as HTML })</div>
                """
        }
        guard !general.isEmpty || !contacts.isEmpty else { return "" }
        let whole: HTML =
            general.isEmpty
            ? "" : "<div><dt>\(text: .generalQuestions)</dt>\(general.map { "<dd>\($0)</dd>" as HTML })</div>"
        return """
            <section class="card" aria-labelledby="fragen"><h2 id="fragen">\(text: .whomToAsk)</h2>
            <dl class="facts">\(whole)\(contacts)</dl></section>
            """
    }

    private static func behind(_ view: HouseView) -> HTML {
        guard !view.parties.isEmpty else { return "" }
        let parts = view.parties.map { group -> HTML in
            let members = group.members.map { member -> HTML in
                let name: HTML = "<bdi>\(member.organisation.name)</bdi>"
                guard let website = member.organisation.website else { return "<dd>\(name)</dd>" }
                return "<dd><a href=\"\(url: website)\">\(name)</a></dd>"
            }
            return "<div><dt>\(text: group.part.title)</dt>\(members)</div>"
        }
        return """
            <section class="card" aria-labelledby="dahinter"><h2 id="dahinter">\(text: .whoIsBehind)</h2>
            <dl class="facts">\(parts)</dl></section>
            """
    }

    /// The heading of the panel at that place among all.
    static func panelID(_ index: Int) -> String { "feld-\(index)" }

    /// Panels of other capabilities: wide ones in the broad column, the others and what else is to be there beside them.
    /// Where there is one column only, that of the first panel comes first.
    static func panels(_ panels: [Panel], beside others: [HTML] = []) -> HTML {
        let cards = panels.enumerated().map { index, panel -> (isWide: Bool, html: HTML) in
            let tag: HTML = panel.isWide ? "section" : "aside"
            return (
                panel.isWide,
                """
                <\(tag) class="card" aria-labelledby="\(panelID(index))"><h2 id="\(panelID(index))">\(text: panel.title)</h2>
                \(panel.content)</\(tag)>
                """
            )
        }
        let wide = cards.filter(\.isWide).map(\.html)
        let narrow = cards.filter { !$0.isWide }.map(\.html) + others
        guard !wide.isEmpty, !narrow.isEmpty else { return (wide + narrow).joined(by: "\n") }
        guard panels.first?.isWide == true else {
            return "<div class=\"columns narrow-first\"><div>\(narrow)</div><div>\(wide)</div></div>"
        }
        return "<div class=\"columns\"><div>\(wide)</div><div>\(narrow)</div></div>"
    }
}
