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
        var value = "/" + segments.filter { !$0.isEmpty }.map(\.percentEncoded).joined(separator: "/")
        if !query.isEmpty {
            value += "?" + query.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        }
        if let fragment { value += "#" + fragment.percentEncoded }
        self.init(checked: value)
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
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.init(checked: trimmed)
    }

    /// A path of this server as it came from outside (a return address). `nil` when it would leave this server.
    package init?(local path: String) {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
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
        let hash = value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = hash[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var pairs = halves.count > 1 ? halves[1].split(separator: "&").map(String.init) : []
        pairs.removeAll { $0 == name || $0.hasPrefix(name + "=") }
        if let newValue { pairs.append("\(name.percentEncoded)=\(newValue.percentEncoded)") }
        var result = String(halves[0])
        if !pairs.isEmpty { result += "?" + pairs.joined(separator: "&") }
        if hash.count > 1 { result += "#" + hash[1] }
        return Link(checked: result)
    }

    package var description: String { value }
}

extension StringProtocol {
    /// Every octet outside RFC 3986's unreserved set as `%XX`.
    package var percentEncoded: String { percentEncodedKeeping("") }

    func percentEncodedKeeping(_ kept: String) -> String {
        var result = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", "-", ".", "_", "~": result.unicodeScalars.append(scalar)
            default:
                if kept.utf8.contains(byte) {
                    result.unicodeScalars.append(scalar)
                } else {
                    let hex = String(byte, radix: 16, uppercase: true)
                    result += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
                }
            }
        }
        return result
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

extension UInt8 {
    package var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
