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
    /// What somebody in the team can do.
    package let skills: [Skill]
    /// Whether the library works with others; `nil` when the answers say neither.
    package let hasPartners: Bool?
    /// Whether administration and council stand behind it.
    package let hasBacking: Bool?

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
        skills = Skill.allCases.filter { results.skills.contains($0.rawValue) }
        hasPartners = Self.hasPartners(results)
        hasBacking = results[.backing]?.median.map { $0 >= Capacity.sufficientBacking * 100 }
    }

    /// Those who work closely with others have partners. "Not at all" means none, unless the team named some.
    private static func hasPartners(_ results: WorkshopResults) -> Bool? {
        guard let closeness = results[.surrounding(.partners)]?.median else { return nil }
        if closeness >= 200 { return true }
        return closeness < 100 && results.facts[WorkshopFacts.Name.partners] == nil ? false : nil
    }

    package var isEmpty: Bool { pairs.isEmpty && means.isEmpty }

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

    /// What the library has to give besides figures: it hides nothing and lets more of the fit be known.
    package var means: [(name: String, value: String)] {
        skills.map { (Skill.group, $0.rawValue) }
            + [
                hasPartners.map { (MeasureQuery.partners, MeasureQuery.Answer($0).rawValue) },
                hasBacking.map { (MeasureQuery.backing, MeasureQuery.Answer($0).rawValue) },
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
