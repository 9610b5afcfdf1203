// SPDX-License-Identifier: EUPL-1.2

/// A piece of HTML, made by interpolation: a value put into it can never become markup.
///
///     let card: HTML = "<h2>\(room.name)</h2><a href=\"\(url: link)\">\(text: .book)</a>"
///
/// Strings are escaped for element content and for quoted attributes alike. A plain string where a URL or an
/// unquoted attribute value is expected becomes `#blocked`: URLs enter as `\(url: Link)` alone.
/// Texts of the catalogue stay open until `rendered(with:)` knows the reader's language.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// What is left open until the reader is known.
    private enum Gap: Sendable {
        case text(TextUse)
        case localized(LocalizedText)
    }

    /// All that is known, without the gaps; and where in it they lie.
    private var bytes: [UInt8] = []
    private var gaps: [(offset: Int, gap: Gap)] = []

    package init() {}

    package init(stringLiteral value: String) { bytes.append(literal: value) }

    package init(stringInterpolation: Interpolation) { self = stringInterpolation.html }

    /// Escapes a plain string.
    package init(escaping value: some StringProtocol) { bytes.appendEscaped(value) }

    /// A text that people wrote in several languages; the reader's is chosen when it is rendered.
    package init(_ text: LocalizedText) { gaps = [(0, .localized(text))] }

    /// A text of the catalogue on its own.
    package init(_ use: TextUse) { gaps = [(0, .text(use))] }

    /// Takes bytes as they are. For the output of a renderer that is itself safe (Markdown in safe mode), never for input.
    package init(trusted bytes: [UInt8]) { self.bytes = bytes }

    package var isEmpty: Bool { bytes.isEmpty && gaps.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.append(right)
        return sum
    }

    package static func += (left: inout HTML, right: HTML) { left.append(right) }

    package mutating func append(_ other: HTML) {
        if isEmpty, bytes.capacity == 0 {
            self = other
            return
        }
        for (offset, gap) in other.gaps { gaps.append((bytes.count + offset, gap)) }
        bytes.append(contentsOf: other.bytes)
    }

    /// UTF-8 bytes, each catalogue text resolved.
    package func rendered(with texts: some TextResolver) -> [UInt8] {
        if gaps.isEmpty { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + gaps.count * 32)
        append(to: &result, with: texts)
        return result
    }

    /// Appends what `rendered(with:)` gives.
    package func append(to result: inout [UInt8], with texts: some TextResolver) {
        if gaps.isEmpty {
            result.append(contentsOf: bytes)
            return
        }
        var start = 0
        for (offset, gap) in gaps {
            result.append(contentsOf: bytes[start..<offset])
            start = offset
            switch gap {
            case .text(let use): texts.append(use, to: &result)
            case .localized(let text): text.html(for: texts.language).append(to: &result, with: texts)
            }
        }
        result.append(contentsOf: bytes[start...])
    }
}

