// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// What a password must be. No demands on kinds of characters and no expiry, for both make passwords worse
/// (NIST SP 800-63B, 5.1.1).
enum PasswordRules {
    static let lengthAtLeast = 12
    static let lengthAtMost = 200

    /// Throws with the field `password` or `repeated`.
    static func check(_ password: String, repeated: String, of contact: Contact, isBreached: Bool) throws(Rejection) {
        if let problem = problem(password, of: contact, isBreached: isBreached) {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("password", problem)])
        }
        guard password == repeated else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("repeated", .passwordsDiffer)])
        }
    }

    private static func problem(_ password: String, of contact: Contact, isBreached: Bool) -> TextUse? {
        if password.count < lengthAtLeast { return TextUse(.passwordTooShort, count: lengthAtLeast) }
        if password.count > lengthAtMost { return TextUse(.passwordTooLong, count: lengthAtMost) }
        if isBreached { return TextUse(.passwordBreached) }
        return isAboutThem(password, contact) ? TextUse(.passwordAboutYou) : nil
    }

    /// Whether little is left of it without the person's name and address.
    private static func isAboutThem(_ password: String, _ contact: Contact) -> Bool {
        let names = (contact.name ?? "").split { !$0.isLetter }
        let parts = names + (contact.email?.value ?? "").split { !$0.isLetter && !$0.isNumber }
        let rest = parts.map { $0.lowercased() }.filter { $0.count >= 3 }.sorted { $0.count > $1.count }
            .reduce(password.lowercased()) { $0.replacing($1, with: "") }
        return rest.count < lengthAtLeast / 2
    }
}
