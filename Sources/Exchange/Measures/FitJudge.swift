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

    /// The bit under which the index counts what it hides.
    var bit: Int {
        switch self {
        case .hours: 0
        case .area: 1
        case .money: 2
        case .staff: 3
        }
    }
}

/// Finds, in the numbers of the index alone and without making anything, what `Fit` would say.
///
/// Has no part that is counted by references: it is asked of a hundred thousand measures in a row.
struct FitJudge: Sendable {
    private let population: Int?
    /// Of each hard requirement; `nil` is unknown.
    private let available: InlineArray<5, Int32?>
    private let skills: Int32?
    private let hasPartners: Bool?
    private let hasBacking: Bool?
    /// Of each hard requirement the bit of the cap that hides by it; 0 when none does.
    private let caps: InlineArray<5, UInt64>
    private let isInformed: Bool

    /// `caps` hide; what the capacity knows besides them is judged and hides nothing.
    init(_ capacity: Capacity, caps: Set<Cap> = []) {
        isInformed = capacity != .unknown
        population = capacity.population
        available = InlineArray { capacity.amount(of: Requirement.hard[$0]).map { Int32(clamping: $0) } }
        skills = capacity.skills?.bits
        hasPartners = capacity.hasPartners
        hasBacking = capacity.backing.map { $0 >= Capacity.sufficientBacking }
        self.caps = InlineArray { place in
            caps.first { $0.requirements.contains(Requirement.hard[place]) }.map { 1 << UInt64($0.bit) } ?? 0
        }
    }

    /// The bits of the caps that hide a measure.
    func hiding(_ figures: SearchFigures) -> UInt64 {
        var bits: UInt64 = 0
        for requirement in caps.indices where caps[requirement] != 0 {
            if result(requirement, available[requirement], figures) == .fails { bits |= caps[requirement] }
        }
        return bits
    }

    /// How many requirements came out how.
    private struct Tally {
        var known = 0
        var open = 0
        var failed = 0

        var verdict: Fit.Verdict { known == 0 ? .unknown : open + failed > 0 ? .partly : .fits }

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

    /// `nil` when a hard requirement fails.
    private func tally(_ figures: SearchFigures) -> Tally? {
        var tally = Tally()
        for requirement in available.indices {
            let result = result(requirement, available[requirement], figures)
            if result == .fails { return nil }
            tally.count(result)
        }
        tally.count(population(figures))
        if let skills = skills(figures) { tally.count(skills) }
        if let partners = partners(figures) { tally.count(partners) }
        if let backing = backing(figures) { tally.count(backing) }
        return tally
    }

    /// Equal to `Fit.verdict`.
    func verdict(_ figures: SearchFigures) -> Fit.Verdict { tally(figures)?.verdict ?? .fails }

    /// Where a measure stands among those that match equally well: by verdict, by how little fails and is open, by how
    /// many did it too, then the newest. For somebody of whom nothing is known, by the last two alone.
    func rank(_ figures: SearchFigures) -> Int {
        let merit = Int(min(figures.reuses, 0xFFFF)) << 24 | Int(max(0, figures.publishedOn))
        guard isInformed, let tally = tally(figures) else { return merit }
        return tally.verdict.rank << 48 | (7 - tally.failed) << 44 | (15 - tally.open) << 40 | merit
    }

    private func result(_ requirement: Int, _ available: Int32?, _ figures: SearchFigures) -> Fit.Result {
        guard let need = figures.need(requirement) else { return .unknown }
        if need == 0 { return .passes }
        return available.map { need <= $0 ? .passes : .fails } ?? .unknown
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
