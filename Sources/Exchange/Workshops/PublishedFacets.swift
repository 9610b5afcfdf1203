// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Storage

/// What a library says in its workshop's results of the words that measures are described with.
///
/// A group is there when a published section tells of it: the four spaces and the target groups as soon as today's and
/// the wanted state of one are known, topics as soon as one is named. A group that is told of and comes to nothing is
/// empty; one that is missing is unknown.
package struct PublishedFacets: Sendable, Equatable {
    /// Raw values by group: `["space": ["learning"], "target_group": []]`.
    package private(set) var groups: [String: Set<String>] = [:]

    init() {}

    init(_ results: WorkshopResults) {
        let filters = WorkshopFilters(results)
        if Space.allCases.contains(where: { results.gap(of: $0) != nil }) {
            groups[Space.group] = Set(filters.spaces.map(\.rawValue))
        }
        if TargetGroup.allCases.contains(where: { results.gap(of: $0) != nil }) {
            groups[TargetGroup.group] = Set(filters.targetGroups.map(\.rawValue))
        }
        if !filters.topics.isEmpty { groups[Topic.group] = Set(filters.topics.map(\.rawValue)) }
    }

    /// As `text` wrote it.
    init(text: String) {
        for word in text.split(separator: " ") {
            let halves = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            groups[halves[0], default: []].formUnion(halves.dropFirst().filter { !$0.isEmpty })
        }
    }

    /// One word for each facet, and for a group without any its name: `space:learning target_group:`.
    var text: String {
        groups.flatMap { group, words in words.isEmpty ? ["\(group):"] : words.map { "\(group):\($0)" } }
            .sorted().joined(separator: " ")
    }

    /// As index facets: `space:learning`.
    var facets: Set<String> { Set(groups.flatMap { group, words in words.map { "\(group):\($0)" } }) }

    mutating func formUnion(_ other: PublishedFacets) {
        groups.merge(other.groups) { $0.union($1) }
    }
}

/// A group of words by which libraries can be found that published them.
package struct FacetGroup: Sendable {
    /// As in addresses and in the index: `target_group`.
    package let name: String
    package let title: TextKey
    /// What two libraries have in common, with the slot `list`: "gleiche Zielgruppen: {list}".
    package let shared: TextKey
    /// Raw values in the order of the vocabulary.
    package let words: [(value: String, title: TextKey)]

    private init<Word: Term>(_: Word.Type, title: TextKey, shared: TextKey) {
        name = Word.group
        self.title = title
        self.shared = shared
        words = Word.allCases.map { ($0.rawValue, $0.title) }
    }

    /// All that a workshop's results can say.
    package static let published = [
        FacetGroup(Space.self, title: .publishedSpaces, shared: .sharedSpaces),
        FacetGroup(TargetGroup.self, title: .publishedTargetGroups, shared: .sharedTargetGroups),
        FacetGroup(Topic.self, title: .publishedTopics, shared: .sharedTopics),
    ]
}

extension Workshops {
    /// What all libraries published, or some of them; whoever published nothing of these groups is not among them. One
    /// statement. Of a library's workshops the youngest counts, of its sections the latest version.
    package func publishedFacets(
        by organisations: [OrganisationID]? = nil, on connection: any Connection
    ) throws -> [OrganisationID: PublishedFacets] {
        var found: [OrganisationID: (workshop: ID<Workshop>, sections: [String: PublishedFacets])] = [:]
        for row in try publications.facets(by: organisations, on: connection) {
            let facets =
                try row.facets.map(PublishedFacets.init(text:)) ?? row.content.map(decoded) ?? PublishedFacets()
            if found[row.organisation]?.workshop != row.workshop { found[row.organisation] = (row.workshop, [:]) }
            found[row.organisation]?.sections[row.section] = facets
        }
        return found.mapValues { _, sections in
            sections.values.reduce(into: PublishedFacets()) { $0.formUnion($1) }
        }
        .filter { !$0.value.groups.isEmpty }
    }

    private func decoded(_ content: String) throws -> PublishedFacets {
        PublishedFacets(try JSONDecoder().decode(WorkshopResults.self, from: Data(content.utf8)))
    }

    /// What a library works on, as far as it published that: `space:learning`, `target_group:teenagers`, `topic:making`.
    package func publishedFacets(of organisation: OrganisationID, on connection: any Connection) throws -> Set<String> {
        try publishedFacets(by: [organisation], on: connection)[organisation]?.facets ?? []
    }

    /// Carries out what changes the published results of a library, and tells whoever compares libraries by them when
    /// they say something else afterwards: in the same transaction.
    func changingResults<Value>(
        of organisation: OrganisationID, on connection: any Connection, _ change: () throws -> Value
    ) throws -> Value {
        let before = try publishedFacets(by: [organisation], on: connection)
        let value = try change()
        if try publishedFacets(by: [organisation], on: connection) != before { try ports.resultsChanged(connection) }
        return value
    }
}
