// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What a workshop found out, on one page that prints well.
struct OutcomePages: Sendable {
    let workshop: Workshop
    let results: WorkshopResults
    let language: Language
    let visitor: Visitor?
    let zone: TimeZone

    private var filters: WorkshopFilters { WorkshopFilters(results) }
    private var sections: OutcomeSections { OutcomeSections(results: results, language: language) }

    /// For the moderator and the library: with everything that can be done next.
    func moderated(key: String) -> Page {
        let home = WorkshopLinks.moderation(key)
        func link(_ part: String) -> Link { WorkshopLinks.moderation(key, part) }
        let calendar: HTML =
            results.facts.plan.contains { $0.due != nil } || results.facts.nextRun != nil
            ? "<li><a href=\"\(url: link("plan.ics"))\">\(text: .workshopCalendar)</a></li>" : ""
        let comparison: HTML =
            workshop.former == nil
            ? "" : "<li><a href=\"\(url: link("vergleich"))\">\(text: .workshopCompareTitle)</a></li>"
        let publish: HTML =
            workshop.organisation == nil
            ? ""
            : "<li><a href=\"\(url: link("veroeffentlichung"))\">\(text: .workshopPublishTitle)</a></li>"
        return page(
            """
            <section class="screen-only"><h2>\(text: .workshopGoOnTitle)</h2><ul>\(publish)\(calendar)\(comparison)\
            <li><a href="\(url: link("ergebnis.csv"))">\(text: .workshopTable)</a></li>\
            <li><a href="\(url: home)">\(text: .workshopToModeration)</a></li>\
            \(belonging(link("bibliothek")))</ul></section>
            """, trail: [WorkshopPage.startStep, ("\(workshop.name)", home)])
    }

    /// For participants, when the moderator lets them.
    var released: Page { page("", trail: [WorkshopPage.startStep]) }

    /// For a workshop without a library: its place in one, or the way into the network.
    private func belonging(_ attachment: Link) -> HTML {
        guard workshop.organisation == nil else { return "" }
        if visitor?.isMember == true {
            return "<li><a href=\"\(url: attachment)\">\(text: .workshopAttachTitle)</a></li>"
        }
        return "<li><a href=\"\(url: WorkshopLinks.membership(filters))\">\(text: .workshopMembership)</a></li>"
    }

    private func page(_ rest: HTML, trail: [(title: HTML, link: Link)]) -> Page {
        let date = (workshop.endedAt ?? workshop.createdAt).day(in: zone)
        return WorkshopPage.make(
            .workshopResultsTitle,
            """
            <h1>\(text: .workshopResultsTitle)</h1>
            <p class="lead">\(workshop.name), \(date: date)</p>
            <p class="actions"><button class="button secondary" type="button" data-print hidden>\(text: .workshopPrint)\
            </button></p>
            \(guarded)\(whatFits)\(sections.disputes)\(sections.all)\(rest)
            """, trail: trail, isOpen: false)
    }

    /// How many took part, and what is kept back.
    private var guarded: HTML {
        let who: HTML =
            results.isJoint
            ? "<p>\(text: .workshopAnsweredJointly)</p>"
            : """
            <p>\(text: .workshopTookPart, count: results.participants, ["count": "\(figure(results.participants))"])</p>
            """
        guard results.isGuarded else { return who }
        return who + "<div class=\"notice warning\"><p>\(text: .workshopHidden)</p></div>"
    }

    /// The filters as a form: each can be lifted before it searches.
    private var whatFits: HTML {
        let filters = filters
        guard !filters.isEmpty else {
            return """
                <section><h2>\(text: .workshopFits)</h2><p>\(text: .workshopNoFilters)</p>\
                <p><a class="button" href="\(url: WorkshopLinks.measures(filters))">\(text: .workshopAllMeasures)</a></p></section>
                """
        }
        let hidden = HiddenInputs.html(filters.figures)
        return """
            <section><h2>\(text: .workshopFits)</h2><p>\(text: .workshopFitsLead)</p>\
            <form method="get" action="\(url: WorkshopLinks.measures)">\
            \(boxes(filters.pairs, "\(text: .workshopFilters)"))\(boxes(filters.means, "\(text: .workshopMeans)"))\(hidden)\
            <div class="actions"><button class="button" type="submit">\(text: .workshopFindMeasures)</button></div></form>\
            </section>
            """
    }

