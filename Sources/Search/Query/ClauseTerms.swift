// SPDX-License-Identifier: EUPL-1.2

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
            let own = snapshot.parts(of: term)
            for number in segment.terms(containing: term) where !seen.contains(number) {
                let parts = snapshot.parts(of: segment.terms[number])
                guard parts.contains(term) || own.count > 1 && parts.count > own.count && parts.has(own) else {
                    continue
                }
                seen.insert(number)
                matches.append(Match(term: number, isWhole: false))
            }
        }
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
