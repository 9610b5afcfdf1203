// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// What a library published of its toolkit results: which spaces it wants to grow, whom it wants to reach, what it cares
/// about. Ten thousand are compared at once, so each word is a bit, in the order of `PublishedResults.groups`.
package struct LibraryTags: Sendable, Equatable {
    /// The words that it published.
    fileprivate(set) var words: UInt64 = 0
    /// All words of the groups that it told of. A group that it told of and that came to nothing is empty; one that it did
    /// not tell of is unknown.
    fileprivate(set) var told: UInt64 = 0

    func common(with other: LibraryTags) -> LibraryTags {
        LibraryTags(words: words & other.words, told: told & other.told)
    }

    /// The coefficient of Jaccard over the groups that both told of; `nil` when that leaves nothing to compare.
    func similarity(to other: LibraryTags) -> Double? {
        let compared = told & other.told
        let all = (words | other.words) & compared
        guard all != 0 else { return nil }
        return Double((words & other.words & compared).nonzeroBitCount) / Double(all.nonzeroBitCount)
    }
}

/// What another capability tells of published toolkit results: words to choose from, and who published which.
package struct PublishedResults: Sendable {
    package struct Group: Sendable {
        /// As in addresses: `target_group`.
        package let name: String
        package let title: TextKey
        /// What two libraries have in common, with the slot `list`: "gleiche Zielgruppen: {list}".
        package let shared: TextKey
        package let words: [(value: String, title: TextKey)]

        package init(name: String, title: TextKey, shared: TextKey, words: [(value: String, title: TextKey)]) {
            self.name = name
            self.title = title
            self.shared = shared
            self.words = words
        }
    }

    /// Of all libraries, or of some: by group the words that each published. Whoever published nothing is not among them.
    package typealias Read =
        @Sendable ([OrganisationID]?, any Connection) throws -> [OrganisationID: [String: Set<String>]]

    let groups: [Group]
    private let read: Read
    /// By group and word.
    private let bits: [String: [String: UInt64]]

    /// Words in all groups together; what comes after them is neither compared nor found.
    package static let mostWords = UInt64.bitWidth

    package init(groups: [Group], read: @escaping Read) {
        var bits: [String: [String: UInt64]] = [:]
        let words = groups.flatMap { group in group.words.map { (group.name, $0.value) } }
        for (position, word) in words.prefix(Self.mostWords).enumerated() {
            bits[word.0, default: [:]][word.1] = 1 << position
        }
        self.groups = groups
        self.read = read
        self.bits = bits
    }

    /// While nobody tells of any results.
    static let none = PublishedResults(groups: [], read: { _, _ in [:] })

    /// Of all libraries, or of some. One statement.
    func tags(of libraries: [OrganisationID]?, on connection: any Connection) throws -> [OrganisationID: LibraryTags] {
        try read(libraries, connection).mapValues(tags)
    }

    /// Words outside the groups are passed over.
    package func tags(_ groups: [String: Set<String>]) -> LibraryTags {
        groups.reduce(into: LibraryTags()) { tags, group in
            let known = bits[group.key] ?? [:]
            tags.told |= known.values.reduce(0, |)
            tags.words |= group.value.reduce(0) { $0 | known[$1, default: 0] }
        }
    }

    /// Those of the group's words that a library published, in their order.
    func words(of tags: LibraryTags, in group: Group) -> [(value: String, title: TextKey)] {
        group.words.filter { tags.words & (bits[group.name]?[$0.value] ?? 0) != 0 }
    }

    /// How many libraries published each word of a group, in the order of its words.
    func counts(of group: Group, among tags: [LibraryTags]) -> [Int] {
        group.words.map { word in
            let bit = bits[group.name]?[word.value] ?? 0
            return tags.count { $0.words & bit != 0 }
        }
    }
}
