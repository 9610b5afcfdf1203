// SPDX-License-Identifier: EUPL-1.2

import Kernel
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("A shared task")
struct TaskRulesTests {
    private static let (north, south, west) = (SharingNetwork.north, SharingNetwork.south, SharingNetwork.west)

    /// A part per pair: who has it, and the hundredths of hours when it is delivered.
    private func task(
        _ parts: [(OrganisationID?, Int?)], state: SharedTask.State = .running, hiding: Hiding? = nil
    ) -> SharedTask {
        SharedTask(
            id: ID(1), library: Self.north, author: nil,
            content: SharedTask.Content(title: "Klimawoche", words: "…", topic: .sustainability), state: state,
            finishedAt: nil, conclusion: nil, hiding: hiding, createdAt: SharingNetwork.monday,
            parts: parts.enumerated().map { index, part in
                TaskPart(
                    id: ID(Int64(index + 1)), task: ID(1), content: SharingNetwork.part("Teil \(index + 1)"),
                    holder: part.0.map { TaskPart.Holder(library: $0, person: nil, since: SharingNetwork.monday) },
                    outcome: part.1.map {
                        TaskPart.Outcome(spent: Hours(hundredths: $0), notes: nil, result: "da", link: nil)
                    })
            })
    }

    private func refusal(_ rule: () throws -> Void) -> Rejection.Kind? {
        do {
            try rule()
            return nil
        } catch {
            if !(error is Rejection) { Issue.record(error) }
            return (error as? Rejection)?.kind
        }
    }

    @Test("runs while somebody has a part, and is open again when nobody has")
    func state() {
        #expect(TaskRules.state(with: task([(nil, nil), (Self.south, nil)]).parts) == .running)
        #expect(TaskRules.state(with: task([(nil, nil), (nil, nil)]).parts) == .open)
    }

    @Test(
        "has parts that are due between today and in two years",
        arguments: [(-1, false), (0, true), (732, true), (733, false)])
    func due(days: Int, isFine: Bool) {
        let today = SharingNetwork.today
        #expect((TaskRules.problem(withDue: today + days, today: today) == nil) == isFine)
    }

    @Test("ends when something was delivered and nobody still works on a part")
    func finish() {
        #expect(refusal { try TaskRules.checkFinish(of: task([(Self.south, 200), (nil, nil)])) } == nil)
        #expect(refusal { try TaskRules.checkFinish(of: task([(Self.south, 0)])) } == nil)
        #expect(refusal { try TaskRules.checkFinish(of: task([(Self.south, 200), (Self.west, nil)])) } == .conflict)
        #expect(refusal { try TaskRules.checkFinish(of: task([(nil, nil)])) } == .conflict)
        #expect(refusal { try TaskRules.checkFinish(of: task([])) } == .conflict)
        #expect(refusal { try TaskRules.checkFinish(of: task([(Self.south, 200)], state: .finished)) } == .conflict)
        #expect(refusal { try TaskRules.checkFinish(of: task([(Self.south, 200)], state: .withdrawn)) } == .missing)
    }

    @Test("is withdrawn only while no other library has a part")
    func withdrawal() {
        #expect(refusal { try TaskRules.checkWithdrawal(of: task([(Self.north, nil), (nil, nil)])) } == nil)
        #expect(refusal { try TaskRules.checkWithdrawal(of: task([(Self.south, nil)])) } == .conflict)
        #expect(refusal { try TaskRules.checkWithdrawal(of: task([(Self.south, 100)])) } == .conflict)
    }

    @Test("loses only free parts, and never the last one")
    func removal() {
        let two = task([(nil, nil), (Self.south, nil)])
        #expect(refusal { try TaskRules.checkRemoval(of: two.parts[0], from: two) } == nil)
        #expect(refusal { try TaskRules.checkRemoval(of: two.parts[1], from: two) } == .conflict)
        let one = task([(nil, nil)])
        #expect(refusal { try TaskRules.checkRemoval(of: one.parts[0], from: one) } == .conflict)
    }

    @Test("takes no more parts than can be overseen")
    func many() {
        let full = task(Array(repeating: (nil, nil), count: TaskRules.partsAtMost))
        #expect(refusal { try TaskRules.checkAdding(to: full) } == .conflict)
        #expect(refusal { try TaskRules.checkAdding(to: task([(nil, nil)])) } == nil)
    }

    @Test("keeps what was delivered with whoever did it")
    func givingBack() {
        let parts = task([(Self.south, nil), (Self.south, 100)]).parts
        #expect(refusal { try TaskRules.checkGivingBack(parts[0]) } == nil)
        #expect(refusal { try TaskRules.checkGivingBack(parts[1]) } == .conflict)
    }

    @Test("is not there for anybody once it is hidden")
    func hidden() {
        let hidden = task([(nil, nil)], hiding: Hiding(at: SharingNetwork.monday, reason: "doppelt"))
        #expect(!TaskRules.isReadable(hidden))
        #expect(refusal { try TaskRules.checkOngoing(hidden) } == .missing)
    }

