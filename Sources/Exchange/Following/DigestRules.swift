// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel

/// When the weekly mail goes out, and what of the news it tells somebody.
enum DigestRules {
    /// One week's mail, the same for everybody.
    struct Edition: Sendable, Equatable {
        /// The day on which it goes out; names the edition.
        let day: Day
        /// News from before this instant are told; what comes later is told next week. It lies so long before the
        /// mails are written that every transaction of before has ended.
        let until: Instant
    }

    /// Tuesday, 7 o'clock on the network's clocks: the mail lies there when work begins.
    static let weekday = 2
    static let hour = 7
    private static let pause: Span = .minutes(15)

    /// News that one mail tells at most; it says how many more there are.
    static let longest = 40

    /// The latest edition that is due by `now`. After a time without a server it goes out late.
    static func edition(at now: Instant, zone: TimeZone) -> Edition {
        let today = now.day(in: zone)
        var day = today + (weekday - today.weekday)
        if day > today || due(day, zone) > now { day = day + -7 }
        return Edition(day: day, until: due(day, zone) - pause)
    }

    /// When the edition after the one that is due by `now` goes out.
    static func next(after now: Instant, zone: TimeZone) -> Instant { due(edition(at: now, zone: zone).day + 7, zone) }

    private static func due(_ day: Day, _ zone: TimeZone) -> Instant {
        TimeOfDay(minutes: hour * 60).flatMap { Instant(day: day, time: $0, zone: zone) }
            ?? Instant(startOf: day, zone: zone)
    }

    /// What of the events concerns a person: what is addressed to them, and what comes from what they follow, since they
    /// follow it; nothing of what they did themselves. The same kind of news of one item is told once, the first time.
    static func news(_ events: [NetworkEvent], for person: PersonID, following follows: [Follow]) -> [NetworkEvent] {
        let since = Dictionary(follows.map { ($0.target, $0.since) }) { first, _ in first }
        func concerns(_ event: NetworkEvent) -> Bool {
            if event.actor == person { return false }
            if let addressee = event.addressee { return addressee == person }
            return targets(of: event).contains { since[$0].map { $0 <= event.at } ?? false }
        }
        var seen: Set<Subject> = []
        return events.filter { concerns($0) && seen.insert(Subject(kind: $0.kind, item: $0.item)).inserted }
    }

    private struct Subject: Hashable {
        let kind: NetworkEvent.Kind
        let item: ItemReference
    }

    private static func targets(of event: NetworkEvent) -> [FollowTarget] {
        var targets = event.topics.map(FollowTarget.topic)
        if let organisation = event.organisation { targets.append(.library(organisation)) }
        if event.item.kind == "measure" { targets.append(.measure(event.item.id)) }
        return targets
    }
}
