// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

import struct Foundation.TimeZone

/// What the account page shows.
struct AccountView: Sendable {
    let held: Holdings
    /// The place of each grant, in the order of the grants; `nil`: the server, or gone.
    let places: [ResolvedItem?]
    /// The session that looks.
    let session: SessionID?
    /// What was just saved, as `AccountsLinks.saved` names it.
    let saved: String?
    let zone: TimeZone
}

/// The pages of one's own account.
enum AccountPages {
    /// `state` when details were typed and refused.
    static func account(_ view: AccountView, _ visitor: Visitor, _ state: FormState?) -> Page {
        Page(
            title: .accountTitle,
            content: """
                <div class="title"><h1>\(text: .accountTitle)</h1><p class="lead">\(text: .accountLead)</p></div>
                \(saved(view.saved))\(state?.summary(of: detailFields))
                <div class="columns"><div>
                \(details(view, visitor, state))
                \(sessions(view, visitor))
                \(tokens(view, visitor))
                </div><div>
                \(roles(view))
                \(waysIn(view, visitor))
                \(data(visitor))
                </div></div>
                """)
    }

    static func erasure(_ visitor: Visitor) -> Page {
        let facts: [TextKey] = [.erasureDetails, .erasureSignOut, .erasureRoles, .erasureRest]
        let data: HTML = "<a href=\"\(url: AccountsLinks.data)\">\(text: .erasureData)</a>"
        let form = Form(
            AccountsLinks.erasure, button: HTML(TextUse(.erasureButton)), style: "danger",
            cancel: "<a class=\"button quiet\" href=\"\(url: AccountsLinks.account)\">\(text: .cancel)</a>")
        return Page(
            title: .erasureTitle, trail: trail,
            content: """
                <h1>\(text: .erasureTitle)</h1>
                <p class="lead">\(text: .erasureLead)</p>
                <h2>\(text: .erasureWhat)</h2>
                <ul>\(facts.map { "<li>\(text: $0)</li>" as HTML })</ul>
                <p>\(text: .erasureFirst, ["link": data])</p>
                \(form.html(visitor))
                """)
    }

    static let erased = Page(
        title: .erasureDone,
        content: """
            <div class="confirmation" data-keep-clear>\(SignInPages.openDoor)
            <h1>\(text: .erasureDone)</h1>
            <p class="lead">\(text: .erasureDoneLead)</p>
            <p class="actions"><a class="button secondary" href="\(url: Link(path: []))">\(text: .toTheStart)</a></p>
            </div>
            """)

    static let trail: [(title: HTML, link: Link)] = [("\(text: .accountTitle)", AccountsLinks.account)]
}
