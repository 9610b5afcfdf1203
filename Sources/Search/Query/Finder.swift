// SPDX-License-Identifier: EUPL-1.2

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
    private let shown: [ContiguousArray<Bool>]
    private let shownCount: Int

    init(snapshot: Snapshot, query: SearchQuery) {
        self.snapshot = snapshot
        self.query = query
        question = Question(query.text)
        let mayRead = snapshot.names.audiences.map { audience in
            audience.map { query.isOfEveryAudience || query.audiences.contains($0) } ?? true
        }
        shown = snapshot.slices.map { slice in
            ContiguousArray(
                (0..<slice.segment.count).map { slice.isAlive($0) && mayRead[Int(slice.segment.audiences[$0])] })
        }
        shownCount = shown.reduce(0) { $0 + $1.count { $0 } }
    }

    func answer() -> Answer {
        var answer = Answer()
        guard !question.isUnanswerable else { return answer }
        var clauses = question.clauses
        var values = clauses.map(valuesOfAll)
        var counts = values.map(count)
        for index in clauses.indices where counts[index] == 0 {
            guard let correction = correction(of: clauses[index]) else { continue }
            answer.corrections.append(correction)
            clauses[index].words = [[correction.term]]
            clauses[index].parts = []
            values[index] = valuesOfAll(clauses[index])
            counts[index] = count(values[index])
        }
        var collector = Collector(snapshot: snapshot, query: query)
        let weights = counts.map { Weights.rarity(count: $0, of: shownCount) }
        for slice in snapshot.slices.indices {
            Scoring(
                snapshot: snapshot, slice: slice, shown: shown[slice], clauses: clauses,
                values: values.map { $0[slice] }, weights: weights
            ).collect(into: &collector)
        }
        answer.results = collector.results()
        return answer
    }

    private func count(_ values: [ContiguousArray<Float>]) -> Int {
        values.reduce(0) { $0 + $1.count { $0 > 0 } }
    }

    private func valuesOfAll(_ clause: Question.Clause) -> [ContiguousArray<Float>] {
        snapshot.slices.indices.map { slice in
            ClauseValues(segment: snapshot.slices[slice].segment, shown: shown[slice], snapshot: snapshot).values(
                clause)
        }
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
        neighboursOf wanted: [UInt8], in segment: Segment, shown: ContiguousArray<Bool>,
        _ counts: inout [String: (count: Int, example: ItemReference)]
    ) {
        for number in 0..<segment.terms.count {
            let range = segment.terms.range(number)
            guard abs(range.count - wanted.count) <= 1,
                Spelling.differByOneLetter(wanted, segment.terms.bytes[range])
            else { continue }
            let places = segment.postings[number].map(Int.init).filter { shown[$0] }
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
        ItemReference(
            kind: String(names.facets[Int(segment.kinds[place])].dropFirst("kind:".count)), id: segment.items[place])
    }
}
