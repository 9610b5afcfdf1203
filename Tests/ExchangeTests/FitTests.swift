// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Testing

@testable import Exchange

/// A measure and a library, worked out by hand. Hours, euros and posts are written as people say them.
struct FitExample: Sendable, CustomTestStringConvertible {
    struct Run: Sendable {
        var population: Int?
        var hours: Double?
        var area: Int?
        var perYear: Double?
        var once: Double?
        var posts: Double?
    }

    let name: String
    var original: Run
    var adaptations: [Run] = []
    var skills: Set<Skill>?
    var partners: String?
    var backing: Bool?
    /// The original was taken back; what others did stands.
    var isWithdrawn = false
    var capacity: Capacity
    let verdict: Fit.Verdict
    /// What the checks say that the example is about.
    let results: [Requirement: Fit.Result]

    var testDescription: String { name }

    var figures: MeasureFigures {
        var content = MeasureContent()
        content.skills = skills
        content.partners = partners
        content.needsBacking = backing
        return MeasureFigures(content, doings: doings)
    }

    var doings: [Doing] {
        ([original] + adaptations).enumerated().dropFirst(isWithdrawn ? 1 : 0).map { index, run in
            let id = OrganisationID(Int64(index + 1))
            return Doing(
                library: id,
                profile: ExchangePorts.Library(
                    id: id, name: "Bücherei \(index + 1)",
                    population: run.population.map { ExchangePorts.Figure($0, year: 2025) }),
                effort: Effort(run), isOriginal: index == 0)
        }
    }
}

extension Effort {
    init(_ run: FitExample.Run) {
        func hundredths(_ number: Double?) -> Int? { number.map { Int(($0 * 100).rounded()) } }
        self.init()
        self[.hoursPerMonth] = hundredths(run.hours)
        self[.area] = run.area
        self[.moneyPerYear] = hundredths(run.perYear)
        self[.moneyOnce] = hundredths(run.once)
        self[.fte] = hundredths(run.posts)
    }
}

extension Capacity {
    /// Hours, euros and posts as people say them.
    static func of(
        people: Int? = nil, area: Int? = nil, posts: Double? = nil, hours: Double? = nil, perYear: Double? = nil,
        once: Double? = nil, skills: Set<Skill>? = nil, partners: Bool? = nil, backing: Int? = nil
    ) -> Capacity {
        func hundredths(_ number: Double?) -> Int? { number.map { Int(($0 * 100).rounded()) } }
        return Capacity(
            population: people, area: area, staff: hundredths(posts), hoursPerMonth: hundredths(hours),
            moneyPerYear: hundredths(perYear), moneyOnce: hundredths(once), skills: skills, hasPartners: partners,
            backing: backing)
    }

    /// Enough of everything for a library of 4 200 people.
    static let ample = of(people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300)
}

extension FitExample.Run {
    /// Small in every respect.
    static let modest = FitExample.Run(population: 5_100, hours: 4, area: 40, perYear: 200, once: 100, posts: 0.1)

    func with(_ change: (inout FitExample.Run) -> Void) -> FitExample.Run {
        var copy = self
        change(&copy)
        return copy
    }
}

extension FitExample {
    /// domain/toolkit.md: 5 100 and 4 200 people, 12 hours needed and 6 at hand, three others needed 5 to 8, nobody says
    /// how much floor.
    static let worked = FitExample(
        name: "12 hours are needed, 6 are at hand, three others needed 5 to 8, the floor is unknown",
        original: .modest.with { run in (run.hours, run.area) = (12, nil) },
        adaptations: [5, 7, 8].map { hours in .modest.with { run in (run.hours, run.area) = (hours, nil) } },
        capacity: .ample, verdict: .fails,
        results: [.population: .passes, .hoursPerMonth: .fails, .area: .unknown])
}

@Suite("Whether a measure suits a library")
struct FitTests {
    private typealias Run = FitExample.Run

