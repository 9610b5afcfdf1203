// SPDX-License-Identifier: EUPL-1.2

/// Puts together what the clauses say of the entries of one slice.
struct Scoring {
    let snapshot: Snapshot
    /// The number of the slice.
    let slice: Int
    let shown: ContiguousArray<Bool>
    let clauses: [Question.Clause]
    /// For each clause, how well the entries answer it; of those that are not shown, 0.
    let values: [ContiguousArray<Float>]
    let weights: [Double]
    /// The entries that answer all clauses, and are shown, in rising order.
    let full: ContiguousArray<Int32>
    /// Of each entry, when not only the full answers count: which part of the question it answers, by the weights of its
    /// clauses, and its score.
    private var shares: ContiguousArray<Double> = []
    private var scores: ContiguousArray<Double> = []

    init(
        snapshot: Snapshot, slice: Int, shown: ContiguousArray<Bool>, clauses: [Question.Clause],
        values: [ContiguousArray<Float>], weights: [Double]
    ) {
        self.snapshot = snapshot
        self.slice = slice
        self.shown = shown
        self.clauses = clauses
        self.values = values
        self.weights = weights
        full = Self.full(values, shown)
    }

    private static func full(
        _ values: [ContiguousArray<Float>], _ shown: ContiguousArray<Bool>
    ) -> ContiguousArray<Int32> {
        var full: ContiguousArray<Int32> = []
        guard let first = values.first else {
            for place in shown.indices where shown[place] { full.append(Int32(place)) }
            return full
        }
        for place in first.indices where first[place] > 0 { full.append(Int32(place)) }
        for more in values.dropFirst() { full.removeAll { more[Int($0)] <= 0 } }
        return full
    }

    private var segment: Segment { snapshot.slices[slice].segment }

    /// Counts in single parts of clauses too. `loose` says of each clause what its parts are worth; `nil`: it has none.
    mutating func loosen(_ loose: [LooseValues?]) {
        shares = ContiguousArray(repeating: 0, count: shown.count)
        scores = shares
        for clause in values.indices {
            let (weight, own) = (weights[clause], values[clause])
            for place in own.indices where own[place] > 0 {
                scores[place] += weight * Double(own[place])
                shares[place] += weight
            }
            guard let parts = loose[clause] else { continue }
            for place in own.indices where own[place] <= 0 && parts.share[place] > 0 {
                scores[place] += weight * Double(parts.value[place])
                shares[place] += weight * Double(parts.share[place])
            }
        }
    }

    /// The largest part of the question that an entry answers which does not answer it all, in weights.
    func largestPart() -> Double {
        var largest = 0.0
        var next = full[...]
        for place in shares.indices {
            if next.first == Int32(place) {
                next.removeFirst()
            } else if shares[place] > largest {
                largest = shares[place]
            }
        }
        return largest
    }

    /// Offers every entry that answers the question in full, or at least `least` of it.
    func collect(_ least: Double?, into collector: inout Collector) {
        let (segment, wordCount) = (segment, clauses.count)
        let nearness = wordCount > 1 ? Nearness(clauses.map(terms), in: segment) : nil
        let figures = FigureTable(segment.figures.values)
        let places = places(least)
        let scores = scores(of: places)
        for index in places.indices {
            let (place, score) = (Int(places[index]), scores[index])
            let numbers = SearchFigures(figures, segment.figures.range(place))
            collector.offer(place, of: segment, slice: slice, numbers, score: score) {
                guard let window = nearness?.window(in: place) else { return 0 }
                return Weights.nearness / Double(1 + max(0, window - wordCount))
            }
        }
    }

    /// Who is to be offered, in rising order.
    private func places(_ least: Double?) -> ContiguousArray<Int32> {
        guard let least else { return full }
        var places: ContiguousArray<Int32> = []
        var next = full[...]
        for place in shares.indices {
            if next.first == Int32(place) {
                next.removeFirst()
                places.append(Int32(place))
            } else if shown[place], shares[place] >= least {
                places.append(Int32(place))
            }
        }
        return places
    }

    private func scores(of places: ContiguousArray<Int32>) -> ContiguousArray<Double> {
        var sums = ContiguousArray<Double>(repeating: 0, count: places.count)
        guard scores.isEmpty else {
            for index in places.indices { sums[index] = scores[Int(places[index])] }
            return sums
        }
        for clause in values.indices {
            let (weight, own) = (weights[clause], values[clause])
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
