// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search

/// Limits that hide what needs more. Raw values stand in `lift=`, which lets a limit hide nothing.
enum Cap: String, CaseIterable, Sendable {
    case hours, area, money, staff

    var requirements: [Requirement] {
        switch self {
        case .hours: [.hoursPerMonth]
        case .area: [.area]
        case .money: [.moneyPerYear, .moneyOnce]
        case .staff: [.staff]
        }
    }

    /// The reason under which the index counts what it hides.
    var reason: Int {
        switch self {
        case .hours: 0
        case .area: 1
        case .money: 2
        case .staff: 3
        }
    }
}

extension Capacity {
    /// What the caps hide; what the capacity knows besides them hides nothing.
    func limits(_ caps: Set<Cap>) -> [SearchLimit] {
        Requirement.hard.enumerated().compactMap { place, requirement in
            guard let cap = caps.first(where: { $0.requirements.contains(requirement) }),
                let amount = amount(of: requirement)
            else { return nil }
            return SearchLimit(
                figure: SearchFigures.place(ofNeed: place), most: Int32(clamping: amount), reason: cap.reason)
        }
    }
}

/// Finds, in the numbers of the index alone and without making anything, what `Fit` would say.
///
/// Has no part that is counted by references: it is asked of a hundred thousand measures in a row.
struct FitJudge: SearchRanking {
    private let population: Int?
    /// Needs above this fail: of each hard requirement what there is of it, or none when that is unknown.
    private let available: InlineArray<5, Int32>
    /// Needs above this are open: 0 when it is unknown what there is, for a need of 0 everybody meets; else none.
    private let openAbove: InlineArray<5, Int32>
    private let skills: Int32?
    private let hasPartners: Bool?
    private let hasBacking: Bool?
    private let isInformed: Bool

    init(_ capacity: Capacity) {
        isInformed = capacity != .unknown
        population = capacity.population
        let amounts = InlineArray<5, Int32?> { place in
            capacity.amount(of: Requirement.hard[place]).map { Int32(clamping: $0) }
        }
        available = InlineArray { amounts[$0] ?? .max }
        openAbove = InlineArray { amounts[$0] == nil ? 0 : .max }
        skills = capacity.skills?.bits
        hasPartners = capacity.hasPartners
        hasBacking = capacity.backing.map { $0 >= Capacity.sufficientBacking }
    }

    /// How many requirements came out how.
    private struct Tally {
        var known = 0
        var open = 0
        var failed = 0

        var verdict: Fit.Verdict { known == 0 ? .unknown : open + failed > 0 ? .partly : .fits }

        /// The bits of a rank from the 40th on: the verdict, then how little fails, then how little is open.
        var standing: Int { verdict.rank << 48 | (7 - failed) << 44 | (15 - open) << 40 }

        mutating func count(_ result: Fit.Result) {
            switch result {
            case .passes: known += 1
            case .unknown: open += 1
            case .fails:
                known += 1
                failed += 1
            }
        }
    }

    /// Of all requirements but the population; `nil` when a hard one fails.
    private func tally(_ figures: SearchFigures) -> Tally? {
        var tally = Tally()
        var isFailing = false
        // As spans, for each look into an array that lies inside of something copies it whole.
        let (available, openAbove) = (available.span, openAbove.span)
        // Without a branch, for what comes next cannot be foretold from what came before.
        for requirement in available.indices {
            let need = figures.rawNeed(requirement)
            isFailing = isFailing || need > available[requirement]
            tally.open &+= need == SearchFigures.unknown || need > openAbove[requirement] ? 1 : 0
        }
        if isFailing { return nil }
        tally.known = available.count - tally.open
        if let skills = skills(figures) { tally.count(skills) }
        if let partners = partners(figures) { tally.count(partners) }
        if let backing = backing(figures) { tally.count(backing) }
        return tally
    }

    /// Equal to `Fit.verdict`.
    func verdict(_ figures: SearchFigures) -> Fit.Verdict {
        guard var tally = tally(figures) else { return .fails }
        tally.count(population(figures))
        return tally.verdict
    }

    /// Where a measure stands among those that match equally well: by verdict, by how little fails and is open, by how
    /// many did it too, then the newest. For somebody of whom nothing is known, by the last two alone.
    func rank(_ figures: SearchFigures, atLeast least: Int) -> Int? {
        let merit = Int(min(figures.reuses, 0xFFFF)) << 24 | Int(max(0, figures.publishedOn))
        guard isInformed, var tally = tally(figures) else { return merit }
        var atBest = tally
        atBest.count(.passes)
        // Those who did it are looked at one by one; most measures stand too low already without it.
        guard atBest.standing | merit >= least else { return nil }
        tally.count(population(figures))
        return tally.standing | merit
    }

    private func population(_ figures: SearchFigures) -> Fit.Result {
        guard let population else { return .unknown }
        var isKnown = false
        for doing in figures.doings {
            guard let theirs = figures.population(doing) else { continue }
            if Fit.serveAsMany(Int(theirs), population) { return .passes }
            isKnown = true
        }
        return isKnown ? .fails : .unknown
    }

    private func skills(_ figures: SearchFigures) -> Fit.Result? {
        guard let needed = figures.skills else { return nil }
        if needed == 0 { return .passes }
        return skills.map { needed & ~$0 == 0 ? .passes : .fails } ?? .unknown
    }

    private func partners(_ figures: SearchFigures) -> Fit.Result? {
        flag(figures.needsPartners, hasPartners)
    }

    private func backing(_ figures: SearchFigures) -> Fit.Result? { flag(figures.needsBacking, hasBacking) }

    private func flag(_ needs: Bool?, _ has: Bool?) -> Fit.Result? {
        guard let needs else { return nil }
        return !needs ? .passes : has.map { $0 ? .passes : .fails } ?? .unknown
    }
}
