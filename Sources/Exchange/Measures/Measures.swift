// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Search
import Storage
import Web

/// What can be done with measures. Each act is called inside one transaction and does all of it: the rows, the entry in
/// the index, the mails, the news for readers.
struct Measures: Sendable {
    let store = MeasureStore()
    let adaptations = AdaptationStore()
    let talk = TalkStore()
    let inquiries = InquiryStore()
    let materials = MaterialStore()
    let search: SearchIndex
    let ports: ExchangePorts
    let letters: MeasureLetters

    /// Somebody who acts for a library.
    struct Author: Sendable {
        let person: PersonID
        let library: OrganisationID
    }

    /// Enters a measure, as a draft or published at once.
    func add(
        _ content: MeasureContent, by author: Author, publishes: Bool, now: Instant, on connection: any Connection
    ) throws -> Measure {
        if publishes { try MeasureRules.checkPublishable(content) }
        let id = try store.add(content, of: author.library, by: author.person, now: now, on: connection)
        if publishes { return try publish(id, by: author.person, now: now, on: connection) }
        return try latest(id, on: connection)
    }

    /// Saves an edit of its library; everyone else goes on reading the version before.
    func save(
        _ content: MeasureContent, of measure: Measure, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        guard content != measure.content else { return }
        try store.save(content, of: measure, by: person, now: now, on: connection)
    }

    /// Shows the latest version to everyone whom it is for. What was withdrawn comes back.
    /// `actor` is not told of it in the weekly mail.
    @discardableResult
    func publish(
        _ id: MeasureID, by actor: PersonID? = nil, now: Instant, on connection: any Connection
    ) throws -> Measure {
        let measure = try latest(id, on: connection)
        try MeasureRules.checkPublishable(measure.content)
        let isNew = try store.published(id, on: connection) == nil
        try store.publish(measure, now: now, on: connection)
        try refresh(id, on: connection)
        if isNew { try note(.measure, measure, of: measure.library, by: actor, now: now, on: connection) }
        return try latest(id, on: connection)
    }

    /// Takes a measure back; adaptations by others stay.
    func withdraw(_ id: MeasureID, on connection: any Connection) throws {
        guard try store.withdraw(id, on: connection) else { throw Rejection(.conflict, .measureNotPublished) }
        try refresh(id, on: connection)
    }

    /// "Haben wir auch gemacht": once for each library, a second run changes the first entry. Whoever did it first is told.
    func adapt(
        _ measure: Measure, _ content: AdaptationContent, parent: AdaptationID?, by author: Author, now: Instant,
        on connection: any Connection
    ) throws -> (adaptation: Adaptation, isNew: Bool) {
        let known = try adaptations.adaptations(of: [measure.id], on: connection)
        let own = known.first { $0.library == author.library }
        guard measure.state == .published || own != nil else { throw Rejection(.conflict, .measureIsWithdrawn) }
        try MeasureRules.checkLineage(parent: parent, own: own?.id, among: known)
        if let own {
            try adaptations.update(
                own.id, to: content, parent: parent, by: author.person, now: now, on: connection)
        } else {
            _ = try adaptations.add(
                content, to: measure, of: author.library, parent: parent, by: author.person, now: now, on: connection)
        }
        try refresh(measure.id, on: connection)
        guard
            let saved = try adaptations.adaptation(of: measure.id, by: author.library, on: connection)
        else { throw Rejection(.missing, .notFound) }
        if own == nil {
            try note(.adaptation, measure, of: author.library, by: author.person, now: now, on: connection)
        }
        if own == nil, author.library != measure.library {
            try letters.adapted(measure, saved, on: connection)
        }
        return (saved, own == nil)
    }

    /// Says thanks for a library, once.
    func thank(_ measure: Measure, by author: Author, now: Instant, on connection: any Connection) throws {
        try MeasureRules.checkThanks(by: author.library, for: measure)
        try talk.thank(for: measure, by: author.library, person: author.person, now: now, on: connection)
        try store.recount([measure.id], on: connection)
        connection.signal(.publicData(.network))
    }

    /// Asks in public; the library is told.
    func ask(
        _ text: String, at measure: Measure, by author: Author, now: Instant, on connection: any Connection
    ) throws -> ID<Question.Mark> {
        guard measure.state == .published else { throw Rejection(.conflict, .measureIsWithdrawn) }
        let id = try talk.ask(text, at: measure.id, for: author.library, by: author.person, now: now, on: connection)
        if author.library != measure.library {
            try letters.asked(text, id, at: measure, by: author.library, on: connection)
        }
        try note(.discussion, measure, of: author.library, by: author.person, now: now, on: connection)
        connection.signal(.publicData(.network))
        return id
    }

    /// Answers in public; whoever asked is told.
    func answer(
        _ question: Question, _ text: String, at measure: Measure, by author: Author, now: Instant,
        on connection: any Connection
    ) throws {
        let number = try talk.answer(
            question.id, text, for: author.library, by: author.person, now: now, on: connection)
        try letters.answered(question, text, number: number, at: measure, by: author.library, on: connection)
        try note(.discussion, measure, of: author.library, by: author.person, now: now, on: connection)
        connection.signal(.publicData(.network))
    }

    /// Counts anew, and enters into the index what can be found of the measure now.
    func refresh(_ id: MeasureID, on connection: any Connection) throws { try refresh([id], on: connection) }

    /// The same for many, in as many statements.
    func refresh(_ ids: [MeasureID], on connection: any Connection) throws {
        try store.recount(ids, on: connection)
        connection.signal(.publicData(.network))
        let entries = try entries(of: ids, on: connection)
        try search.put(entries, on: connection)
        let found = Set(entries.map(\.item))
        for id in ids where !found.contains(MeasureEntry.item(id)) {
            try search.remove(MeasureEntry.item(id), on: connection)
        }
    }

    /// What is to be found of a measure; `nil` when nothing is.
    func entry(of id: MeasureID, on connection: any Connection) throws -> SearchEntry? {
        try entries(of: [id], on: connection).first
    }

    /// What is to be found of those of the measures of which something is.
    private func entries(of ids: [MeasureID], on connection: any Connection) throws -> [SearchEntry] {
        let found = try store.published(ids, on: connection).sorted { $0.id < $1.id }
        let done = Dictionary(
            grouping: try adaptations.adaptations(of: found.map(\.id), on: connection), by: \.measure)
        let involved = Set(found.map(\.library) + done.values.joined().map(\.library))
        let libraries = try ports.libraries(involved.sorted(), connection)
        return found.compactMap { measure in
            MeasureEntry(measure, adaptations: done[measure.id] ?? [], libraries: libraries).search
        }
    }

    /// What those who follow the library, a topic or the measure are told in the weekly mail.
    private func note(
        _ kind: NetworkEvent.Kind, _ measure: Measure, of library: OrganisationID, by actor: PersonID?, now: Instant,
        on connection: any Connection
    ) throws {
        guard measure.content.audience == .everyone else { return }
        try NetworkEvents.note(
            NetworkEvent(
                kind, MeasureEntry.item(measure.id), organisation: library, topics: measure.content.topics,
                actor: actor,
                at: now), on: connection)
    }

    private func latest(_ id: MeasureID, on connection: any Connection) throws -> Measure {
        guard let measure = try store.latest(id, on: connection) else { throw Rejection(.missing, .notFound) }
        return measure
    }
}
