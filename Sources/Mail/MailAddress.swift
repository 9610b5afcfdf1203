// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel

/// An e-mail address that a letter can be sent to: the part of RFC 5321 and 5322 that people really use.
///
/// The local part is a dot-atom in ASCII of at most 64 octets (no quoted strings, no comments, no SMTPUTF8). The domain
/// has at least two labels, or is `localhost`; an international one is kept in its ASCII form (IDNA, UTS #46).
/// At most 254 octets in all.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// As letters carry it: without white space around it, the domain in lower case and ASCII.
    package let value: String
    private let atSign: String.Index

    /// `nil` when `text` is not such an address.
    package init?(_ text: String) {
        let halves = text.trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let domain = Self.asciiDomain(halves[1]), Self.isLocalPart(halves[0]) else {
            return nil
        }
        let value = "\(halves[0])@\(domain)"
        guard value.utf8.count <= 254, let atSign = value.firstIndex(of: "@") else { return nil }
        self.value = value
        self.atSign = atSign
    }

    package var localPart: Substring { value[..<atSign] }
    package var domain: Substring { value[value.index(after: atSign)...] }

    /// What tells one mailbox from another here: servers may distinguish case in the local part, people do not.
    package var lookupKey: String { value.lowercased() }

    package var description: String { value }

    private static func isLocalPart(_ text: Substring) -> Bool {
        text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy(\.isAtomText)
            }
    }

    private static func asciiDomain(_ text: Substring) -> String? {
        guard !text.isEmpty, text.unicodeScalars.allSatisfy(\.isVisible) else { return nil }
        let domain = text.utf8.allSatisfy { $0 < 0x80 } ? text.lowercased() : encodedByIDNA(text)
        guard let domain, domain.utf8.count <= 253 else { return nil }
        if domain == "localhost" { return domain }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isLabel), labels.last?.allSatisfy(\.isNumber) == false
        else { return nil }
        return domain
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }

    private static func encodedByIDNA(_ domain: Substring) -> String? {
        var components = URLComponents()
        components.host = String(domain)
        return components.encodedHost
    }
}

extension MailAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = MailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mail address")
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    /// `atext` of RFC 5322, 3.2.3.
    fileprivate var isAtomText: Bool { isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self) }
}

extension Unicode.Scalar {
    /// Neither a space nor a control or format character, which IDNA would drop in silence.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
        default: true
        }
    }
}
