// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("Splits that were shown before")
struct ShownSplitsTests {
    private static let question = WorkshopQuestion.backing

    @Test(
        "stay until three people's answers differ",
        arguments: [
            ([0, 0, 0, 3, 0], [0, 0, 0, 3, 0], [0, 0, 0, 3, 0], false),
            ([0, 0, 0, 3, 0], [1, 0, 0, 3, 0], [0, 0, 0, 3, 0], true),
            ([0, 0, 0, 3, 0], [2, 0, 0, 3, 0], [0, 0, 0, 3, 0], true),
            ([0, 0, 0, 3, 0], [2, 0, 1, 3, 0], [2, 0, 1, 3, 0], false),
            // One changed their mind, one came: two people.
            ([0, 0, 0, 3, 0], [1, 0, 1, 2, 0], [0, 0, 0, 3, 0], true),
            ([0, 0, 0, 3, 0], [0, 0, 0, 0, 3], [0, 0, 0, 0, 3], false),
            ([0, 0, 0, 4, 0], [0, 0, 0, 3, 0], [0, 0, 0, 4, 0], true),
            ([0, 0, 0, 3, 0], [], [], false),
        ] as [([Int], [Int], [Int], Bool)])
    func holding(before: [Int], now: [Int], shown: [Int], isFormer: Bool) {
        let splits = ShownSplits([Self.question: now], after: [Self.question: before])
        #expect(splits.counts[Self.question] == shown)
        #expect(splits.former.contains(Self.question) == isFormer)
    }

    @Test("are none where nothing was shown: what is new may be seen")
    func first() {
        let splits = ShownSplits([Self.question: [1, 1, 1, 0, 0]], after: [.place(.anchor): [0, 3, 0, 0, 0]])
        #expect(splits.counts[Self.question] == [1, 1, 1, 0, 0])
        #expect(splits.counts[.place(.anchor)] == nil, "that three took theirs back may be seen, too")
    }

    /// Of the short path, with as many phones as told, which all said 3.
    private func ended(_ site: WorkshopSite, phones: Int) async throws -> String {
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for _ in 0..<phones { try await site.answer(try await site.join(moderator), .r3, 3) }
        try await site.act(moderator, "end")
        return moderator
    }

    private func counts(_ site: WorkshopSite, _ moderator: String) async throws -> [Int]? {
        let workshop = try await site.workshop(moderator)
        return try await site.database.read { [site] in
            try site.workshops.findings(of: workshop, on: $0)[WorkshopStep.r3.questions[0]]?.counts
        }
    }

    @Test("hide what one or two answered before a workshop ended again", arguments: Engine.available)
    func reopening(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await ended(site, phones: 3)
        let words = "sind weniger als drei Antworten anders"
        for (late, shown) in [(1, [0, 0, 0, 3, 0]), (2, [0, 0, 0, 3, 0]), (3, [3, 0, 0, 3, 0])] {
            try await site.act(moderator, "reopen")
            try await site.answer(try await site.join(moderator), .r3, 0)
            #expect(try await counts(site, moderator) == [0, 0, 0, 3, 0], "nothing comes in live")
            try await site.act(moderator, "end")
            #expect(try await counts(site, moderator) == shown, "\(late) came late")
            #expect(try await site.request("\(moderator)/ergebnis").text.contains(words) == (late < 3))
        }
    }

    @Test("are shown once there are three answers, when two were hidden before")
    func hiddenBefore() async throws {
        let site = try await WorkshopSite()
        let moderator = try await ended(site, phones: 2)
        #expect(try await counts(site, moderator) == nil)
        try await site.act(moderator, "reopen")
        try await site.answer(try await site.join(moderator), .r3, 0)
        try await site.act(moderator, "end")
        #expect(try await counts(site, moderator) == [1, 0, 0, 2, 0])
    }

    @Test("stand in the next published version too")
    func publishing() async throws {
        let site = try await WorkshopSite()
        let moderator = try await ended(site, phones: 3)
        site.signIn([Grant(role: .member, scope: .organisation(WorkshopSite.library))])
        _ = try await site.request("\(moderator)/bibliothek", post: [("organisation", "\(WorkshopSite.library)")])
        _ = try await site.request("\(moderator)/veroeffentlichung", post: [("section", "spaces")])
        try await site.act(moderator, "reopen")
        try await site.answer(try await site.join(moderator), .r3, 0)
        try await site.act(moderator, "end")
        _ = try await site.request("\(moderator)/veroeffentlichung", post: [("section", "spaces")])
        let id = try await site.workshop(moderator).id
        let splits = try await site.database.read { [site] connection in
            try site.workshops.publications.publications(of: id, on: connection).map {
                try site.workshops.shown($0).results[WorkshopStep.r3.questions[0]]?.counts
            }
        }
        #expect(splits == [[0, 0, 0, 3, 0], [0, 0, 0, 3, 0]])
    }

    @Test("stay as well when the short path goes on to the full one")
    func lengthening() async throws {
        let site = try await WorkshopSite()
        let moderator = try await ended(site, phones: 3)
        _ = try await site.request("\(moderator)/ausbau", post: [])
        try await site.answer(try await site.join(moderator), .r3, 0)
        try await site.act(moderator, "end")
        #expect(try await counts(site, moderator) == [0, 0, 0, 3, 0])
    }
}
