// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Turns texts into terms: what is compared when somebody seeks.
package enum Analyser {
    /// One word of a text.
    struct Token: Equatable {
        let range: Range<String.Index>
        /// The stem of the word, then other terms that stand for it: a spelling with umlauts, or the joined whole of a
        /// hyphenated word, which stands at its first part.
        let terms: [String]
    }

    /// What is stored of an entry: the terms of its title, a line break, those of its text. Words are divided by
    /// spaces, terms of one word by `|`.
    package static func tokens(title: String, text: String, language: Language) -> String {
        encoded(tokens(of: title, language: language)) + "\n" + encoded(tokens(of: text, language: language))
    }

    static func tokens(of text: String, language: Language) -> [Token] {
        Tokenizer.words(in: text).flatMap { word -> [Token] in
            let joined = word.whole.map { terms(of: $0, language: language) } ?? []
            return word.parts.enumerated().map { index, part in
                let own = terms(of: part, language: language)
                return Token(range: word.range, terms: index == 0 ? own + joined.filter { !own.contains($0) } : own)
            }
        }
    }

    /// The terms that stand for a word: at least one, the first of them its stem.
    static func terms(of word: String, language: Language) -> [String] {
        let folded = Normaliser.folded(word)
        if folded.first?.isNumber == true { return [Normaliser.number(folded)] }
        if language == .english { return [Stemmer.english.stem(folded)] }
        let stem = germanStem(folded)
        guard let umlauts = Normaliser.withUmlauts(folded) else { return [stem] }
        let other = germanStem(umlauts)
        return other == stem ? [stem] : [stem, other]
    }

    private static func germanStem(_ folded: String) -> String {
        Stemmer.german.stem(GenderForms.withoutFeminine(folded) ?? folded)
    }

    private static func encoded(_ tokens: [Token]) -> String {
        tokens.map { $0.terms.joined(separator: "|") }.joined(separator: " ")
    }
}
