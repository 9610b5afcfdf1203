// SPDX-License-Identifier: EUPL-1.2

import Crypto

import struct Foundation.Data

/// What outsiders must not guess: 128 random bits, written as 32 hexadecimal digits. Stored hashed only.
package struct SecretToken: Sendable, Hashable {
    package let text: String

    package static func random() -> SecretToken {
        SecretToken(text: (0..<16).map { _ in UInt8.random(in: .min ... .max) }.hexadecimal)
    }

    private init(text: String) { self.text = text }

    /// `nil` when the text has not the shape of a token.
    package init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy({ $0.hexDigit != nil }) else { return nil }
        self.text = text.lowercased()
    }

    /// What the database keeps: SHA-256 of the token, hexadecimal.
    package var hash: String { Array(SHA256.hash(data: Data(text.utf8))).hexadecimal }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension String {
    /// Bytes from hexadecimal digits. `nil` when it holds anything else.
    package var hexadecimalBytes: [UInt8]? {
        let digits = utf8.map(\.hexDigit)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// SHA-256 of the UTF-8 bytes, hexadecimal.
    package var sha256: String { Array(utf8).sha256 }
}

extension [UInt8] {
    /// SHA-256, hexadecimal.
    package var sha256: String { Array(SHA256.hash(data: self)).hexadecimal }
}
