// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// How long being signed in lasts.
enum SessionRules {
    /// Without a request for this long, a session ends.
    static let idleAtMost: Span = .days(30)
    /// However much it is used, it ends after this.
    static let lifeAtMost: Span = .days(180)
    /// Being seen is noted no more often than this.
    static let seenEvery: Span = .minutes(10)
    /// What opens or closes the account for others (address, password, second factor, tokens, erasure) needs a sign-in
    /// that is younger than this.
    static let freshFor: Span = .minutes(30)

    static func expiry(startedAt: Instant, seenAt: Instant) -> Instant {
        min(startedAt + lifeAtMost, seenAt + idleAtMost)
    }

    static func isFresh(startedAt: Instant, now: Instant) -> Bool { now - startedAt < freshFor }
}

/// What a browser says of itself, in two words that its owner recognises.
enum UserAgent {
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"), ("Chrom", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ]
    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
        ("Mac OS", "macOS"), ("Linux", "Linux"),
    ]

    /// `Firefox · Linux`; `nil` when nothing in it is known.
    static func short(_ header: String?) -> String? {
        guard let header else { return nil }
        let known = [browsers, systems].compactMap { names in names.first { header.contains($0.0) }?.1 }
        return known.joined(separator: " · ").nonEmpty
    }
}
