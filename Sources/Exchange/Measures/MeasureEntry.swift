// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Search
package import Storage
import Web

/// What of a measure is to be found, and by whom.
struct MeasureEntry: Sendable {
    static let kind = "measure"
    static func item(_ id: MeasureID) -> ItemReference { ItemReference(kind: kind, id: id.value) }

    let measure: Measure
    let adaptations: [Adaptation]
    let libraries: [OrganisationID: ExchangePorts.Library]

    /// `adaptations` of any audience.
    init(
        _ measure: Measure, adaptations: [Adaptation], libraries: [OrganisationID: ExchangePorts.Library]
    ) {
        self.measure = measure
        self.adaptations = adaptations
        self.libraries = libraries
    }

    /// `nil` when nothing is left to be found. What only members may read, members alone can find: of a measure for
    /// everyone protected lessons and adaptations stay out of text and numbers, for the entry is one for all.
    var search: SearchEntry? {
        let isProtected = measure.content.audience == .members
        let shown = adaptations.filter { measure.shows($0.run) }
        guard measure.state != .withdrawn || !shown.isEmpty else { return nil }
        let content = Self.readable(measure, shown)
        let doings = Self.doings(measure, shown.map(\.run), libraries)
        let reuses = shown.count { $0.library != measure.library }
        return SearchEntry(
            item: Self.item(measure.id), house: .network, audience: isProtected ? .house(.network) : nil,
            title: content.title, text: text(of: content, shown), link: NetworkLinks.measure(measure.id),
            facets: Self.facets(of: content, doings),
            figures: MeasureFigures(
                content, doings: doings, reuses: reuses, publishedAt: measure.publishedAt
            ).numbers)
    }

    /// All who did it, the original first unless it was withdrawn.
    static func doings(
        _ measure: Measure, _ runs: [Run], _ libraries: [OrganisationID: ExchangePorts.Library]
    ) -> [Doing] {
        let own = Doing(
            library: measure.library, profile: libraries[measure.library], effort: measure.content.effort,
            isOriginal: true)
        return (measure.state == .withdrawn ? [] : [own])
            + runs.map {
                Doing(library: $0.library, profile: libraries[$0.library], effort: $0.effort, isOriginal: false)
            }
    }

    /// What everyone whom a measure is for may read of it. Of a withdrawn one others keep title and summary as they knew
    /// them, and the words by which it is found. `shown` are its adaptations, oldest first.
    static func readable(_ measure: Measure, _ shown: [Adaptation]) -> MeasureContent {
        guard measure.state == .withdrawn else {
            return measure.content.audience == .members ? measure.content : measure.content.withoutProtectedParts()
        }
        var content = MeasureContent()
        content.title = shown.first?.title ?? measure.content.title
        content.summary = shown.first?.summary ?? ""
        content.audience = measure.content.audience
        content.spaces = measure.content.spaces
        content.targetGroups = measure.content.targetGroups
        content.topics = measure.content.topics
        return content
    }

    private func text(of content: MeasureContent, _ shown: [Adaptation]) -> String {
        let own = [
            content.summary, content.problem, content.story, content.result, content.lessons, content.partners,
            libraries[measure.library]?.name,
        ]
        let others = shown.flatMap { [libraries[$0.library]?.name, $0.content.changes, $0.content.result] }
        return (own + others).compactMap(\.self).joined(separator: "\n")
    }

    static func facets(of content: MeasureContent, _ doings: [Doing]) -> Set<String> {
        let range = EffortRange(of: .hoursPerMonth, in: doings.map(\.effort))
        return Set(content.spaces.map(\.facet)).union(content.targetGroups.map(\.facet))
            .union(content.topics.map(\.facet)).union([EffortClass(range?.low).facet])
    }
}

/// How much time running it takes, by the least that any library needed a month.
package enum EffortClass: String, Term {
    case little, moderate, much, unknown

    package static let group = "effort"

    /// Hundredths of hours.
    init(_ hoursPerMonth: Int?) {
        switch hoursPerMonth {
        case nil: self = .unknown
        case .some(...200): self = .little
        case .some(...800): self = .moderate
        default: self = .much
        }
    }

    package var title: TextKey {
        switch self {
        case .little: .effortLittle
        case .moderate: .effortModerate
        case .much: .effortMuch
        case .unknown: .effortUnknown
        }
    }
}
