// SPDX-License-Identifier: EUPL-1.2

import BitCollections

/// Puts together what the clauses say of the entries of one slice.
struct Scoring {
    let snapshot: Snapshot
    /// The number of the slice.
    let slice: Int
    let clauses: [Question.Clause]
    /// For each clause, which of the entries that are shown answer it.
    let hits: [ClauseHits]
    let weights: [Double]
    /// The entries that answer all clauses, and are shown …
    private let full: BitSet
    /// … and how many they are.
    let fullCount: Int
    /// Those that answer something of the question, when not only the full answers count …
    private var partial: ContiguousArray<Int32> = []
    /// … by entry, which part of it, by the weights of its clauses, and their scores.
    private var shares: ContiguousArray<Double> = []
    private var scores: ContiguousArray<Double> = []

    init(
        snapshot: Snapshot, slice: Int, shown: BitSet, clauses: [Question.Clause], hits: [ClauseHits],
        weights: [Double]
    ) {
        self.snapshot = snapshot
        self.slice = slice
        self.clauses = clauses
        self.hits = hits
        self.weights = weights
        full = Self.full(hits, shown)
        fullCount = full.count
    }

    private static func full(_ hits: [ClauseHits], _ shown: BitSet) -> BitSet {
        guard let rarest = hits.min(by: { $0.places.count < $1.places.count }) else { return shown }
        return BitSet(rarest.places.lazy.map(Int.init).filter { place in hits.allSatisfy { $0[place] > 0 } })
    }

    private var segment: Segment { snapshot.slices[slice].segment }

    /// Counts in single parts of clauses too. `loose` says of each clause what its parts are worth; `nil`: it has none.
    mutating func loosen(_ loose: [LooseValues?]) {
        shares = ContiguousArray(repeating: 0, count: segment.count)
        scores = shares
        for clause in hits.indices {
            let own = hits[clause]
            for place in own.places { add(clause, place, value: own[Int(place)], share: 1) }
            guard let parts = loose[clause] else { continue }
            for place in parts.places where own[Int(place)] == 0 {
                add(clause, place, value: parts.value[Int(place)], share: parts.share[Int(place)])
            }
        }
    }

    private mutating func add(_ clause: Int, _ place: Int32, value: Float, share: Float) {
        if shares[Int(place)] == 0 { partial.append(place) }
        scores[Int(place)] += weights[clause] * Double(value)
        shares[Int(place)] += weights[clause] * Double(share)
    }

    private func isFull(_ place: Int32) -> Bool { hits.allSatisfy { $0[Int(place)] > 0 } }

    /// The largest part of the question that an entry answers which does not answer it all, in weights.
    func largestPart() -> Double {
        partial.reduce(0) { largest, place in isFull(place) ? largest : max(largest, shares[Int(place)]) }
    }

    /// Offers every entry that answers the question in full, or at least `least` of it.
    func collect(_ least: Double?, into collector: inout Collector) {
        let (segment, wordCount) = (segment, clauses.count)
        let nearness = wordCount > 1 ? Nearness(clauses.map(terms), in: segment) : nil
        collector.offer(places(least), of: segment, score: score) { place in
            guard let window = nearness?.window(in: place) else { return 0 }
            return Weights.nearness / Double(1 + max(0, window - wordCount))
        }
    }

    /// Who is to be offered.
    private func places(_ least: Double?) -> BitSet {
        guard let least else { return full }
        return full.union(BitSet(partial.lazy.filter { shares[Int($0)] >= least }.map(Int.init)))
    }

    private func score(of place: Int) -> Double {
        guard scores.isEmpty else { return scores[place] }
        var sum = 0.0
        for clause in hits.indices { sum += weights[clause] * Double(hits[clause][place]) }
        return sum
    }

    /// The terms that mean the clause; those of its parts when there are none.
    private func terms(_ clause: Question.Clause) -> [Int] {
        let whole = clause.words.flatMap { ClauseTerms($0, in: segment, of: snapshot).matches.map(\.term) }
        guard whole.isEmpty else { return whole }
        return ClauseValues.parts(of: clause, in: snapshot).flatMap { parts in
            parts.flatMap { ClauseTerms($0, in: segment, of: snapshot).matches.map(\.term) }
        }
    }
}
