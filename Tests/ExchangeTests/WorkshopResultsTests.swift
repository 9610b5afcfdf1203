// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing
import Web

@testable import Exchange

@Suite("Results of a workshop")
struct WorkshopResultsTests {
    private func counts(_ answers: [Int]) -> [Int] { (0...4).map { step in answers.filter { $0 == step }.count } }
    private func summary(_ answers: [Int]) -> ScaleSummary { ScaleSummary(counts: counts(answers)) }

    /// By hand: answers, mean, median and spread in hundredths, disagreement.
    @Test(
        "say where the answers lie and how far apart",
        arguments: [
            ([], nil, nil, nil, false), ([2], 200, 200, 0, false), ([1, 2], 150, 150, 50, false),
            ([0, 2, 4], 200, 200, 200, true), ([1, 2, 3], 200, 200, 100, false), ([0, 0, 4], 133, 0, 200, true),
            ([0, 4, 4], 267, 400, 200, true), ([1, 1, 4], 200, 100, 150, false),
            ([0, 0, 0, 0, 4], 80, 0, 0, false), ([0, 0, 0, 4, 4], 160, 0, 400, true),
            ([0, 0, 4, 4], 200, 200, 400, true), ([0, 1, 2, 3, 4], 200, 200, 200, true),
            ([2, 2, 2, 2, 2], 200, 200, 0, false), ([3, 3, 4, 4], 350, 350, 100, false),
            ([0, 0, 0, 0, 4, 4], 133, 0, 300, true), ([1, 3, 3], 233, 300, 100, false),
        ] as [([Int], Int?, Int?, Int?, Bool)])
    func summaries(answers: [Int], mean: Int?, median: Int?, spread: Int?, isDisputed: Bool) {
        let summary = summary(answers)
        #expect(summary.answers == answers.count)
        #expect(summary.mean == mean)
        #expect(summary.median == median)
        #expect(summary.spread == spread)
        #expect(summary.isDisputed == isDisputed)
    }

