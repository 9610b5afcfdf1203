// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Web

/// What is asked of the place around the library (R2).
package enum Surrounding: String, Sendable, CaseIterable { case growth, age, commuters, places, partners }

/// What a third place is (R4): Third Places programme of North Rhine-Westphalia.
package enum PlaceRole: String, Sendable, CaseIterable { case openness, networking, volunteering, anchor }

/// A question with an answer from 0 to 4.
package enum WorkshopQuestion: Sendable, Hashable {
    package enum Moment: String, Sendable, CaseIterable { case today, wanted }
    package enum Aspect: String, Sendable, CaseIterable { case importance, reach }

    case surrounding(Surrounding)
    case space(Space, Moment)
    case place(PlaceRole)
    case group(TargetGroup, Aspect)
    /// How far politics stands behind the library (R6).
    case backing
    /// Whether somebody in the team can do that (R6): 1 yes, 0 no.
    case skill(Skill)

    package static let scale = 0...4

    /// How it is called in forms and in the database.
    package var key: String {
        switch self {
        case .surrounding(let what): "surrounding.\(what.rawValue)"
        case .space(let space, let moment): "\(moment.rawValue).\(space.rawValue)"
        case .place(let role): "place.\(role.rawValue)"
        case .group(let group, let aspect): "\(aspect.rawValue).\(group.rawValue)"
        case .backing: "backing"
        case .skill(let skill): "skill.\(skill.rawValue)"
        }
    }

    package static let skills = Skill.allCases.map(WorkshopQuestion.skill)
    package static let all = WorkshopStep.allCases.flatMap(\.questions) + skills
    private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    package init?(key: String) {
        guard let question = Self.byKey[key] else { return nil }
        self = question
    }

    package var text: HTML {
        switch self {
        case .surrounding(.growth): "\(text: .workshopAskGrowth)"
        case .surrounding(.age): "\(text: .workshopAskAge)"
        case .surrounding(.commuters): "\(text: .workshopAskCommuters)"
        case .surrounding(.places): "\(text: .workshopAskPlaces)"
        case .surrounding(.partners): "\(text: .workshopAskPartners)"
        case .space(let space, .today): Self.aspect(.workshopToday, of: space.title)
        case .space(let space, .wanted): Self.aspect(.workshopWanted, of: space.title)
        case .place(.openness): "\(text: .workshopAskOpenness)"
        case .place(.networking): "\(text: .workshopAskNetworking)"
        case .place(.volunteering): "\(text: .workshopAskVolunteering)"
        case .place(.anchor): "\(text: .workshopAskAnchor)"
        case .group(let group, .importance): Self.aspect(.workshopImportance, of: group.title)
        case .group(let group, .reach): Self.aspect(.workshopReach, of: group.title)
        case .backing: "\(text: .workshopAskBacking)"
        case .skill(let skill): "\(text: skill.title)"
        }
    }

    private static func aspect(_ aspect: TextKey, of thing: TextKey) -> HTML {
        "\(text: .labelled, ["label": "\(text: thing)", "value": "\(text: aspect)"])"
    }

    /// What 0 and what 4 mean.
    package var ends: (low: TextKey, high: TextKey) {
        switch self {
        case .surrounding(.growth): (.workshopFewer, .workshopMorePeople)
        case .surrounding(.age): (.workshopYounger, .workshopOlder)
        case .surrounding(.commuters): (.workshopHardlyAnyone, .workshopMostPeople)
        case .surrounding(.places): (.workshopNone, .workshopMany)
        case .surrounding(.partners), .place(.networking): (.workshopNotAtAll, .workshopAllTheTime)
        case .space(_, .today): (.workshopNotThere, .workshopFullyThere)
        case .space(_, .wanted): (.workshopNotWanted, .workshopVeryWanted)
        case .place: (.workshopNotAtAll, .workshopEntirely)
        case .group(_, .importance): (.workshopUnimportant, .workshopVeryImportant)
        case .group(_, .reach): (.workshopReachNobody, .workshopReachMost)
        case .backing: (.workshopAgainst, .workshopFullyBehind)
        case .skill: (.workshopNotAtAll, .workshopEntirely)
        }
    }
}