    // Worked by hand: north gave 9,5 + 2 = 11,5 h, south 11,25 h, west 3,5 h; together 26,25 h.
    // Saved: north 26,25 − 11,5 = 14,75; south 26,25 − 11,25 = 15; west 26,25 − 3,5 = 22,75.
    @Test("tells what each library gave and what the others spared it")
    func ledger() {
        let ledger = TaskLedger(
            of: task([
                (Self.north, 950), (Self.south, 1_125), (Self.west, 350), (Self.north, 200), (nil, nil),
                (Self.west, nil),
            ]))
        #expect(ledger.total == Hours(hundredths: 2_625))
        #expect(ledger.estimate == Hours(hundredths: 1_600))
        let expected: [(OrganisationID, Int, Int, Int)] = [
            (Self.north, 2, 1_150, 1_475), (Self.south, 1, 1_125, 1_500), (Self.west, 1, 350, 2_275),
        ]
        #expect(
            ledger.lines
                == expected.map {
                    TaskLedger.Line(
                        library: $0, parts: $1, given: Hours(hundredths: $2), saved: Hours(hundredths: $3))
                })
    }

    @Test("counts whoever opened it among those who are spared, even without a part")
    func ledgerOfOpener() {
        let ledger = TaskLedger(of: task([(Self.south, 300)]))
        #expect(ledger.lines.map(\.library) == [Self.south, Self.north])
        #expect(ledger.lines.map(\.given.hundredths) == [300, 0])
        #expect(ledger.lines.map(\.saved.hundredths) == [0, 300])
    }

    @Test("has a ledger that adds up, whoever did what", arguments: 0..<200)
    func ledgerProperties(seed: Int) {
        var random = SeededRandom(UInt64(seed))
        let libraries = [Self.north, Self.south, Self.west, SharingNetwork.east]
        let parts = (0..<Int.random(in: 0...12, using: &random)).map { _ -> (OrganisationID?, Int?) in
            let holder = libraries.randomElement(using: &random)
            return Bool.random(using: &random) ? (holder, Int.random(in: 0...5_000, using: &random)) : (holder, nil)
        }
        let ledger = TaskLedger(of: task(parts))
        let given = ledger.lines.reduce(Hours.zero) { $0 + $1.given }
        let saved = ledger.lines.reduce(Hours.zero) { $0 + $1.saved }
        #expect(given == ledger.total)
        #expect(ledger.lines.allSatisfy { $0.given + $0.saved == ledger.total && $0.saved >= .zero })
        #expect(saved.hundredths == ledger.total.hundredths * (ledger.lines.count - 1))
        #expect(Set(ledger.lines.map(\.library)).count == ledger.lines.count)
        #expect(ledger.lines.contains { $0.library == Self.north })
        #expect(TaskLedger(of: task(parts.reversed())) == ledger)
    }
}

@Suite("Hours")
struct HoursTests {
    private func read(_ text: String, mayBeZero: Bool = false) -> Hours? {
        var input = Input(form: FormData([("hours", text)]))
        return input.hours("hours", atMost: 1_000, mayBeZero: mayBeZero)
    }

    @Test(
        "are read as people write them",
        arguments: [
            ("1,5", 150), ("1.5", 150), ("12", 1_200), ("0,25", 25), ("2 h", 200), ("3 Std.", 300), ("4 Stunden", 400),
            ("1000", 100_000), ("1.000", 100_000),
        ])
    func reading(text: String, hundredths: Int) {
        #expect(read(text) == Hours(hundredths: hundredths))
    }

    @Test(
        "are refused when negative, absurd, too precise or no number",
        arguments: ["-1", "1001", "1,333", "viel", "", "0"])
    func refused(text: String) {
        #expect(read(text) == nil)
    }

    @Test("may be none where something took no time")
    func none() { #expect(read("0", mayBeZero: true) == .zero) }

    @Test(
        "stand in a form as they are read from it",
        arguments: [0, 5, 25, 50, 100, 150, 125, 1_000, 12_345])
    func typed(hundredths: Int) {
        #expect(read(Hours(hundredths: hundredths).typed, mayBeZero: true) == Hours(hundredths: hundredths))
    }

    @Test("are written with the reader's decimal sign")
    func words() throws {
        let catalogue = try Catalogue([WebCatalogue.source, ExchangeCapability.catalogue])
        func words(_ hundredths: Int, _ language: Language) -> String {
            catalogue.texts(in: language).plain(Hours(hundredths: hundredths).words)
        }
        #expect(words(150, .german) == "1,5 Stunden" && words(150, .english) == "1.5 hours")
        #expect(words(100, .german) == "1 Stunde" && words(125, .german) == "1,25 Stunden")
        #expect(words(5, .german) == "0,05 Stunden" && words(0, .english) == "0 hours")
    }
}
