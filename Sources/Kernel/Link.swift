// SPDX-License-Identifier: EUPL-1.2

/// A URL that is safe to put into a page: a path of this server, or an address with one of a few harmless schemes.
/// `javascript:`, `data:` and their like cannot be made.
package struct Link: Hashable, Sendable, CustomStringConvertible {
    package let value: String

    static let blocked = "#blocked"
    private static let schemes = ["https://", "http://", "mailto:", "tel:"]

    private init(checked value: String) { self.value = value }

    /// A path of this server. Each segment is percent-encoded, so that a slash in it stays in it; empty ones are left
    /// out, for two slashes at the start would name another server.
    package init(path segments: [String], query: [(String, String)] = [], fragment: String? = nil) {
        var value: [UInt8] = []
        for segment in segments where !segment.isEmpty {
            value.append(UInt8(ascii: "/"))
            value.appendPercentEncoded(segment)
        }
        if value.isEmpty { value.append(UInt8(ascii: "/")) }
        for (index, (name, text)) in query.enumerated() {
            value.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            value.appendPercentEncoded(name)
            value.append(UInt8(ascii: "="))
            value.appendPercentEncoded(text)
        }
        if let fragment {
            value.append(UInt8(ascii: "#"))
            value.appendPercentEncoded(fragment)
        }
        self.init(checked: String(decoding: value, as: UTF8.self))
    }

    package init(path segments: String..., query: [(String, String)] = [], fragment: String? = nil) {
        self.init(path: segments, query: query, fragment: fragment)
    }

    /// An address that a person typed. `nil` when its scheme is not http, https, mailto or tel, or when it holds spaces
    /// or control characters.
    package init?(external address: String) {
        let trimmed = address.trimmed
        let lower = trimmed.lowercased()
        guard let scheme = Self.schemes.first(where: { lower.hasPrefix($0) }), lower.count > scheme.count,
            trimmed.unicodeScalars.allSatisfy(\.isVisible)
        else { return nil }
        self.init(checked: trimmed)
    }

    /// A path of this server as it came from outside (a return address). `nil` when it would leave this server.
    package init?(local path: String) {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\"),
            path.unicodeScalars.allSatisfy(\.isVisible)
        else { return nil }
        self.init(checked: path)
    }

    package init(mail address: String) { self.init(checked: "mailto:" + address.percentEncodedKeeping("@+")) }

    package init(phone number: String) {
        self.init(checked: "tel:" + number.filter { $0.isASCII && ($0.isNumber || $0 == "+") })
    }

    /// Hands a shared secret, in Base32, to an authenticator app on the same device (Key Uri Format).
    package init(authenticator secret: String, account: String, issuer: String) {
        let label = "\(issuer.percentEncoded):\(account.percentEncoded)"
        self.init(
            checked: "otpauth://totp/\(label)?secret=\(secret.percentEncoded)&issuer=\(issuer.percentEncoded)")
    }

    /// A place on the same page.
    package init(fragment: String) { self.init(checked: "#" + fragment.percentEncoded) }

    /// This link as an absolute URL below `base`, which ends without a slash.
    package func absolute(below base: String) -> String { value.hasPrefix("/") ? base + value : value }

    /// The same path with other query values; `nil` removes one.
    package func with(_ name: String, _ newValue: String?) -> Link {
        let fragmentStart = value.utf8.firstIndex(of: UInt8(ascii: "#")) ?? value.endIndex
        let queryStart = value.utf8[..<fragmentStart].firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
        var result = String(value[..<queryStart])
        var mark = "?"
        let pairs = value.utf8[queryStart..<fragmentStart].dropFirst().split(separator: UInt8(ascii: "&"))
        for pair in pairs where !pair.prefix(while: { $0 != UInt8(ascii: "=") }).elementsEqual(name.utf8) {
            result += mark
            result += Substring(pair)
            mark = "&"
        }
        if let newValue {
            result += mark
            result += name.percentEncoded
            result += "="
            result += newValue.percentEncoded
        }
        result += value[fragmentStart...]
        return Link(checked: result)
    }

    package var description: String { value }
}

extension Unicode.Scalar {
    /// Whether it may stand in an address: no space, no control character, nothing that turns the direction of writing,
    /// and no backslash, which browsers take for a slash.
    fileprivate var isVisible: Bool {
        if isASCII { return value > 0x20 && value != 0x7F && self != "\\" }
        return switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

extension StringProtocol {
    /// Every octet outside RFC 3986's unreserved set as `%XX`.
    package var percentEncoded: String { percentEncodedKeeping("") }

    func percentEncodedKeeping(_ kept: String) -> String {
        var bytes: [UInt8] = []
        bytes.appendPercentEncoded(self, keeping: kept)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes `%XX` once. `nil` when an escape is malformed or the octets are not UTF-8.
    package var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next()?.hexDigit, let low = rest.next()?.hexDigit else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Without white space at both ends.
    package var trimmed: String {
        var slice = self[startIndex..<endIndex]
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}

extension [UInt8] {
    fileprivate mutating func appendPercentEncoded(_ text: some StringProtocol, keeping kept: String = "") {
        for byte in text.utf8 {
            if byte.isUnreserved || kept.utf8.contains(byte) {
                append(byte)
            } else {
                append(UInt8(ascii: "%"))
                append((byte >> 4).upperHexDigit)
                append((byte & 0xF).upperHexDigit)
            }
        }
    }
}

extension UInt8 {
    /// Whether RFC 3986 (2.3) lets the octet stand for itself anywhere in a URL.
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// The digit of a number below 16.
    fileprivate var upperHexDigit: UInt8 { self + (self < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10) }

    package var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
