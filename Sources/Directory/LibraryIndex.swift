// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
import Synchronization

/// All public libraries as they were at one time, by name.
package final class LibrarySnapshot: Sendable {
    struct Item: Sendable {
        let library: Library
        let traits: LibraryTraits
        /// Name and place as they are looked for.
        let searchKey: String
    }

    let items: [Item]
    private let positions: [OrganisationID: Int]
    /// What is compared of each, in a row of its own: a comparison runs through all of it.
    private let traits: ContiguousArray<LibraryTraits>
    /// The same in the order in which they were entered.
    let byID: [Item]
    /// What those published who published anything.
    let published: [LibraryTags]

    init(_ libraries: [Library], tags: [OrganisationID: LibraryTags] = [:]) {
        items = libraries.map { library in
            Item(
                library: library, traits: LibraryTraits(library, tags: tags[library.id]),
                searchKey: SortKey.search("\(library.name) \(library.place ?? "")"))
        }
        traits = ContiguousArray(items.map(\.traits))
        byID = items.sorted { $0.library.id < $1.library.id }
        positions = Dictionary(uniqueKeysWithValues: libraries.enumerated().map { ($1.id, $0) })
        published = items.compactMap(\.traits.tags)
    }

    func item(_ id: OrganisationID) -> Item? { positions[id].map { items[$0] } }

    /// The libraries most like `traits`, the most alike first, ties by name; only those of which the population is known
    /// and that have enough in common. `except` itself is left out.
    func similar(to traits: LibraryTraits, except: OrganisationID? = nil, limit: Int) -> [SimilarLibrary] {
        let own = except.flatMap { positions[$0] }
        // The most alike so far, the most alike first. Items stand by name, so of equals the first stays before.
        var best: [(position: Int, score: Double)] = []
        for position in self.traits.indices where position != own && self.traits[position].population != nil {
            guard let score = LibrarySimilarity.score(traits, self.traits[position]) else { continue }
            if best.count == limit {
                guard let last = best.last, score > last.score else { continue }
                best.removeLast()
            }
            best.insert((position, score), at: best.firstIndex { $0.score < score } ?? best.endIndex)
        }
        return best.compactMap { position, _ in
            let item = items[position]
            return LibrarySimilarity.compare(traits, item.traits).map {
                SimilarLibrary(library: item.library, comparison: $0)
            }
        }
    }
}

/// A library and how much it is like another.
package struct SimilarLibrary: Sendable {
    package let library: Library
    package let comparison: LibrarySimilarity.Comparison
}

extension LibraryTraits {
    package init(_ library: Library, tags: LibraryTags? = nil) {
        self.init(
            population: library.sizes.population?.value, floorArea: library.sizes.floorArea?.value,
            fullTimeEquivalents: library.sizes.fullTimeEquivalents?.value,
            isVolunteerRun: library.profile.isVolunteerRun, kind: library.profile.kind, tags: tags)
    }
}

/// Keeps the libraries in memory: a comparison with ten thousand takes milliseconds there. A commit that changed public
/// data of the network makes it look at the revision of the libraries, and read them again when that moved.
package final class LibraryIndex: Sendable {
    private struct State {
        var snapshot: LibrarySnapshot?
        var revision = -1
        var isStale = true
        /// Counts the signals, so that what was read before one does not pass for fresh after it.
        var generation = 0
    }

    private let database: any Database
    private let published: PublishedResults
    private let state = Mutex(State())
    private let store = LibraryStore()

    package init(database: any Database, published: PublishedResults? = nil) {
        self.database = database
        self.published = published ?? .none
        database.onCommit { [weak self] signals in self?.note(signals) }
    }

    /// The libraries as of the last commit.
    package func current() async throws -> LibrarySnapshot {
        let kept = state.withLock { $0 }
        if let snapshot = kept.snapshot, !kept.isStale { return snapshot }
        let (snapshot, revision) = try await database.read { [store, published] connection in
            let revision = try store.revision(on: connection)
            if let snapshot = kept.snapshot, kept.revision == revision { return (snapshot, revision) }
            let tags = try published.tags(of: nil, on: connection)
            return (LibrarySnapshot(try store.all(on: connection), tags: tags), revision)
        }
        state.withLock { state in
            guard state.generation == kept.generation else { return }
            state.snapshot = snapshot
            state.revision = revision
            state.isStale = false
        }
        return snapshot
    }

    /// Libraries of whatever state, from the database.
    func stored(_ ids: [OrganisationID]) async throws -> [Library] {
        try await database.read { [store] in try store.libraries(ids, on: $0) }
    }

    private func note(_ signals: Set<Signal>) {
        guard signals.contains(.publicData(.network)) else { return }
        state.withLock { state in
            state.isStale = true
            state.generation += 1
        }
    }
}
