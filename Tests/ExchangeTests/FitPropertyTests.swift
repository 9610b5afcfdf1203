// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import TestSupport
import Testing
import Web

@testable import Exchange

/// Measures and libraries by chance, the same each time.
struct Chance: RandomNumberGenerator {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed) }

    mutating func next() -> UInt64 { random.next() }

    mutating func maybe<Value>(_ value: (inout Chance) -> Value) -> Value? {
        UInt8.random(in: 0..<3, using: &self) == 0 ? nil : value(&self)
    }

    mutating func run() -> FitExample.Run {
        FitExample.Run(
            population: maybe { Int.random(in: 0...20_000, using: &$0) },
            hours: maybe { Double(Int.random(in: 0...20, using: &$0)) },
            area: maybe { Int.random(in: 0...300, using: &$0) },
            perYear: maybe { Double(Int.random(in: 0...1_000, using: &$0)) },
            once: maybe { Double(Int.random(in: 0...1_000, using: &$0)) },
            posts: maybe { Double(Int.random(in: 0...4, using: &$0)) / 2 })
    }

    mutating func skills() -> Set<Skill> { Set(Skill.allCases.filter { _ in Bool.random(using: &self) }) }

    mutating func capacity() -> Capacity {
        let run = run()
        return .of(
            people: run.population, area: run.area, posts: run.posts, hours: run.hours, perYear: run.perYear,
            once: run.once, skills: maybe { $0.skills() }, partners: maybe { Bool.random(using: &$0) },
            backing: maybe { Int.random(in: 0...4, using: &$0) })
    }

    mutating func example() -> FitExample {
        FitExample(
            name: "", original: run(), adaptations: (0..<Int.random(in: 0...4, using: &self)).map { _ in run() },
            skills: maybe { $0.skills() }, partners: maybe { _ in "Schule" },
            backing: maybe { Bool.random(using: &$0) }, capacity: capacity(), verdict: .unknown, results: [:])
    }
}

@Suite("Of any measure and any library")
struct FitPropertyTests {
    private func examples(_ count: Int = 4_000) -> [FitExample] {
        var chance = Chance(seed: 2026)
        return (0..<count).map { _ in chance.example() }
    }

    @Test("the index finds the verdict that the page shows")
    func sameVerdict() {
        for example in examples() {
            let fit = Fit(example.figures, for: example.capacity)
            #expect(example.figures.read { FitJudge(example.capacity).verdict($0) } == fit.verdict)
        }
    }

    @Test("a rank is given up only when it stands too low")
    func givenUpRanks() throws {
        let all = examples(400)
        var givenUp = 0
        for (example, other) in zip(all, all.dropFirst()) {
            let judge = FitJudge(example.capacity)
            func rank(_ example: FitExample, _ least: Int) -> Int? {
                example.figures.read { judge.rank($0, atLeast: least) }
            }
            let (full, others) = (try #require(rank(example, .min)), try #require(rank(other, .min)))
            for least in [full - 1, full, full + 1, others] {
                let found = rank(example, least)
                #expect(full >= least ? found == full : found ?? full == full)
                if found == nil { givenUp += 1 }
            }
        }
        #expect(givenUp > 20)
    }

    @Test("a hard requirement that fails makes the verdict, whatever else holds")
    func hardFailure() {
        var failures = 0
        for example in examples() {
            let fit = Fit(example.figures, for: example.capacity)
            let isFailing = fit.checks.contains { $0.requirement.figure != nil && $0.result == .fails }
            #expect((fit.verdict == .fails) == isFailing)
            if isFailing { failures += 1 }
        }
        #expect(failures > 500)
    }

    @Test("what is unknown passes nothing and fails nothing, unless nothing is needed")
    func unknownIsNotZero() {
        for example in examples() {
            for check in Fit(example.figures, for: example.capacity).checks {
                if check.needed == nil { #expect(check.result == .unknown) }
                if check.available == nil, check.result != .unknown {
                    let isNone = [.amount(0), .skills([]), .flag(false)].contains(check.needed)
                    #expect(isNone && check.result == .passes)
                }
            }
        }
    }

    @Test("to forget what a library has never turns an open question into a yes or a no")
    func forgetting() {
        for example in examples(1_000) {
            for check in Fit(example.figures, for: .unknown).checks where check.result != .unknown {
                #expect(check.result == .passes)
                #expect([.amount(0), .skills([]), .flag(false)].contains(check.needed))
            }
        }
    }

    @Test("more of anything never makes it worse")
    func monotone() {
        var changed = 0
        for example in examples() {
            let before = Fit(example.figures, for: example.capacity).verdict
            var more = example.capacity
            more.area = more.area.map { $0 + 50 }
            more.staff = more.staff.map { $0 + 50 }
            more.hoursPerMonth = more.hoursPerMonth.map { $0 + 500 }
            more.moneyPerYear = more.moneyPerYear.map { $0 + 20_000 }
            more.moneyOnce = more.moneyOnce.map { $0 + 20_000 }
            more.skills = more.skills.map { $0.union([.technology, .crafts]) }
            more.backing = more.backing.map { min(4, $0 + 1) }
            let after = Fit(example.figures, for: more).verdict
            #expect(after >= before)
            if after != before { changed += 1 }
        }
        #expect(changed > 200)
    }

    @Test("nobody who joins with other figures changes what an original says of itself")
    func others() {
        var changed = 0
        for example in examples() {
            var joined = example
            joined.adaptations.append(
                FitExample.Run(population: nil, hours: 0, area: 0, perYear: 0, once: 0, posts: 0))
            let (before, after) = (
                Fit(example.figures, for: example.capacity), Fit(joined.figures, for: example.capacity)
            )
            for (one, other) in zip(before.checks, after.checks) where one.requirement.figure != nil {
                let isClaimed = one.requirement.figure.flatMap { example.doings.claim(of: $0) } != nil
                #expect(one == other || !isClaimed, "\(one.requirement)")
                if one != other { changed += 1 }
            }
        }
        #expect(changed > 200, "where the original says nothing, the least of the others counts")
    }

    @Test("hours are never compared with euros, nor posts with m²")
    func unitSafe() {
        for requirement in Requirement.hard {
            let needs: Effort = requirement.figure.map { Effort([$0: 1]) } ?? Effort()
            let id = OrganisationID(1)
            let doing = Doing(library: id, profile: nil, effort: needs, isOriginal: true)
            let figures = MeasureFigures(MeasureContent(), doings: [doing])
            var nothing = Capacity(area: 0, staff: 0, hoursPerMonth: 0, moneyPerYear: 0, moneyOnce: 0)
            let failing = Fit(figures, for: nothing).checks.filter { $0.result == .fails }.map(\.requirement)
            #expect(failing == [requirement])
            switch requirement {
            case .hoursPerMonth: nothing.hoursPerMonth = 1
            case .area: nothing.area = 1
            case .moneyPerYear: nothing.moneyPerYear = 1
            case .moneyOnce: nothing.moneyOnce = 1
            default: nothing.staff = 1
            }
            #expect(Fit(figures, for: nothing).checks.allSatisfy { $0.result != .fails })
        }
    }

    @Test(
        "figures as people write them come to the same amounts",
        arguments: [
            ("1,5", 150), ("1.5 Stunden", 150), ("90", 9_000), ("0", 0), ("1.500", 150_000), ("1 500 h", 150_000),
        ])
    func written(text: String, hundredths: Int) throws {
        let query = try MeasureQuery(FormData([("hours_per_month_max", text)]), .page)
        #expect(query.capacity.hoursPerMonth == hundredths && query.caps == [.hours])
    }
}
