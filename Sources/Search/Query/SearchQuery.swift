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

/// Hides entries of which one figure is more than that; what is unknown is not more.
package struct SearchLimit: Sendable {
    /// The figure's place in `SearchEntry.figures`.
    package let figure: Int
    package let most: Int32
    /// Under which `SearchResults.hidden` counts what it hides, below 64. Several limits may have one reason.
    package let reason: Int

    package init(figure: Int, most: Int32, reason: Int) {
        precondition((0..<64).contains(reason), "a reason is the number of a bit")
        self.figure = figure
        self.most = most
        self.reason = reason
    }
}

/// Leaves entries out by their figures, where no limit can tell.
package protocol SearchFilter: Sendable {
    func includes(_ figures: SearchFigures) -> Bool
}

/// Puts in order what matches equally well.
package protocol SearchRanking: Sendable {
    /// Bigger comes first; `nil` for what stands below `least`, where that is seen sooner.
    func rank(_ figures: SearchFigures, atLeast least: Int) -> Int?
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
    package var limits: [SearchLimit]
    package var filter: (any SearchFilter)?
    package var ranking: (any SearchRanking)?
    package var offset: Int
    package var limit: Int

    package init(
        _ text: String = "", kinds: Set<String> = [], house: HouseID? = nil, audiences: Set<ItemReference> = [],
        facets: Set<String> = [], limits: [SearchLimit] = [], filter: (any SearchFilter)? = nil,
        ranking: (any SearchRanking)? = nil, offset: Int = 0, limit: Int = 20
    ) {
        self.text = text
        self.kinds = kinds
        self.house = house
        self.audiences = audiences
        self.facets = facets
        self.limits = limits
        self.filter = filter
        self.ranking = ranking
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
    /// By reason: how many are hidden for it alone.
    package var hidden: [Int: Int] = [:]
    /// How many are hidden for several reasons at once.
    package var hiddenForSeveral = 0
    /// What may have been meant, when nothing matches what was typed.
    package var suggestion: String?

    package init() {}
}
