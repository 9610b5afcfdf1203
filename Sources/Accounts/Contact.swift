// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Mail

/// How somebody is called and reached.
package struct Contact: Sendable, Equatable {
    package let name: String?
    package let email: MailAddress?
    package let phone: String?
    package let language: Language

    package init(name: String?, email: MailAddress?, phone: String?, language: Language) {
        self.name = name
        self.email = email
        self.phone = phone
        self.language = language
    }
}

/// What is sealed about a person.
struct PersonalDetails: Sendable, Equatable, Codable {
    var name: String?
    var email: MailAddress?
    var phone: String?
}

/// What somebody typed in a person's name and has not proved to be that person.
struct PendingDetails: Sendable, Equatable, Codable {
    var name: String?
    var phone: String?
    var language: Language
    /// Seconds since 1970.
    var typedAt: Int64
    /// Something else was typed before this was proved: nobody can tell what is right, so nothing is adopted.
    var isContested: Bool
}
