// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Numbers for what entries are told apart by: facets (kinds and houses among them) and audiences. Grows, never shrinks.
struct Names: Sendable {
    /// Facets by number, and the number of the group that each belongs to.
    private(set) var facets: [String] = []
    private(set) var groups: [Int32] = []
    private(set) var groupCount = 0
    private var facetNumbers: [String: Int32] = [:]
    private var groupNumbers: [Substring: Int32] = [:]
    private var audienceNumbers: [ItemReference: Int32] = [:]
    /// Audience 0, everyone, stands for none.
    private(set) var audiences: [ItemReference?] = [nil]

    mutating func facet(_ name: String) -> Int32 {
        if let number = facetNumbers[name] { return number }
        let number = Int32(facets.count)
        facetNumbers[name] = number
        facets.append(name)
        groups.append(group(name.prefix { $0 != ":" }))
        return number
    }

    mutating func audience(_ audience: ItemReference?) -> Int32 {
        guard let audience else { return 0 }
        if let number = audienceNumbers[audience] { return number }
        let number = Int32(audiences.count)
        audienceNumbers[audience] = number
        audiences.append(audience)
        return number
    }

    /// The number of a facet that some entry has or had.
    func number(of facet: String) -> Int32? { facetNumbers[facet] }

    func number(ofGroup group: Substring) -> Int32? { groupNumbers[group] }

    private mutating func group(_ name: Substring) -> Int32 {
        if let number = groupNumbers[name] { return number }
        let number = Int32(groupCount)
        groupNumbers[Substring(String(name))] = number
        groupCount += 1
        return number
    }
}
