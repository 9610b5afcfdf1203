// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Mail

/// How somebody is called and reached.
package struct Correspondent: Sendable {
    package let name: String?
    package let email: MailAddress?
    package let language: Language

    package init(name: String?, email: MailAddress?, language: Language) {
        self.name = name
        self.email = email
        self.language = language
    }

    /// The same as whom a letter goes to; `nil` when no mail reaches them.
    package func recipient(_ person: PersonID) -> Recipient? {
        email.map { Recipient(person: person, name: name, address: $0, language: language) }
    }
}