    static let examples: [FitExample] = [
        FitExample(
            name: "everything is known and enough", original: .modest, capacity: .ample, verdict: .fits,
            results: [.hoursPerMonth: .passes, .area: .passes, .moneyPerYear: .passes, .population: .passes]),
        FitExample(
            name: "12 hours where 6 are free fail", original: .modest.with { $0.hours = 12 }, capacity: .ample,
            verdict: .fails, results: [.hoursPerMonth: .fails, .area: .passes]),
        FitExample(
            name: "exactly as many hours as are free pass", original: .modest.with { $0.hours = 6 }, capacity: .ample,
            verdict: .fits, results: [.hoursPerMonth: .passes]),
        FitExample(
            name: "a hundredth of an hour too many fails", original: .modest.with { $0.hours = 6.01 },
            capacity: .ample, verdict: .fails, results: [.hoursPerMonth: .fails]),
        FitExample(
            name: "200 m² where there are 180 fail", original: .modest.with { $0.area = 200 }, capacity: .ample,
            verdict: .fails, results: [.area: .fails, .hoursPerMonth: .passes]),
        FitExample(
            name: "600 euros a year where 500 are free fail", original: .modest.with { $0.perYear = 600 },
            capacity: .ample, verdict: .fails, results: [.moneyPerYear: .fails, .moneyOnce: .passes]),
        FitExample(
            name: "400 euros once where 300 are at hand fail", original: .modest.with { $0.once = 400 },
            capacity: .ample, verdict: .fails, results: [.moneyOnce: .fails, .moneyPerYear: .passes]),
        FitExample(
            name: "money once is held against a year's money where nothing else is said",
            original: .modest.with { $0.once = 400 },
            capacity: .of(people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500), verdict: .fits,
            results: [.moneyOnce: .passes]),
        FitExample(
            name: "half a post where there is 0.15 fails", original: .modest.with { $0.posts = 0.5 },
            capacity: .of(people: 4_200, area: 180, posts: 0.15, hours: 6, perYear: 500, once: 300), verdict: .fails,
            results: [.staff: .fails]),
        FitExample(
            name: "a library without posts has none to give", original: .modest,
            capacity: .of(people: 4_200, area: 180, posts: 0, hours: 6, perYear: 500, once: 300), verdict: .fails,
            results: [.staff: .fails]),
        FitExample(
            name: "what needs no post suits a library without any", original: .modest.with { $0.posts = 0 },
            capacity: .of(people: 4_200, area: 180, posts: 0, hours: 6, perYear: 500, once: 300), verdict: .fits,
            results: [.staff: .passes]),
        FitExample(
            name: "what needs no money passes where money is unknown",
            original: .modest.with { run in (run.perYear, run.once) = (0, 0) },
            capacity: .of(people: 4_200, area: 180, posts: 1.5, hours: 6), verdict: .fits,
            results: [.moneyPerYear: .passes, .moneyOnce: .passes]),
        FitExample(
            name: "a measure that does not say its hours is unknown there", original: .modest.with { $0.hours = nil },
            capacity: .ample, verdict: .partly, results: [.hoursPerMonth: .unknown, .area: .passes]),
        FitExample(
            name: "a library that does not say its hours is unknown there", original: .modest,
            capacity: .of(people: 4_200, area: 180, posts: 1.5, perYear: 500, once: 300), verdict: .partly,
            results: [.hoursPerMonth: .unknown]),
        FitExample(
            name: "three figures leave time and money open", original: .modest,
            capacity: .of(people: 4_200, area: 180, posts: 1.5), verdict: .partly,
            results: [.hoursPerMonth: .unknown, .area: .passes, .staff: .passes, .population: .passes]),
        FitExample(
            name: "an unknown floor does not hide a lack of hours", original: .modest.with { $0.hours = 12 },
            capacity: .of(people: 4_200, hours: 6), verdict: .fails,
            results: [.hoursPerMonth: .fails, .area: .unknown]),
        FitExample(
            name: "nothing is known of the library", original: .modest, capacity: .unknown, verdict: .unknown,
            results: [.hoursPerMonth: .unknown, .population: .unknown]),
        FitExample(
            name: "nothing is known of the measure", original: Run(), capacity: .ample, verdict: .unknown,
            results: [.hoursPerMonth: .unknown, .population: .unknown]),
        FitExample(
            name: "a city three times as large is another case", original: .modest.with { $0.population = 12_700 },
            capacity: .ample, verdict: .partly, results: [.population: .fails, .hoursPerMonth: .passes]),
        FitExample(
            name: "twice as many people are still alike", original: .modest.with { $0.population = 8_400 },
            capacity: .ample, verdict: .fits, results: [.population: .passes]),
        FitExample(
            name: "one more than twice as many are not", original: .modest.with { $0.population = 8_401 },
            capacity: .ample, verdict: .partly, results: [.population: .fails]),
        FitExample(
            name: "half as many people are still alike", original: .modest.with { $0.population = 2_100 },
            capacity: .ample, verdict: .fits, results: [.population: .passes]),
        FitExample(
            name: "one library of that size among others is enough",
            original: .modest.with { $0.population = 60_000 },
            adaptations: [.modest.with { $0.population = 4_000 }], capacity: .ample, verdict: .fits,
            results: [.population: .passes]),
        // The example of domain/toolkit.md.
        .worked,
        FitExample(
            name: "12 hours were described, others needed 7 to 9: 6 do not suffice",
            original: .modest.with { $0.hours = 12 },
            adaptations: [7, 8, 9].map { hours in .modest.with { $0.hours = hours } }, capacity: .ample,
            verdict: .fails, results: [.hoursPerMonth: .fails]),
        FitExample(
            name: "what a city managed with less is no promise for a village",
            original: .modest.with { $0.hours = 12 },
            adaptations: [.modest.with { run in (run.population, run.hours) = (200_000, 2) }], capacity: .ample,
            verdict: .fails, results: [.hoursPerMonth: .fails]),
        FitExample(
            name: "5 hours were described, others needed 12: 6 suffice",
            original: .modest.with { $0.hours = 5 },
            adaptations: [.modest.with { $0.hours = 12 }], capacity: .ample, verdict: .fits,
            results: [.hoursPerMonth: .passes]),
        FitExample(
            name: "where the original does not say so, the least of the others counts: 5 of 6",
            original: .modest.with { $0.hours = nil },
            adaptations: [9, 5].map { hours in .modest.with { $0.hours = hours } }, capacity: .ample, verdict: .fits,
            results: [.hoursPerMonth: .passes]),
        FitExample(
            name: "where the original does not say so, the least of the others counts: 7 of 6",
            original: .modest.with { $0.hours = nil },
            adaptations: [9, 7].map { hours in .modest.with { $0.hours = hours } }, capacity: .ample, verdict: .fails,
            results: [.hoursPerMonth: .fails]),
        FitExample(
            name: "of a withdrawn original the others stand: 5 of 6", original: .modest.with { $0.hours = 12 },
            adaptations: [5, 8].map { hours in .modest.with { $0.hours = hours } }, isWithdrawn: true,
            capacity: .ample, verdict: .fits, results: [.hoursPerMonth: .passes, .area: .passes]),
        FitExample(
            name: "an original that needs nothing is met, whatever others needed",
            original: .modest.with { $0.hours = 0 }, adaptations: [.modest.with { $0.hours = 12 }], capacity: .ample,
            verdict: .fits, results: [.hoursPerMonth: .passes]),
        FitExample(
            name: "an adaptation that does not say its hours is not taken for zero",
            original: .modest.with { $0.hours = 12 }, adaptations: [.modest.with { $0.hours = nil }],
            capacity: .ample, verdict: .fails, results: [.hoursPerMonth: .fails]),
        FitExample(
            name: "skills that somebody has are met", original: .modest, skills: [.technology],
            capacity: .of(
                people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300,
                skills: [.technology, .writing]), verdict: .fits, results: [.skills: .passes]),
        FitExample(
            name: "a missing skill is soft", original: .modest, skills: [.technology, .crafts],
            capacity: .of(
                people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300, skills: [.technology]),
            verdict: .partly, results: [.skills: .fails, .hoursPerMonth: .passes]),
        FitExample(
            name: "skills of which the library says nothing are unknown", original: .modest, skills: [.technology],
            capacity: .ample, verdict: .partly, results: [.skills: .unknown]),
        FitExample(
            name: "no skills in particular are everybody's", original: .modest, skills: [], capacity: .ample,
            verdict: .fits, results: [.skills: .passes]),
        FitExample(
            name: "partners whom the library lacks are soft", original: .modest, partners: "Jugendclub",
            capacity: .of(
                people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300, partners: false),
            verdict: .partly, results: [.partners: .fails]),
        FitExample(
            name: "backing of 2 suffices", original: .modest, backing: true,
            capacity: .of(people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300, backing: 2),
            verdict: .fits, results: [.backing: .passes]),
        FitExample(
            name: "backing of 1 does not suffice", original: .modest, backing: true,
            capacity: .of(people: 4_200, area: 180, posts: 1.5, hours: 6, perYear: 500, once: 300, backing: 1),
            verdict: .partly, results: [.backing: .fails]),
    ]

