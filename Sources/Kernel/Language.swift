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

    /// Where the language stands among all.
    fileprivate var position: Int {
        switch self {
        case .german: 0
        case .easyGerman: 1
        case .english: 2
        case .arabic: 3
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

    /// As HTML's `dir` says it.
    package var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// Whether words in it have to be marked as such among words in `other`.
    package func isForeign(to other: Language) -> Bool {
        self != other && !(self == .german && other == .easyGerman)
    }

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
    /// At most one for each language, in the order of `Language.allCases`; none is empty.
    package private(set) var texts: [(language: Language, text: String)] = []

    package init(_ texts: [Language: String] = [:]) {
        for (language, text) in texts { self[language] = text }
    }

    package init(_ texts: [(Language, String)]) {
        for (language, text) in texts { self[language] = text }
    }

    package static func == (left: LocalizedText, right: LocalizedText) -> Bool {
        left.texts.elementsEqual(right.texts) { $0 == $1 }
    }

    package subscript(language: Language) -> String? {
        get { texts.first { $0.language == language }?.text }
        set {
            texts.removeAll { $0.language == language }
            guard let newValue, !newValue.isEmpty else { return }
            let place = texts.firstIndex { $0.language.position > language.position } ?? texts.endIndex
            texts.insert((language, newValue), at: place)
        }
    }

    package var isEmpty: Bool { texts.isEmpty }

    /// The text for a reader: own language, its fallbacks, then whatever there is; and the language it is in.
    package func best(for reader: Language) -> (text: String, language: Language)? {
        for language in CollectionOfOne(reader) + reader.fallbacks {
            if let text = self[language] { return (text, language) }
        }
        return texts.first.map { ($0.text, $0.language) }
    }

    /// The text for a reader, empty when there is none in any language.
    package func text(for reader: Language) -> String { best(for: reader)?.text ?? "" }

    /// The text for a reader, marked with `lang` and `dir` where its language is not the page's.
    package func html(for reader: Language) -> HTML {
        guard let (text, language) = best(for: reader) else { return "" }
        guard language.isForeign(to: reader) else { return "\(text)" }
        return "<span lang=\"\(language.rawValue)\" dir=\"\(language.direction)\">\(text)</span>"
    }
}
