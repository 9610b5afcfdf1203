// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What people may say of themselves.
enum AccountRules {
    /// Throws with the fields `name`, `phone` and `language`.
    static func details(
        _ typed: Input
    ) throws(Rejection) -> (name: String?, phone: String?, language: Language) {
        var input = typed
        let name = input.line("name", atMost: 100)
        let phone = input.line("phone", atMost: 40)
        if let phone, PersonRules.comparable(phone: phone) == nil { input.note("phone", .accountPhoneWrong) }
        let language: Language? = input.choice("language", required: true)
        try input.finish()
        return (name, phone, language ?? .german)
    }

    /// A password is for those who work somewhere.
    static func checkMayHavePassword(_ visitor: Visitor) throws(Rejection) {
        guard mayHavePassword(visitor) else { throw Rejection(.forbidden, .passwordForStaff) }
    }

    static func mayHavePassword(_ visitor: Visitor) -> Bool { !visitor.grants.isEmpty }
}
