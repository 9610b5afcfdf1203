// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Testing

extension MailMessage {
    /// A complete mail to change one thing of.
    static func sample(_ messageID: String = "booking-1@house.example", to: String = "anna@b.example") throws -> Self {
        MailMessage(
            messageID: messageID,
            from: Mailbox(name: "LeipzigZimmer", address: try #require(MailAddress("post@house.example"))),
            to: Mailbox(name: "Anna Beispiel", address: try #require(MailAddress(to))),
            subject: "Ihr Raum", text: "Guten Tag", html: "<p>Guten Tag</p>", language: .german,
            date: Instant(seconds: 1_795_860_000))
    }
}

/// What goes wrong with a delivery; `nil` when nothing does.
func deliveryFailure(_ delivery: () async throws -> Void) async -> DeliveryFailure? {
    do {
        try await delivery()
        return nil
    } catch {
        return error as? DeliveryFailure
    }
}

extension DeliveryFailure {
    var isTemporary: Bool {
        switch self {
        case .temporary: true
        case .permanent: false
        }
    }
}

/// A directory of its own, gone with the test.
final class TemporaryDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}
