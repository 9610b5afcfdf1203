// SPDX-License-Identifier: EUPL-1.2

import BitCollections

/// Which entries of one segment answer a clause, and how well.
struct ClauseHits {
    private var values: ContiguousArray<Float>
    /// Those that answer it, in no order.
    private(set) var places: ContiguousArray<Int32> = []

    /// None yet, in a segment of so many entries.
    init(in count: Int) { values = ContiguousArray(repeating: 0, count: count) }

    /// 0 when the entry does not answer the clause.
    subscript(place: Int) -> Float { values[place] }

    /// Notes an entry, with the best of what is said of it.
    mutating func note(_ place: Int, _ value: Float) {
        let known = values[place]
        if known == 0 { places.append(Int32(place)) }
        if value > known { values[place] = value }
    }
}

/// Finds out how well the entries of one segment answer one clause.
struct ClauseValues {
    let segment: Segment
    let shown: BitSet
    let snapshot: Snapshot

    func hits(_ clause: Question.Clause) -> ClauseHits {
        guard !clause.isPhrase else { return hitsOfPhrase(clause.words) }
        var hits = hits(of: clause.words[0])
        addParted(clause, to: &hits)
        return hits
    }

    private func length(_ place: Int) -> Int { segment.tokens.range(place).count }

    /// The word itself, or as a part of a longer one.
    func hits(of terms: [String]) -> ClauseHits {
        var hits = ClauseHits(in: segment.count)
        let (postings, marks, tokens) = (segment.postings, segment.marks, segment.tokens)
        for match in ClauseTerms(terms, in: segment, of: snapshot).matches {
            let weight = match.isWhole ? Weights.whole : Weights.part
            for index in postings.range(match.term) {
                let place = Int(postings.values[index])
                guard shown.contains(place) else { continue }
                hits.note(place, weight * Weights.value(mark: marks[index], length: tokens.range(place).count))
            }
        }
        return hits
    }

    /// All parts of the compound, near each other.
    private func addParted(_ clause: Question.Clause, to hits: inout ClauseHits) {
        for parts in Self.parts(of: clause, in: snapshot) {
            let terms = parts.map { ClauseTerms($0, in: segment, of: snapshot) }
            guard terms.allSatisfy({ !$0.matches.isEmpty }) else { continue }
            let each = parts.map { self.hits(of: $0) }
            guard let rarest = each.min(by: { $0.places.count < $1.places.count }) else { continue }
            let nearness = Nearness(terms.map { $0.matches.map(\.term) }, in: segment)
            for place in rarest.places.lazy.map(Int.init)
            where hits[place] == 0 && each.allSatisfy({ $0[place] > 0 }) {
                guard let window = nearness.window(in: place), window <= Weights.window else { continue }
                let mean = each.reduce(0) { $0 + $1[place] } / Float(each.count)
                hits.note(place, Weights.parted * mean)
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

    private func hitsOfPhrase(_ words: [[String]]) -> ClauseHits {
        var hits = ClauseHits(in: segment.count)
        let terms = words.map { word in
            ClauseTerms(word, in: segment, of: snapshot, withParts: false).matches.map(\.term)
        }
        let rarest = terms.min { left, right in occurrences(left) < occurrences(right) }
        for term in rarest ?? [] {
            for place in segment.postings[term].lazy.map(Int.init) where shown.contains(place) && hits[place] == 0 {
                let mark = Nearness.phrase(terms, in: segment, place: place)
                if mark != 0 { hits.note(place, Weights.whole * Weights.value(mark: mark, length: length(place))) }
            }
        }
        return hits
    }

    private func occurrences(_ terms: [Int]) -> Int { terms.reduce(0) { $0 + segment.postings.range($1).count } }
}

/// How well the entries of one segment answer some parts of a clause.
struct LooseValues {
    private(set) var value: ContiguousArray<Float>
    /// Which part of the clause is answered, up to 1.
    private(set) var share: ContiguousArray<Float>
    /// Those that answer some, in no order.
    private(set) var places: ContiguousArray<Int32> = []

    init(in count: Int) {
        value = ContiguousArray(repeating: 0, count: count)
        share = value
    }

    mutating func add(_ hits: ClauseHits, share: Float) {
        for place in hits.places {
            let index = Int(place)
            if self.share[index] == 0 { places.append(place) }
            value[index] += Weights.loose * share * hits[index]
            self.share[index] += share
        }
    }
}
