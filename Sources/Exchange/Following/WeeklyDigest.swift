// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Web

/// The measures for everyone that were first published in the period and that a search finds, best first. The query is as
/// `SavedSearchRules.canonical` writes it: what stood behind the question mark of `/netzwerk/massnahmen`.
typealias SavedSearchFinds = @Sendable (String, Period) async throws -> [MeasureFind]

/// A measure that a saved search found.
struct MeasureFind: Sendable, Equatable {
    let title: String
    let link: Link
}

/// Writes the weekly mail: at most one to a person for each edition, and none when there is nothing to tell.
///
/// What a mail tells is read first, outside the writing transaction. That transaction then moves `told_until` of the
/// reader to the edition's end and enters the mail, or neither: a process that dies loses no mail, and of several that
/// work at once one writes it. Whoever is left over gets it when the work comes round again.
struct WeeklyDigest: Sendable {
    let database: any Database
    let ports: SharingPorts
    let letters: SharingLetters
    private let finds: SavedSearchFinds
    private let readers = DigestStore()
    private let follows = FollowStore()

    init(
        database: any Database, ports: SharingPorts, letters: SharingLetters, finds: @escaping SavedSearchFinds
    ) {
        self.finds = finds
        self.database = database
        self.ports = ports
        self.letters = letters
    }

    /// How long a link to unsubscribe works.
    private static let tokenLife: Span = .days(400)
    private static let batch = 100

    /// Writes what is due by `now`. Somebody whose mail cannot be written does not keep the others from theirs: the
    /// first such error is thrown at the end.
    func send(now: Instant, zone: TimeZone) async throws {
        let edition = DigestRules.edition(at: now, zone: zone)
        var position: PersonID?
        var failure: (any Error)?
        var week: [NetworkEvent]?
        while true {
            let after = position
            let due = try await database.read { [readers] in
                try readers.readers(notToldUntil: edition.until, after: after, limit: Self.batch, on: $0)
            }
            guard let last = due.last else { break }
            position = last.person
            let usual = edition.until - .days(7)
            if week == nil {
                week = try await database.read {
                    try NetworkEvents.events(in: Period(start: usual, end: edition.until), on: $0)
                }
            }
            for reader in due {
                do {
                    let events = reader.toldUntil >= usual ? week : nil
                    try await send(edition, to: reader, events: events, now: now)
                } catch {
                    failure = failure ?? error
                }
            }
        }
        try await tidy(now: now)
        if let failure { throw failure }
    }

    /// `events` are those since the reader was told last, or `nil`: they are to be read.
    private func send(
        _ edition: DigestRules.Edition, to reader: DigestStore.Reader, events: [NetworkEvent]?, now: Instant
    ) async throws {
        let news = try await news(for: reader, edition, events)
        try await database.write { [readers] connection in
            guard try readers.claim(reader, until: edition.until, on: connection), !news.isEmpty,
                let recipient = try ports.contact(reader.person, connection)?.recipient(reader.person)
            else { return }
            let token = SecretToken.random()
            try readers.enter(token, of: reader.person, now: now, on: connection)
            try letters.letters.post(
                DigestLetter(letters: letters.letters, news: news).letter(unsubscribe: SharingLinks.unsubscribe(token)),
                to: recipient, from: try ports.network(connection), key: "digest-\(edition.day)-\(reader.person)",
                on: connection)
        }
    }

    private func news(
        for reader: DigestStore.Reader, _ edition: DigestRules.Edition, _ events: [NetworkEvent]?
    ) async throws -> DigestNews {
        let (known, searches) = try await database.read { connection in
            (
                try self.followed(by: reader, edition, events, on: connection),
                try follows.searches(of: reader.person, on: connection)
            )
        }
        var news = known
        for search in searches {
            let since = Period(start: max(search.since, reader.toldUntil), end: edition.until)
            guard !since.isEmpty else { continue }
            news.add(search, try await finds(search.query, since))
        }
        return news
    }