    @Test("is worked out by hand", arguments: examples)
    func example(example: FitExample) {
        let fit = Fit(example.figures, for: example.capacity)
        #expect(fit.verdict == example.verdict)
        for (requirement, result) in example.results {
            #expect(fit.checks.first { $0.requirement == requirement }?.result == result, "\(requirement)")
        }
    }

    @Test("is found in the index as it is on the page", arguments: examples)
    func judge(example: FitExample) {
        #expect(example.figures.read { FitJudge(example.capacity).verdict($0) } == example.verdict)
        let failing = Set(
            Fit(example.figures, for: example.capacity).checks.filter { $0.result == .fails }.map(\.requirement))
        let hiding = Set(Cap.allCases.filter { !failing.isDisjoint(with: $0.requirements) })
        #expect(example.figures.hidden(by: example.capacity.limits(Set(Cap.allCases))) == Set(hiding.map(\.reason)))
    }

    @Test("names what was held against what: the original's own need, not the least")
    func needed() {
        let check = Fit(FitExample.worked.figures, for: .ample).checks[0]
        #expect(
            check
                == Fit.Check(
                    requirement: .hoursPerMonth, needed: .amount(1_200), available: .amount(600), result: .fails))
    }

    @Test("hides nothing without a cap, and nothing by a cap that is not given")
    func caps() {
        let figures = FitTests.examples[1].figures
        #expect(figures.hidden(by: Capacity.ample.limits([])).isEmpty)
        #expect(figures.hidden(by: Capacity.ample.limits([.area])).isEmpty)
        #expect(figures.hidden(by: Capacity.ample.limits([.hours])) == [Cap.hours.reason])
    }
}

extension MeasureFigures {
    /// For which reasons.
    fileprivate func hidden(by limits: [SearchLimit]) -> Set<Int> {
        Set(limits.filter { limit in read { $0.number(limit.figure) }.map { $0 > limit.most } ?? false }.map(\.reason))
    }
}
