// SPDX-License-Identifier: EUPL-1.2

package import Kernel

import func Foundation.log2

/// What of a library is compared; `nil` is unknown and takes no part.
package struct LibraryTraits: Sendable, Equatable {
    package var population: Int?
    /// In m².
    package var floorArea: Int?
    /// In hundredths of a post.
    package var fullTimeEquivalents: Int?
    package var isVolunteerRun: Bool?
    package var kind: LibraryKind?
    /// What it published of its toolkit results.
    package var tags: LibraryTags?

    package init(
        population: Int? = nil, floorArea: Int? = nil, fullTimeEquivalents: Int? = nil, isVolunteerRun: Bool? = nil,
        kind: LibraryKind? = nil, tags: LibraryTags? = nil
    ) {
        self.population = population
        self.floorArea = floorArea
        self.fullTimeEquivalents = fullTimeEquivalents
        self.isVolunteerRun = isVolunteerRun
        self.kind = kind
        self.tags = tags
    }

    /// How many of the three sizes are known.
    var knownSizes: Int { [population, floorArea, fullTimeEquivalents].count { $0 != nil } }

    /// The same with each size that `other` knows taken from there.
    func replacingSizes(by other: LibraryTraits) -> LibraryTraits {
        var traits = self
        traits.population = other.population ?? population
        traits.floorArea = other.floorArea ?? floorArea
        traits.fullTimeEquivalents = other.fullTimeEquivalents ?? fullTimeEquivalents
        return traits
    }
}

/// How alike two libraries are: the coefficient of Gower ("A general coefficient of similarity and some of its
/// properties", Biometrics 27, 1971) over what is known of both.
///
/// A size counts `max(0, 1 − |log2(a / b)| / 3)`: the same is 1, twice as much 2/3, eight times as much 0. The scale is
/// fixed, so that a new member of whatever size reorders nobody. A post of 0 cannot be a factor of another: against 0 it
/// counts 1, against more the categories "run by volunteers" are compared instead. Categories count by equality, tags by
/// Jaccard over the groups that both published. What is unknown of either has the weight 0, all else 1.
package enum LibrarySimilarity {
    /// From here on two libraries are called similar: as much as two have in common of which one is twice the other in
    /// all sizes, and of which nothing else is known.
    package static let similarFrom = 2.0 / 3

    /// One thing that both told.
    package enum Reason: Sendable, Equatable {
        /// Of population, area or staff; values as in `LibraryTraits`. `factor` is how many times the smaller the larger
        /// is; `nil` when one of them is 0.
        case size(LibraryFigure, own: Int, other: Int, factor: Double?, similarity: Double)
        /// Staff of which one side is 0, so that only "run by volunteers" could be compared: whether both or neither are,
        /// and whether the own library is. `own` and `other` in hundredths of a post.
        case volunteerRun(isAlike: Bool, isOwn: Bool, own: Int, other: Int)
        case kind(own: LibraryKind, other: LibraryKind)
        case tags(common: LibraryTags, similarity: Double)

        package var similarity: Double {
            switch self {
            case .size(_, _, _, _, let similarity), .tags(_, let similarity): similarity
            case .volunteerRun(let isAlike, _, _, _): isAlike ? 1 : 0
            case .kind(let own, let other): own == other ? 1 : 0
            }
        }
    }

    /// Two libraries compared.
    package struct Comparison: Sendable, Equatable {
        /// 0…1
        package let similarity: Double
        /// In the order population, area, staff, kind, tags.
        package let reasons: [Reason]
    }

    /// `nil` when fewer than two sizes are known of both: too little to say anything.
    package static func compare(_ own: LibraryTraits, _ other: LibraryTraits) -> Comparison? {
        guard let similarity = score(own, other) else { return nil }
        return Comparison(similarity: similarity, reasons: reasons(own, other))
    }

    /// The similarity alone, for comparing with thousands: makes nothing.
    static func score(_ own: LibraryTraits, _ other: LibraryTraits) -> Double? {
        let sizes = (
            size(own.population, other.population), size(own.floorArea, other.floorArea), staff(own, other)
        )
        let known = (sizes.0 == nil ? 0 : 1) + (sizes.1 == nil ? 0 : 1) + (sizes.2 == nil ? 0 : 1)
        guard known >= 2 else { return nil }
        var sum = (sizes.0 ?? 0) + (sizes.1 ?? 0) + (sizes.2 ?? 0)
        var count = known
        if let kind = kind(own.kind, other.kind) {
            sum += kind
            count += 1
        }
        if let tags = tags(own.tags, other.tags) {
            sum += tags
            count += 1
        }
        return sum / Double(count)
    }

    private static func size(_ own: Int?, _ other: Int?) -> Double? {
        guard let own, let other, own >= 0, other >= 0 else { return nil }
        if own == other { return 1 }
        if own == 0 || other == 0 { return 0 }
        // The larger through the smaller, so that both directions give the same bits.
        return max(0, 1 - log2(Double(max(own, other)) / Double(min(own, other))) / 3)
    }

    private static func staff(_ own: LibraryTraits, _ other: LibraryTraits) -> Double? {
        guard let mine = own.fullTimeEquivalents, let theirs = other.fullTimeEquivalents else { return nil }
        guard (mine == 0) != (theirs == 0) else { return size(mine, theirs) }
        guard let own = own.isVolunteerRun, let other = other.isVolunteerRun else { return nil }
        return own == other ? 1 : 0
    }

    private static func kind(_ own: LibraryKind?, _ other: LibraryKind?) -> Double? {
        guard let own, let other else { return nil }
        return own == other ? 1 : 0
    }

    private static func tags(_ own: LibraryTags?, _ other: LibraryTags?) -> Double? {
        guard let own, let other else { return nil }
        return own.similarity(to: other)
    }

    private static func reasons(_ own: LibraryTraits, _ other: LibraryTraits) -> [Reason] {
        var reasons = [
            reason(.population, own.population, other.population), reason(.floorArea, own.floorArea, other.floorArea),
        ].compactMap(\.self)
        if let similarity = staff(own, other) {
            let (mine, theirs) = (own.fullTimeEquivalents ?? 0, other.fullTimeEquivalents ?? 0)
            let byCategory: Reason = .volunteerRun(
                isAlike: similarity == 1, isOwn: own.isVolunteerRun == true, own: mine, other: theirs)
            let bySize = reason(.fullTimeEquivalents, mine, theirs) ?? byCategory
            reasons.append((mine == 0) == (theirs == 0) ? bySize : byCategory)
        }
        if let mine = own.kind, let theirs = other.kind { reasons.append(.kind(own: mine, other: theirs)) }
        if let mine = own.tags, let theirs = other.tags, let similarity = mine.similarity(to: theirs) {
            reasons.append(.tags(common: mine.common(with: theirs), similarity: similarity))
        }
        return reasons
    }

    private static func reason(_ figure: LibraryFigure, _ own: Int?, _ other: Int?) -> Reason? {
        guard let own, let other, let similarity = size(own, other) else { return nil }
        let factor = min(own, other) == 0 ? nil : Double(max(own, other)) / Double(min(own, other))
        return .size(figure, own: own, other: other, factor: factor, similarity: similarity)
    }
}