    private func followed(
        by reader: DigestStore.Reader, _ edition: DigestRules.Edition, _ events: [NetworkEvent]?,
        on connection: any Connection
    ) throws -> DigestNews {
        let span = Period(start: reader.toldUntil, end: edition.until)
        let all = try events ?? NetworkEvents.events(in: span, on: connection)
        let concerning = DigestRules.news(
            all.filter { span.contains($0.at) }, for: reader.person,
            following: try follows.follows(of: reader.person, on: connection))
        var news = DigestNews()
        for event in concerning {
            guard let item = try ports.item(event.item, connection), item.isPublic else { continue }
            news.add(event, item, by: try event.organisation.flatMap { try ports.library($0, on: connection) })
        }
        return news
    }

    private func tidy(now: Instant) async throws {
        try await database.write { [readers] connection in
            try NetworkEvents.forget(before: now - NetworkEvents.memory, on: connection)
            try readers.forgetTokens(before: now - Self.tokenLife, on: connection)
        }
    }
}

/// What one mail tells, in its order: answers and parts first, for somebody waits for them.
struct DigestNews: Sendable {
    struct Item: Sendable {
        let event: NetworkEvent
        let item: ResolvedItem
        let library: SharingPorts.Library?
    }

    struct Finds: Sendable {
        let search: SavedSearch
        let finds: [MeasureFind]
    }

    /// Addressed to the reader.
    private(set) var personal: [Item] = []
    private(set) var followed: [Item] = []
    private(set) var finds: [Finds] = []

    var isEmpty: Bool { personal.isEmpty && followed.isEmpty && finds.isEmpty }

    mutating func add(_ event: NetworkEvent, _ item: ResolvedItem, by library: SharingPorts.Library?) {
        let news = Item(event: event, item: item, library: library)
        if event.addressee == nil { followed.append(news) } else { personal.append(news) }
    }

    mutating func add(_ search: SavedSearch, _ found: [MeasureFind]) {
        if !found.isEmpty { finds.append(Finds(search: search, finds: found)) }
    }
}

/// The weekly mail in words.
struct DigestLetter: Sendable {
    let letters: Letters
    let news: DigestNews

    func letter(unsubscribe: Link) -> Letter {
        var blocks: [MailText.Block] = [.paragraph("\(text: .digestLead)")]
        blocks += section(.digestPersonal, lines: news.personal.map(line))
        blocks += section(.digestFollowed, lines: news.followed.map(line))
        for finds in news.finds {
            let lines = finds.finds.map { "<a href=\"\(url: absolute($0.link))\">\($0.title)</a>" as HTML }
            blocks += section(.digestFound, ["name": "\(finds.search.name)"], lines: lines)
        }
        blocks.append(.action(label: "\(text: .digestAction)", url: letters.url(SharingLinks.subscriptions)))
        blocks.append(.small("\(text: .digestWhy)"))
        let end: HTML = "<a href=\"\(url: absolute(unsubscribe))\">\(text: .digestUnsubscribe)</a>"
        blocks.append(.small(end))
        return Letter(subject: TextUse(.digestSubject), blocks: blocks, unsubscribe: unsubscribe)
    }

    private func section(_ title: TextKey, _ slots: Slots = [:], lines: [HTML]) -> [MailText.Block] {
        guard !lines.isEmpty else { return [] }
        let shown = lines.prefix(DigestRules.longest).map { "<li>\($0)</li>" as HTML }
        let rest = lines.count - shown.count
        let more: HTML = rest > 0 ? "<li>\(text: .digestMore, count: rest)</li>" : ""
        return [.paragraph("<strong>\(text: title, slots)</strong><br><ul>\(Array(shown))\(more)</ul>")]
    }

    private func line(_ news: DigestNews.Item) -> HTML {
        let key: TextKey =
            switch news.event.kind {
            case .measure: .digestMeasure
            case .adaptation: .digestAdaptation
            case .discussion: .digestDiscussion
            case .request: .digestRequest
            case .offer: .digestOffer
            case .answer: .digestAnswer
            case .task: .digestTask
            case .claim: .digestClaim
            case .release: .digestRelease
            case .finish: .digestFinish
            }
        let library: HTML = news.library.map { "\($0.name)" } ?? "\(text: .taskFormerLibrary)"
        let item: HTML = "<a href=\"\(url: absolute(news.item.link))\">\(news.item.title)</a>"
        return "\(text: key, ["library": library, "item": item])"
    }

    /// A mail knows no server.
    private func absolute(_ link: Link) -> Link { Link(external: letters.url(link)) ?? link }
}
