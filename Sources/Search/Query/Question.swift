// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// What somebody typed, taken apart.
struct Question: Sendable {
    /// A word, or words in quotes.
    struct Clause: Sendable {
        /// Where it stands in the text.
        let range: Range<String.Index>
        /// For each word in quotes, or for the one word, the terms that mean it.
        var words: [[String]]
        let isPhrase: Bool
        /// The parts of a hyphenated word, to be found near each other when the whole is not.
        var parts: [[String]] = []
    }

    /// Nobody reads further, and each clause costs time.
    private static let mostClauses = 12
    private static let longest = 400

    let clauses: [Clause]
    /// Whether there was something typed, but no word in it.
    let isUnanswerable: Bool

    init(_ text: String) {
        var all: [Clause] = []
        for (range, isPhrase) in Self.passages(of: text) {
            if isPhrase {
                let words = Self.words(in: text, range).flatMap { word in word.parts.map(Self.terms) }
                if !words.isEmpty { all.append(Clause(range: range, words: words, isPhrase: true)) }
            } else {
                all += Self.words(in: text, range).map(Self.clause)
            }
        }
        let telling = all.filter { clause in
            clause.isPhrase || !StopWords.contains(Normaliser.folded(text[clause.range]))
        }
        clauses = Array((telling.isEmpty ? all : telling).prefix(Self.mostClauses))
        isUnanswerable = clauses.isEmpty && !text.trimmed.isEmpty
    }

    private static func clause(_ word: Tokenizer.Word) -> Clause {
        guard let whole = word.whole else {
            return Clause(range: word.range, words: [terms(of: word.parts[0])], isPhrase: false)
        }
        return Clause(
            range: word.range, words: [terms(of: whole)], isPhrase: false,
            parts: word.parts.filter { !StopWords.contains(Normaliser.folded($0)) }.map(terms))
    }

    /// A question may be in either language, whatever that of the entries.
    private static func terms(of word: String) -> [String] {
        let german = Analyser.terms(of: word, language: .german)
        return german + Analyser.terms(of: word, language: .english).filter { !german.contains($0) }
    }

    private static func words(in text: String, _ range: Range<String.Index>) -> [Tokenizer.Word] {
        Tokenizer.words(in: text).filter {
            $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
        }
    }

    /// What stands in quotes, and what lies between. A quote that is not closed is none.
    private static func passages(of text: String) -> [(Range<String.Index>, isPhrase: Bool)] {
        let end = text.index(text.startIndex, offsetBy: longest, limitedBy: text.endIndex) ?? text.endIndex
        var passages: [(Range<String.Index>, isPhrase: Bool)] = []
        var start = text.startIndex
        var place = start
        while place < end {
            if isQuote(text[place]), let close = text[text.index(after: place)..<end].firstIndex(where: isQuote) {
                passages.append((start..<place, false))
                passages.append((text.index(after: place)..<close, true))
                start = text.index(after: close)
                place = start
            } else {
                place = text.index(after: place)
            }
        }
        return passages + [(start..<end, false)]
    }

    private static func isQuote(_ character: Character) -> Bool { "\"„“”«»".contains(character) }
}
