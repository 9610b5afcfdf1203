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
            for number in segment.terms.containing(term) where !seen.contains(number) {
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

extension TermList {
    /// The terms in which the letters stand, at least three, and more besides.
    func containing(_ letters: String) -> [Int] {
        let needle = Array(letters.utf8)
        // The first letters are compared as one number: this walks over all words of the site.
        let length = min(needle.count, 4)
        let mask: UInt32 = length == 4 ? .max : 0x00FF_FFFF
        let wanted = needle.prefix(length).enumerated().reduce(UInt32(0)) {
            $0 | UInt32($1.element) << UInt32(8 * $1.offset)
        }
        var found: [Int] = []
        bytes.withUnsafeBytes { hay in
            var offset = 0
            let end = hay.count - needle.count
            while offset < end {
                let here = UInt32(littleEndian: hay.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) & mask
                if here == wanted, hay[offset..<offset + needle.count].elementsEqual(needle) {
                    let number = starts.partition { $0 > Int32(offset) } - 1
                    if range(number).count > needle.count { found.append(number) }
                    offset = Int(starts[number + 1])
                } else {
                    offset += 1
                }
            }
        }
        return found
    }
}

extension [String] {
    /// Whether the others stand in it, one behind the other.
    fileprivate func has(_ others: [String]) -> Bool {
        (0...Swift.max(0, count - others.count)).contains { self[$0...].prefix(others.count).elementsEqual(others) }
    }
}
