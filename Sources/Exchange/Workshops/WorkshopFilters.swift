// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a workshop's results say about which measures fit: as search terms, each of which can be lifted.
package struct WorkshopFilters: Sendable, Equatable {
    package let spaces: [Space]
    package let targetGroups: [TargetGroup]
    package let topics: [Topic]
    /// In tenths of an hour.
    package let hoursPerMonthMax: Int?
    /// In m².
    package let areaMax: Int?
    /// In cents.
    package let moneyPerYearMax: Int?
    package let population: Int?
    package let floorArea: Int?
    /// In hundredths.
    package let staff: Int?

    /// From this difference on, in hundredths, a target group matters more than it is reached.
    static let groupGap = 200

    package init(_ results: WorkshopResults) {
        let gaps = Space.allCases.compactMap { space in results.gap(of: space).map { (space, $0) } }.filter { $0.1 > 0 }
        let largest = gaps.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
        spaces = largest.prefix(2).map(\.element.0)
        targetGroups = TargetGroup.allCases.filter { (results.gap(of: $0) ?? 0) >= Self.groupGap }
        let tags = Set(results.texts.filter { $0.kind != .idea }.compactMap(\.topic))
            .union(results.facts.topics.map(\.rawValue))
        topics = Topic.allCases.filter { tags.contains($0.rawValue) }
        hoursPerMonthMax = results.facts.hoursPerMonth
        areaMax = results.facts.usableArea
        moneyPerYearMax = results.facts.moneyPerYear
        population = results.facts.population
        floorArea = results.facts.floorArea
        staff = results.facts.staff
    }

    package var isEmpty: Bool { pairs.isEmpty }

    /// What narrows the search: facets and caps.
    package var pairs: [(name: String, value: String)] {
        spaces.map { (Space.group, $0.rawValue) } + targetGroups.map { (TargetGroup.group, $0.rawValue) }
            + topics.map { (Topic.group, $0.rawValue) } + caps
    }

    package var caps: [(name: String, value: String)] {
        [
            hoursPerMonthMax.map { ("hours_per_month_max", Self.plain($0, decimals: 1)) },
            areaMax.map { ("area_max", "\($0)") },
            moneyPerYearMax.map { ("money_per_year_max", Self.plain($0, decimals: 2)) },
        ].compactMap(\.self)
    }

    /// Who asks: the library's own figures.
    package var figures: [(name: String, value: String)] {
        [
            population.map { ("einwohner", "\($0)") }, floorArea.map { ("flaeche", "\($0)") },
            staff.map { ("vzae", Self.plain($0, decimals: 2)) },
        ].compactMap(\.self)
    }

    /// `15` with one decimal is `1,5`; none that are needless.
    static func plain(_ scaled: Int, decimals: Int) -> String {
        let unit = decimals == 1 ? 10 : 100
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: unit)
        guard rest > 0 else { return "\(whole)" }
        var digits = rest.padded(decimals)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole),\(digits)"
    }
}
