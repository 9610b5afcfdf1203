// SPDX-License-Identifier: EUPL-1.2

import BitCollections
import Kernel

/// Answers one question from one snapshot. The same entries give the same answer, wherever and in whatever order they
/// came in.
struct Finder {
    struct Answer {
        var results = SearchResults()
        var corrections: [Correction] = []
    }

    private let snapshot: Snapshot
    private let query: SearchQuery
    private let question: Question
    /// For each slice, which of its entries live and may be seen by whoever asks: nothing else is ever looked at, so
    /// neither hits nor counts nor suggestions tell of the rest.
    private let shown: [BitSet]
    private let shownCount: Int

    init(snapshot: Snapshot, query: SearchQuery) {
        self.snapshot = snapshot
        self.query = query
        question = Question(query.text)
        let audiences = snapshot.names.audiences.indices.filter { number in
            snapshot.names.audiences[number].map { query.isOfEveryAudience || query.audiences.contains($0) } ?? true
        }
        shown = snapshot.slices.map { slice in
            slice.segment.byAudience.members(of: audiences.lazy.map(Int32.init)).subtracting(slice.dead)
        }
        shownCount = shown.reduce(0) { $0 + $1.count }
    }

    func answer() -> Answer {
        var answer = Answer()
        guard !question.isUnanswerable else { return answer }
        var clauses = question.clauses
        var hits = clauses.map(hitsOfAll)
        var counts = hits.map(count)
        for index in clauses.indices where counts[index] == 0 {
            if let inflected = inflected(clauses[index]) {
                clauses[index].words = inflected
                hits[index] = hitsOfAll(clauses[index])
                counts[index] = count(hits[index])
                continue
            }
            guard let correction = correction(of: clauses[index]) else { continue }
            answer.corrections.append(correction)
            clauses[index].words = [[correction.term]]
            clauses[index].parts = []
            hits[index] = hitsOfAll(clauses[index])
            counts[index] = count(hits[index])
        }
        answer.results = results(clauses, hits, weights: counts.map { Weights.rarity(count: $0, of: shownCount) })
        return answer
    }

    /// What answers all clauses; when that is very little, also what answers most of them.
    private func results(
        _ clauses: [Question.Clause], _ hits: [[ClauseHits]], weights: [Double]
    ) -> SearchResults {
        var scorings = snapshot.slices.indices.map { slice in
            Scoring(
                snapshot: snapshot, slice: slice, shown: shown[slice], clauses: clauses,
                hits: hits.map { $0[slice] }, weights: weights)
        }
        var least: Double?
        if scorings.reduce(0, { $0 + $1.fullCount }) < Weights.enough {
            let loose = clauses.map(looseValues)
            for slice in scorings.indices { scorings[slice].loosen(loose.map { $0?[slice] }) }
            let largest = scorings.map { $0.largestPart() }.max() ?? 0
            // Sums that only rounding tells apart count as equal.
            least = max(weights.reduce(0, +) * Weights.leastShare, largest * Weights.leastOfLargest) - 1e-9
        }
        var collector = Collector(snapshot: snapshot, query: query)
        for scoring in scorings { scoring.collect(least, into: &collector) }
        return collector.results()
    }

    private func count(_ hits: [ClauseHits]) -> Int { hits.reduce(0) { $0 + $1.places.count } }

    private func hitsOfAll(_ clause: Question.Clause) -> [ClauseHits] {
        snapshot.slices.indices.map { values(of: $0).hits(clause) }
    }

    private func values(of slice: Int) -> ClauseValues {
        ClauseValues(segment: snapshot.slices[slice].segment, shown: shown[slice], snapshot: snapshot)
    }

    /// What single parts of a compound are worth, the rarer the more; by slice. `nil` when it has none.
    private func looseValues(of clause: Question.Clause) -> [LooseValues]? {
        let ways = ClauseValues.parts(of: clause, in: snapshot)
        guard !ways.isEmpty else { return nil }
        var loose = snapshot.slices.map { LooseValues(in: $0.segment.count) }
        for parts in ways {
            let each = parts.map { part in snapshot.slices.indices.map { values(of: $0).hits(of: part) } }
            let rarities = each.map { Weights.rarity(count: count($0), of: shownCount) }
            let all = rarities.reduce(0, +)
            for slice in snapshot.slices.indices {
                for (part, rarity) in rarities.enumerated() {
                    loose[slice].add(each[part][slice], share: Float(rarity / all))
                }
            }
        }
        return loose
    }

    /// A word of the dictionary is no error, even if nothing speaks of it; but the stemmer leaves some endings on.
    private func inflected(_ clause: Question.Clause) -> [[String]]? {
        guard !clause.isPhrase, let wanted = clause.words.first,
            wanted.contains(where: { snapshot.lexicon.kind(of: $0) != [] })
        else { return nil }
        let endings = ["n", "s", "e"]
        return [
            wanted + wanted.flatMap { term in endings.map { term + $0 } }
                + wanted.flatMap { term in endings.filter(term.hasSuffix).map { String(term.dropLast($0.count)) } }
        ]
    }

    /// The commonest term that differs by one letter; of equally common ones the first.
    private func correction(of clause: Question.Clause) -> Correction? {
        guard !clause.isPhrase, let wanted = clause.words.first else { return nil }
        var counts: [String: (count: Int, example: ItemReference)] = [:]
        for term in wanted where term.utf8.count >= Spelling.shortest && term.first?.isNumber != true {
            for (index, slice) in snapshot.slices.enumerated() {
                count(neighboursOf: Array(term.utf8), in: slice.segment, shown: shown[index], &counts)
            }
        }
        let best = counts.max { left, right in
            (left.value.count, right.key) < (right.value.count, left.key)
        }
        return best.map { Correction(range: clause.range, term: $0.key, example: $0.value.example) }
    }

    private func count(
        neighboursOf wanted: [UInt8], in segment: Segment, shown: BitSet,
        _ counts: inout [String: (count: Int, example: ItemReference)]
    ) {
        for number in 0..<segment.terms.count {
            let range = segment.terms.range(number)
            guard abs(range.count - wanted.count) <= 1,
                Spelling.differByOneLetter(wanted, segment.terms.bytes[range])
            else { continue }
            let places = segment.postings[number].map(Int.init).filter(shown.contains)
            guard let first = places.first else { continue }
            let known = counts[segment.terms[number]]
            counts[segment.terms[number]] = (
                (known?.count ?? 0) + places.count, known?.example ?? snapshot.item(first, of: segment)
            )
        }
    }
}

extension Snapshot {
    func item(_ place: Int, of segment: Segment) -> ItemReference {
        item(segment.items[place], kind: segment.kinds[place])
    }

    func item(_ id: Int64, kind: Int32) -> ItemReference {
        ItemReference(kind: String(names.facets[Int(kind)].dropFirst("kind:".count)), id: id)
    }
}
