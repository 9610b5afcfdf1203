// SPDX-License-Identifier: EUPL-1.2

/// Which of many terms have which three letters in a row, so that nobody walks over all words of the site.
struct Trigrams: Sendable {
    private static let count = 26 * 26 * 26
    /// Where the terms of each trigram begin.
    private let starts: ContiguousArray<Int32>
    /// By trigram, in rising order, each once.
    private let terms: ContiguousArray<Int32>

    init(_ list: TermList) {
        var starts = ContiguousArray<Int32>(repeating: 0, count: Self.count + 1)
        var last = ContiguousArray<Int32>(repeating: -1, count: Self.count)
        for term in 0..<list.count {
            Self.each(in: list.bytes[list.range(term)]) { trigram in
                guard last[trigram] != Int32(term) else { return }
                last[trigram] = Int32(term)
                starts[trigram + 1] += 1
            }
        }
        for trigram in 0..<Self.count { starts[trigram + 1] += starts[trigram] }
        var next = starts
        var terms = ContiguousArray<Int32>(repeating: 0, count: Int(starts[Self.count]))
        for term in 0..<list.count {
            Self.each(in: list.bytes[list.range(term)]) { trigram in
                let place = Int(next[trigram])
                guard place == Int(starts[trigram]) || terms[place - 1] != Int32(term) else { return }
                terms[place] = Int32(term)
                next[trigram] += 1
            }
        }
        self.starts = starts
        self.terms = terms
    }

    /// Terms among which are all that contain the letters: those of the rarest trigram. `nil` when there is none in them.
    func candidates(_ letters: [UInt8]) -> ArraySlice<Int32>? {
        var best: Range<Int>?
        Self.each(in: letters[...]) { trigram in
            let range = Int(starts[trigram])..<Int(starts[trigram + 1])
            if best.map({ range.count < $0.count }) ?? true { best = range }
        }
        return best.map { terms[$0] }
    }

    private static func each(in letters: ArraySlice<UInt8>, _ body: (Int) -> Void) {
        var number = 0
        var length = 0
        for letter in letters {
            guard letter >= 0x61, letter <= 0x7A else {
                length = 0
                continue
            }
            number = (number * 26 + Int(letter - 0x61)) % count
            length += 1
            if length >= 3 { body(number) }
        }
    }
}