    @Test("depend on the answers, not on their order, and stay within the scale")
    func randomSummaries() {
        var source = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let answers = (0..<Int.random(in: 1...40, using: &source)).map { _ in Int.random(in: 0...4, using: &source)
            }
            let summary = summary(answers)
            #expect(summary == self.summary(answers.shuffled()))
            let sorted = answers.sorted()
            let middle = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
            #expect(summary.median == middle * 50)
            #expect((0...400).contains(summary.spread ?? -1) && (0...400).contains(summary.mean ?? -1))
        }
    }

    private func results(
        _ answers: [WorkshopQuestion: [Int]] = [:], facts: [String: String] = [:],
        texts: [WorkshopResults.Text] = [], isJoint: Bool = false, participants: Int = 5
    ) -> WorkshopResults {
        WorkshopResults(
            isJoint: isJoint, participants: participants, facts: WorkshopFacts(facts),
            counts: answers.mapValues(counts), texts: texts)
    }

    @Test("are hidden when one or two answered, and shown from three on", arguments: [0, 1, 2, 3, 4])
    func guarded(people: Int) {
        let answers = Array(repeating: 3, count: people)
        let results = results(
            [.backing: answers, .skill(.crafts): Array(repeating: 1, count: people)],
            texts: [.init(kind: .idea, text: "Eine Idee")], participants: people)
        #expect((results[.backing] != nil) == (people >= 3))
        #expect((results.skills == ["crafts"]) == (people >= 3))
        #expect(results.texts.isEmpty == (people < 3))
        #expect(results.isGuarded == (1...2).contains(people))
    }

    @Test("hide a question that few answered although many took part")
    func guardsEachQuestion() {
        let results = results([.backing: [1, 2], .place(.anchor): [1, 2, 3]])
        #expect(results[.backing] == nil && results[.place(.anchor)] != nil)
        #expect(results.isGuarded)
    }

    @Test("of a team at one device are the agreed answers, without splits")
    func joint() {
        let results = results([.backing: [4], .place(.anchor): [0]], isJoint: true, participants: 1)
        #expect(results[.backing]?.median == 400)
        #expect(results.disputed.isEmpty && !results.isGuarded)
    }

    @Test("name what the team disagrees about in the order of the questions")
    func disputed() {
        let results = results([.backing: [0, 0, 4, 4], .place(.anchor): [0, 4, 4, 0], .place(.openness): [2, 2, 2]])
        #expect(results.disputed == [.place(.anchor), .backing])
    }

    private func spaces(_ gaps: [Space: (Int, Int)]) -> [WorkshopQuestion: [Int]] {
        var answers: [WorkshopQuestion: [Int]] = [:]
        for (space, (today, wanted)) in gaps {
            answers[.space(space, .today)] = [today, today, today]
            answers[.space(space, .wanted)] = [wanted, wanted, wanted]
        }
        return answers
    }

    @Test("lead to the two largest gaps, in falling order")
    func spaceFilters() {
        let filters = WorkshopFilters(
            results(spaces([.inspiration: (3, 4), .learning: (1, 3), .meeting: (0, 4), .performative: (2, 2)])))
        #expect(filters.spaces == [.meeting, .learning])
    }

    @Test("take the vocabulary's order between equal gaps, and no gap that is none")
    func spaceTies() {
        let equal = WorkshopFilters(
            results(spaces([.inspiration: (1, 3), .learning: (1, 3), .meeting: (1, 3), .performative: (1, 3)])))
        #expect(equal.spaces == [.inspiration, .learning])
        let none = WorkshopFilters(results(spaces([.inspiration: (3, 3), .learning: (4, 1)])))
        #expect(none.spaces.isEmpty)
        let one = WorkshopFilters(results(spaces([.inspiration: (3, 3), .learning: (2, 3)])))
        #expect(one.spaces == [.learning])
    }

    @Test("leave a space out of which only one side is known")
    func halfKnownSpace() {
        let results = results([.space(.meeting, .wanted): [4, 4, 4], .space(.learning, .today): [0, 0, 0]])
        #expect(results.gap(of: .meeting) == nil && WorkshopFilters(results).spaces.isEmpty)
    }

    @Test(
        "take a target group from a difference of two on",
        arguments: [
            ([4, 4, 4], [2, 2, 2], true), ([4, 4, 4], [2, 2, 3], false), ([4, 4, 3], [2, 2, 1], true),
            ([1, 1, 1], [3, 3, 3], false), ([4, 4, 4], [0, 0, 0], true),
        ])
    func groupFilters(importance: [Int], reach: [Int], isTaken: Bool) {
        let filters = WorkshopFilters(
            results([.group(.teenagers, .importance): importance, .group(.teenagers, .reach): reach]))
        #expect(filters.targetGroups == (isTaken ? [.teenagers] : []))
    }

    @Test("lead to caps as far as they are known: nothing is not zero")
    func caps() {
        let known = WorkshopFilters(results(facts: ["hours": "15", "area": "0", "budget": "120050"]))
        #expect(
            known.caps.map { "\($0.name)=\($0.value)" } == [
                "hours_per_month_max=1,5", "area_max=0", "money_per_year_max=1200,5",
            ])
        #expect(WorkshopFilters(results()).isEmpty)
    }

    @Test("take topics from what was written about strengths and the like and from the challenge, not from ideas")
    func topics() {
        let filters = WorkshopFilters(
            results(
                facts: ["topics": "gaming,castle"],
                texts: [
                    .init(kind: .weakness, text: "x", topic: .furnishing),
                    .init(kind: .idea, text: "y", topic: .making),
                ]))
        #expect(filters.topics == [.gaming, .furnishing])
        #expect(filters.topics.map(\.facet) == ["topic:gaming", "topic:furnishing"])
    }

    @Test("lead to a search with all filters and the library's own figures")
    func link() {
        let filters = WorkshopFilters(
            results(
                spaces([.meeting: (0, 4)]),
                facts: ["hours": "60", "population": "4200", "floor_area": "180", "staff": "150"]))
        #expect(
            WorkshopLinks.measures(filters).value
                == "/netzwerk/massnahmen?space=meeting&hours_per_month_max=6&einwohner=4200&flaeche=180&vzae=1%2C5#treffer"
        )
        #expect(WorkshopLinks.membership(filters).value == "/netzwerk/mitmachen?einwohner=4200&flaeche=180&vzae=1%2C5")
    }

    @Test(
        "hand on whether politics stands behind the library: half of the scale suffices, and an unanswered question is none",
        arguments: [
            ([], nil), ([1, 1], nil), ([0, 1, 1], "no"), ([1, 2, 2], "yes"), ([1, 1, 2, 2], "no"), ([4, 4, 0], "yes"),
        ] as [([Int], String?)])
    func backing(answers: [Int], wanted: String?) {
        let filters = WorkshopFilters(results([.backing: answers]))
        #expect(filters.means.map { "\($0.name)=\($0.value)" } == (wanted.map { ["backing=\($0)"] } ?? []))
        let joint = WorkshopFilters(results([.backing: [2]], isJoint: true, participants: 1))
        #expect(joint.hasBacking == true)
    }

    @Test(
        "hand on partners only where the answers say so",
        arguments: [
            ([], nil, nil), ([], "Grundschule", nil), ([2, 3, 4], nil, true), ([1, 1, 1], nil, nil),
            ([0, 0, 1], nil, false), ([0, 0, 1], "Grundschule", nil), ([0, 4], nil, nil),
        ] as [([Int], String?, Bool?)])
    func partners(answers: [Int], named: String?, wanted: Bool?) {
        let facts = named.map { ["partners": $0] } ?? [:]
        #expect(WorkshopFilters(results([.surrounding(.partners): answers], facts: facts)).hasPartners == wanted)
    }

    @Test("hand on what the team can do, without narrowing anything by it")
    func means() throws {
        let filters = WorkshopFilters(
            results([.skill(.crafts): [0, 0, 1], .skill(.writing): [1, 1, 1], .skill(.teaching): [0, 0, 0]]))
        #expect(filters.skills == [.crafts, .writing] && filters.pairs.isEmpty && !filters.isEmpty)
        #expect(
            WorkshopLinks.measures(filters).value == "/netzwerk/massnahmen?skill=crafts&skill=writing#treffer")
        let query = try MeasureQuery(FormData(filters.means), .page)
        #expect(query.capacity.skills == [.crafts, .writing] && query.caps.isEmpty && !query.isNarrowed)
    }

    @Test("show three texts of each field, say how many there are, and keep ideas to a page")
    func texts() {
        let strengths = (0..<5).map { WorkshopResults.Text(kind: .strength, text: "S\($0)") }
        let ideas = (0..<60).map { WorkshopResults.Text(kind: .idea, text: "I\($0)") }
        let results = results(texts: strengths + ideas)
        #expect(results.texts.filter { $0.kind == .strength }.map(\.text) == ["S0", "S1", "S2"])
        #expect(results.textCounts == ["strength": 5, "idea": 60])
        #expect(results.texts.filter { $0.kind == .idea }.count == 40)
    }

    @Test("give a section what is its own and nothing else", arguments: WorkshopSection.allCases)
    func sections(section: WorkshopSection) throws {
        let whole = results(
            Dictionary(uniqueKeysWithValues: WorkshopQuestion.all.map { ($0, [1, 1, 1]) }),
            facts: [
                "population": "1", "partners": "x", "hours": "1", "challenge": "c", "plan.1.what": "w", "note.R3": "n",
                "note.R4": "n", "note.R5": "n", "note.R7": "n",
            ], texts: [.init(kind: .idea, text: "i"), .init(kind: .threat, text: "t")])
        let part = whole.only(section)
        let others = WorkshopSection.allCases.filter { $0 != section }
        #expect(whole.has(section) && part.has(section))
        for other in others { #expect(!part.has(other), "\(other)") }
        let back = try WorkshopResults(decoding: Workshops.content(part))
        #expect(back == part)
    }

    @Test("forget nobody's figure between sections")
    func sectionsAreComplete() {
        let facts = [
            "population", "floor_area", "staff", "year", "partners", "hours", "area", "budget", "challenge", "topics",
            "next_run", "plan.2.owner", "note.R6",
        ]
        for fact in facts {
            #expect(WorkshopSection.allCases.filter { $0.contains(fact: fact) }.count == 1, "\(fact)")
        }
    }
}

extension WorkshopResults {
    init(decoding content: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(content.utf8)) }
}
