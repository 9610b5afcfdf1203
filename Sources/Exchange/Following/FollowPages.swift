// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Web

/// Something that somebody follows.
struct FollowedItem: Sendable {
    let target: FollowTarget
    /// `nil` when it is no longer there.
    let item: ResolvedItem?
}

/// What the page of subscriptions shows.
struct SubscriptionsView: Sendable {
    let follows: [FollowedItem]
    let searches: [SavedSearch]
    /// Whether the weekly mail is wanted.
    let isOn: Bool
    let next: Instant
    let visitor: Visitor
}

/// What somebody follows, looks for, and is told of.
struct FollowPages: Sendable {
    let zone: TimeZone

    func list(_ view: SubscriptionsView, _ state: FormState, isSaved: Bool) -> Page {
        Page(
            title: .followsTitle,
            content: """
                \(SavedNotice.html(isSaved ? .requestSaved : nil))
                <h1>\(text: .followsTitle)</h1>
                \(problem(state))
                <p class="lead">\(text: .followsLead)</p>
                \(digest(view))
                <section class="card" aria-labelledby="folgen"><h2 id="folgen">\(text: .followsItems)</h2>\(items(view))</section>
                <section class="card" aria-labelledby="themen"><h2 id="themen">\(text: .followTopicsTitle)</h2>\(topics(view))</section>
                <section class="card" aria-labelledby="suchen"><h2 id="suchen">\(text: .followSearches)</h2>\(searches(view, state))</section>
                """)
    }

    private func problem(_ state: FormState) -> HTML { state.summary(of: nameFields) }

    private var nameFields: [FormPart] {
        [.field(Field("name", "\(text: .followSearchName)", hint: "\(text: .followSearchNameHint)", required: true))]
    }

    private func digest(_ view: SubscriptionsView) -> HTML {
        let words: HTML =
            view.isOn
            ? "\(text: .digestIsOn, ["when": "\(text: .moment(view.next, zone: zone))"])" : "\(text: .digestIsOff)"
        let form = Form(
            SharingLinks.digest, button: "\(text: view.isOn ? .digestSwitchOff : .digestSwitchOn)",
            style: "secondary compact", hidden: [("an", view.isOn ? "0" : "1")])
        return """
            <section class="card" aria-labelledby="mail"><h2 id="mail">\(text: .digestTitle)</h2><p>\(words)</p>
            \(form.inline(view.visitor))</section>
            """
    }

    private func items(_ view: SubscriptionsView) -> HTML {
        if view.follows.isEmpty { return "<p>\(text: .followsNone)</p>" }
        let rows = view.follows.map { followed -> HTML in
            let kind: TextKey =
                switch followed.target {
                case .library: .followKindLibrary
                case .topic: .followKindTopic
                case .measure: .followKindMeasure
                }
            let name: HTML = followed.item?.title ?? "\(text: .followGone)"
            let shown: HTML =
                followed.item.map { "<a href=\"\(url: $0.link)\">\($0.title)</a>" } ?? "\(text: .followGone)"
            let button = FollowButton.html(
                followed.target, name: name, isFollowing: true, visitor: view.visitor,
                back: SharingLinks.subscriptions)
            return "<li><p>\(text: kind): \(shown)</p>\(button)</li>"
        }
        return "<ul class=\"slots\">\(rows)</ul>"
    }

    /// Topics have no page of their own to stand a button on: they are chosen here.
    private func topics(_ view: SubscriptionsView) -> HTML {
        let followed = Set(view.follows.map(\.target))
        let rest = Topic.allCases.filter { !followed.contains(.topic($0)) }
        if rest.isEmpty { return "<p>\(text: .followAllTopics)</p>" }
        let field = Field(
            "was", "\(text: .followTopicField)", .choice(rest.map { ($0.rawValue, "\(text: $0.title)") }),
            required: true)
        return Form(
            SharingLinks.subscriptions, button: "\(text: .follow)", style: "secondary",
            hidden: [("art", "topic"), ("zurueck", SharingLinks.subscriptions.value)]
        ).html(view.visitor, [field], FormState())
    }

    private func searches(_ view: SubscriptionsView, _ state: FormState) -> HTML {
        let rows = view.searches.map { search -> HTML in
            let removal = Form(
                SharingLinks.removal(of: search.id),
                button:
                    "\(text: .followSearchRemove)<span class=\"visually-hidden\">: \(search.name)</span>",
                style: "secondary compact")
            return """
                <li><p><a href="\(url: SavedSearchRules.link(search.query))">\(search.name)</a></p>\
                \(removal.inline(view.visitor))</li>
                """
        }
        let list: HTML =
            rows.isEmpty ? "<p>\(text: .followSearchesNone)</p>" : "<ul class=\"slots\">\(rows)</ul>"
        guard state.rejection != nil, let query = state.values["suche"], !query.isEmpty else { return list }
        let again = Form(
            SharingLinks.savedSearches, button: "\(text: .followSearchSave)", hidden: [("suche", query)])
        return list + again.html(view.visitor, nameFields, state)
    }

    func ask(_ target: FollowTarget, _ item: ResolvedItem, _ visitor: Visitor) -> Page {
        let form = Form(
            SharingLinks.subscriptions, button: "\(text: .follow)",
            hidden: [("art", target.kind), ("was", target.item)], cancel: NoticeFormPages.cancel(item.link))
        return Page(
            title: .followAskTitle, trail: [("\(text: .followsTitle)", SharingLinks.subscriptions)],
            content: """
                <h1>\(text: .followAskTitle)</h1>
                <p class="lead"><a href="\(url: item.link)">\(item.title)</a></p><p>\(text: .followAskLead)</p>
                \(form.html(visitor))
                """)
    }
}

/// The form with which a search for measures is saved, for the page that shows its results.
enum SaveSearchForm {
    /// `query` is what stands behind the question mark of that page.
    static func html(query: String, visitor: Visitor?) -> HTML {
        guard visitor != nil, SavedSearchRules.canonical(query) != nil else { return "" }
        let name = Field("name", "\(text: .followSearchName)", hint: "\(text: .followSearchNameHint)", required: true)
        return Form(
            SharingLinks.savedSearches, button: "\(text: .followSearchSave)", style: "secondary",
            hidden: [("suche", query)]
        ).html(visitor, [name], FormState())
    }
}
