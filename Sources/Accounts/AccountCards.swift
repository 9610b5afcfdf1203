// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

import struct Foundation.TimeZone

/// The cards of the account page.
extension AccountPages {
    static func saved(_ what: String?) -> HTML {
        let words: [String: TextKey] = [
            "angaben": .accountSavedDetails, "email": .accountSavedEmail, "kennwort": .accountSavedPassword,
            "kennwort-ende": .accountSavedPasswordEnd, "zweiter-faktor": .accountSavedAuthenticator,
            "zweiter-faktor-ende": .accountSavedAuthenticatorEnd, "sitzungen": .accountSavedSessions,
            "schluessel": .accountSavedTokens,
        ]
        guard let key = what.flatMap({ words[$0] }) else { return "" }
        return """
            <div class="notice success" role="status"><p><strong>\(text: .accountSaved)</strong> \(text: key)</p></div>
            """
    }

    static var detailFields: [Field] {
        let languages = Language.allCases.map { language -> (value: String, label: HTML) in
            (language.rawValue, "\(language.ownName)")
        }
        return [
            Field("name", "\(text: .accountName)", hint: "\(text: .accountNameHint)", autocomplete: "name"),
            Field(
                "phone", "\(text: .accountPhone)", hint: "\(text: .accountPhoneHint)", .line(type: "tel"),
                autocomplete: "tel"),
            Field(
                "language", "\(text: .accountLanguage)", hint: "\(text: .accountLanguageHint)", .choice(languages),
                required: true, width: "short"),
        ]
    }

    static func details(_ view: AccountView, _ visitor: Visitor, _ typed: FormState?) -> HTML {
        let contact = view.held.contact
        let state =
            typed
            ?? FormState([
                ("name", contact.name ?? ""), ("phone", contact.phone ?? ""), ("language", contact.language.rawValue),
            ])
        let email: HTML = contact.email.map { "<bdi>\($0.value)</bdi>" } ?? "\(text: .accountNoEmail)"
        return """
            <section class="card" aria-labelledby="angaben"><h2 id="angaben">\(text: .accountDetails)</h2>
            <dl class="facts">
            <div><dt>\(text: .accountEmail)</dt><dd>\(email)<br>\
            <a href="\(url: AccountsLinks.email)">\(text: .accountEmailChange)</a></dd></div>
            <div><dt>\(text: .accountSince)</dt><dd>\(date: view.held.createdAt.day(in: view.zone))</dd></div>
            </dl>
            \(Form(AccountsLinks.details, button: "\(text: .save)").html(visitor, detailFields, state))
            </section>
            """
    }

    static func sessions(_ view: AccountView, _ visitor: Visitor) -> HTML {
        let rows = view.held.sessions.map { session -> HTML in
            let name: HTML = session.agent.map { "<bdi>\($0)</bdi>" } ?? "\(text: .accountSessionUnknown)"
            let end: HTML =
                session.id == view.session
                ? "<span class=\"tag good\"><span aria-hidden=\"true\">✓</span> \(text: .accountSessionHere)</span>"
                : Form(
                    AccountsLinks.sessionEnd(session.id),
                    button: "\(text: .accountSessionEnd)<span class=\"visually-hidden\">: \(name)</span>",
                    style: "secondary compact"
                ).inline(visitor)
            return """
                <tr><th scope="row">\(name)</th>\
                <td data-label="\(text: .accountSessionSince)">\(date: session.startedAt.day(in: view.zone), .short)</td>\
                <td data-label="\(text: .accountSessionSeen)">\(moment(session.lastSeenAt, view.zone))</td>\
                <td>\(end)</td></tr>
                """
        }
        let others: HTML =
            view.held.sessions.count < 2
            ? ""
            : Form(AccountsLinks.otherSessionsEnd, button: "\(text: .accountSessionsEnd)", style: "secondary").html(
                visitor)
        return """
            <section class="card" aria-labelledby="sitzungen"><h2 id="sitzungen">\(text: .accountSessions)</h2>
            <table class="stack"><caption class="visually-hidden">\(text: .accountSessions)</caption>
            <thead><tr><th scope="col">\(text: .accountSession)</th><th scope="col">\(text: .accountSessionSince)</th>\
            <th scope="col">\(text: .accountSessionSeen)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .accountAction)</span></th></tr></thead>
            <tbody>\(rows)</tbody></table>
            \(others)
            \(Form(AccountsLinks.signOut, button: "\(text: .signOutTitle)", style: "quiet").html(visitor))
            </section>
            """
    }

