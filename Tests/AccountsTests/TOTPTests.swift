// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing

@testable import Accounts

@Suite struct TOTPTests {
    private let totp = TOTP(secret: Data("12345678901234567890".utf8))

    @Test(
        "codes are those of RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, code: String) {
        #expect(totp.code(counter: seconds / 30, digits: 8) == code)
        let short = String(code.suffix(6))
        #expect(totp.counter(of: short, now: Instant(seconds: seconds), after: nil) == seconds / 30)
    }

    @Test(
        "a clock may be one step off, not two",
        arguments: [(-60, false), (-30, true), (0, true), (30, true), (60, false)] as [(Int64, Bool)])
    func window(offset: Int64, opens: Bool) {
        let now = Instant(seconds: 1_800_000_015)
        let code = totp.code(counter: (now.seconds + offset) / 30, digits: 6)
        #expect((totp.counter(of: code, now: now, after: nil) != nil) == opens)
    }

    @Test("a code opens once, and none before it afterwards")
    func replay() throws {
        let now = Instant(seconds: 1_800_000_015)
        let code = totp.code(counter: now.seconds / 30, digits: 6)
        let counter = try #require(totp.counter(of: code, now: now, after: nil))
        #expect(totp.counter(of: code, now: now, after: counter) == nil)
        let earlier = totp.code(counter: counter - 1, digits: 6)
        #expect(totp.counter(of: earlier, now: now, after: counter) == nil)
        let later = totp.code(counter: counter + 1, digits: 6)
        #expect(totp.counter(of: later, now: now, after: counter) == counter + 1)
    }

    @Test("what is no code opens nothing", arguments: ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345"])
    func noCode(text: String) {
        #expect(totp.counter(of: text, now: Instant(seconds: 59), after: nil) == nil)
        #expect(totp.counter(of: "287 082", now: Instant(seconds: 59), after: nil) == 1)
    }

    @Test("a code that differs in one digit or two opens nothing")
    func wrongCodes() {
        let now = Instant(seconds: 1_800_000_015)
        let step = now.seconds / 30
        let right = (step - 1...step + 1).map { totp.code(counter: $0, digits: 6) }
        let wrong = (0..<36).flatMap { place in (0..<100).map { altered(right[1], place / 6, place % 6, $0) } }
        let opening = Set(wrong).subtracting(right).filter { totp.counter(of: $0, now: now, after: nil) != nil }
        #expect(opening.isEmpty)
    }

    private func altered(_ code: String, _ first: Int, _ second: Int, _ digits: Int) -> String {
        var characters = Array(code)
        characters[first] = Character("\(digits / 10)")
        characters[second] = Character("\(digits % 10)")
        return String(characters)
    }

    @Test("a secret is written in Base32 and read again, groups and case aside")
    func base32() {
        #expect(totp.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(TOTP(base32: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq")?.secret == totp.secret)
        for _ in 0..<100 {
            let other = TOTP.random()
            #expect(TOTP(base32: other.base32)?.secret == other.secret)
        }
        #expect(TOTP(base32: "GEZDGNBVGY3TQOJQ") == nil)
        #expect(TOTP(base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1") == nil)
    }
}
