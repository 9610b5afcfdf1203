// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// A word of a question that occurs nowhere, and what it may have been meant to be.
struct Correction: Sendable {
    /// Where the word stands in the question.
    let range: Range<String.Index>
    let term: String
    /// An entry that has the term, and that the reader may see.
    let example: ItemReference

    /// How the entry writes the term.
    func spelling(in entry: SearchEntry) -> String? {
        for text in [entry.title, entry.text] {
            for word in Tokenizer.words(in: text) {
                let terms = ([word.whole].compactMap { $0 } + word.parts).flatMap {
                    Analyser.terms(of: $0, language: entry.language)
                }
                if terms.contains(term) { return String(text[word.range]) }
            }
        }
        return nil
    }
}

enum Spelling {
    /// Shorter words have too many neighbours.
    static let shortest = 4

    /// Whether one letter is missing, too many, another one, or two stand the wrong way round; the same words are not.
    static func differByOneLetter(
        _ left: some BidirectionalCollection<UInt8>, _ right: some BidirectionalCollection<UInt8>
    )
        -> Bool
    {
        let (left, right) = left.count <= right.count ? (Array(left), Array(right)) : (Array(right), Array(left))
        guard right.count - left.count <= 1 else { return false }
        var start = 0
        while start < left.count, left[start] == right[start] { start += 1 }
        var tail = 0
        while tail < left.count - start, left[left.count - 1 - tail] == right[right.count - 1 - tail] { tail += 1 }
        let (restOfLeft, restOfRight) = (left.count - start - tail, right.count - start - tail)
        if restOfLeft == 2, restOfRight == 2 {
            return left[start] == right[start + 1] && left[start + 1] == right[start]
        }
        return restOfLeft <= 1 && restOfRight == 1
    }
}
