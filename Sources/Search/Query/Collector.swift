// SPDX-License-Identifier: EUPL-1.2

/// Filters, counts and ranks what matches.
struct Collector {
    private struct Candidate {
        let slice: Int
        let place: Int
        let level: Int
        let rank: Int
        let score: Double
    }

    private let snapshot: Snapshot
    private let query: SearchQuery
    /// For each facet, the bit of the chosen group that it fulfils …
    private var fulfils: ContiguousArray<UInt64>
    /// … and that of the chosen group that it belongs to.
    private var belongs: ContiguousArray<UInt64>
    private let wanted: UInt64
    private var counts: ContiguousArray<Int32>
    private var total = 0
    private var hidden = [Int](repeating: 0, count: 64)
    private var hiddenForSeveral = 0
    /// The best so far, best first.
    private var best: [Candidate] = []
    private let mostKept: Int

    init(snapshot: Snapshot, query: SearchQuery) {
        self.snapshot = snapshot
        self.query = query
        let names = snapshot.names
        fulfils = ContiguousArray(repeating: 0, count: names.facets.count)
        belongs = fulfils
        counts = ContiguousArray(repeating: 0, count: names.facets.count)
        mostKept = max(0, query.offset) + max(0, query.limit)
        var chosen = query.facets.union(query.kinds.map { "kind:\($0)" })
        if let house = query.house { chosen.insert("house:\(house)") }
        let groups = Dictionary(grouping: chosen) { $0.prefix { $0 != ":" } }
        var wanted: UInt64 = 0
        // More than 64 groups cannot be told apart; nothing that anybody chooses comes near.
        for (bit, (group, facets)) in groups.sorted(by: { $0.key < $1.key }).prefix(64).enumerated() {
            wanted |= 1 << UInt64(bit)
            for facet in facets {
                if let number = names.number(of: facet) { fulfils[Int(number)] |= 1 << UInt64(bit) }
            }
            guard let number = names.number(ofGroup: group) else { continue }
            for (facet, own) in names.groups.enumerated() where own == number { belongs[facet] |= 1 << UInt64(bit) }
        }
        self.wanted = wanted
    }

    /// An entry that matches. `nearness` is asked for only where it may change something; it raises the score by that
    /// part.
    mutating func offer(
        _ place: Int, of segment: Segment, slice: Int, _ figures: SearchFigures, score: Double, nearness: () -> Double
    ) {
        let kind = Int(segment.kinds[place])
        let house = Int(segment.houses[place])
        let facets = segment.facets.range(place)
        var missing = wanted
        if wanted != 0 {
            missing &= ~(fulfils[kind] | fulfils[house])
            for index in facets { missing &= ~fulfils[Int(segment.facets.values[index])] }
            guard missing & (missing &- 1) == 0 else { return }
        }
        if let judge = query.judge {
            let reasons = judge(figures)
            if reasons != 0 {
                if missing == 0 { hide(reasons) }
                return
            }
        }
        if missing == 0 || belongs[kind] == missing { counts[kind] += 1 }
        if missing == 0 || belongs[house] == missing { counts[house] += 1 }
        for index in facets {
            let facet = Int(segment.facets.values[index])
            if missing == 0 || belongs[facet] == missing { counts[facet] += 1 }
        }
        guard missing == 0 else { return }
        total += 1
        keep(place, of: slice, figures, score: score, nearness)
    }

    private mutating func hide(_ reasons: UInt64) {
        if reasons & (reasons - 1) == 0 {
            hidden[reasons.trailingZeroBitCount] += 1
        } else {
            hiddenForSeveral += 1
        }
    }

    private mutating func keep(
        _ place: Int, of slice: Int, _ figures: SearchFigures, score: Double, _ nearness: () -> Double
    ) {
        guard mostKept > 0 else { return }
        let worst = best.count == mostKept ? best.last : nil
        if let worst, score > 0, level(score * (1 + Weights.nearness)) < worst.level { return }
        let score = score > 0 ? score * (1 + nearness()) : score
        let level = level(score)
        if let worst, level < worst.level { return }
        let rank = query.rank?(figures) ?? 0
        if let worst, level == worst.level, rank < worst.rank { return }
        let candidate = Candidate(slice: slice, place: place, level: level, rank: rank, score: score)
        if let worst, !isBefore(candidate, worst) { return }
        best.insert(candidate, at: best.partition { isBefore(candidate, $0) })
        if best.count > mostKept { best.removeLast() }
    }

    /// Scores of one level count as equal where there is a rank.
    private func level(_ score: Double) -> Int { Int(score * (query.rank == nil ? 1_000_000 : Weights.levels)) }

    private func isBefore(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.level != right.level { return left.level > right.level }
        if left.rank != right.rank { return left.rank > right.rank }
        if query.rank != nil, left.score != right.score { return left.score > right.score }
        let (leftSegment, rightSegment) = (snapshot.slices[left.slice].segment, snapshot.slices[right.slice].segment)
        let (leftKind, rightKind) = (leftSegment.kinds[left.place], rightSegment.kinds[right.place])
        if leftKind != rightKind { return snapshot.names.facets[Int(leftKind)] < snapshot.names.facets[Int(rightKind)] }
        return leftSegment.items[left.place] < rightSegment.items[right.place]
    }

    func results() -> SearchResults {
        var results = SearchResults()
        results.hits = best.dropFirst(max(0, query.offset)).map { candidate in
            SearchResults.Hit(
                item: snapshot.item(candidate.place, of: snapshot.slices[candidate.slice].segment),
                score: candidate.score)
        }
        results.total = total
        for (facet, count) in counts.enumerated() where count > 0 {
            results.counts[snapshot.names.facets[facet]] = Int(count)
        }
        for (bit, count) in hidden.enumerated() where count > 0 { results.hidden[bit] = count }
        results.hiddenForSeveral = hiddenForSeveral
        return results
    }
}
