// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Mail
package import Storage

/// A mail in words of the catalogue, before it is anybody's language.
package struct Letter: Sendable {
    package let subject: TextUse
    package let blocks: [MailText.Block]
    package var attachments: [MailMessage.Attachment]
    /// Where one POST ends what brings such letters (RFC 8058).
    package var unsubscribe: Link?
    /// Where answers go; `nil`: to the sender.
    package var replyTo: MailMessage.Mailbox?

    package init(
        subject: TextUse, blocks: [MailText.Block], attachments: [MailMessage.Attachment] = [], unsubscribe: Link? = nil
    ) {
        self.subject = subject
        self.blocks = blocks
        self.attachments = attachments
        self.unsubscribe = unsubscribe
    }
}

/// Whom a letter goes to.
package struct Recipient: Sendable {
    package let person: PersonID?
    package let name: String?
    package let address: MailAddress
    package let language: Language

    package init(person: PersonID?, name: String?, address: MailAddress, language: Language) {
        self.person = person
        self.name = name
        self.address = address
        self.language = language
    }
}

/// Writes letters in the recipient's language into the outbox, in the transaction that gives rise to them.
package struct Letters: Sendable {
    private let outbox: MailOutbox
    private let catalogue: Catalogue
    private let sender: MailAddress
    private let clock: Clock
    /// Scheme and authority for links in mail, without a slash at the end.
    package let base: String

    package init(outbox: MailOutbox, catalogue: Catalogue, sender: MailAddress, base: String, clock: Clock) {
        self.outbox = outbox
        self.catalogue = catalogue
        self.sender = sender
        self.base = base
        self.clock = clock
    }

    /// An absolute link for a letter.
    package func url(_ link: Link) -> String { link.absolute(below: base) }

    /// Posts a letter. `key` names the occasion, once and for ever (`booking-12-confirmed`): the same key twice is the
    /// same mail, sent once.
    package func post(
        _ letter: Letter, to recipient: Recipient, from house: HouseFrame?, key: String,
        on connection: any Connection
    ) throws {
        let texts = catalogue.texts(in: recipient.language)
        let houseName = house?.name.text(for: recipient.language) ?? "Stadtzimmer"
        let text = MailText(
            subject: HTML(letter.subject), language: recipient.language,
            blocks: letter.blocks + [.small("\(text: .mailFooter, ["house": "\(houseName)"])")])
        var message = MailMessage(
            messageID: "\(key)@\(sender.domain)",
            from: MailMessage.Mailbox(name: houseName, address: sender),
            to: MailMessage.Mailbox(name: recipient.name, address: recipient.address),
            subject: text.subject(with: texts), text: text.text(with: texts), html: text.html(with: texts),
            language: recipient.language, date: clock.now())
        message.attachments = letter.attachments
        message.listUnsubscribe = letter.unsubscribe.map(url)
        message.replyTo = letter.replyTo
        try outbox.post(message, to: recipient.person, house: house?.id, on: connection)
    }
}
