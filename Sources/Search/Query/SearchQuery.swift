// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The numbers of many entries, one behind the other. Each question has its own: what a hundred thousand entries refer to
/// is counted by references, and threads that count on the same place wait for each other.
@usableFromInline
package final class FigureTable: Sendable {
    @usableFromInline let numbers: ContiguousArray<Int32>

    init(_ numbers: ContiguousArray<Int32>) { self.numbers = numbers }
}

/// The numbers of an entry, as `SearchEntry.figures` gave them.
package struct SearchFigures: Sendable {
    package static let unknown = Int32.min

    @usableFromInline let table: FigureTable
    @usableFromInline let start: Int
    package let count: Int

    package init(_ numbers: some Sequence<Int32>) {
        let table = FigureTable(ContiguousArray(numbers))
        self.init(table, table.numbers.indices)
    }

    init(_ table: FigureTable, _ range: Range<Int>) {
        self.table = table
        start = range.lowerBound
        count = range.count
    }

    /// `nil` when unknown, or when there are not as many.
    @inlinable
    package subscript(_ index: Int) -> Int32? {
        guard index < count else { return nil }
        let number = table.numbers[start + index]
        return number == Int32.min ? nil : number
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