    static func tokens(_ view: AccountView, _ visitor: Visitor) -> HTML {
        let items = view.held.tokens.map { token -> HTML in
            let used: HTML = token.lastUsedAt.map { moment($0, view.zone) } ?? "\(text: .accountTokenNever)"
            let end = Form(
                AccountsLinks.tokenEnd(token.id),
                button: "\(text: .accountTokenEnd)<span class=\"visually-hidden\">: \(token.name)</span>",
                style: "secondary compact")
            return """
                <tr><th scope="row"><bdi>\(token.name)</bdi></th>\
                <td data-label="\(text: .accountTokenSince)">\(date: token.createdAt.day(in: view.zone), .short)</td>\
                <td data-label="\(text: .accountTokenUsed)">\(used)</td>\
                <td>\(end.inline(visitor))</td></tr>
                """
        }
        let table: HTML =
            items.isEmpty
            ? "<p>\(text: .accountNoTokens)</p>"
            : """
            <table class="stack"><caption class="visually-hidden">\(text: .accountTokens)</caption>
            <thead><tr><th scope="col">\(text: .accountToken)</th><th scope="col">\(text: .accountTokenSince)</th>\
            <th scope="col">\(text: .accountTokenUsed)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .accountAction)</span></th></tr></thead>
            <tbody>\(items)</tbody></table>
            """
        return """
            <section class="card" aria-labelledby="schluessel"><h2 id="schluessel">\(text: .accountTokens)</h2>
            <p>\(text: .accountTokensLead)</p>
            \(table)
            <p class="actions"><a class="button secondary" href="\(url: AccountsLinks.tokens)">\(text: .accountTokenNew)</a></p>
            </section>
            """
    }

    static func roles(_ view: AccountView) -> HTML {
        let items = zip(view.held.grants, view.places).map { grant, place -> HTML in
            let name: HTML =
                if let place {
                    "<a href=\"\(url: place.link)\">\(place.title)</a>"
                } else if grant.scope == .server {
                    "\(text: .accountServer)"
                } else {
                    "\(text: .accountGonePlace)"
                }
            return "<li>\(text: grant.role.title) – \(name)</li>"
        }
        let list: HTML = items.isEmpty ? "<p>\(text: .accountNoRoles)</p>" : "<ul>\(items)</ul>"
        return """
            <section class="card" aria-labelledby="aufgaben"><h2 id="aufgaben">\(text: .accountRoles)</h2>\(list)</section>
            """
    }

    static func waysIn(_ view: AccountView, _ visitor: Visitor) -> HTML {
        let held = view.held
        guard held.hasPassword || AccountRules.mayHavePassword(visitor) else { return "" }
        let password: TextKey = held.hasPassword ? .accountPasswordChange : .accountPasswordSet
        let authenticator: TextKey = held.hasSecondFactor ? .accountAuthenticatorEnd : .accountAuthenticatorSet
        let second: HTML =
            held.hasPassword
            ? "<li><a href=\"\(url: AccountsLinks.authenticator)\">\(text: authenticator)</a></li>" : ""
        let facts: [TextKey] =
            (held.hasPassword ? [.accountHasPassword] : []) + (held.hasSecondFactor ? [.accountHasAuthenticator] : [])
        return """
            <section class="card" aria-labelledby="zugang"><h2 id="zugang">\(text: .accountWaysIn)</h2>
            <p>\(text: .accountWaysInLead)</p>\(facts.map { "<p>\(text: $0)</p>" as HTML })
            <ul class="plain"><li><a href="\(url: AccountsLinks.password)">\(text: password)</a></li>\(second)</ul>
            </section>
            """
    }

    static func data(_ visitor: Visitor) -> HTML {
        """
        <section class="card" aria-labelledby="daten"><h2 id="daten">\(text: .accountData)</h2>
        <p>\(text: .accountDataLead)</p>
        <p class="actions"><a class="button secondary" href="\(url: AccountsLinks.data)" download>\(text: .accountDataGet)</a>
        <a class="button danger" href="\(url: AccountsLinks.erasure)">\(text: .accountErase)</a></p>
        </section>
        """
    }

    private static func moment(_ instant: Instant, _ zone: TimeZone) -> HTML {
        "\(date: instant.day(in: zone), .short), \(time: instant, zone: zone)"
    }
}
