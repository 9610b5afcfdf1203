// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
import Synchronization

import class Foundation.Thread

/// Everything that can be found. The database holds the entries; this process keeps them in memory for answers.
package final class SearchIndex: Sendable {
    private let database: any Database
    private let loader: SearchLoader
    private let store = SearchStore()
    private let writer = SearchEntries()

    /// `lexicon` is read once, when it is first needed.
    package init(database: any Database, lexicon: @escaping @Sendable () -> Lexicon = { Lexicon() }) {
        self.database = database
        loader = SearchLoader(database: database, lexicon: lexicon)
    }

    package static var migrations: [Migration] { SearchMigrations.all }

    /// Enters an item or replaces its entry, in the transaction that writes the item.
    package func put(_ entry: SearchEntry, on connection: any Connection) throws {
        try writer.put(entry, on: connection)
    }

    /// Enters many items or replaces their entries; a few hundred at once take hardly longer than one.
    package func put(_ entries: [SearchEntry], on connection: any Connection) throws {
        try writer.put(entries, on: connection)
    }

    /// Forgets an item's entry.
    package func remove(_ item: ItemReference, on connection: any Connection) throws {
        try writer.remove(item, on: connection)
    }

    /// Brings everything into memory before the first visitor asks.
    package func load() async throws { _ = try await loader.current() }

    /// What matches, as of the last commit.
    package func find(_ query: SearchQuery) async throws -> SearchResults {
        let answer = Finder(snapshot: try await loader.current(), query: query).answer()
        var results = answer.results
        if !answer.corrections.isEmpty { results.suggestion = try await suggestion(for: query, answer.corrections) }
        return results
    }

    /// The entries of items, those that are there.
    package func entries(of items: [ItemReference]) async throws -> [ItemReference: SearchEntry] {
        try await database.read { [store] connection in
            try items.reduce(into: [:]) { $0[$1] = try store.entry(of: $1, on: connection)?.entry }
        }
    }

    /// Finds in texts what a question asks for.
    package func highlighter(for text: String) async throws -> Highlighter {
        Highlighter(text, snapshot: try await loader.current())
    }

    /// The question with its corrected words, written as the entry writes them in which they were found.
    private func suggestion(for query: SearchQuery, _ corrections: [Correction]) async throws -> String? {
        let entries = try await entries(of: corrections.map(\.example))
        var text = query.text
        for correction in corrections.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            guard let entry = entries[correction.example],
                let word = correction.spelling(in: entry)
            else { return nil }
            text.replaceSubrange(correction.range, with: word)
        }
        return text
    }
}

/// Keeps the snapshot up to date: one task at a time reads what is new, all others wait for it. Whoever finds it up to
/// date already never waits in the actor's queue: there questions were overtaken by dozens of later ones.
private actor SearchLoader {
    private let database: any Database
    private let lexicon: @Sendable () -> Lexicon
    private let store = SearchStore()
    private let latest = Mutex<Snapshot?>(nil)
    private var running: Task<Void, any Error>?
    /// Few enough that reading them holds up nobody for long.
    private static let page = 1_000

    init(database: any Database, lexicon: @escaping @Sendable () -> Lexicon) {
        self.database = database
        self.lexicon = lexicon
    }

    /// The snapshot that knows at least what was committed before the call.
    nonisolated func current() async throws -> Snapshot {
        let wanted = try await database.read { [store] in try store.sequence(on: $0) }
        if let snapshot = known(wanted) { return snapshot }
        return try await loaded(wanted)
    }

    private nonisolated func known(_ wanted: Int64) -> Snapshot? {
        latest.withLock { $0.flatMap { $0.sequence >= wanted ? $0 : nil } }
    }

    private func loaded(_ wanted: Int64) async throws -> Snapshot {
        while true {
            if let snapshot = known(wanted) { return snapshot }
            if let running {
                // Whoever began it hears of its errors; whoever waits tries again.
                _ = try? await running.value
            } else {
                let task = Task { try await catchUp() }
                running = task
                try await task.value
            }
        }
    }

    /// Is done only when the snapshot is set: who waits for it and looks finds it.
    private func catchUp() async throws {
        defer { running = nil }
        let next = try await caughtUp(latest.withLock { $0 })
        latest.withLock { $0 = next }
    }

    /// What takes long – the lexicon, and segments of many entries – is computed away from Swift's few threads: whoever
    /// does not search waits for none of it.
    private nonisolated func caughtUp(_ known: Snapshot?) async throws -> Snapshot {
        let lexicon = lexicon
        let start: Snapshot =
            if let known { known } else { await onThreadOfItsOwn { Snapshot(lexicon: lexicon()) } }
        var changes: [StoredEntry] = []
        var last = start.sequence
        while true {
            let after = last
            let page = try await database.read { [store] connection in
                let sequence = try store.sequence(on: connection)
                return (sequence, try store.changes(after: after, limit: Self.page, on: connection))
            }
            changes += page.1.map(\.1)
            last = page.1.last?.0 ?? last
            guard page.1.count < Self.page else { continue }
            let (all, sequence) = (changes, max(last, page.0))
            return await onThreadOfItsOwn { start.advanced(by: all, to: sequence) }
        }
    }
}

/// Computes on a new thread while the task waits.
private func onThreadOfItsOwn<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
