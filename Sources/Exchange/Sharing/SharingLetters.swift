// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

/// Mails between libraries, each written in the transaction that gives rise to it.
struct SharingLetters: Sendable {
    let letters: Letters
    let ports: SharingPorts

    /// What a letter says; the rest is the same for all of them.
    struct Words {
        let subject: TextUse
        let lead: TextUse
        var facts: [(label: HTML, value: HTML)] = []
        var action: (label: TextKey, link: Link)?
        var foot: [TextUse] = []
        var replyTo: MailMessage.Mailbox?
    }

    /// Writes to somebody who can be reached by mail. `key` names the occasion, once and for ever. `false` when nobody
    /// can be reached so.
    @discardableResult
    func write(_ words: Words, to person: PersonID, key: String, on connection: any Connection) throws -> Bool {
        guard let recipient = try ports.contact(person, connection)?.recipient(person) else { return false }
        var blocks: [MailText.Block] = [.paragraph("\(text: words.lead)")]
        if !words.facts.isEmpty { blocks.append(.facts(words.facts)) }
        if let action = words.action {
            blocks.append(.action(label: "\(text: action.label)", url: letters.url(action.link)))
        }
        blocks += words.foot.map { .small("\(text: $0)") }
        var letter = Letter(subject: words.subject, blocks: blocks)
        letter.replyTo = words.replyTo
        try letters.post(
            letter, to: recipient, from: try ports.network(connection), key: "\(key)-\(person)", on: connection)
        return true
    }

    /// Writes to whoever answers for an item: its author, or when they do not belong to the library any more or cannot be
    /// reached, whoever does.
    @discardableResult
    func write(
        _ words: Words, toOwner author: PersonID?, of library: OrganisationID, key: String,
        on connection: any Connection
    ) throws -> Bool {
        let members = try ports.members(library, connection)
        if let author, members.contains(author), try write(words, to: author, key: key, on: connection) { return true }
        var hasReached = false
        for member in members where member != author {
            if try write(words, to: member, key: key, on: connection) { hasReached = true }
        }
        return hasReached
    }
}