extension HTML {
    /// Builds an `HTML` value and watches where each value lands.
    package struct Interpolation: StringInterpolationProtocol {
        private(set) var html = HTML()

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { html.bytes.append(literal: literal) }

        package mutating func appendInterpolation(_ value: HTML) { append(value) }

        package mutating func appendInterpolation(_ value: HTML?) { if let value { append(value) } }

        package mutating func appendInterpolation(_ list: [HTML]) { for value in list { append(value) } }

        package mutating func appendInterpolation(_ number: Int) { html.bytes.append(literal: String(number)) }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            html.bytes.append(literal: String(number))
        }

        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: some StringProtocol) {
            if html.expectsURL {
                html.bytes.append(literal: Link.blocked)
            } else {
                html.bytes.appendEscaped(value)
            }
        }

        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: (some StringProtocol)?) {
            if let value { appendInterpolation(value) }
        }

        /// The only way into `href`, `src`, `action` and their like.
        package mutating func appendInterpolation(url: Link) { html.bytes.appendEscaped(url.value) }

        /// A text of the catalogue; `count` chooses the plural form, `slots` fill its named places.
        package mutating func appendInterpolation(text key: TextKey, count: Int? = nil, _ slots: Slots = [:]) {
            append(HTML(TextUse(key, count: count, slots)))
        }

        /// A text that people wrote in several languages.
        package mutating func appendInterpolation(_ text: LocalizedText) { append(HTML(text)) }

        /// A text that was chosen elsewhere, for example by a rule.
        package mutating func appendInterpolation(text use: TextUse) { append(HTML(use)) }

        private mutating func append(_ value: HTML) {
            if html.expectsURL, !value.isEmpty {
                html.bytes.append(literal: Link.blocked)
            } else {
                html.append(value)
            }
        }
    }

    /// Whether what comes next is the start of a URL attribute's value, or an attribute value without quotes.
    private var expectsURL: Bool {
        guard let last = bytes.last, gaps.last?.offset != bytes.count else { return false }
        if last == UInt8(ascii: "=") { return true }
        guard last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") else { return false }
        return URLAttribute.all.contains { bytes.dropLast().ends(with: $0) }
    }
}

extension [HTML] {
    /// The pieces one after another, with `separator` between them.
    package func joined(by separator: HTML) -> HTML {
        var result = HTML()
        for (index, piece) in enumerated() {
            if index > 0 { result += separator }
            result += piece
        }
        return result
    }
}

extension [UInt8] {
    mutating func append(literal: String) {
        var literal = literal
        literal.withUTF8 { append(contentsOf: $0) }
    }

    /// Escapes for element content and quoted attribute values. Control characters that HTML forbids are dropped.
    mutating func appendEscaped(_ value: some StringProtocol) {
        var copy = String(value)
        copy.withUTF8 { raw in
            var start = 0
            for (index, byte) in raw.enumerated() where byte < 0x40 || byte == 0x7F {
                let replacement: StaticString
                switch byte {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\""): replacement = "&quot;"
                case UInt8(ascii: "'"): replacement = "&#39;"
                case 0...8, 11, 12, 14...31, 0x7F: replacement = ""
                default: continue
                }
                append(contentsOf: raw[start..<index])
                replacement.withUTF8Buffer { append(contentsOf: $0) }
                start = index + 1
            }
            append(contentsOf: raw[start...])
        }
    }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}

/// Attributes whose value is a URL, each as `name=`.
private enum URLAttribute {
    static let all: [[UInt8]] =
        ["href", "src", "action", "formaction", "cite", "poster", "data", "srcset", "ping", "xlink:href"]
        .map { Array("\($0)=".utf8) }
}

extension HTML {
    /// The characters that a reader would see: tags dropped, entities resolved. For mail and JSON.
    package func plainText(with texts: some TextResolver) -> String {
        let html = rendered(with: texts)
        var text: [UInt8] = []
        text.reserveCapacity(html.count)
        var isInTag = false
        var place = 0
        while place < html.count {
            let byte = html[place]
            place += 1
            if isInTag {
                isInTag = byte != UInt8(ascii: ">")
            } else if byte == UInt8(ascii: "<") {
                isInTag = true
            } else if byte == UInt8(ascii: "&"), let entity = Entity.at(place, in: html) {
                text.append(contentsOf: entity.character)
                place += entity.rest.count
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A character that is written by its name.
private struct Entity {
    /// What follows on the ampersand.
    let rest: [UInt8]
    let character: [UInt8]

    private init(_ rest: String, _ character: String) {
        self.rest = Array(rest.utf8)
        self.character = Array(character.utf8)
    }

    private static let all = [
        Entity("lt;", "<"), Entity("gt;", ">"), Entity("quot;", "\""), Entity("#39;", "'"), Entity("nbsp;", "\u{A0}"),
        Entity("amp;", "&"),
    ]

    static func at(_ place: Int, in html: [UInt8]) -> Entity? {
        all.first { html[place...].starts(with: $0.rest) }
    }
}
