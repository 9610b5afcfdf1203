// SPDX-License-Identifier: EUPL-1.2

/// Puts together what the clauses say of the entries of one slice.
struct Scoring {
    let snapshot: Snapshot
    let slice: Int
    let shown: ContiguousArray<Bool>
    let clauses: [Question.Clause]
    /// For each clause, how well the entries answer it.
    let values: [ContiguousArray<Float>]
    let weights: [Double]

    private var segment: Segment { snapshot.slices[slice].segment }

    /// Offers every entry that answers all clauses.
    func collect(into collector: inout Collector) {
        let nearness = clauses.count > 1 ? Nearness(clauses.map(terms), in: segment) : nil
        for place in shown.indices where shown[place] {
            var score = 0.0
            var isMatch = true
            for clause in values.indices {
                let value = values[clause][place]
                guard value > 0 else {
                    isMatch = false
                    break
                }
                score += weights[clause] * Double(value)
            }
            guard isMatch else { continue }
            collector.offer(place, of: segment, score: score) {
                guard let window = nearness?.window(in: place) else { return 0 }
                let extra = max(0, window - clauses.count)
                return Weights.nearness / Double(1 + extra)
            }
        }
    }

    /// The terms that mean the clause, its parts included.
    private func terms(_ clause: Question.Clause) -> [Int] {
        let whole = clause.words.flatMap { ClauseTerms($0, in: segment, of: snapshot).matches.map(\.term) }
        guard whole.isEmpty else { return whole }
        return ClauseValues.parts(of: clause, in: snapshot).flatMap { parts in
            parts.flatMap { ClauseTerms($0, in: segment, of: snapshot).matches.map(\.term) }
        }
    }
}
