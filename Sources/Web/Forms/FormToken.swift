// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The token that stands in the forms of a session. It says by itself whose session it was, so that a form which outlived
/// its session is still known to come from whom it was shown to. Nothing is done in their name; a file may wait for them.
package enum FormToken {
    /// `random.person.until.seal`; `sign` is a keyed hash that only this server can make.
    package static func make(for person: PersonID, until: Instant, sign: (String) -> String) -> String {
        let text = "\(SecretToken.random().text).\(person).\(until.seconds)"
        return "\(text).\(sign(sealed(text)))"
    }

    /// Whom a form with that token was shown to; `nil` when the token is not this server's or too old.
    static func person(_ token: String, now: Instant, sign: (String) -> String) -> PersonID? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, sign(sealed(parts[..<3].joined(separator: "."))) == parts[3],
            let until = Int64(parts[2]), now < Instant(seconds: until)
        else { return nil }
        return PersonID(parts[1])
    }

    private static func sealed(_ text: String) -> String { "form token\n\(text)" }
}
