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

    var title: TextKey {
        switch self {
        case .hours: .capHours
        case .area: .capArea
        case .money: .capMoney
        case .staff: .capStaff
        }
    }
}

/// Finds, in the numbers of the index alone and without making anything, what `Fit` would say.
struct FitJudge: Sendable {
    private struct Limit: Sendable {
        let requirement: Int
        let available: Int32
        let bit: UInt64
    }

    private let population: Int?
    /// Of each hard requirement; `nil` is unknown.
    private let available: [Int32?]
    private let skills: Int32?
    private let hasPartners: Bool?
    private let hasBacking: Bool?
    private let limits: [Limit]

    /// `caps` hide; what the capacity knows besides them is judged and hides nothing.
    init(_ capacity: Capacity, caps: Set<Cap> = []) {
        population = capacity.population
        available = Requirement.hard.map { capacity.amount(of: $0).map { Int32(clamping: $0) } }
        skills = capacity.skills?.bits
        hasPartners = capacity.hasPartners
        hasBacking = capacity.backing.map { $0 >= Capacity.sufficientBacking }
        limits = caps.flatMap { cap in
            cap.requirements.compactMap { requirement in
                guard let place = Requirement.hard.firstIndex(of: requirement),
                    let amount = capacity.amount(of: requirement)
                else { return nil }
                return Limit(requirement: place, available: Int32(clamping: amount), bit: 1 << UInt64(cap.bit))
            }
        }
    }

    /// The bits of the caps that hide a measure.
    func hiding(_ figures: MeasureFigures) -> UInt64 {
        var bits: UInt64 = 0
        for limit in limits where bits & limit.bit == 0 {
            if result(limit.requirement, limit.available, figures) == .fails { bits |= limit.bit }
        }
        return bits
    }

    /// Equal to `Fit.verdict`.
    func verdict(_ figures: MeasureFigures) -> Fit.Verdict {
        var (isKnown, isOpen) = (false, false)
        for requirement in available.indices {
            switch result(requirement, available[requirement], figures) {
            case .fails: return .fails
            case .passes: isKnown = true
            case .unknown: isOpen = true
            }
        }
        for soft in [population(figures), skills(figures), partners(figures), backing(figures)] {
            switch soft {
            case nil: continue
            case .passes?: isKnown = true
            case .unknown?: isOpen = true
            case .fails?: (isKnown, isOpen) = (true, true)
            }
        }
        return isKnown ? isOpen ? .partly : .fits : .unknown
    }

    /// Where a measure stands among those that match equally well: by verdict, by how many did it too, then the newest.
    func rank(_ figures: MeasureFigures) -> Int {
        verdict(figures).rank << 48 | Int(min(figures.reuses, 0xFFFF)) << 24 | Int(max(0, figures.publishedOn))
    }

    private func result(_ requirement: Int, _ available: Int32?, _ figures: MeasureFigures) -> Fit.Result {
        guard let need = figures.need(requirement) else { return .unknown }
        if need == 0 { return .passes }
        return available.map { need <= $0 ? .passes : .fails } ?? .unknown
    }

    private func population(_ figures: MeasureFigures) -> Fit.Result {
        guard let population else { return .unknown }
        var isKnown = false
        for doing in figures.doings {
            guard let theirs = figures.population(doing) else { continue }
            if Fit.serveAsMany(Int(theirs), population) { return .passes }
            isKnown = true
        }
        return isKnown ? .fails : .unknown
    }

    private func skills(_ figures: MeasureFigures) -> Fit.Result? {
        guard let needed = figures.skills else { return nil }
        if needed == 0 { return .passes }
        return skills.map { needed & ~$0 == 0 ? .passes : .fails } ?? .unknown
    }

    private func partners(_ figures: MeasureFigures) -> Fit.Result? {
        flag(figures.needsPartners, hasPartners)
    }

    private func backing(_ figures: MeasureFigures) -> Fit.Result? { flag(figures.needsBacking, hasBacking) }

    private func flag(_ needs: Bool?, _ has: Bool?) -> Fit.Result? {
        guard let needs else { return nil }
        return !needs ? .passes : has.map { $0 ? .passes : .fails } ?? .unknown
    }
}
