// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

/// That a member wrote to another about a notice. What they wrote went out by mail and is not kept.
struct NoticeMessage: Sendable {
    let id: ID<NoticeMessage>
    let notice: ID<Notice>
    let sender: Notices.Actor
    let receiver: Notices.Actor
}

/// Writing to each other without either seeing the other's address.
struct NoticeMessages: Sendable {
    /// Messages that somebody may send in a day.
    static let atMostADay = 30

    let ports: SharingPorts
    let letters: SharingLetters
    let store = NoticeMessageStore()

    /// What somebody wrote.
    struct Text: Sendable {
        let words: String
        /// The sender's own choice: the receiver may answer by mail directly.
        let givesAddress: Bool
    }

    /// To the library behind a notice: to its author, or else to everybody who belongs to it. Throws 409 when nobody there
    /// can be reached.
    func send(
        _ text: Text, about notice: Notice, by actor: Notices.Actor, now: Instant, on connection: any Connection
    ) throws {
        var receivers = try ports.answering(for: notice.author, of: notice.library, on: connection)
        if receivers.count == 1, try ports.contact(receivers[0], connection)?.email == nil {
            receivers = try ports.members(notice.library, connection)
        }
        let reached = try receivers.filter { $0 != actor.person }.map { person in
            try send(
                text, about: notice, by: actor, to: Notices.Actor(person: person, library: notice.library), now: now,
                on: connection)
        }
        if !reached.contains(true) { throw Rejection(.conflict, .requestNobodyThere) }
    }

    /// Back to whoever wrote.
    func reply(
        _ text: Text, to message: NoticeMessage, about notice: Notice, now: Instant, on connection: any Connection
    ) throws {
        let isReached = try send(
            text, about: notice, by: message.receiver, to: message.sender, now: now, on: connection)
        if !isReached { throw Rejection(.conflict, .requestNobodyThere) }
    }

    private func send(
        _ text: Text, about notice: Notice, by sender: Notices.Actor, to receiver: Notices.Actor, now: Instant,
        on connection: any Connection
    ) throws -> Bool {
        guard try store.count(by: sender.person, since: now - .days(1), on: connection) < Self.atMostADay else {
            throw Rejection(.tooMany, .requestManyMessages, retryAfter: .hours(12))
        }
        guard let from = try ports.contact(sender.person, connection),
            let library = try ports.library(sender.library, on: connection)
        else { throw Rejection(.forbidden, .notAllowed) }
        let id = try store.add(about: notice.id, from: sender, to: receiver, now: now, on: connection)
        var words = SharingLetters.Words(
            subject: TextUse(.requestMessageSubject, ["title": "\(notice.content.title)"]),
            lead: TextUse(
                .requestMessageLead, ["library": "\(library.name)", "title": "\(notice.content.title)"]),
            facts: [("\(text: .requestMessageWords)", Paragraphs.html(text.words))],
            action: (.requestMessageReply, SharingLinks.reply(to: id)))
        if text.givesAddress, let address = from.email {
            words.replyTo = MailMessage.Mailbox(name: library.name, address: address)
            words.foot = [TextUse(.requestMessageDirect)]
        }
        return try letters.write(words, to: receiver.person, key: "notice-message-\(id)", on: connection)
    }
}

/// All statements on messages.
struct NoticeMessageStore: Sendable {
    func add(
        about notice: ID<Notice>, from sender: Notices.Actor, to receiver: Notices.Actor, now: Instant,
        on connection: any Connection
    ) throws -> ID<NoticeMessage> {
        try connection.insert(
            """
            INSERT INTO notice_message (house_id, notice_id, sender_id, sender_organisation, receiver_id,
                receiver_organisation, created_at)
            VALUES (\(HouseID.network), \(notice), \(sender.person), \(sender.library), \(receiver.person),
                \(receiver.library), \(now))
            RETURNING id
            """)
    }

    /// The message, for whom it was sent to.
    func message(
        _ id: ID<NoticeMessage>, to person: PersonID, on connection: any Connection
    ) throws -> NoticeMessage? {
        try connection.first(
            """
            SELECT id, notice_id, sender_id, sender_organisation, receiver_id, receiver_organisation
            FROM notice_message WHERE id = \(id) AND receiver_id = \(person)
            """
        ) { row in
            NoticeMessage(
                id: try row["id"], notice: try row["notice_id"],
                sender: Notices.Actor(person: try row["sender_id"], library: try row["sender_organisation"]),
                receiver: Notices.Actor(person: try row["receiver_id"], library: try row["receiver_organisation"]))
        }
    }

    /// That somebody sent or received messages, and when; oldest first.
    func messages(
        of person: PersonID, on connection: any Connection
    ) throws -> [(notice: ID<Notice>, isSent: Bool, at: Instant)] {
        let sent = try connection.all(
            "SELECT notice_id, created_at FROM notice_message WHERE sender_id = \(person) ORDER BY id"
        ) { row in (notice: try row["notice_id"] as ID<Notice>, isSent: true, at: try row["created_at"] as Instant) }
        let received = try connection.all(
            "SELECT notice_id, created_at FROM notice_message WHERE receiver_id = \(person) ORDER BY id"
        ) { row in (notice: try row["notice_id"] as ID<Notice>, isSent: false, at: try row["created_at"] as Instant) }
        return (sent + received).sorted { $0.at < $1.at }
    }

    func count(by person: PersonID, since instant: Instant, on connection: any Connection) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) AS n FROM notice_message
            WHERE sender_id = \(person) AND created_at > \(instant)
            """
        ) { row in try row["n"] } ?? 0
    }
}
