// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// How long what lets people in holds, and how often it may be tried.
enum SignInRules {
    static let linkLife: Span = .minutes(15)
    /// A link that the server's owner hands over in person.
    static let consoleLinkLife: Span = .hours(24)
    static let linksPerHour = 5
    /// From the first factor to the second.
    static let ticketLife: Span = .minutes(10)

    /// What a link is worth.
    enum LinkState: Sendable, Equatable {
        case valid, used, expired
    }

    static func state(usedAt: Instant?, expiresAt: Instant, now: Instant) -> LinkState {
        if usedAt != nil { return .used }
        return now < expiresAt ? .valid : .expired
    }

    /// Throws when the address got enough links for now.
    static func checkLinks(sentWithinTheHour count: Int) throws(Rejection) {
        guard count < linksPerHour else {
            throw Rejection(.tooMany, .signInTooManyLinks, retryAfter: .hours(1))
        }
    }
}

/// How often something secret was tried in vain, and until when no further try counts.
struct Attempts: Sendable, Equatable {
    static let atMost = 10
    static let lockedFor: Span = .minutes(15)

    var failed: Int
    var lockedUntil: Instant?

    static let none = Attempts(failed: 0, lockedUntil: nil)

    /// One more try, counted as failed until it succeeds, so that tries at the same moment count too. `nil`: none is
    /// allowed now.
    func trying(now: Instant) -> Attempts? {
        if let lockedUntil, now < lockedUntil { return nil }
        let count = (lockedUntil == nil ? failed : 0) + 1
        return Attempts(failed: count, lockedUntil: count >= Self.atMost ? now + Self.lockedFor : nil)
    }
}
