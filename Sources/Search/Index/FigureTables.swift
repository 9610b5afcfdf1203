// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// Some figures of all entries of a segment side by side, kept once they were asked for: to look at them where all
/// figures of an entry lie would read many times the memory.
final class FigureTables: Sendable {
    /// More are forgotten: few combinations are asked for again and again.
    private static let most = 8

    private let known = Mutex<[[Int]: ContiguousArray<Int32>]>([:])

    /// A row for each entry, with the figures at those places in `rows`; `SearchFigures.unknown` where there is none.
    func table(of places: [Int], in rows: Segment.Ragged<Int32>) -> ContiguousArray<Int32> {
        if let table = known.withLock({ $0[places] }) { return table }
        var table: ContiguousArray<Int32> = []
        table.reserveCapacity((rows.starts.count - 1) * places.count)
        for row in 0..<rows.starts.count - 1 {
            let range = rows.range(row)
            for place in places {
                let index = range.lowerBound + place
                table.append(range.contains(index) ? rows.values[index] : SearchFigures.unknown)
            }
        }
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[places] = table
        }
        return table
    }
}
