// SPDX-License-Identifier: EUPL-1.2

/// A piece of HTML, made by interpolation: a value put into it can never become markup.
///
///     let card: HTML = "<h2>\(room.name)</h2><a href=\"\(url: link)\">\(text: .book)</a>"
///
/// Strings are escaped for element content and for quoted attributes alike. A plain string where a URL or an
/// unquoted attribute value is expected becomes `#blocked`: URLs enter as `\(url: Link)` alone.
/// Texts of the catalogue stay open until `rendered(with:)` knows the reader's language.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case bytes([UInt8])
        case text(TextUse)
        case localized(LocalizedText)
    }

    private(set) var parts: [Part]

    package init() { parts = [] }

    package init(stringLiteral value: String) { parts = [.bytes(Array(value.utf8))] }

    package init(stringInterpolation: Interpolation) { parts = stringInterpolation.finished }

    /// Escapes a plain string.
    package init(escaping value: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.appendEscaped(value)
        parts = [.bytes(bytes)]
    }

    /// A text that people wrote in several languages; the reader's is chosen when it is rendered.
    package init(_ text: LocalizedText) { parts = [.localized(text)] }

    /// A text of the catalogue on its own.
    package init(_ use: TextUse) { parts = [.text(use)] }

    /// Takes bytes as they are. For the output of a renderer that is itself safe (Markdown in safe mode), never for input.
    package init(trusted bytes: [UInt8]) { parts = [.bytes(bytes)] }

    package var isEmpty: Bool {
        parts.allSatisfy { if case .bytes(let bytes) = $0 { bytes.isEmpty } else { false } }
    }

    package static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    package static func += (left: inout HTML, right: HTML) { left.parts += right.parts }

    /// UTF-8 bytes, each catalogue text resolved.
    package func rendered(with texts: some TextResolver) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16_384)
        append(to: &bytes, with: texts)
        return bytes
    }

    func append(to bytes: inout [UInt8], with texts: some TextResolver) {
        for part in parts {
            switch part {
            case .bytes(let literal): bytes.append(contentsOf: literal)
            case .text(let use): texts.resolve(use).append(to: &bytes, with: texts)
            case .localized(let text): text.html(for: texts.language).append(to: &bytes, with: texts)
            }
        }
    }
}

extension HTML {
    /// Builds an `HTML` value and watches where each value lands.
    package struct Interpolation: StringInterpolationProtocol {
        private var parts: [Part] = []
        private var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        var finished: [Part] { bytes.isEmpty ? parts : parts + [.bytes(bytes)] }

        package mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

        package mutating func appendInterpolation(_ html: HTML) { append(html) }

        package mutating func appendInterpolation(_ html: HTML?) { if let html { append(html) } }

        package mutating func appendInterpolation(_ list: [HTML]) { list.forEach { append($0) } }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: some StringProtocol) {
            if bytes.expectsURL {
                bytes.append(contentsOf: Link.blocked.utf8)
            } else {
                bytes.appendEscaped(value)
            }
        }

        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: (some StringProtocol)?) {
            if let value { appendInterpolation(value) }
        }

        /// The only way into `href`, `src`, `action` and their like.
        package mutating func appendInterpolation(url: Link) { bytes.appendEscaped(url.value) }

        /// A text of the catalogue; `count` chooses the plural form, `slots` fill its named places.
        package mutating func appendInterpolation(
            text key: TextKey, count: Int? = nil, _ slots: [String: HTML] = [:]
        ) {
            append(HTML(TextUse(key, count: count, slots)))
        }

        /// A text that people wrote in several languages.
        package mutating func appendInterpolation(_ text: LocalizedText) { append(HTML(text)) }

        /// A text that was chosen elsewhere, for example by a rule.
        package mutating func appendInterpolation(text use: TextUse) { append(HTML(use)) }

        private mutating func append(_ html: HTML) {
            if bytes.expectsURL, !html.isEmpty {
                bytes.append(contentsOf: Link.blocked.utf8)
                return
            }
            for part in html.parts {
                switch part {
                case .bytes(let more): bytes.append(contentsOf: more)
                case .text, .localized:
                    if !bytes.isEmpty { parts.append(.bytes(bytes)) }
                    bytes = []
                    parts.append(part)
                }
            }
        }
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
    /// Escapes for element content and quoted attribute values. Control characters that HTML forbids are dropped.
    mutating func appendEscaped(_ value: some StringProtocol) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): append(contentsOf: "&#39;".utf8)
            case 0...8, 11, 12, 14...31, 127: continue
            default: append(byte)
            }
        }
    }

    /// Whether what comes next is the start of a URL attribute's value, or an attribute value without quotes.
    fileprivate var expectsURL: Bool {
        guard let last else { return false }
        if last == UInt8(ascii: "=") { return true }
        guard last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") else { return false }
        let name = dropLast()
        return URLAttribute.all.contains { name.ends(with: $0) }
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
        var text = ""
        var isInTag = false
        for character in String(decoding: rendered(with: texts), as: UTF8.self) {
            switch character {
            case "<": isInTag = true
            case ">" where isInTag: isInTag = false
            default: if !isInTag { text.append(character) }
            }
        }
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
        ] {
            text = text.replacing(entity, with: character)
        }
        return text
    }
}
