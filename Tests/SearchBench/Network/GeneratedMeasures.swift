// SPDX-License-Identifier: EUPL-1.2

import Exchange
import Foundation
import Kernel
import TestSupport

/// Measures that say what the judged documents say, in other company: sentences of several documents, and now and then a
/// compound that nobody wrote before, for the words of a site grow with it.
struct GeneratedMeasures {
    private let titles: [[Substring]]
    private let sentences: [String]
    private let nouns: [String]
    private let libraries: [(id: OrganisationID, population: Int)]
    private static let firstDay = Instant(seconds: 1_640_995_200)

    /// `libraries` in the order of their populations.
    init(_ judged: JudgedSet, _ libraries: [(id: OrganisationID, population: Int)]) {
        titles = judged.documents.map { $0.title.split(separator: " ") }
        sentences = judged.documents.flatMap { document in
            document.text.split(whereSeparator: { ".!?".contains($0) }).map(\.trimmed).filter { $0.count > 20 }
        }
        nouns = Set(
            judged.documents.flatMap { $0.text.split { !$0.isLetter }.map(String.init) }
                .filter { $0.count > 4 && $0.first?.isUppercase == true }
        ).sorted()
        self.libraries = libraries.sorted { ($0.population, $0.id) < ($1.population, $1.id) }
    }

    /// Always the same measure for the same number.
    func measure(_ number: Int) -> ExchangeCapability.Intake {
        var chance = Chance(seed: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1)
        for _ in 0..<4 { _ = chance.below(2) }
        let place = chance.below(libraries.count)
        let owner = libraries[place]
        var content = words(&chance)
        content.spaces = chance.some(1 + chance.below(2), of: Space.allCases)
        content.targetGroups = chance.some(1 + chance.below(3), of: TargetGroup.allCases)
        content.topics = chance.some(1 + chance.below(3), of: Topic.allCases)
        content.effort = effort(of: owner.population, &chance)
        if chance.happens(0.6) { content.skills = chance.some(chance.below(3), of: Skill.allCases) }
        if chance.happens(0.3) { content.needsBacking = chance.happens(0.3) }
        if chance.happens(0.1) { content.outcome = .failed }
        // Three for each measure in the middle: most have none or one, a few have very many.
        let count = min(40, Int(chance.lognormal(median: 2, spread: 1.15)))
        var known: Set<OrganisationID> = [owner.id]
        let adaptations = (0..<count).compactMap { _ -> (library: OrganisationID, content: AdaptationContent)? in
            // Mostly those do it too that are of like size.
            let step = chance.below(2_001) - 1_000
            let other = libraries[min(libraries.count - 1, max(0, place + step))]
            guard known.insert(other.id).inserted else { return nil }
            var run = AdaptationContent()
            run.effort = effort(of: other.population, &chance)
            run.changes = chance.one(of: sentences) + "."
            return (other.id, run)
        }
        return ExchangeCapability.Intake(
            library: owner.id, content: content,
            publishedAt: Self.firstDay + .days(Int64(chance.below(1_700))), adaptations: adaptations)
    }

    private func words(_ chance: inout Chance) -> MeasureContent {
        var content = MeasureContent()
        let (start, end) = (chance.one(of: titles), chance.one(of: titles))
        content.title = (start.prefix(3) + end.suffix(2)).joined(separator: " ")
        func text(_ count: Int) -> String {
            (0..<count).map { _ in chance.one(of: sentences) + "." }.joined(separator: " ")
        }
        content.summary = text(3)
        if chance.happens(0.5) {
            content.summary += " \(chance.one(of: nouns))\(chance.one(of: nouns).lowercased()) inbegriffen."
        }
        content.contact = "Leitung"
        if chance.happens(0.7) { content.story = text(2) }
        if chance.happens(0.5) { content.result = text(1) }
        return content
    }

    /// What it took a library of that size; not everybody tells everything.
    private func effort(of population: Int, _ chance: inout Chance) -> Effort {
        let scale = pow(Double(population) / 6_500, 0.4)
        var effort = Effort()
        func tell(_ figure: EffortFigure, _ probability: Double, median: Double) {
            guard chance.happens(probability) else { return }
            effort[figure] = chance.happens(0.15) ? 0 : Int(chance.lognormal(median: median * scale, spread: 0.9))
        }
        tell(.hoursToPrepare, 0.7, median: 1_200)
        tell(.hoursPerMonth, 0.8, median: 500)
        tell(.moneyOnce, 0.6, median: 40_000)
        tell(.moneyPerYear, 0.7, median: 15_000)
        tell(.area, 0.6, median: 25)
        tell(.fte, 0.5, median: 5)
        return effort
    }
}
