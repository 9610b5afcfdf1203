// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The form with the platform's own texts.
enum PlatformForm {
    static func values(of platform: Platform) -> [(name: String, value: String)] {
        [("email", platform.email ?? "")] + LocalizedField.values("imprint", platform.imprint)
            + LocalizedField.values("privacy", platform.privacy)
            + LocalizedField.values("accessibility", platform.accessibility)
    }

    static var fields: [FormPart] {
        [
            .field(
                Field("email", "\(text: .operatorEmail)", hint: "\(text: .operatorEmailHint)", .line(type: "email"))),
            LocalizedField.group("imprint", .imprint, rows: 6),
            LocalizedField.group("privacy", .privacy, rows: 6),
            LocalizedField.group("accessibility", .accessibility, rows: 6),
        ]
    }

    static func platform(from input: Input) throws(Rejection) -> Platform {
        var input = input
        let platform = Platform(
            email: HouseRules.email("email", from: &input)?.value,
            imprint: HouseRules.localized("imprint", atMost: 20_000, lines: true, from: &input),
            privacy: HouseRules.localized("privacy", atMost: 20_000, lines: true, from: &input),
            accessibility: HouseRules.localized("accessibility", atMost: 20_000, lines: true, from: &input))
        try input.finish()
        return platform
    }
}
