// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Kernel

import struct Foundation.Data

/// One-time codes from an authenticator app: RFC 6238 with HMAC-SHA-1, steps of 30 seconds, six digits, as all such
/// apps have it.
struct TOTP: Sendable {
    /// 20 bytes: as long as the hash (RFC 4226, 4).
    let secret: Data

    static let secretLength = 20
    private static let secondsPerStep: Int64 = 30

    static func random() -> TOTP {
        TOTP(secret: Data((0..<secretLength).map { _ in UInt8.random(in: .min ... .max) }))
    }

    /// The step whose code this is: now, or one before or after, for clocks differ. `nil` for a wrong code and for one of
    /// a step that is not after `last`, for each code opens once.
    func counter(of code: String, now: Instant, after last: Int64?) -> Int64? {
        let digits = code.filter { !$0.isWhitespace }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let step = now.seconds / Self.secondsPerStep
        return (step - 1...step + 1).first { counter in
            counter > last ?? -1 && Self.areEqual(self.code(counter: counter, digits: 6), digits)
        }
    }

    /// The code of a step (RFC 4226, 5.3).
    func code(counter: Int64, digits: Int) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(1) { power, _ in power * 10 }
        return (Int(number) % modulus).padded(digits)
    }

    /// In a time that does not tell where they differ.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension TOTP {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Reads a secret as people type it: Base32 (RFC 4648) of 20 bytes, case and spaces aside.
    init?(base32 text: String) {
        var bytes = Data()
        var buffer = 0
        var bits = 0
        for letter in text.uppercased().utf8 where letter != UInt8(ascii: " ") {
            guard let value = Self.alphabet.firstIndex(of: letter) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        guard bytes.count == Self.secretLength, bits == 0 else { return nil }
        secret = bytes
    }

    /// Base32 without padding, which 20 bytes do not need.
    var base32: String {
        var text: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in secret {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[buffer >> bits & 31])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
