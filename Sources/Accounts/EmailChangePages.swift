// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The pages on which an account gets another address.
enum EmailChangePages {
    static let addressField = "email"

    static func ask(_ contact: Contact, _ visitor: Visitor, _ state: FormState = FormState()) -> Page {
        let fields = [
            Field(
                addressField, "\(text: .emailNew)", hint: "\(text: .emailNewHint)", .line(type: "email"),
                required: true, autocomplete: "email")
        ]
        let form = Form(
            AccountsLinks.email, button: HTML(TextUse(.emailSend)),
            cancel: "<a class=\"button quiet\" href=\"\(url: AccountsLinks.account)\">\(text: .cancel)</a>")
        let now: HTML =
            contact.email.map { "<p>\(text: .emailNow, ["email": "<bdi>\($0.value)</bdi>"])</p>" } ?? ""
        return Page(
            title: .emailTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .emailTitle)</h1>
                <p class="lead">\(text: .emailLead)</p>
                \(state.summary(of: fields))\(now)
                \(form.html(visitor, fields, state))
                """)
    }

    static let sent = Page(
        title: .signInSentTitle, trail: AccountPages.trail,
        content: """
            <div class="confirmation">\(SignInPages.openDoor)
            <h1>\(text: .signInSentTitle)</h1>
            <p class="lead">\(text: .emailSentLead)</p>
            <h2>\(text: .signInNext)</h2>
            <ol class="next-steps">
            <li>\(text: .signInSentOpen, ["subject": "\(text: .mailEmailSubject)"])</li>
            <li>\(text: .signInSentPress, ["button": "\(text: .emailButton)"])</li>
            </ol>
            <p>\(text: .emailSentLife)</p>
            <p>\(text: .signInSentMissing)</p>
            <p class="actions"><a class="button secondary" href="\(url: AccountsLinks.account)">\
            \(text: .tokenBack)</a></p>
            </div>
            """)

    static func link(_ token: SecretToken, to address: MailAddress, _ visitor: Visitor) -> Page {
        let form = Form(
            AccountsLinks.email(with: token), button: HTML(TextUse(.emailButton)),
            cancel: "<a class=\"button quiet\" href=\"\(url: AccountsLinks.account)\">\(text: .cancel)</a>")
        return Page(
            title: .emailTitle,
            content: """
                <h1>\(text: .emailTitle)</h1>
                <p class="lead">\(text: .emailLinkLead, ["email": "<bdi>\(address.value)</bdi>"])</p>
                <p>\(text: .emailLinkSessions)</p>
                \(form.html(visitor))
                """)
    }

    /// For whoever is not signed in to the account that the link is for.
    static func signInFirst(_ token: SecretToken) -> Page {
        let way = AccountsLinks.signIn(backTo: AccountsLinks.email(with: token), again: true)
        return Page(
            title: .emailTitle,
            content: """
                <h1>\(text: .emailTitle)</h1>
                <p class="lead">\(text: .emailSignInFirst)</p>
                <p>\(text: .emailSignInOld)</p>
                <p class="actions"><a class="button" href="\(url: way)">\(text: .signInTitle)</a></p>
                """)
    }

    static let expired = refusal(.signInLinkExpiredTitle, .emailLinkExpired)
    static let impossible = refusal(.emailImpossibleTitle, .emailImpossible)

    private static func refusal(_ title: TextKey, _ words: TextKey) -> Page {
        Page(
            title: title,
            content: """
                <h1>\(text: title)</h1>
                <p class="lead">\(text: words)</p>
                <p class="actions"><a class="button" href="\(url: AccountsLinks.account)">\(text: .tokenBack)</a></p>
                """)
    }
}
