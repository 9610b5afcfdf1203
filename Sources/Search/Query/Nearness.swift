// SPDX-License-Identifier: EUPL-1.2

/// Where words stand to each other in the entries of one segment.
struct Nearness {
    private let tokens: Segment.Ragged<Int32>
    /// By term, a bit for each of the words that it means.
    private var bits: ContiguousArray<UInt16>
    private let wanted: UInt16

    /// At most 16 words, each with its terms in the segment.
    init(_ words: [[Int]], in segment: Segment) {
        tokens = segment.tokens
        bits = ContiguousArray(repeating: 0, count: segment.terms.count)
        let words = words.prefix(16)
        for (word, terms) in words.enumerated() {
            for term in terms { bits[term] |= 1 << UInt16(word) }
        }
        wanted = words.count == 16 ? .max : 1 << UInt16(words.count) - 1
    }

    /// The fewest successive words of the entry, all in the title or all in the text, among which all are; `nil` when
    /// nowhere are they together.
    func window(in place: Int) -> Int? {
        var best: Int?
        var position: Int32 = 0
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 16) { last in
            last.initialize(repeating: -1)
            var seen: UInt16 = 0
            for index in tokens.range(place) {
                let token = tokens.values[index]
                if token == Segment.titleEnd {
                    seen = 0
                    last.update(repeating: -1)
                    continue
                }
                let isVariant = token < 0
                if !isVariant { position += 1 }
                var hit = bits[Int(isVariant ? ~token : token)]
                guard hit != 0 else { continue }
                seen |= hit
                while hit != 0 {
                    last[hit.trailingZeroBitCount] = position
                    hit &= hit - 1
                }
                guard seen == wanted else { continue }
                var earliest = position
                var left = wanted
                while left != 0 {
                    earliest = min(earliest, last[left.trailingZeroBitCount])
                    left &= left - 1
                }
                best = min(best ?? .max, Int(position - earliest) + 1)
            }
        }
        return best
    }

    /// Whether the words stand one behind the other, as they are in quotes, and how: a mark as in `Segment.marks`.
    static func phrase(_ words: [[Int]], in segment: Segment, place: Int) -> UInt8 {
        var mark: UInt8 = 0
        var isTitle = true
        let tokens = segment.tokens[place]
        var index = tokens.startIndex
        while index < tokens.endIndex {
            let token = tokens[index]
            if token == Segment.titleEnd { isTitle = false }
            if token >= 0, token != Segment.titleEnd, stands(words[...], in: tokens[index...]) {
                if isTitle { mark |= 0x80 }
                if mark & 0x7F < 0x7F { mark += 1 }
            }
            index += 1
        }
        return mark
    }

    /// Whether the tokens, from the start of a word, are these words.
    private static func stands(_ words: ArraySlice<[Int]>, in tokens: ArraySlice<Int32>) -> Bool {
        var place = tokens.startIndex
        for word in words {
            guard place < tokens.endIndex, tokens[place] != Segment.titleEnd else { return false }
            var isMet = word.contains(Int(tokens[place]))
            place += 1
            while place < tokens.endIndex, tokens[place] < 0 {
                isMet = isMet || word.contains(Int(~tokens[place]))
                place += 1
            }
            if !isMet { return false }
        }
        return true
    }
}
