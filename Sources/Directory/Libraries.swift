// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// What other capabilities ask about libraries. Functions with a connection share the caller's transaction.
package struct Libraries: Sendable {
    let index: LibraryIndex
    let ports: DirectoryPorts
    private let store = LibraryStore()

    /// Somebody who belongs to a library and may be written to.
    package struct Member: Sendable {
        package let person: PersonID
        /// `.manager` or `.member`.
        package let role: Role

        package init(person: PersonID, role: Role) {
            self.person = person
            self.role = role
        }
    }

    /// The library of that id, also one that has left; `nil` when the organisation is none.
    package func library(_ id: OrganisationID, on connection: any Connection) throws -> Library? {
        try store.library(id, on: connection)
    }

    /// Those of the ids that are libraries, also those that have left.
    package func libraries(
        _ ids: some Collection<OrganisationID>, on connection: any Connection
    ) throws -> [OrganisationID: Library] {
        let unique = Set(ids).sorted()
        var found: [OrganisationID: Library] = [:]
        for some in unique.batches(of: 10_000) {
            for library in try store.libraries(some, on: connection) { found[library.id] = library }
        }
        return found
    }

    /// The libraries that the visitor belongs to and that are members of the network, by name.
    package func libraries(of visitor: Visitor?, on connection: any Connection) throws -> [Library] {
        guard let visitor else { return [] }
        return try store.libraries(visitor.organisations(with: .member), on: connection)
            .filter { $0.state == .admitted }
    }

    /// Whom to write to about a library: everybody who belongs to it, each once.
    package func members(of id: OrganisationID, on connection: any Connection) throws -> [Member] {
        try ports.people.members(id, connection)
    }

    /// The libraries most like this one, the most alike first. `nil` when it is not public or too little is known of it.
    package func similar(to id: OrganisationID, limit: Int = 10) async throws -> [SimilarLibrary]? {
        let snapshot = try await index.current()
        guard let item = snapshot.item(id), item.traits.population != nil else { return nil }
        return snapshot.similar(to: item.traits, except: id, limit: limit)
    }

    /// The libraries most like somebody's own figures. Nothing of them is kept.
    package func similar(to traits: LibraryTraits, limit: Int = 10) async throws -> [SimilarLibrary] {
        try await index.current().similar(to: traits, limit: limit)
    }

    /// Those of the ids that are libraries, as of the last commit, and which of them are similar to the one that asks, by
    /// the same measure as in `similar(to:)`; never itself, and none of which too little is known. `figures` are what is
    /// said of the asking library here and now: each stands for what its profile says; without a profile they are all
    /// that is known. Read from memory, but for those that have left.
    package func compared(
        _ ids: some Collection<OrganisationID>, with asking: OrganisationID?, figures: LibraryTraits
    ) async throws -> (libraries: [OrganisationID: Library], similar: Set<OrganisationID>) {
        let snapshot = try await index.current()
        var libraries: [OrganisationID: Library] = [:]
        libraries.reserveCapacity(ids.count)
        var similar: Set<OrganisationID> = []
        let own = asking.flatMap(snapshot.item)?.traits.replacingSizes(by: figures) ?? figures
        let isComparable = asking != nil || figures.knownSizes > 1
        for id in ids {
            guard let item = snapshot.item(id) else { continue }
            libraries[id] = item.library
            guard isComparable, id != asking, item.traits.population != nil,
                let score = LibrarySimilarity.score(own, item.traits), score >= LibrarySimilarity.similarFrom
            else { continue }
            similar.insert(id)
        }
        let others = ids.filter { libraries.index(forKey: $0) == nil }
        if !others.isEmpty {
            for library in try await index.stored(others) { libraries[library.id] = library }
        }
        return (libraries, similar)
    }

    /// What libraries published of their toolkit results changed: they are compared anew.
    package func publishedResultsChanged(on connection: any Connection) throws {
        try store.changed(on: connection)
    }
}
