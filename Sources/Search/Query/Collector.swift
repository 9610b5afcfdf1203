// SPDX-License-Identifier: EUPL-1.2

/// Filters, counts and ranks what matches.
struct Collector {
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
    private var best: BestCandidates

    init(snapshot: Snapshot, query: SearchQuery) {
        self.snapshot = snapshot
        self.query = query
        best = BestCandidates(
            count: max(0, query.offset) + max(0, query.limit), isRanked: query.rank != nil, names: snapshot.names)
        let names = snapshot.names
        fulfils = ContiguousArray(repeating: 0, count: names.facets.count)
        belongs = fulfils
        counts = ContiguousArray(repeating: 0, count: names.facets.count)
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

    /// Entries of a segment that match, in any order, each with its score. `nearness` is asked for only where it may
    /// change something; it raises the score by that part.
    mutating func offer(
        _ places: ContiguousArray<Int32>, _ scores: ContiguousArray<Double>, of segment: Segment,
        nearness: (Int) -> Double
    ) {
        // Taken out of the segment once: threads that count references to the same table wait for each other.
        let (kinds, houses) = (segment.kinds, segment.houses)
        let (facetRows, figureRows) = (segment.facets, segment.figures)
        let (judge, rank) = (query.judge, query.rank)
        let allFacets = facetRows.values.span
        let allFigures = figureRows.values.span
        // Out of `self` for as long as it is counted, so that nothing is asked of it in between.
        var counted: ContiguousArray<Int32> = []
        swap(&counted, &counts)
        defer { swap(&counted, &counts) }
        var tally = counted.mutableSpan
        for index in places.indices {
            let place = Int(places[index])
            let (kind, house) = (Int(kinds[place]), Int(houses[place]))
            let facets = allFacets.extracting(facetRows.range(place))
            let missing = missing(kind, house, facets)
            // Without two of its choices, an entry is in no count.
            guard missing & (missing &- 1) == 0 else { continue }
            let figures = allFigures.extracting(figureRows.range(place))
            if let judge {
                let reasons = judge(figures)
                if reasons != 0 {
                    if missing == 0 { hide(reasons) }
                    continue
                }
            }
            count(kind, house, facets, missing, in: &tally)
            guard missing == 0 else { continue }
            total += 1
            let score = scores[index]
            if best.mayTake(score: score > 0 ? score * (1 + Weights.nearness) : score) {
                best.offer(
                    place, of: segment, score: score > 0 ? score * (1 + nearness(place)) : score,
                    rank: rank?(figures) ?? 0)
            }
        }
    }

    /// The bits of the chosen groups that the entry does not fulfil.
    private func missing(_ kind: Int, _ house: Int, _ facets: Swift.Span<Int32>) -> UInt64 {
        guard wanted != 0 else { return 0 }
        var missing = wanted & ~(fulfils[kind] | fulfils[house])
        for index in facets.indices { missing &= ~fulfils[Int(facets[index])] }
        return missing
    }

    /// Counts an entry in all its facets, or in those of the one group that it does not fulfil.
    private func count(
        _ kind: Int, _ house: Int, _ facets: Swift.Span<Int32>, _ missing: UInt64, in tally: inout MutableSpan<Int32>
    ) {
        if missing == 0 {
            tally[kind] += 1
            tally[house] += 1
            for index in facets.indices { tally[Int(facets[index])] += 1 }
        } else {
            if belongs[kind] == missing { tally[kind] += 1 }
            if belongs[house] == missing { tally[house] += 1 }
            for index in facets.indices {
                let facet = Int(facets[index])
                if belongs[facet] == missing { tally[facet] += 1 }
            }
        }
    }

    private mutating func hide(_ reasons: UInt64) {
        if reasons & (reasons - 1) == 0 {
            hidden[reasons.trailingZeroBitCount] += 1
        } else {
            hiddenForSeveral += 1
        }
    }

    mutating func results() -> SearchResults {
        var results = SearchResults()
        results.hits = best.sorted().dropFirst(max(0, query.offset)).map { candidate in
            SearchResults.Hit(
                item: snapshot.item(candidate.item, kind: candidate.kind), score: candidate.score)
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
