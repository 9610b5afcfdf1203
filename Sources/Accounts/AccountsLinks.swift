// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Every link into Accounts.
package enum AccountsLinks {
    /// The sign-in page. `again` asks somebody who is signed in to prove it once more.
    package static func signIn(backTo link: Link? = nil, again: Bool = false) -> Link {
        Link(path: ["anmelden"], query: query(link) + (again ? [("erneut", "1")] : []))
    }

    /// The page with the button that signs in.
    package static func signIn(with token: SecretToken, backTo link: Link? = nil) -> Link {
        Link(path: ["anmelden", token.text], query: query(link))
    }

    static func signInByPassword(backTo link: Link? = nil) -> Link {
        Link(path: ["anmelden", "kennwort"], query: query(link))
    }

    static let linkSent = Link(path: "anmelden", "unterwegs")
    static let secondFactor = Link(path: "anmelden", "code")
    static let signOut = Link(path: "abmelden")

    package static let account = Link(path: "konto")
    static func saved(_ what: String) -> Link { Link(path: ["konto"], query: [("gespeichert", what)]) }
    static let details = Link(path: "konto", "angaben")
    static let data = Link(path: "konto", "daten.json")
    /// Where one gives the account another address.
    static let email = Link(path: "konto", "email")
    static let emailSent = Link(path: "konto", "email", "unterwegs")
    /// The page with the button that makes the change.
    static func email(with token: SecretToken) -> Link { Link(path: "konto", "email", token.text) }
    static let erasure = Link(path: "konto", "loeschung")
    static let password = Link(path: "konto", "kennwort")
    static let passwordEnd = Link(path: "konto", "kennwort", "ende")
    static let authenticator = Link(path: "konto", "zweiter-faktor")
    static let authenticatorEnd = Link(path: "konto", "zweiter-faktor", "ende")
    static let tokens = Link(path: "konto", "schluessel")
    static func tokenEnd(_ id: APITokenID) -> Link { Link(path: "konto", "schluessel", "\(id)", "ende") }
    static let otherSessionsEnd = Link(path: "konto", "sitzungen", "ende")
    static func sessionEnd(_ id: SessionID) -> Link { Link(path: "konto", "sitzungen", "\(id)", "ende") }

    private static func query(_ link: Link?) -> [(String, String)] { link.map { [("weiter", $0.value)] } ?? [] }
}
