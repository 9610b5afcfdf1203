// SPDX-License-Identifier: EUPL-1.2

/// A language that pages are written in, as BCP 47 tag.
package enum Language: String, CaseIterable, Sendable, Codable {
    case german = "de"
    case easyGerman = "de-x-leicht"
    case english = "en"
    case arabic = "ar"

    /// Where a missing text is looked for, in this order.
    package var fallbacks: [Language] {
        switch self {
        case .german: []
        case .easyGerman: [.german]
        case .english: [.german]
        case .arabic: [.english, .german]
        }
    }

    /// The language's name for itself.
    package var ownName: String {
        switch self {
        case .german: "Deutsch"
        case .easyGerman: "Leichte Sprache"
        case .english: "English"
        case .arabic: "العربية"
        }
    }

    package var isRightToLeft: Bool { self == .arabic }

    /// The best match for an `Accept-Language` header (RFC 9110, 12.5.4): by weight, then by order. Easy German is
    /// never guessed, only chosen.
    package init(acceptLanguage header: String) {
        let wishes = header.split(separator: ",").prefix(20).map { part -> (tag: String, weight: Double) in
            let pieces = part.split(separator: ";").map { $0.trimmed.lowercased() }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (pieces.first ?? "", weight ?? 1)
        }
        let ranked = wishes.enumerated().filter { $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        let match = ranked.lazy.compactMap { wish -> Language? in
            let tag = wish.element.tag
            if let exact = Language(rawValue: tag) { return exact }
            return Language(rawValue: String(tag.prefix { $0 != "-" }))
        }.first
        self = match ?? .german
    }
}

/// One text in several languages, as people wrote it; stored as a JSON object of language tags.
package struct LocalizedText: Equatable, Sendable {
    package private(set) var texts: [Language: String]

    package init(_ texts: [Language: String] = [:]) { self.texts = texts.filter { !$0.value.isEmpty } }

    package subscript(language: Language) -> String? {
        get { texts[language] }
        set { texts[language] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    package var isEmpty: Bool { texts.isEmpty }

    /// The text for a reader: own language, its fallbacks, then whatever there is; and the language it is in.
    package func best(for reader: Language) -> (text: String, language: Language)? {
        for language in [reader] + reader.fallbacks + Language.allCases {
            if let text = texts[language] { return (text, language) }
        }
        return nil
    }

    /// The text for a reader, empty when there is none in any language.
    package func text(for reader: Language) -> String { best(for: reader)?.text ?? "" }

    /// The text for a reader, marked with `lang` and `dir` where its language is not the page's.
    package func html(for reader: Language) -> HTML {
        guard let (text, language) = best(for: reader) else { return "" }
        guard language != reader, !(language == .german && reader == .easyGerman) else { return "\(text)" }
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        return "<span lang=\"\(language.rawValue)\" dir=\"\(direction)\">\(text)</span>"
    }
}
