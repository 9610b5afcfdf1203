// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// A word that measures are described with and filtered by. Raw values stand in URLs, JSON and the database.
package protocol Term: RawRepresentable<String>, CaseIterable, Sendable, Hashable, ColumnValue {
    /// What the API and the index call its group: `space`.
    static var group: String { get }
    var title: TextKey { get }
}

extension Term {
    /// How the index knows it: `space:learning`.
    package var facet: String { "\(Self.group):\(rawValue)" }
}

/// What a library's space is for: Jochumsen, Skot-Hansen, Hvenegaard-Rasmussen, "The four spaces" (2012).
package enum Space: String, Term {
    case inspiration, learning, meeting, performative

    package static let group = "space"
    package var title: TextKey {
        switch self {
        case .inspiration: .spaceInspiration
        case .learning: .spaceLearning
        case .meeting: .spaceMeeting
        case .performative: .spacePerformative
        }
    }
}

/// For whom something is.
package enum TargetGroup: String, Term {
    case toddlers, children, teenagers
    case youngAdults = "young_adults"
    case families, adults, seniors, newcomers
    case peopleWithDisabilities = "people_with_disabilities"
    case schools, kindergartens, associations
    case nonUsers = "non_users"

    package static let group = "target_group"
    package var title: TextKey {
        switch self {
        case .toddlers: .groupToddlers
        case .children: .groupChildren
        case .teenagers: .groupTeenagers
        case .youngAdults: .groupYoungAdults
        case .families: .groupFamilies
        case .adults: .groupAdults
        case .seniors: .groupSeniors
        case .newcomers: .groupNewcomers
        case .peopleWithDisabilities: .groupDisabilities
        case .schools: .groupSchools
        case .kindergartens: .groupKindergartens
        case .associations: .groupAssociations
        case .nonUsers: .groupNonUsers
        }
    }
}

/// What it is about.
package enum Topic: String, Term {
    case reading
    case mediaLiteracy = "media_literacy"
    case digitalHelp = "digital_help"
    case making, gaming, languages
    case sustainability
    case localHistory = "local_history"
    case health, democracy, culture
    case openLibrary = "open_library"
    case thingsToBorrow = "things_to_borrow"
    case outreach, cooperation, volunteering, furnishing, staff, funding, publicity

    package static let group = "topic"
    package var title: TextKey {
        switch self {
        case .reading: .topicReading
        case .mediaLiteracy: .topicMediaLiteracy
        case .digitalHelp: .topicDigitalHelp
        case .making: .topicMaking
        case .gaming: .topicGaming
        case .languages: .topicLanguages
        case .sustainability: .topicSustainability
        case .localHistory: .topicLocalHistory
        case .health: .topicHealth
        case .democracy: .topicDemocracy
        case .culture: .topicCulture
        case .openLibrary: .topicOpenLibrary
        case .thingsToBorrow: .topicThingsToBorrow
        case .outreach: .topicOutreach
        case .cooperation: .topicCooperation
        case .volunteering: .topicVolunteering
        case .furnishing: .topicFurnishing
        case .staff: .topicStaff
        case .funding: .topicFunding
        case .publicity: .topicPublicity
        }
    }
}

/// What somebody has to be able to do for it.
package enum Skill: String, Term {
    case teaching, technology, crafts, languages, moderation, publicity, writing, organising

    package static let group = "skill"
    package var title: TextKey {
        switch self {
        case .teaching: .skillTeaching
        case .technology: .skillTechnology
        case .crafts: .skillCrafts
        case .languages: .skillLanguages
        case .moderation: .skillModeration
        case .publicity: .skillPublicity
        case .writing: .skillWriting
        case .organising: .skillOrganising
        }
    }
}
