// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search

/// Something that a measure asks of a library. Raw values stand in JSON.
enum Requirement: String, CaseIterable, Sendable {
    case hoursPerMonth = "hours_per_month"
    case area
    case moneyPerYear = "money_per_year"
    case moneyOnce = "money_once"
    case staff = "fte"
    case population, skills, partners, backing

    /// Those of which one that fails makes the measure fail, in the order in which the index keeps them.
    static let hard: [Requirement] = [.hoursPerMonth, .area, .moneyPerYear, .moneyOnce, .staff]

    /// The figure of a hard requirement.
    var figure: EffortFigure? {
        switch self {
        case .hoursPerMonth: .hoursPerMonth
        case .area: .area
        case .moneyPerYear: .moneyPerYear
        case .moneyOnce: .moneyOnce
        case .staff: .fte
        case .population, .skills, .partners, .backing: nil
        }
    }
}

/// What a library has to give, in the units of `Effort`. `nil` is unknown, which is not zero.
struct Capacity: Sendable, Equatable {
    var population: Int?
    /// m² that can be used.
    var area: Int?
    /// Posts × 100.
    var staff: Int?
    /// Free hours a month × 100.
    var hoursPerMonth: Int?
    /// Free money a year, cents.
    var moneyPerYear: Int?
    /// Money at hand once, cents; where it is not said, the free money of a year has to carry it.
    var moneyOnce: Int?
    var skills: Set<Skill>?
    var hasPartners: Bool?
    /// Backing by council and administration, 0…4 as in the workshop; 2 and more suffice.
    var backing: Int?

    static let unknown = Capacity()
    static let sufficientBacking = 2

    /// Of a hard requirement.
    func amount(of requirement: Requirement) -> Int? {
        switch requirement {
        case .hoursPerMonth: hoursPerMonth
        case .area: area
        case .moneyPerYear: moneyPerYear
        case .moneyOnce: moneyOnce ?? moneyPerYear
        case .staff: staff
        case .population, .skills, .partners, .backing: nil
        }
    }
}

/// Whether a measure suits a library: each requirement held against what the library has to give, kept apart from any
/// similarity.
///
/// Held against the capacity is what the measure itself needs: what its original says, else the least that any other
/// library needed. What libraries similar to the asking one needed changes no verdict; `FitSentences` tells it beside
/// the requirement, and as what would change the verdict. So the verdict asks nothing of the directory: the index, which
/// judges in memory, finds the same one as the page, a larger capacity never makes it worse, and what others tell or
/// publish changes nothing that the original says of itself. Similar is meant as the directory measures it
/// (`ExchangePorts.comparison`).
///
/// The population is a soft requirement: somebody who did it serves at most twice or half as many people.
///
/// - fails: a hard requirement fails, whatever else holds.
/// - unknown: nothing is known of any requirement.
/// - fits: every requirement is known and met.
/// - partly: a soft one fails, or some are unknown.
///
/// A need that is known to be zero is met by everybody. A soft requirement of which the measure says nothing is none; a
/// hard one is unknown.
struct Fit: Sendable, Equatable {
    enum Verdict: String, Sendable, CaseIterable, Comparable {
        case fails, unknown, partly, fits

        /// From bad to good.
        static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

        var rank: Int {
            switch self {
            case .fails: 0
            case .unknown: 1
            case .partly: 2
            case .fits: 3
            }
        }
    }

    enum Result: String, Sendable { case passes, fails, unknown }

    enum Value: Sendable, Equatable {
        case amount(Int)
        case skills(Set<Skill>)
        case flag(Bool)
    }

    struct Check: Sendable, Equatable {
        let requirement: Requirement
        /// What was held against the capacity; `nil` when the measure does not say.
        let needed: Value?
        /// `nil` when the library does not say.
        let available: Value?
        let result: Result
    }

    let verdict: Verdict
    let checks: [Check]

    init(_ figures: MeasureFigures, for capacity: Capacity) {
        checks = figures.read { figures in
            Requirement.hard.indices.map { Self.hardCheck($0, figures, capacity) }
                + [Self.populationCheck(figures, capacity)] + Self.softChecks(figures, capacity)
        }
        verdict = Self.verdict(checks)
    }

    private static func verdict(_ checks: [Check]) -> Verdict {
        if checks.contains(where: { $0.result == .fails && $0.requirement.figure != nil }) { return .fails }
        if checks.allSatisfy({ $0.result == .unknown }) { return .unknown }
        return checks.allSatisfy { $0.result == .passes } ? .fits : .partly
    }

    private static func hardCheck(_ place: Int, _ figures: SearchFigures, _ capacity: Capacity) -> Check {
        let requirement = Requirement.hard[place]
        let needed = figures.need(place).map { Int($0) }
        let available = capacity.amount(of: requirement)
        return Check(
            requirement: requirement, needed: needed.map(Value.amount), available: available.map(Value.amount),
            result: result(needed: needed, available: available))
    }

    private static func result(needed: Int?, available: Int?) -> Result {
        guard let needed else { return .unknown }
        if needed == 0 { return .passes }
        guard let available else { return .unknown }
        return needed <= available ? .passes : .fails
    }

    /// Whether two libraries serve about as many people: at most twice or half as many.
    static func serveAsMany(_ one: Int, _ other: Int) -> Bool { one <= 2 * other && other <= 2 * one }

    private static func populationCheck(_ figures: SearchFigures, _ capacity: Capacity) -> Check {
        var populations: [Int] = []
        for doing in figures.doings { if let served = figures.population(doing) { populations.append(Int(served)) } }
        let nearest =
            capacity.population.flatMap { own in populations.min { factor($0, own) < factor($1, own) } }
            ?? populations.first
        let result: Result
        if let own = capacity.population, let nearest {
            result = serveAsMany(nearest, own) ? .passes : .fails
        } else {
            result = .unknown
        }
        return Check(
            requirement: .population, needed: nearest.map(Value.amount),
            available: capacity.population.map(Value.amount), result: result)
    }

    /// How many times the larger is the smaller, at least 1; infinite from or to nobody.
    static func factor(_ one: Int, _ other: Int) -> Double {
        if one == other { return 1 }
        return Double(max(one, other)) / Double(min(one, other))
    }

    private static func softChecks(_ figures: SearchFigures, _ capacity: Capacity) -> [Check] {
        var checks: [Check] = []
        if let bits = figures.skills {
            let needed = Set<Skill>(bits: bits)
            let result: Result =
                needed.isEmpty
                ? .passes : capacity.skills.map { needed.isSubset(of: $0) ? .passes : .fails } ?? .unknown
            checks.append(
                Check(
                    requirement: .skills, needed: .skills(needed), available: capacity.skills.map(Value.skills),
                    result: result))
        }
        if let needs = figures.needsPartners {
            checks.append(
                flagCheck(.partners, needs: needs, has: capacity.hasPartners))
        }
        if let needs = figures.needsBacking {
            checks.append(
                flagCheck(.backing, needs: needs, has: capacity.backing.map { $0 >= Capacity.sufficientBacking }))
        }
        return checks
    }

    private static func flagCheck(_ requirement: Requirement, needs: Bool, has: Bool?) -> Check {
        let result: Result = !needs ? .passes : has.map { $0 ? .passes : .fails } ?? .unknown
        return Check(
            requirement: requirement, needed: .flag(needs), available: has.map(Value.flag), result: result)
    }
}
