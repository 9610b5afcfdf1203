// SPDX-License-Identifier: EUPL-1.2

/// How well the entries of one segment answer one clause.
struct ClauseValues {
    let segment: Segment
    let shown: ContiguousArray<Bool>
    let snapshot: Snapshot

    /// For each entry, 0 when it does not.
    func values(_ clause: Question.Clause) -> ContiguousArray<Float> {
        guard !clause.isPhrase else { return valuesOfPhrase(clause.words) }
        var values = values(of: clause.words[0])
        addParted(clause, to: &values)
        return values
    }

    private var none: ContiguousArray<Float> { ContiguousArray(repeating: 0, count: segment.count) }

    private func length(_ place: Int) -> Int { segment.tokens.range(place).count }

    /// The word itself, or as a part of a longer one.
    func values(of terms: [String]) -> ContiguousArray<Float> {
        var values = none
        for match in ClauseTerms(terms, in: segment, of: snapshot).matches {
            let weight = match.isWhole ? Weights.whole : Weights.part
            for index in segment.postings.range(match.term) {
                let place = Int(segment.postings.values[index])
                guard shown[place] else { continue }
                let value = weight * Weights.value(mark: segment.marks[index], length: length(place))
                if value > values[place] { values[place] = value }
            }
        }
        return values
    }

    /// All parts of the compound, near each other.
    private func addParted(_ clause: Question.Clause, to values: inout ContiguousArray<Float>) {
        for parts in Self.parts(of: clause, in: snapshot) {
            let terms = parts.map { ClauseTerms($0, in: segment, of: snapshot) }
            guard terms.allSatisfy({ !$0.matches.isEmpty }) else { continue }
            let each = parts.map { self.values(of: $0) }
            let nearness = Nearness(terms.map { $0.matches.map(\.term) }, in: segment)
            for place in values.indices where values[place] == 0 && each.allSatisfy({ $0[place] > 0 }) {
                guard let window = nearness.window(in: place), window <= Weights.window else { continue }
                let mean = each.reduce(0) { $0 + $1[place] } / Float(each.count)
                values[place] = Weights.parted * mean
            }
        }
    }

    /// Ways to take the word apart, each a list of parts with the terms that mean them.
    static func parts(of clause: Question.Clause, in snapshot: Snapshot) -> [[[String]]] {
        if clause.parts.count > 1 { return [clause.parts] }
        guard !clause.isPhrase else { return [] }
        let splits = clause.words[0].map { snapshot.parts(of: $0) }.filter { $0.count > 1 }
        return splits.prefix(1).map { $0.map { [$0] } }
    }

    private func valuesOfPhrase(_ words: [[String]]) -> ContiguousArray<Float> {
        var values = none
        let terms = words.map { word in
            ClauseTerms(word, in: segment, of: snapshot, withParts: false).matches.map(\.term)
        }
        let rarest = terms.min { left, right in occurrences(left) < occurrences(right) }
        for term in rarest ?? [] {
            for place in segment.postings[term].lazy.map(Int.init) where shown[place] && values[place] == 0 {
                let mark = Nearness.phrase(terms, in: segment, place: place)
                if mark != 0 { values[place] = Weights.whole * Weights.value(mark: mark, length: length(place)) }
            }
        }
        return values
    }

    private func occurrences(_ terms: [Int]) -> Int { terms.reduce(0) { $0 + segment.postings.range($1).count } }
}

/// How well the entries of one segment answer some parts of a clause.
struct LooseValues {
    private(set) var value: ContiguousArray<Float>
    /// Which part of the clause is answered, up to 1.
    private(set) var share: ContiguousArray<Float>

    init(count: Int) {
        value = ContiguousArray(repeating: 0, count: count)
        share = value
    }

    mutating func add(_ values: ContiguousArray<Float>, share: Float) {
        for place in values.indices where values[place] > 0 {
            value[place] += Weights.loose * share * values[place]
            self.share[place] += share
        }
    }
}
