// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// Which terms of one segment answer a clause, and how well.
struct ClauseTerms {
    struct Match {
        let term: Int
        let isWhole: Bool
    }

    var matches: [Match] = []

    /// Terms that are the word itself, and compounds that have it as a part.
    init(_ terms: [String], in segment: Segment, of snapshot: Snapshot, withParts: Bool = true) {
        var seen: Set<Int> = []
        for term in terms {
            guard let number = segment.terms.number(of: term), seen.insert(number).inserted else { continue }
            matches.append(Match(term: number, isWhole: true))
        }
        guard withParts else { return }
        for term in terms where term.utf8.count >= 3 && term.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
            for number in segment.compounds(with: term, of: snapshot) where seen.insert(number).inserted {
                matches.append(Match(term: number, isWhole: false))
            }
        }
    }
}

extension Segment {
    /// The compounds that have the term as a part, or, of a term that is one itself, as a part of theirs.
    fileprivate func compounds(with term: String, of snapshot: Snapshot) -> [Int] {
        compounds.find(term, in: snapshot.splits) {
            let own = snapshot.parts(of: term)
            return terms(containing: term).filter { number in
                let parts = snapshot.parts(of: terms[number])
                return parts.contains(term) || own.count > 1 && parts.count > own.count && parts.has(own)
            }
        }
    }
}

/// In which compounds of a segment a term was found, remembered for as long as words are split as they were then.
final class KnownCompounds: Sendable {
    private struct State {
        var splits: Splits?
        var known: [String: [Int]] = [:]
    }

    private static let most = 2_000

    private let state = Mutex(State())

    func find(_ term: String, in splits: Splits, _ find: () -> [Int]) -> [Int] {
        let known = state.withLock { $0.splits === splits ? $0.known[term] : nil }
        if let known { return known }
        let found = find()
        state.withLock { state in
            if state.splits !== splits || state.known.count >= Self.most {
                state = State(splits: splits)
            }
            state.known[term] = found
        }
        return found
    }
}

extension Segment {
    /// The terms in which the letters stand (`a` to `z`, at least three), and more besides, in rising order.
    func terms(containing letters: String) -> [Int] {
        let needle = Array(letters.utf8)
        func fits(_ term: Int) -> Bool {
            let range = terms.range(term)
            guard range.count > needle.count else { return false }
            return terms.bytes.withUnsafeBufferPointer { bytes in
                (range.lowerBound...range.upperBound - needle.count).contains { start in
                    bytes[start] == needle[0] && bytes[start..<start + needle.count].elementsEqual(needle)
                }
            }
        }
        guard let trigrams, let candidates = trigrams.candidates(needle) else {
            return (0..<terms.count).filter(fits)
        }
        return candidates.lazy.map(Int.init).filter(fits)
    }
}

extension [String] {
    /// Whether the others stand in it, one behind the other.
    fileprivate func has(_ others: [String]) -> Bool {
        (0...Swift.max(0, count - others.count)).contains { self[$0...].prefix(others.count).elementsEqual(others) }
    }
}
