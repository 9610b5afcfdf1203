// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The pages around signing in and out.
enum SignInPages {
    static let addressField = "email"
    static let wayField = "weiter"
    static let ticketField = "ticket"

    static func ask(
        backTo way: Link?, isAgain: Bool, visitor: Visitor? = nil, _ state: FormState = FormState()
    ) -> Page {
        let form = Form(
            AccountsLinks.signIn(), button: HTML(TextUse(.signInSend)), hidden: hidden(way), hasTrap: true,
            cancel: """
                <a class="button quiet" href="\(url: AccountsLinks.signInByPassword(backTo: way))">\
                \(text: .signInByPasswordInstead)</a>
                """)
        let fields = [address(hint: "\(text: .signInEmailHint)")]
        let note: HTML =
            isAgain ? "<div class=\"notice\" role=\"note\"><p>\(text: .signInAgain)</p></div>" : ""
        return Page(
            title: .signInTitle,
            content: """
                <h1>\(text: .signInTitle)</h1>
                <p class="lead">\(text: .signInLead)</p>
                \(state.summary(of: fields))\(note)
                \(form.html(visitor, fields, state))
                """)
    }

    static let sent = Page(
        title: .signInSentTitle,
        content: """
            <div class="confirmation">\(openDoor)
            <h1>\(text: .signInSentTitle)</h1>
            <p class="lead">\(text: .signInSentLead)</p>
            <h2>\(text: .signInNext)</h2>
            <ol class="next-steps">
            <li>\(text: .signInSentOpen, ["subject": "\(text: .mailLinkSubject)"])</li>
            <li>\(text: .signInSentPress, ["button": "\(text: .signInLinkButton)"])</li>
            </ol>
            <p>\(text: .signInSentLife)</p>
            <p>\(text: .signInSentMissing)</p>
            <p class="actions"><a class="button secondary" href="\(url: AccountsLinks.signIn())">\
            \(text: .signInSentAnew)</a></p>
            </div>
            """)

    static func link(_ token: SecretToken, for address: MailAddress, backTo way: Link?, visitor: Visitor?) -> Page {
        let form = Form(
            AccountsLinks.signIn(with: token), button: HTML(TextUse(.signInLinkButton)), hidden: hidden(way))
        return Page(
            title: .signInLinkTitle,
            content: """
                <h1>\(text: .signInLinkTitle)</h1>
                <p class="lead">\(text: .signInLinkLead, ["email": "<bdi>\(address.value)</bdi>"])</p>
                \(form.html(visitor))
                """)
    }

    static func refused(_ state: SignInRules.LinkState) -> Page {
        let (title, words): (TextKey, TextKey) =
            state == .used
            ? (.signInLinkUsedTitle, .signInLinkUsed) : (.signInLinkExpiredTitle, .signInLinkExpired)
        return Page(
            title: title,
            content: """
                <h1>\(text: title)</h1>
                <p class="lead">\(text: words)</p>
                <p class="actions"><a class="button" href="\(url: AccountsLinks.signIn())">\(text: .signInLinkNew)</a></p>
                """)
    }

    static func password(backTo way: Link?, visitor: Visitor?, _ state: FormState = FormState()) -> Page {
        let form = Form(
            AccountsLinks.signInByPassword(), button: HTML(TextUse(.signInTitle)), hidden: hidden(way),
            cancel: """
                <a class="button quiet" href="\(url: AccountsLinks.signIn(backTo: way))">\(text: .signInByLinkInstead)</a>
                """)
        let secret = Field(
            "password", "\(text: .signInPassword)", .password, required: true, autocomplete: "current-password")
        let fields = [address(), secret]
        return Page(
            title: .signInPasswordTitle,
            content: """
                <h1>\(text: .signInPasswordTitle)</h1>
                <p class="lead">\(text: .signInPasswordLead)</p>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    static func code(
        ticket: String, backTo way: Link?, visitor: Visitor?, _ state: FormState = FormState()
    ) -> Page {
        let form = Form(
            AccountsLinks.secondFactor, button: HTML(TextUse(.signInTitle)),
            hidden: hidden(way) + [(ticketField, ticket)])
        let fields = [codeField("\(text: .signInCode)")]
        return Page(
            title: .signInCodeTitle,
            content: """
                <h1>\(text: .signInCodeTitle)</h1>
                <p class="lead">\(text: .signInCodeLead)</p>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    /// Asks whether to sign out; without anybody signed in it says that this is done.
    static func signOut(_ visitor: Visitor?) -> Page {
        guard let visitor else {
            return Page(
                title: .signOutDone,
                content: """
                    <div class="confirmation" data-keep-clear>\(openDoor)
                    <h1>\(text: .signOutDone)</h1>
                    <p class="lead">\(text: .signOutDoneLead)</p>
                    <p class="actions"><a class="button secondary" href="\(url: Link(path: []))">\(text: .toTheStart)</a></p>
                    </div>
                    """)
        }
        return Page(
            title: .signOutTitle,
            content: """
                <h1>\(text: .signOutTitle)</h1>
                <p class="lead">\(text: .signOutLead)</p>
                \(Form(AccountsLinks.signOut, button: "\(text: .signOutTitle)").html(visitor))
                """)
    }

    /// A field for a code of an authenticator app.
    static func codeField(_ label: HTML) -> Field {
        Field("code", label, .line(), required: true, autocomplete: "one-time-code", width: "short")
    }

    private static func address(hint: HTML = "") -> Field {
        Field(
            addressField, "\(text: .signInEmail)", hint: hint, .line(type: "email"), required: true,
            autocomplete: "email")
    }

    private static func hidden(_ way: Link?) -> [(name: String, value: String)] {
        way.map { [(wayField, $0.value)] } ?? []
    }

    /// The sign above a page that says what has happened.
    static let openDoor: HTML = """
        <svg viewBox="0 0 22 30" aria-hidden="true" focusable="false"><path class="arch-door" \
        d="M0 30V11a11 11 0 0 1 22 0v19z"/><path class="arch-sign" d="M5.5 16l4 4 7.5-8.5"/></svg>
        """
}
