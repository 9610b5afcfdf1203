// SPDX-License-Identifier: EUPL-1.2

import BitCollections

/// Filters, counts and ranks what matches.
struct Collector {
    /// What was chosen in one group of facets: one of them has to fit.
    private struct Choice {
        /// `nil` for a group of which no entry ever had a facet.
        let group: Int32?
        let facets: [Int32]
    }

    /// Entries by how many of the choices they fulfil. Without two of them, an entry is in no count.
    private struct Passing {
        /// Those that fulfil all.
        var all: BitSet
        /// By choice, those that fulfil all but this one.
        var allBut: [BitSet]

        init(_ places: BitSet, _ choices: [BitSet]) {
            all = choices.reduce(places) { $0.intersection($1) }
            allBut = choices.indices.map { missed in
                choices.indices.reduce(places) { left, choice in
                    choice == missed ? left.subtracting(choices[choice]) : left.intersection(choices[choice])
                }
            }
        }

        mutating func filter(_ isKept: (_ place: Int, _ fulfilsAll: Bool) -> Bool) {
            all = all.filter { isKept($0, true) }
            for choice in allBut.indices { allBut[choice] = allBut[choice].filter { isKept($0, false) } }
        }
    }

    private let snapshot: Snapshot
    private let query: SearchQuery
    private let choices: [Choice]
    private var counts: ContiguousArray<Int>
    private var total = 0
    private var hidden = [Int](repeating: 0, count: 64)
    private var hiddenForSeveral = 0
    private var best: BestCandidates

    init(snapshot: Snapshot, query: SearchQuery) {
        self.snapshot = snapshot
        self.query = query
        best = BestCandidates(
            count: max(0, query.offset) + max(0, query.limit), isRanked: query.ranking != nil, names: snapshot.names)
        let names = snapshot.names
        counts = ContiguousArray(repeating: 0, count: names.facets.count)
        var chosen = query.facets.union(query.kinds.map { "kind:\($0)" })
        if let house = query.house { chosen.insert("house:\(house)") }
        choices = Dictionary(grouping: chosen) { $0.prefix { $0 != ":" } }.map { group, facets in
            Choice(group: names.number(ofGroup: group), facets: facets.compactMap(names.number))
        }
    }

    /// Entries of a segment that match, each with its score. `nearness` is asked for only where it may change something;
    /// it raises the score by that part.
    mutating func offer(
        _ places: BitSet, of segment: Segment, score: (Int) -> Double, nearness: (Int) -> Double
    ) {
        var passing = Passing(places, choices.map { segment.byFacet.members(of: $0.facets) })
        if let filter = query.filter { leaveOut(of: &passing, in: segment, filter) }
        if !query.limits.isEmpty { hide(from: &passing, of: segment) }
        count(passing, of: segment)
        let ranking: any SearchRanking = query.ranking ?? NoRanking()
        rank(passing.all, of: segment, ranking, score: score, nearness: nearness)
    }

    private func leaveOut(of passing: inout Passing, in segment: Segment, _ filter: some SearchFilter) {
        let rows = segment.figures
        let starts = rows.starts.span
        let figures = rows.values.span
        passing.filter { place, _ in
            filter.includes(figures.extracting(Int(starts[place])..<Int(starts[place + 1])))
        }
    }

    private mutating func hide(from passing: inout Passing, of segment: Segment) {
        // In one order, so that the same limits find the same table.
        let limits = query.limits.sorted { $0.figure < $1.figure }
        let table = segment.tables.table(of: limits.map(\.figure), in: segment.figures)
        let figures = table.span
        let most = limits.map(\.most)
        let bits = limits.map { UInt64(1) << UInt64($0.reason) }
        passing.filter { place, fulfilsAll in
            var reasons: UInt64 = 0
            for limit in most.indices {
                reasons |= figures[place * most.count + limit] > most[limit] ? bits[limit] : 0
            }
            if fulfilsAll && reasons != 0 { note(reasons) }
            return reasons == 0
        }
    }

    private mutating func note(_ reasons: UInt64) {
        if reasons & (reasons - 1) == 0 {
            hidden[reasons.trailingZeroBitCount] += 1
        } else {
            hiddenForSeveral += 1
        }
    }

    /// Counts facets of a group in which something was chosen as if nothing was.
    private mutating func count(_ passing: Passing, of segment: Segment) {
        total += passing.all.count
        let groups = snapshot.names.groups
        let chosen = Set(choices.compactMap(\.group))
        add(segment.byFacet.counts(of: { !chosen.contains(groups[Int($0)]) }, within: passing.all))
        for (choice, others) in zip(choices, passing.allBut) {
            add(segment.byFacet.counts(of: { groups[Int($0)] == choice.group }, within: passing.all.union(others)))
        }
    }

    private mutating func add(_ found: [(group: Int32, count: Int)]) {
        for (facet, count) in found { counts[Int(facet)] += count }
    }

    private mutating func rank(
        _ places: BitSet, of segment: Segment, _ ranking: some SearchRanking, score: (Int) -> Double,
        nearness: (Int) -> Double
    ) {
        let rows = segment.figures
        let starts = rows.starts.span
        let figures = rows.values.span
        for place in places {
            var score = score(place)
            if score > 0 {
                guard best.mayTake(score: score * (1 + Weights.nearness)) else { continue }
                score *= 1 + nearness(place)
            }
            best.offer(place, of: segment, score: score) { least in
                ranking.rank(figures.extracting(Int(starts[place])..<Int(starts[place + 1])), atLeast: least)
            }
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
            results.counts[snapshot.names.facets[facet]] = count
        }
        for (bit, count) in hidden.enumerated() where count > 0 { results.hidden[bit] = count }
        results.hiddenForSeveral = hiddenForSeveral
        return results
    }
}

/// Puts nothing before anything.
private struct NoRanking: SearchRanking {
    func rank(_: SearchFigures, atLeast _: Int) -> Int? { 0 }
}
