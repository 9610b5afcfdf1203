// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Search
import Storage
import Web

/// What can be done with notices. Each act is called inside one transaction and does all of it: the notice, the mail, the
/// news for followers and readers.
struct Notices: Sendable {
    let store = NoticeStore()
    let ports: SharingPorts
    let letters: SharingLetters
    private let readers = DigestStore()
    private let entries = SearchEntries()

    init(ports: SharingPorts, letters: SharingLetters) {
        self.ports = ports
        self.letters = letters
    }

    /// Somebody who acts for a library.
    struct Actor: Sendable {
        let person: PersonID
        let library: OrganisationID
    }

    func publish(
        _ content: Notice.Content, by actor: Actor, now: Instant, on connection: any Connection
    ) throws -> ID<Notice> {
        let id = try store.add(content, by: actor.person, of: actor.library, now: now, on: connection)
        try NetworkEvents.note(
            NetworkEvent(
                content.details.kind == .request ? .request : .offer,
                ItemReference(kind: Notice.itemKind, id: id.value), organisation: actor.library,
                topics: [content.topic], actor: actor.person, at: now), on: connection)
        try readers.enter(actor.person, now: now, on: connection)
        try changed(id, on: connection)
        return id
    }

    /// Throws 409 when it was settled or withdrawn meanwhile.
    func change(_ notice: Notice, to content: Notice.Content, on connection: any Connection) throws {
        guard try store.update(notice.id, content, on: connection) else {
            throw Rejection(.conflict, .requestIsSettledAlready)
        }
        try changed(notice.id, on: connection)
    }

    func answer(
        _ notice: Notice, _ words: String, by actor: Actor, today: Day, now: Instant, on connection: any Connection
    ) throws -> ID<NoticeAnswer> {
        try NoticeRules(today: today).checkAnswerable(notice)
        let id = try store.addAnswer(
            to: notice.id, words, by: actor.person, of: actor.library, now: now, on: connection)
        for addressee in try ports.answering(for: notice.author, of: notice.library, on: connection) {
            try NetworkEvents.note(
                NetworkEvent(
                    .answer, notice.reference, organisation: actor.library, actor: actor.person,
                    addressee: addressee, at: now), on: connection)
        }
        connection.signal(.publicData(.network))
        return id
    }

    func settle(
        _ notice: Notice, _ settlement: Notice.Settlement, today: Day, now: Instant, on connection: any Connection
    ) throws {
        try NoticeRules(today: today).checkChangeable(notice)
        try NoticeRules.check(settlement, answers: try store.answers(to: notice.id, on: connection))
        if let measure = settlement.measure, try ports.item(measure, connection)?.isPublic != true {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("measure", .requestMeasureUnknown)])
        }
        guard try store.settle(notice.id, settlement, now: now, on: connection) else {
            throw Rejection(.conflict, .requestIsSettledAlready)
        }
        try changed(notice.id, on: connection)
    }

    func withdraw(_ notice: Notice, today: Day, on connection: any Connection) throws {
        try NoticeRules(today: today).checkChangeable(notice)
        guard try store.withdraw(notice.id, on: connection) else {
            throw Rejection(.conflict, .requestIsSettledAlready)
        }
        try changed(notice.id, on: connection)
    }

    /// Takes a notice away and tells its library why; `nil` shows it again.
    func hide(
        _ notice: Notice, because reason: String?, by moderator: PersonID, now: Instant, on connection: any Connection
    ) throws {
        let item = HideableItem(
            table: .notice, id: notice.id.value, title: notice.content.title, author: notice.author,
            library: notice.library)
        try letters.hide(item, because: reason, by: moderator, now: now, on: connection) {
            try changed(notice.id, on: connection)
        }
    }

    func hide(
        _ answer: NoticeAnswer, to notice: Notice, because reason: String?, by moderator: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        let item = HideableItem(
            table: .answer, id: answer.id.value, title: notice.content.title, author: answer.author,
            library: answer.library)
        try letters.hide(item, because: reason, by: moderator, now: now, on: connection) {
            connection.signal(.publicData(.network))
        }
    }

    /// Tells libraries whose notices end soon. Returns how many were told, at most `limit` at a time.
    func warn(today: Day, limit: Int = 50, on connection: any Connection) throws -> Int {
        let ending = try store.ending(
            by: today + NoticeRules.warning, from: today, limit: limit, on: connection)
        for notice in ending where try store.markWarned(notice, on: connection) {
            try letters.write(
                SharingLetters.Words(
                    subject: TextUse(.requestMailEndsSubject, ["title": "\(notice.content.title)"]),
                    lead: TextUse(
                        .requestMailEndsLead,
                        ["title": "\(notice.content.title)", "day": "\(date: notice.content.lastDay)"]),
                    action: (.requestMailEndsAction, SharingLinks.notice(notice.id, "bearbeiten"))),
                toOwner: notice.author, of: notice.library,
                key: "notice-\(notice.id)-ends-\(notice.content.lastDay)", on: connection)
        }
        return ending.count
    }

    /// Pages and search show it as it is now.
    func changed(_ id: ID<Notice>, on connection: any Connection) throws {
        connection.signal(.publicData(.network))
        try entries.set(Notice.item(id), to: entry(of: id, on: connection), on: connection)
    }

    /// What is to be found of a notice: as long as it can be read, also when its time is over.
    func entry(of id: ID<Notice>, on connection: any Connection) throws -> SearchEntry? {
        guard let notice = try store.notice(id, on: connection), NoticeRules.isReadable(notice) else { return nil }
        return SearchEntry(
            item: notice.reference, house: .network, title: notice.content.title,
            text: ([notice.content.words] + notice.content.details.words).joined(separator: "\n"),
            link: SharingLinks.notice(id), facets: [notice.content.topic.facet])
    }
}
