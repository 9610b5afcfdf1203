// SPDX-License-Identifier: EUPL-1.2

/// Keeps the best of what is offered, and no more than twice as many.
struct BestCandidates {
    struct Candidate {
        let level: Int
        let rank: Int
        let score: Double
        /// The facet `kind:…`, by number.
        let kind: Int32
        let item: Int64
    }

    private let mostKept: Int
    private let isRanked: Bool
    private let names: Names
    private var kept: [Candidate] = []
    /// The last of the best, once there are as many as wanted: whoever comes behind it is not among them.
    private var worst: Candidate?

    /// `isRanked`: scores of one level count as equal, and the rank decides.
    init(count: Int, isRanked: Bool, names: Names) {
        mostKept = count
        self.isRanked = isRanked
        self.names = names
    }

    private func level(_ score: Double) -> Int { Int(score * (isRanked ? Weights.levels : 1_000_000)) }

    /// Whether something with that score could be among the best.
    func mayTake(score: Double) -> Bool {
        guard let worst else { return mostKept > 0 }
        return level(score) >= worst.level
    }

    /// `rank` is asked only for what its score alone lets in; what it answers need not be right below `least`, and may
    /// be `nil` there.
    mutating func offer(_ place: Int, of segment: Segment, score: Double, rank: (_ least: Int) -> Int?) {
        let level = level(score)
        if let worst, level < worst.level { return }
        let least = worst.map { level == $0.level ? $0.rank : .min } ?? .min
        guard let rank = rank(least) else { return }
        let candidate = Candidate(
            level: level, rank: rank, score: score, kind: segment.kinds[place], item: segment.items[place])
        if let worst, !isBefore(candidate, worst) { return }
        kept.append(candidate)
        if kept.count >= 2 * mostKept { cut() }
    }

    private mutating func cut() {
        kept.sort(by: isBefore)
        kept.removeLast(max(0, kept.count - mostKept))
        worst = kept.count == mostKept ? kept.last : nil
    }

    /// The best, best first.
    mutating func sorted() -> [Candidate] {
        cut()
        return kept
    }

    private func isBefore(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.level != right.level { return left.level > right.level }
        if left.rank != right.rank { return left.rank > right.rank }
        if isRanked, left.score != right.score { return left.score > right.score }
        if left.kind != right.kind { return names.facets[Int(left.kind)] < names.facets[Int(right.kind)] }
        return left.item < right.item
    }
}
