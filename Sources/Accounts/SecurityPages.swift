// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The pages for password, second factor and tokens.
enum SecurityPages {
    static func password(_ visitor: Visitor, isThere: Bool, _ state: FormState = FormState()) -> Page {
        let fields = [
            Field(
                "password", "\(text: .passwordNew)", hint: "\(text: .passwordNewHint)", .password, required: true,
                autocomplete: "new-password"),
            Field(
                "repeated", "\(text: .passwordRepeated)", .password, required: true, autocomplete: "new-password"),
        ]
        let form = Form(AccountsLinks.password, button: HTML(TextUse(.passwordSave)), cancel: back)
        let end = Form(AccountsLinks.passwordEnd, button: HTML(TextUse(.passwordRemove)), style: "danger")
        let removal: HTML =
            isThere
            ? "<h2>\(text: .passwordRemove)</h2><p>\(text: .passwordRemoveHint)</p>\(end.html(visitor))" : ""
        return Page(
            title: .passwordTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .passwordTitle)</h1>
                <p class="lead">\(text: .passwordLead)</p>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                \(removal)
                """)
    }

    /// The secret is shown until its first code has come back.
    static func authenticator(
        _ totp: TOTP, _ contact: Contact, _ visitor: Visitor, _ state: FormState = FormState()
    ) -> Page {
        let secret = totp.base32
        let app = Link(
            authenticator: secret, account: contact.email?.value ?? contact.name ?? "Konto", issuer: "Stadtzimmer")
        let fields = [SignInPages.codeField("\(text: .signInCode)")]
        let link: HTML = "<a href=\"\(url: app)\">\(text: .authenticatorLink)</a>"
        let form = Form(
            AccountsLinks.authenticator, button: HTML(TextUse(.authenticatorSave)), hidden: [("secret", secret)],
            cancel: back)
        return Page(
            title: .authenticatorTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .authenticatorTitle)</h1>
                <p class="lead">\(text: .authenticatorLead)</p>
                \(state.summary(of: fields))
                <ol>
                <li>\(text: .authenticatorInstall)</li>
                <li>\(text: .authenticatorEnter, ["link": link])
                <p class="code"><code class="long" id="geheimnis">\(secret.inGroups)</code>\(copy("#geheimnis"))</p></li>
                <li>\(text: .authenticatorConfirm)</li>
                </ol>
                \(form.html(visitor, fields, state))
                """)
    }

    static func authenticatorEnd(_ visitor: Visitor) -> Page {
        let form = Form(
            AccountsLinks.authenticatorEnd, button: HTML(TextUse(.authenticatorRemove)), style: "danger",
            cancel: back)
        return Page(
            title: .authenticatorTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .authenticatorTitle)</h1>
                <p class="lead">\(text: .accountHasAuthenticator)</p>
                <p>\(text: .authenticatorRemoveLead)</p>
                \(form.html(visitor))
                """)
    }

    static func token(_ visitor: Visitor, _ state: FormState = FormState()) -> Page {
        let fields = [Field("name", "\(text: .tokenName)", hint: "\(text: .tokenNameHint)", required: true)]
        let form = Form(AccountsLinks.tokens, button: HTML(TextUse(.tokenMake)), cancel: back)
        return Page(
            title: .tokenTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .tokenTitle)</h1>
                <p class="lead">\(text: .tokenLead)</p>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    /// Shows a token, once.
    static func made(_ token: SecretToken) -> Page {
        Page(
            title: .tokenMadeTitle, trail: AccountPages.trail,
            content: """
                <h1>\(text: .tokenMadeTitle)</h1>
                <p class="lead">\(text: .tokenMadeLead)</p>
                <p class="code"><code class="long" id="schluessel">\(token.text)</code>\(copy("#schluessel"))</p>
                <p class="actions"><a class="button" href="\(url: AccountsLinks.account)">\(text: .tokenBack)</a></p>
                """)
    }

    private static let back: HTML =
        "<a class=\"button quiet\" href=\"\(url: AccountsLinks.account)\">\(text: .cancel)</a>"

    private static func copy(_ target: String) -> HTML {
        """
         <button class="button secondary compact" type="button" data-copy="\(target)" \
        data-copied="\(text: .tokenCopied)" hidden>\(text: .tokenCopy)</button>
        """
    }
}

extension String {
    /// In groups of four, as one types it from the screen.
    fileprivate var inGroups: String {
        enumerated().map { index, letter in index > 0 && index.isMultiple(of: 4) ? " \(letter)" : "\(letter)" }.joined()
    }
}
