// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The numbers of an entry, as `SearchEntry.figures` gave them, for as long as somebody looks at them: they lie among
/// those of all entries, and a look copies and counts nothing.
package typealias SearchFigures = Swift.Span<Int32>

extension SearchFigures {
    /// Stands for a number that is unknown.
    package static var unknown: Int32 { .min }

    /// `nil` when unknown, or when there are not as many.
    @inlinable
    package func number(_ index: Int) -> Int32? {
        guard indices.contains(index) else { return nil }
        let number = self[unchecked: index]
        return number == .min ? nil : number
    }
}

/// What is sought, and by whom.
package struct SearchQuery: Sendable {
    /// As somebody typed it; empty: everything.
    package var text: String
    /// Kinds of items; empty: all.
    package var kinds: Set<String>
    package var house: HouseID?
    /// The audiences to which the reader belongs, besides everyone.
    package var audiences: Set<ItemReference>
    /// Whether the reader may see everything, whatever its audience.
    package var isOfEveryAudience = false
    /// Chosen facets: of each group (the part before the colon) one has to fit.
    package var facets: Set<String>
    /// The reasons, as bits, for which an entry is hidden; 0 shows it. How many a bit alone hides is counted.
    package var judge: (@Sendable (SearchFigures) -> UInt64)?
    /// Where entries stand among those that match equally well, bigger first.
    package var rank: (@Sendable (SearchFigures) -> Int)?
    package var offset: Int
    package var limit: Int

    package init(
        _ text: String = "", kinds: Set<String> = [], house: HouseID? = nil, audiences: Set<ItemReference> = [],
        facets: Set<String> = [], judge: (@Sendable (SearchFigures) -> UInt64)? = nil,
        rank: (@Sendable (SearchFigures) -> Int)? = nil, offset: Int = 0, limit: Int = 20
    ) {
        self.text = text
        self.kinds = kinds
        self.house = house
        self.audiences = audiences
        self.facets = facets
        self.judge = judge
        self.rank = rank
        self.offset = offset
        self.limit = limit
    }
}

/// What was found.
package struct SearchResults: Sendable {
    package struct Hit: Sendable {
        package let item: ItemReference
        /// Bigger is better; comparable within one answer.
        package let score: Double

        package init(item: ItemReference, score: Double) {
            self.item = item
            self.score = score
        }
    }

    package var hits: [Hit] = []
    /// How many match in all, whatever `limit` shows of them.
    package var total = 0
    /// How many of all that match fall under each facet, the choice in the facet's own group left aside. Kinds count as
    /// `kind:measure`, houses as `house:3`.
    package var counts: [String: Int] = [:]
    /// By the position of the judge's bit: how many are hidden by that bit alone.
    package var hidden: [Int: Int] = [:]
    /// How many are hidden for several reasons at once.
    package var hiddenForSeveral = 0
    /// What may have been meant, when nothing matches what was typed.
    package var suggestion: String?

    package init() {}
}
