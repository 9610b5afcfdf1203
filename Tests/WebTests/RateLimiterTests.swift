// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("The rate limiter")
struct RateLimiterTests {
    private let start = Instant(seconds: 1_795_428_000)
    private let limiter = RateLimiter()

    private func take(_ count: Int, _ client: String = "192.0.2.1", at instant: Instant? = nil) -> Int {
        (0..<count).filter { _ in limiter.wait(for: client, .guessing, now: instant ?? start) == nil }.count
    }

    @Test("lets a burst through and then says how long to wait")
    func limitsBursts() {
        #expect(take(25) == 20)
        #expect(limiter.wait(for: "192.0.2.1", .guessing, now: start) == .seconds(3))
    }

    @Test("lets in again what the time has filled up, never more than a burst")
    func fillsUp() {
        _ = take(20)
        #expect(take(5, at: start + .seconds(2)) == 0)
        #expect(take(5, at: start + .seconds(3)) == 1)
        #expect(take(30, at: start + .seconds(33)) == 10)
        #expect(take(30, at: start + .hours(5)) == 20)
    }

    @Test("keeps its word: after the wait that it names there is a token")
    func keepsItsWord() throws {
        for (index, kind) in [RateLimiter.Class.reading, .writing, .guessing].enumerated() {
            let client = "198.51.100.\(index)"
            var wait: Span?
            for _ in 0...700 where wait == nil { wait = limiter.wait(for: client, kind, now: start) }
            #expect(limiter.wait(for: client, kind, now: start + (try #require(wait))) == nil)
        }
    }

    @Test("counts each client and each class of request on its own")
    func countsApart() {
        _ = take(20)
        #expect(take(1, "192.0.2.2") == 1)
        #expect(limiter.wait(for: "192.0.2.1", .writing, now: start) == nil)
    }

    @Test(
        "counts an IPv6 client by its /64",
        arguments: [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true), ("2001:db8::1", "2001:db8::2", true),
            ("2001:db8::1", "2001:db8:0:0:7::", true), ("2001:db8::", "2001:db8::ffff:0:0:1", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("2001:db8::1:0:0:0:1", "2001:db8::1", false),
            ("::1", "::2", true), ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ])
    func countsNetworks(first: String, second: String, isSame: Bool) {
        _ = take(20, first)
        #expect((take(1, second) == 0) == isSame)
    }

    @Test("is not deceived by a clock that goes back")
    func survivesClocksGoingBack() {
        _ = take(20)
        #expect(take(5, at: start - .hours(1)) == 0)
    }

    @Test("limits nothing when it is switched off, and what is never limited")
    func canBeOff() {
        let off = RateLimiter(factor: 0)
        #expect((0..<1_000).allSatisfy { _ in off.wait(for: "192.0.2.1", .guessing, now: start) == nil })
        #expect((0..<5_000).allSatisfy { _ in limiter.wait(for: "192.0.2.1", .unlimited, now: start) == nil })
    }

    @Test("is scaled by its factor")
    func scales() {
        let double = RateLimiter(factor: 2)
        #expect((0..<50).filter { _ in double.wait(for: "192.0.2.1", .guessing, now: start) == nil }.count == 40)
    }
}