    private func boxes(_ pairs: [(name: String, value: String)], _ legend: HTML) -> HTML {
        guard !pairs.isEmpty else { return "" }
        let boxes = pairs.map { pair -> HTML in
            let id = "f-\(pair.name)-\(pair.value)"
            return """
                <div class="choice"><input type="checkbox" id="\(id)" name="\(pair.name)" value="\(pair.value)" checked>\
                <label for="\(id)">\(label(pair.name, pair.value))</label></div>
                """
        }
        return "<fieldset class=\"field\"><legend>\(legend)</legend>\(boxes)</fieldset>"
    }

    private func label(_ name: String, _ value: String) -> HTML {
        switch name {
        case Space.group:
            Space(rawValue: value).map { space in
                "\(text: .workshopFilterSpace, ["name": "\(text: space.title)", "gap": "\(gap(results.gap(of: space)))"])"
            } ?? ""
        case TargetGroup.group:
            TargetGroup(rawValue: value).map { group in
                "\(text: .workshopFilterGroup, ["name": "\(text: group.title)", "gap": "\(gap(results.gap(of: group)))"])"
            } ?? ""
        case Topic.group:
            Topic(rawValue: value).map { "\(text: .workshopFilterTopic, ["name": "\(text: $0.title)"])" } ?? ""
        case Skill.group:
            Skill(rawValue: value).map { "\(text: .workshopFilterSkill, ["name": "\(text: $0.title)"])" } ?? ""
        case MeasureQuery.partners:
            "\(text: filters.hasPartners == true ? .workshopHasPartners : .workshopHasNoPartners)"
        case MeasureQuery.backing: "\(text: filters.hasBacking == true ? .workshopHasBacking : .workshopHasNoBacking)"
        case MeasureQuery.hoursCap:
            "\(text: .workshopFilterHours, ["value": "\(filters.hoursPerMonthMax.map { figure($0, decimals: 1) } ?? value)"])"
        case MeasureQuery.areaCap:
            "\(text: .workshopFilterArea, ["value": "\(filters.areaMax.map { figure($0) } ?? value)"])"
        default:
            "\(text: .workshopFilterMoney, ["value": "\(filters.moneyPerYearMax.map { figure($0, decimals: 2) } ?? value)"])"
        }
    }

    private func gap(_ hundredths: Int?) -> String { hundredths.map { figure($0, decimals: 2) } ?? "" }

    private func figure(_ value: Int, decimals: Int = 0) -> String {
        NumberText.decimal(value, decimals: decimals, language)
    }

    /// This run beside the one before it.
    func comparison(with former: WorkshopResults, of run: Workshop, key: String) -> Page {
        let (before, now) = (
            (run.endedAt ?? run.createdAt).day(in: zone), (workshop.endedAt ?? workshop.createdAt).day(in: zone)
        )
        let headings = PairChart.Headings(
            label: "\(text: .workshopQuestion)", picture: "\(text: .workshopPicture)", first: "\(date: before, .month)",
            second: "\(date: now, .month)", difference: "\(text: .workshopChange)")
        let tables = WorkshopSection.allCases.compactMap { section -> HTML? in
            let questions = section.steps.flatMap(\.questions)
                .filter { former[$0]?.mean != nil || results[$0]?.mean != nil }
            guard !questions.isEmpty else { return nil }
            let rows = questions.map {
                PairChart.Row(label: $0.text, first: former[$0]?.mean, second: results[$0]?.mean)
            }
            return PairChart(
                caption: "\(text: section.title)", headings: headings, rows: rows, highest: 400, language: language
            ).html
        }
        let plan: HTML =
            former.facts.plan.isEmpty
            ? ""
            : """
            <h2>\(text: .workshopFormerPlan)</h2>\
            <ul>\(former.facts.plan.map { "<li>\($0.what)</li>" as HTML })</ul>
            """
        let lead: TextKey = former.isJoint && results.isJoint ? .workshopCompareJointLead : .workshopCompareLead
        return WorkshopPage.make(
            .workshopCompareTitle,
            """
            <h1>\(text: .workshopCompareTitle)</h1>\
            <p class="lead">\(text: lead, ["before": "\(date: before)", "now": "\(date: now)"])</p>
            \(tables.isEmpty ? ["<p>\(text: .workshopNothingToCompare)</p>"] : tables)\(plan)
            """, trail: [WorkshopPage.startStep, ("\(workshop.name)", WorkshopLinks.moderation(key))], isOpen: false)
    }
}
