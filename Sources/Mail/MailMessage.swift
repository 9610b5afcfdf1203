// SPDX-License-Identifier: EUPL-1.2

package import Kernel

package import struct Foundation.Data

/// A mail as the product means it; `mime(_:)` writes it as others read it.
package struct MailMessage: Sendable, Codable, Equatable {
    /// Whom a mail is from or for. The name is what a person typed, in any script.
    package struct Mailbox: Sendable, Codable, Equatable {
        package var name: String?
        package var address: MailAddress

        package init(name: String? = nil, address: MailAddress) {
            self.name = name
            self.address = address
        }
    }

    /// A file that goes with the mail.
    package struct Attachment: Sendable, Codable, Equatable {
        package enum Place: String, Sendable, Codable {
            /// Beside the text, to be saved or opened.
            case attached
            /// Another form of the text itself: an invitation that calendar programs show with buttons (RFC 6047).
            case alternative
        }

        package var fileName: String
        /// With its parameters: `text/calendar; method=REQUEST; charset=utf-8`.
        package var contentType: String
        package var data: Data
        package var place: Place

        package init(fileName: String, contentType: String, data: Data, place: Place = .attached) {
            self.fileName = fileName
            self.contentType = contentType
            self.data = data
            self.place = place
        }
    }

    /// Globally unique and the same each time the same thing is told: `booking-12-confirmed@house.example`, without
    /// angle brackets. The outbox takes a mail with a known id for the same mail.
    package var messageID: String
    package var from: Mailbox
    package var to: Mailbox
    package var replyTo: Mailbox?
    package var subject: String
    package var text: String
    package var html: String?
    package var attachments: [Attachment] = []
    /// The message that this one answers, without angle brackets.
    package var inReplyTo: String?
    /// The messages of the conversation so far, oldest first, without angle brackets.
    package var references: [String] = []
    /// An https address that ends the subscription at one POST (RFC 8058).
    package var listUnsubscribe: String?
    package var language: Language
    /// Written by the server, not by a person: nobody's holiday notice answers it (RFC 3834).
    package var isAutomatic: Bool
    private var dateInSeconds: Int64

    package var date: Instant {
        get { Instant(seconds: dateInSeconds) }
        set { dateInSeconds = newValue.seconds }
    }

    package init(
        messageID: String, from: Mailbox, to: Mailbox, subject: String, text: String, html: String? = nil,
        language: Language, date: Instant, isAutomatic: Bool = true
    ) {
        self.messageID = messageID
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
        self.isAutomatic = isAutomatic
        dateInSeconds = date.seconds
    }
}
