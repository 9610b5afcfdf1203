// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage

/// What the operator of the server says of the platform as a whole.
struct Platform: Sendable, Equatable {
    /// Of the operator; where reports of barriers go.
    var email: String?
    var imprint = LocalizedText()
    var privacy = LocalizedText()
    var accessibility = LocalizedText()
}

/// All statements on the platform's own texts.
struct PlatformStore: Sendable {
    func platform(on connection: any Connection) throws -> Platform {
        try connection.first("SELECT email, imprint, privacy, accessibility FROM platform WHERE id = 1") { row in
            Platform(
                email: try row["email"], imprint: try row["imprint"], privacy: try row["privacy"],
                accessibility: try row["accessibility"])
        } ?? Platform()
    }

    func update(_ platform: Platform, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE platform SET email = \(platform.email), imprint = \(platform.imprint),
                privacy = \(platform.privacy), accessibility = \(platform.accessibility) WHERE id = 1
            """)
        connection.signal(.publicData(nil))
    }
}
