// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing

@testable import Exchange

@Suite("A saved search")
struct SavedSearchRulesTests {
    @Test(
        "is the same however its query was written",
        arguments: [
            ("q=lesen&space=learning", "q=lesen&space=learning"), ("?space=learning&q=lesen", "q=lesen&space=learning"),
            ("q=+lesen+&space=&topic=", "q=lesen"), ("q=lesen&q=lesen", "q=lesen"),
            ("q=lesen&nach=12&lang=en&limit=5&cursor=ab", "q=lesen"),
            ("topic=reading&topic=making", "topic=making&topic=reading"), ("q=B%C3%BCcherei", "q=B%C3%BCcherei"),
            ("q=a%26b%3Dc", "q=a%26b%3Dc"), ("lift=hours&hours_per_month_max=6", "hours_per_month_max=6&lift=hours"),
        ])
    func canonical(query: String, expected: String) {
        #expect(SavedSearchRules.canonical(query) == expected)
        #expect(SavedSearchRules.canonical(expected) == expected)
    }

    @Test(
        "says what it looks for, in words that a query can have",
        arguments: ["", "?", "q=", "nach=3", "q=%FF", "q=%2", "Q=lesen", "<a>=1", "q=a%00b", "q=a%0Ab"])
    func refused(query: String) { #expect(SavedSearchRules.canonical(query) == nil) }

    @Test("is no longer than a person writes")
    func long() {
        #expect(SavedSearchRules.canonical("q=" + String(repeating: "a", count: 201)) == nil)
        let many = (0..<90).map { "a\($0)=1" }.joined(separator: "&")
        #expect(SavedSearchRules.canonical(many) == nil)
    }

    @Test("leads to its page")
    func link() {
        #expect(SavedSearchRules.link("q=a%26b&topic=making").value == "/netzwerk/massnahmen?q=a%26b&topic=making")
    }
}

@Suite("The weekly mail")
struct DigestRulesTests {
    private let zone = SharingNetwork.zone

    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test(
        "goes out on Tuesdays at seven, whatever the clocks do",
        arguments: [
            ("2026-11-24T06:59:59+01:00", "2026-11-17"), ("2026-11-24T07:00:00+01:00", "2026-11-24"),
            ("2026-11-30T23:59:59+01:00", "2026-11-24"), ("2026-12-01T07:00:00+01:00", "2026-12-01"),
            ("2026-11-23T12:00:00+01:00", "2026-11-17"),
            ("2027-03-30T06:59:59+02:00", "2027-03-23"), ("2027-03-30T07:00:00+02:00", "2027-03-30"),
            ("2027-11-02T06:59:59+01:00", "2027-10-26"), ("2027-11-02T07:00:00+01:00", "2027-11-02"),
        ])
    func edition(now: String, day: String) throws {
        let edition = DigestRules.edition(at: try at(now), zone: zone)
        #expect("\(edition.day)" == day)
        #expect(edition.day.weekday == 2)
        let wall = edition.until.local(in: zone)
        #expect(wall.day == edition.day && "\(wall.time)" == "06:45")
    }

    @Test("knows when the next one goes out")
    func next() throws {
        #expect(
            DigestRules.next(after: try at("2026-11-24T07:00:00+01:00"), zone: zone)
                == (try at("2026-12-01T07:00:00+01:00")))
        #expect(
            DigestRules.next(after: try at("2027-03-24T12:00:00+01:00"), zone: zone)
                == (try at("2027-03-30T07:00:00+02:00")))
    }

    private func event(
        _ kind: NetworkEvent.Kind, item: Int64 = 1, of organisation: OrganisationID = SharingNetwork.south,
        topics: Set<Topic> = [], actor: PersonID? = nil, to addressee: PersonID? = nil, after seconds: Int64 = 100
    ) -> NetworkEvent {
        let isMeasure = [.measure, .adaptation, .discussion].contains(kind)
        return NetworkEvent(
            kind, ItemReference(kind: isMeasure ? "measure" : "notice", id: item), organisation: organisation,
            topics: topics, actor: actor, addressee: addressee, at: SharingNetwork.monday + .seconds(seconds))
    }

    private func told(_ events: [NetworkEvent], _ targets: [FollowTarget]) -> [NetworkEvent] {
        DigestRules.news(
            events, for: SharingNetwork.anna,
            following: targets.map { Follow(target: $0, since: SharingNetwork.monday) })
    }

    @Test("tells of libraries, topics and measures that are followed, and of nothing else")
    func follows() {
        let request = event(.request, topics: [.reading])
        let measure = event(.measure, item: 7, of: SharingNetwork.west, topics: [.making, .gaming])
        let all = [request, measure]
        #expect(told(all, []) == [])
        #expect(told(all, [.library(SharingNetwork.south)]) == [request])
        #expect(told(all, [.topic(.gaming)]) == [measure])
        #expect(told(all, [.measure(7)]) == [measure])
        #expect(told(all, [.measure(8), .topic(.health), .library(SharingNetwork.east)]) == [])
        #expect(told(all, [.library(SharingNetwork.south), .topic(.reading), .topic(.making)]) == all)
    }

    @Test("does not take a notice for a measure of the same number")
    func kinds() { #expect(told([event(.request, item: 7)], [.measure(7)]) == []) }

    @Test("tells whom something is addressed to, and nobody who merely follows")
    func addressed() {
        let mine = event(.answer, to: SharingNetwork.anna)
        let other = event(.answer, item: 2, to: SharingNetwork.berta)
        #expect(told([mine, other], [.library(SharingNetwork.south)]) == [mine])
    }

    @Test("does not tell people what they did themselves")
    func own() {
        #expect(told([event(.request, topics: [.reading], actor: SharingNetwork.anna)], [.topic(.reading)]) == [])
    }

    @Test("tells what happened since somebody follows")
    func since() {
        let early = event(.request, topics: [.reading], after: -1)
        let onTheSecond = event(.offer, topics: [.reading], after: 0)
        #expect(told([early, onTheSecond], [.topic(.reading)]) == [onTheSecond])
    }

    @Test("tells the same kind of news of one item once")
    func once() {
        let first = event(.answer, to: SharingNetwork.anna)
        let second = event(.answer, to: SharingNetwork.anna, after: 200)
        let third = event(.answer, item: 3, to: SharingNetwork.anna)
        #expect(told([first, second, third], []) == [first, third])
    }
}

@Suite("What can be followed")
struct FollowTargetTests {
    @Test("reads what it writes")
    func roundTrip() {
        for target in [FollowTarget.library(SharingNetwork.north), .topic(.making), .measure(12)] {
            #expect(FollowTarget(kind: target.kind, item: target.item) == target)
        }
    }

    @Test(
        "is nothing else",
        arguments: [
            ("library", "0"), ("library", "x"), ("topic", "unknown"), ("measure", "-1"), ("person", "3"), ("", ""),
        ])
    func refused(kind: String, item: String) { #expect(FollowTarget(kind: kind, item: item) == nil) }
}
