// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Finds in a text the words that a question asks for.
package struct Highlighter: Sendable {
    /// A piece of a text and what is to be marked in it.
    package struct Excerpt: Equatable, Sendable {
        /// Pieces of text in order, the marked ones among them.
        package var pieces: [(text: String, isMarked: Bool)] = []
        package var startsInside = false
        package var endsInside = false

        package static func == (left: Excerpt, right: Excerpt) -> Bool {
            left.pieces.elementsEqual(right.pieces) { $0 == $1 } && left.startsInside == right.startsInside
                && left.endsInside == right.endsInside
        }
    }

    private let terms: Set<String>
    private let parts: Set<String>
    private let snapshot: Snapshot

    init(_ text: String, snapshot: Snapshot) {
        let clauses = Question(text).clauses
        terms = Set(clauses.flatMap { $0.words.flatMap { $0 } + $0.parts.flatMap { $0 } })
        parts = Set(
            clauses.flatMap { clause in
                ClauseValues.parts(of: clause, in: snapshot).flatMap { $0.flatMap { $0 } }
            })
        self.snapshot = snapshot
    }

    /// The words of the text that were asked for, compounds with one as a part among them.
    package func matches(in text: String, language: Language) -> [Range<String.Index>] {
        guard !terms.isEmpty else { return [] }
        return Tokenizer.words(in: text).filter { word in
            ([word.whole].compactMap { $0 } + word.parts).contains { part in
                Analyser.terms(of: part, language: language).contains { term in
                    terms.contains(term) || parts.contains(term)
                        || snapshot.parts(of: term).contains { terms.contains($0) || parts.contains($0) }
                }
            }
        }.map(\.range)
    }

    /// About `length` characters of the text where most different words stand, cut between words.
    package func excerpt(of text: String, language: Language, length: Int = 200) -> Excerpt {
        let matches = matches(in: text, language: language)
        let window = Self.window(of: text, around: matches, length: length)
        var excerpt = Excerpt(
            startsInside: window.lowerBound > text.startIndex, endsInside: window.upperBound < text.endIndex)
        var place = window.lowerBound
        for match in matches where match.lowerBound >= window.lowerBound && match.upperBound <= window.upperBound {
            if place < match.lowerBound { excerpt.pieces.append((String(text[place..<match.lowerBound]), false)) }
            excerpt.pieces.append((String(text[match]), true))
            place = match.upperBound
        }
        if place < window.upperBound { excerpt.pieces.append((String(text[place..<window.upperBound]), false)) }
        return excerpt
    }

    private static func window(
        of text: String, around matches: [Range<String.Index>], length: Int
    ) -> Range<String.Index> {
        func end(_ start: String.Index) -> String.Index {
            text.index(start, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
        }
        var best = (count: 0, start: text.startIndex)
        for match in matches {
            let lead = text.index(match.lowerBound, offsetBy: -length / 5, limitedBy: text.startIndex)
            let start = lead.map { wordStart(in: text, from: $0, before: match.lowerBound) } ?? text.startIndex
            let limit = end(start)
            let words = Set(
                matches.filter { $0.lowerBound >= start && $0.upperBound <= limit }.map { text[$0].lowercased() })
            if words.count > best.count { best = (words.count, start) }
        }
        let limit = end(best.start)
        guard limit < text.endIndex, let space = text[best.start..<limit].lastIndex(where: \.isWhitespace) else {
            return best.start..<limit
        }
        return best.start..<space
    }

    private static func wordStart(in text: String, from place: String.Index, before limit: String.Index) -> String.Index
    {
        guard let space = text[place..<limit].firstIndex(where: \.isWhitespace) else { return limit }
        return text.index(after: space)
    }
}
