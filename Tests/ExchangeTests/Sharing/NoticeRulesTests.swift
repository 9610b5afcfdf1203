// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing
import Web

@testable import Exchange

@Suite("A request or an offer")
struct NoticeRulesTests {
    private let rules = NoticeRules(today: SharingNetwork.today)

    private func notice(
        state: Notice.State = .open, days: Int = 10, hiding: Hiding? = nil
    ) -> Notice {
        Notice(
            id: ID(1), library: SharingNetwork.north, author: SharingNetwork.anna,
            content: SharingNetwork.request(until: days), state: state,
            settlement: state == .settled ? Notice.Settlement() : nil, hiding: hiding,
            createdAt: SharingNetwork.monday)
    }

    private let hiding = Hiding(at: SharingNetwork.monday, reason: "Werbung")

    @Test(
        "stands until a day from today on, for a year at most",
        arguments: [(-1, false), (0, true), (1, true), (366, true), (367, false)])
    func lastDay(days: Int, isFine: Bool) {
        #expect((rules.problem(with: rules.today + days) == nil) == isFine)
    }

    @Test("is over after its last day, not on it")
    func over() {
        #expect(!rules.isOver(notice(days: 0)))
        #expect(rules.isOver(notice(days: -1)))
    }

    @Test("can be read after it was settled or has ended, but not when it was withdrawn or hidden")
    func readable() {
        #expect(NoticeRules.isReadable(notice(state: .settled)) && NoticeRules.isReadable(notice(days: -1)))
        #expect(!NoticeRules.isReadable(notice(state: .withdrawn)) && !NoticeRules.isReadable(notice(hiding: hiding)))
    }

    @Test("takes answers only while it is open")
    func answers() throws {
        try rules.checkAnswerable(notice())
        func kind(_ notice: Notice) -> Rejection.Kind? {
            do { try rules.checkAnswerable(notice) } catch { return error.kind }
            return nil
        }
        #expect(kind(notice(state: .settled)) == .conflict)
        #expect(kind(notice(days: -1)) == .conflict)
        #expect(kind(notice(state: .withdrawn)) == .missing)
        #expect(kind(notice(hiding: hiding)) == .missing)
    }

    @Test("can be prolonged after its end, but changed no more once settled")
    func changes() throws {
        try rules.checkChangeable(notice(days: -1))
        #expect(throws: Rejection.self) { try rules.checkChangeable(notice(state: .settled)) }
        #expect(throws: Rejection.self) { try rules.checkChangeable(notice(hiding: hiding)) }
    }

    @Test("is settled by an answer that stands under it")
    func settlement() throws {
        func answer(_ id: Int64, hiding: Hiding? = nil) -> NoticeAnswer {
            NoticeAnswer(
                id: ID(id), notice: ID(1), library: SharingNetwork.south, author: nil, words: "Ja", hiding: hiding,
                createdAt: SharingNetwork.monday)
        }
        let answers = [answer(1), answer(2, hiding: hiding)]
        try NoticeRules.check(Notice.Settlement(answer: ID(1)), answers: answers)
        try NoticeRules.check(Notice.Settlement(), answers: [])
        #expect(throws: Rejection.self) {
            try NoticeRules.check(Notice.Settlement(answer: ID(2)), answers: answers)
        }
        #expect(throws: Rejection.self) {
            try NoticeRules.check(Notice.Settlement(answer: ID(3)), answers: answers)
        }
    }

    @Test(
        "names a measure by number or address",
        arguments: [
            ("12", 12), ("/netzwerk/massnahmen/12", 12), ("https://stadtzimmer.example/netzwerk/massnahmen/12", 12),
            ("https://stadtzimmer.example/netzwerk/massnahmen/12?lang=en#unten", 12),
            ("/netzwerk/massnahmen/12/", 12), ("", nil), ("zwölf", nil), ("0", nil), ("-3", nil), ("012", nil),
            ("/netzwerk/fragen/12", nil), ("12/massnahmen", nil), ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func measure(text: String, id: Int64?) {
        #expect(NoticeRules.measure(text) == id.map { ItemReference(kind: "measure", id: $0) })
    }
}
