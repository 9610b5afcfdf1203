// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What may happen to measures and their adaptations.
enum MeasureRules {
    /// A title, three sentences and whom to ask: more is not needed.
    static func checkPublishable(_ content: MeasureContent) throws(Rejection) {
        var problems: [Rejection.Field] = []
        if content.title.isEmpty { problems.append(Rejection.Field("title", .fieldRequired)) }
        if content.summary.isEmpty { problems.append(Rejection.Field("summary", .fieldRequired)) }
        if content.contact.isEmpty { problems.append(Rejection.Field("contact", .fieldRequired)) }
        if !problems.isEmpty { throw Rejection(.invalid, .measureNotPublishable, fields: problems) }
    }

    /// Which library the visitor speaks for, of those that they may act for. One is taken without being asked for.
    static func library(_ wish: OrganisationID?, of own: [OrganisationID]) throws(Rejection) -> OrganisationID {
        guard let first = own.first else { throw Rejection(.forbidden, .onlyForLibraries) }
        guard let wish else {
            if own.count == 1 { return first }
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("library", .fieldRequired)])
        }
        guard own.contains(wish) else { throw Rejection(.forbidden, .notYourLibrary) }
        return wish
    }

    /// Whoever thanks thanks others.
    static func checkThanks(by library: OrganisationID, for measure: Measure) throws(Rejection) {
        guard measure.state == .published else { throw Rejection(.conflict, .measureIsWithdrawn) }
        guard library != measure.library else { throw Rejection(.conflict, .noThanksForOwn) }
    }

    /// An adaptation follows the original or an older adaptation of the same measure, so that no lineage runs in a circle.
    /// `known` are all adaptations of the measure; `own` is the one that is changed, `nil` for a new one.
    static func checkLineage(
        parent: AdaptationID?, own: AdaptationID?, among known: [Adaptation]
    ) throws(Rejection) {
        guard let parent else { return }
        guard known.contains(where: { $0.id == parent }) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("parent", .parentUnknown)])
        }
        if let own, parent >= own {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("parent", .lineageWouldCircle)])
        }
    }

    /// Adaptations below what they followed, oldest first. One whose parent the reader may not see hangs where that hung.
    static func lineage(_ adaptations: [Adaptation], hidden: [Adaptation] = []) -> [Lineage] {
        let parents = Dictionary(uniqueKeysWithValues: (adaptations + hidden).map { ($0.id, $0.parent) })
        let shown = Set(adaptations.map(\.id))
        var children: [AdaptationID?: [Adaptation]] = [:]
        for adaptation in adaptations.sorted(by: { $0.id < $1.id }) {
            var parent = adaptation.parent
            while let step = parent, !shown.contains(step) { parent = parents[step] ?? nil }
            children[parent, default: []].append(adaptation)
        }
        func below(_ parent: AdaptationID?) -> [Lineage] {
            (children[parent] ?? []).map { Lineage(adaptation: $0, followers: below($0.id)) }
        }
        return below(nil)
    }
}

/// An adaptation with those that followed it.
struct Lineage: Sendable {
    let adaptation: Adaptation
    let followers: [Lineage]
}
