// SPDX-License-Identifier: EUPL-1.2

/// Puts together what the clauses say of the entries of one slice.
struct Scoring {
    let snapshot: Snapshot
    let segment: Segment
    let shown: ContiguousArray<Bool>
    let clauses: [Question.Clause]
    /// For each clause, how well the entries answer it …
    let values: [ContiguousArray<Float>]
    /// … and what single parts of it are worth; empty when all clauses must be answered in full.
    var loose: [LooseValues] = []
    let weights: [Double]

    /// Which part of the question an entry answers, by the weights of its clauses, up to 1; and its score.
    private func answered(_ place: Int) -> (share: Double, score: Double) {
        var share = 0.0
        var score = 0.0
        for clause in values.indices {
            let value = values[clause][place]
            if value > 0 {
                score += weights[clause] * Double(value)
                share += weights[clause]
            } else if !loose.isEmpty {
                score += weights[clause] * Double(loose[clause].value[place])
                share += weights[clause] * Double(loose[clause].share[place])
            }
        }
        return (share, score)
    }

    func isFull(_ place: Int) -> Bool { values.allSatisfy { $0[place] > 0 } }

    /// The largest part of the question that an entry answers which does not answer it all, in weights.
    func largestPart() -> Double {
        shown.indices.reduce(0) { best, place in
            shown[place] && !isFull(place) ? max(best, answered(place).share) : best
        }
    }

    /// Offers every entry that answers the question in full, or at least `least` of it.
    func collect(_ least: Double?, into collector: inout Collector) {
        let nearness = clauses.count > 1 ? Nearness(clauses.map(terms), in: segment) : nil
        for place in shown.indices where shown[place] {
            guard isFull(place) || least != nil else { continue }
            let (share, score) = answered(place)
            if let least, share < least, !isFull(place) { continue }
            collector.offer(place, of: segment, score: score) {
                guard let window = nearness?.window(in: place) else { return 0 }
                return Weights.nearness / Double(1 + max(0, window - clauses.count))
            }
        }
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
