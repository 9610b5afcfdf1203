// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Yams

/// The words of all capabilities in all languages, read once from the YAML that the binary carries.
///
/// A text is a string with named slots (`"Noch {count} Plätze"`), or a map of CLDR plural categories to such strings.
/// It holds no markup: markup comes in through slots.
package struct Catalogue: Sendable {
    /// The YAML of one capability, per language tag.
    package struct Source: Sendable {
        package let capability: String
        package let files: [(name: String, content: String)]

        package init(capability: String, files: [(name: String, content: String)]) {
            self.capability = capability
            self.files = files
        }
    }

    /// A catalogue that cannot be read: which file, and why.
    package struct Malformed: Error {
        package let file: String
        package let reason: String
    }

    enum Piece: Sendable {
        case literal(HTML)
        case slot(String)
    }

    enum Template: Sendable {
        case plain([Piece])
        case plural([PluralCategory: [Piece]])
    }

    /// A template in the language in which it was found.
    final class Found: Sendable {
        let template: Template
        let language: Language

        init(_ template: Template, _ language: Language) {
            self.template = template
            self.language = language
        }
    }

    private let templates: [Language: [String: Template]]
    /// The templates that readers of a language see, its fallbacks included.
    private let seen: [Language: [String: Found]]

    /// Throws `Malformed`.
    package init(_ sources: [Source]) throws {
        var templates: [Language: [String: Template]] = [:]
        for source in sources {
            for file in source.files {
                let name = "\(source.capability)/\(file.name).yaml"
                guard let language = Language(rawValue: file.name) else {
                    throw Malformed(file: name, reason: "no such language")
                }
                guard let texts = try Yams.load(yaml: file.content) as? [String: Any] else {
                    throw Malformed(file: name, reason: "not a map of texts")
                }
                for (key, value) in texts {
                    templates[language, default: [:]]["\(source.capability).\(key)"] = try Template(value, file: name)
                }
            }
        }
        self.templates = templates
        seen = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { reader in
                var found: [String: Found] = [:]
                for language in [reader] + reader.fallbacks {
                    found.merge((templates[language] ?? [:]).mapValues { Found($0, language) }) { first, _ in first }
                }
                return (reader, found)
            })
    }

    /// A resolver for one reader.
    package func texts(in language: Language) -> Texts {
        Texts(seen: seen[language] ?? [:], language: language, around: language)
    }

    /// The keys that a language lacks, although German has them.
    package func missing(in language: Language) -> [String] {
        let there = templates[language].map { Set($0.keys) } ?? []
        return (templates[.german].map { Set($0.keys) } ?? []).subtracting(there).sorted()
    }

    /// The keys that a language has and German lacks.
    package func surplus(in language: Language) -> [String] {
        let german = templates[.german].map { Set($0.keys) } ?? []
        return (templates[language].map { Set($0.keys) } ?? []).subtracting(german).sorted()
    }

    /// The slots of a text, for a test that compares languages.
    package func slots(of key: String, in language: Language) -> Set<String>? {
        templates[language]?[key].map { template in
            let lists: [[Piece]] =
                switch template {
                case .plain(let pieces): [pieces]
                case .plural(let forms): Array(forms.values)
                }
            return Set(lists.joined().compactMap { if case .slot(let name) = $0 { name } else { nil } })
        }
    }
}

/// The catalogue as one reader sees it.
package struct Texts: TextResolver {
    fileprivate let seen: [String: Catalogue.Found]
    package let language: Language
    /// Of the words among which a text comes to stand: the page's, or inside a text that fell back to another, that.
    fileprivate var around: Language

    /// A text that is not in the language of the words around it is marked with its own, wherever markup may stand.
    package func append(_ use: TextUse, to bytes: inout [UInt8]) {
        guard let found = seen[use.key.name] else { return HTML(escaping: use.key.name).append(to: &bytes, with: self) }
        guard found.language.isForeign(to: around), bytes.takeMarkup else { return append(found, use, to: &bytes) }
        var inside = self
        inside.around = found.language
        let opening: HTML = "<bdi lang=\"\(found.language.rawValue)\" dir=\"\(found.language.direction)\">"
        let closing: HTML = "</bdi>"
        opening.append(to: &bytes, with: self)
        inside.append(found, use, to: &bytes)
        closing.append(to: &bytes, with: self)
    }

    private func append(_ found: Catalogue.Found, _ use: TextUse, to bytes: inout [UInt8]) {
        let pieces: [Catalogue.Piece]
        switch found.template {
        case .plain(let some): pieces = some
        case .plural(let forms):
            pieces = forms[PluralCategory(of: use.count ?? 0, in: found.language)] ?? forms[.other] ?? []
        }
        for piece in pieces {
            switch piece {
            case .literal(let words): words.append(to: &bytes, with: self)
            case .slot(let name):
                let count = name == "count" ? NumberText.decimal(use.count ?? 0, language) : "{\(name)}"
                let filling = use.slots[name] ?? "\(count)"
                filling.append(to: &bytes, with: self)
            }
        }
    }

    /// A text as plain characters, for places that take no markup (JSON, mail subjects).
    package func plain(_ use: TextUse) -> String { HTML(use).plainText(with: self) }
    package func plain(_ key: TextKey, _ slots: Slots = [:]) -> String { plain(TextUse(key, slots)) }
}

extension [UInt8] {
    /// Whether what follows may hold tags: it stands in no tag itself, nor in an element of mere text. All that is put
    /// into a page is escaped, so that these signs are those of tags.
    fileprivate var takeMarkup: Bool {
        guard let end = lastIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) else { return true }
        guard self[end] == UInt8(ascii: ">"), let start = self[..<end].lastIndex(of: UInt8(ascii: "<")) else {
            return false
        }
        return !Self.textElements.contains { self[(start + 1)..<end].starts(with: $0) }
    }

    /// Elements that take no markup, as in HTML or in the charts.
    private static let textElements = ["title", "option", "textarea", "script", "style", "text", "tspan"].map {
        Array($0.utf8)
    }
}

extension Catalogue.Template {
    fileprivate init(_ value: Any, file: String) throws(Catalogue.Malformed) {
        if let forms = value as? [String: Any] {
            var templates: [PluralCategory: [Catalogue.Piece]] = [:]
            for (name, text) in forms {
                guard let category = PluralCategory(rawValue: name) else {
                    throw Catalogue.Malformed(file: file, reason: "no plural category \(name)")
                }
                templates[category] = Self.pieces(of: "\(text)")
            }
            self = .plural(templates)
        } else {
            self = .plain(Self.pieces(of: "\(value)"))
        }
    }

    private static func pieces(of text: String) -> [Catalogue.Piece] {
        var pieces: [Catalogue.Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.literal(HTML(escaping: rest[..<open]))) }
            pieces.append(.slot(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.literal(HTML(escaping: rest))) }
        return pieces
    }
}

/// Plural categories of the Unicode CLDR.
enum PluralCategory: String, Sendable {
    case zero, one, two, few, many, other

    /// The category of a whole number (CLDR 44, cardinal rules of de, en and ar).
    init(of count: Int, in language: Language) {
        guard language == .arabic else {
            self = count == 1 ? .one : .other
            return
        }
        switch (count, abs(count) % 100) {
        case (0, _): self = .zero
        case (1, _): self = .one
        case (2, _): self = .two
        case (_, 3...10): self = .few
        case (_, 11...99): self = .many
        default: self = .other
        }
    }
}
