// SPDX-License-Identifier: EUPL-1.2

import BitCollections
import Kernel
import Synchronization

/// Everything that can be found, as it was after one commit. Never changes; the next commit makes another.
struct Snapshot: Sendable {
    /// A segment and which of its entries still live.
    struct Slice: Sendable {
        let segment: Segment
        private(set) var dead: BitSet = []
        private(set) var alive: Int

        init(_ segment: Segment) {
            self.segment = segment
            alive = segment.count
        }

        func isAlive(_ place: Int) -> Bool { !dead.contains(place) }

        mutating func kill(_ place: Int) {
            if dead.insert(place).inserted { alive -= 1 }
        }

        /// Whether an entry that lives has the term.
        func hasLiving(_ term: Int) -> Bool {
            segment.postings.range(term).contains { isAlive(Int(segment.postings.values[$0])) }
        }
    }

    /// The number of the last change that it knows.
    private(set) var sequence: Int64 = 0
    /// From big to small: see `settle`.
    private(set) var slices: [Slice] = []
    private(set) var names = Names()
    private(set) var splits = Splits()
    let lexicon: Lexicon

    init(lexicon: Lexicon) { self.lexicon = lexicon }

    var count: Int { slices.reduce(0) { $0 + $1.alive } }

    /// The stems of a compound's parts; none when the term is no compound.
    func parts(of term: String) -> [String] {
        splits.parts(of: term) { term in
            Splitter(lexicon: lexicon) { word in
                slices.contains { slice in slice.segment.terms.number(of: word).map(slice.hasLiving) ?? false }
            }.parts(of: term)
        }
    }

    /// The snapshot after these changes, which come in the order of their sequence: of two to one item the later holds.
    func advanced(by changes: [StoredEntry], to sequence: Int64) -> Snapshot {
        var next = self
        let last = Dictionary(changes.enumerated().map { ($1.item, $0) }, uniquingKeysWith: max)
        next.sequence = sequence
        var touched: Set<String> = []
        var builder = SegmentBuilder()
        for (index, change) in changes.enumerated() where last[change.item] == index {
            let kind = next.names.facet("kind:\(change.item.kind)")
            next.kill(change.item.id, kind: kind, &touched)
            guard !change.isGone else { continue }
            builder.add(
                SegmentBuilder.Head(
                    item: change.item.id, kind: kind, house: next.names.facet("house:\(change.house)"),
                    audience: next.names.audience(change.audience)),
                facets: change.facets.map { next.names.facet($0) }, figures: change.figures, tokens: change.tokens)
        }
        if builder.count > 0 {
            let segment = next.build(builder)
            // Of a large segment, most words are new: nothing that was split before is worth keeping then.
            if segment.terms.count > Splits.mostChanges {
                next.splits = Splits()
            } else {
                for term in 0..<segment.terms.count { touched.insert(segment.terms[term]) }
            }
            next.slices.append(Slice(segment))
        }
        next.settle()
        next.splits = next.splits.without(touched.filter { next.mayChangeSplits($0, since: self) })
        return next
    }

    /// Marks the item's entry as dead and notes its words.
    private mutating func kill(_ id: Int64, kind: Int32, _ touched: inout Set<String>) {
        for index in slices.indices {
            guard let place = slices[index].segment.place(of: id, kind: kind), slices[index].isAlive(place) else {
                continue
            }
            slices[index].kill(place)
            let segment = slices[index].segment
            for token in segment.tokens[place] where token != Segment.titleEnd {
                touched.insert(segment.terms[Int(token < 0 ? ~token : token)])
            }
        }
    }

    /// Whether the word came or went, and splitting depends on the site for it.
    private func mayChangeSplits(_ word: String, since before: Snapshot) -> Bool {
        word.utf8.count >= 4 && lexicon.kind(of: word) == [] && hasLiving(word) != before.hasLiving(word)
    }

    private func hasLiving(_ word: String) -> Bool {
        slices.contains { slice in slice.segment.terms.number(of: word).map(slice.hasLiving) ?? false }
    }

    /// Keeps each segment at least twice as large as the next, so that there are few of them and each entry is moved
    /// seldom; drops what is mostly dead.
    private mutating func settle() {
        slices.removeAll { $0.alive == 0 }
        while slices.count > 1, slices[slices.count - 2].alive < 2 * slices[slices.count - 1].alive {
            merge(slices.count - 2)
        }
        if let index = slices.firstIndex(where: { $0.alive * 2 < $0.segment.count }) {
            merge(index)
        }
    }

    /// Merges all slices from this one on.
    private mutating func merge(_ start: Int) {
        var builder = SegmentBuilder()
        for slice in slices[start...] { builder.add(slice.segment, where: slice.isAlive) }
        slices.removeSubrange(start...)
        slices.append(Slice(build(builder)))
    }

    private func build(_ builder: SegmentBuilder) -> Segment {
        builder.build { names.facets[Int($0)] }
    }
}

/// How terms were split, remembered. What is not asked for is not split: of a hundred thousand words few are.
final class Splits: Sendable {
    /// From so many new words on, it is cheaper to forget everything.
    static let mostChanges = 2_000

    private let known: Mutex<[String: [String]]>

    init(_ known: [String: [String]] = [:]) { self.known = Mutex(known) }

    func parts(of term: String, split: (String) -> [String]) -> [String] {
        if let parts = known.withLock({ $0[term] }) { return parts }
        let parts = split(term)
        known.withLock { $0[term] = parts }
        return parts
    }

    /// Without those terms into whose splits one of the words might enter.
    func without(_ words: Set<String>) -> Splits {
        guard !words.isEmpty else { return self }
        guard words.count < 64 else { return Splits() }
        return Splits(known.withLock { $0 }.filter { term, _ in !words.contains { term.contains($0) } })
    }
}
