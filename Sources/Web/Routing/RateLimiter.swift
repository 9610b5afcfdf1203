// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Synchronization

/// A token bucket per client address and class of request. An IPv6 client counts by its /64.
package final class RateLimiter: Sendable {
    /// What is counted together.
    package enum Class: Sendable, Hashable, CaseIterable {
        case reading
        case writing
        /// Sign-in and whatever else invites guessing or sends mail.
        case guessing
        /// What hundreds of phones behind one address do at once: joining something, asking how far it is.
        case gathering
        case unlimited

        /// How many at once, and how many a minute after that. Sixteen guests behind one address are normal.
        var allowance: (burst: Double, perMinute: Double) {
            switch self {
            case .reading: (600, 3_000)
            case .writing: (120, 600)
            case .guessing: (20, 20)
            case .gathering: (3_000, 30_000)
            case .unlimited: (.infinity, .infinity)
            }
        }
    }

    private struct Key: Hashable {
        let client: String
        let kind: Class
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Instant
    }

    private let buckets = Mutex<[Key: Bucket]>([:])
    private let factor: Double
    private let memoryLimit = 100_000

    /// `factor` scales all allowances; zero switches the limits off.
    package init(factor: Double = 1) { self.factor = factor }

    /// Takes one token, or with a `cost` of 0 only looks. Returns how long to wait when there is none.
    package func wait(for client: String, _ kind: Class, now: Instant, cost: Double = 1) -> Span? {
        guard factor > 0, kind != .unlimited else { return nil }
        let burst = kind.allowance.burst * factor
        let perSecond = kind.allowance.perMinute * factor / 60
        let key = Key(client: Self.network(of: client), kind: kind)
        return buckets.withLock { buckets in
            if buckets.count > memoryLimit { buckets = buckets.filter { now - $0.value.filledAt < .minutes(2) } }
            var bucket = buckets[key] ?? Bucket(tokens: burst, filledAt: now)
            let elapsed = Double(max(0, (now - bucket.filledAt).seconds))
            bucket.tokens = min(burst, bucket.tokens + elapsed * perSecond)
            bucket.filledAt = now
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else { return .seconds(Int64(((1 - bucket.tokens) / perSecond).rounded(.up))) }
            bucket.tokens -= cost
            return nil
        }
    }

    private static func network(of client: String) -> String {
        guard client.contains(":"), !client.contains(".") else { return client }
        let halves = client.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":") }
        let tail = halves.count > 1 ? halves[1] : []
        let zeros = Array(repeating: "0"[...], count: max(0, 8 - halves[0].count - tail.count))
        return (halves[0] + zeros + tail).prefix(4).joined(separator: ":")
    }
}
