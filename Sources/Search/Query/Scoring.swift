// SPDX-License-Identifier: EUPL-1.2

/// Puts together what the clauses say of the entries of one slice.
struct Scoring {
    let snapshot: Snapshot
    /// The number of the slice.
    let slice: Int
    let clauses: [Question.Clause]
    /// For each clause, which of the entries that are shown answer it.
    let hits: [ClauseHits]
    let weights: [Double]
    /// The entries that answer all clauses, and are shown, in no order.
    let full: ContiguousArray<Int32>
    /// Those that answer something of the question, when not only the full answers count …
    private var partial: ContiguousArray<Int32> = []
    /// … by entry, which part of it, by the weights of its clauses, and their scores.
    private var shares: ContiguousArray<Double> = []
    private var scores: ContiguousArray<Double> = []

    init(
        snapshot: Snapshot, slice: Int, shown: ContiguousArray<Bool>, clauses: [Question.Clause], hits: [ClauseHits],
        weights: [Double]
    ) {
        self.snapshot = snapshot
        self.slice = slice
        self.clauses = clauses
        self.hits = hits
        self.weights = weights
        full = Self.full(hits, shown)
    }

    private static func full(_ hits: [ClauseHits], _ shown: ContiguousArray<Bool>) -> ContiguousArray<Int32> {
        guard let rarest = hits.min(by: { $0.places.count < $1.places.count }) else {
            var all: ContiguousArray<Int32> = []
            all.reserveCapacity(shown.count)
            for place in shown.indices where shown[place] { all.append(Int32(place)) }
            return all
        }
        var full = rarest.places
        if hits.count > 1 { full.removeAll { place in hits.contains { $0[Int(place)] == 0 } } }
        return full
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
        let places = places(least)
        collector.offer(places, scores(of: places), of: segment) { place in
            guard let window = nearness?.window(in: place) else { return 0 }
            return Weights.nearness / Double(1 + max(0, window - wordCount))
        }
    }

    /// Who is to be offered.
    private func places(_ least: Double?) -> ContiguousArray<Int32> {
        guard let least else { return full }
        return full + partial.lazy.filter { shares[Int($0)] >= least && !isFull($0) }
    }

    private func scores(of places: ContiguousArray<Int32>) -> ContiguousArray<Double> {
        var sums = ContiguousArray<Double>(repeating: 0, count: places.count)
        guard scores.isEmpty else {
            for index in places.indices { sums[index] = scores[Int(places[index])] }
            return sums
        }
        for clause in hits.indices {
            let (weight, own) = (weights[clause], hits[clause])
            for index in places.indices { sums[index] += weight * Double(own[Int(places[index])]) }
        }
        return sums
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
