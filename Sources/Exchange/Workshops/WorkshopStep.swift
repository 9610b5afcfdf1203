// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// The steps of the toolkit: R looks at how things are, A at what to do.
package enum WorkshopStep: String, Sendable, CaseIterable, ColumnValue {
    case r1 = "R1"
    case r2 = "R2"
    case r3 = "R3"
    case r4 = "R4"
    case r5 = "R5"
    case r6 = "R6"
    case r7 = "R7"
    case a1 = "A1"
    case a2 = "A2"
    case a3 = "A3"
    case a4 = "A4"
    case a5 = "A5"

    /// What every participant is asked in this step; empty where the team decides together.
    package var questions: [WorkshopQuestion] {
        switch self {
        case .r2: Surrounding.allCases.map(WorkshopQuestion.surrounding)
        case .r3: Space.allCases.flatMap { [.space($0, .today), .space($0, .wanted)] }
        case .r4: PlaceRole.allCases.map(WorkshopQuestion.place)
        case .r5: TargetGroup.allCases.flatMap { [.group($0, .importance), .group($0, .reach)] }
        case .r6: [.backing]
        default: []
        }
    }

    /// What every participant may write in this step.
    package var notes: [WorkshopNote.Kind] {
        switch self {
        case .r7: [.strength, .weakness, .opportunity, .threat]
        case .a2: [.idea]
        default: []
        }
    }

    /// Whether phones have something to do; otherwise everybody looks at the common screen.
    package var isAnsweredByEach: Bool { !questions.isEmpty || !notes.isEmpty }

    /// Minutes that it is meant to take; two hours in all, and 20 minutes on the short path.
    package func minutes(_ length: Workshop.Length) -> Int {
        switch (self, length) {
        case (.r1, .short): 3
        case (.r3, .short): 6
        case (.r5, .short): 7
        case (.r6, .short): 4
        case (.r1, _), (.r4, _): 5
        case (.r2, _), (.r6, _), (.a1, _), (.a3, _): 10
        case (.r3, _), (.r5, _), (.r7, _): 15
        case (.a2, _): 20
        case (.a4, _): 3
        case (.a5, _): 2
        }
    }

    package var title: TextKey {
        switch self {
        case .r1: .workshopR1
        case .r2: .workshopR2
        case .r3: .workshopR3
        case .r4: .workshopR4
        case .r5: .workshopR5
        case .r6: .workshopR6
        case .r7: .workshopR7
        case .a1: .workshopA1
        case .a2: .workshopA2
        case .a3: .workshopA3
        case .a4: .workshopA4
        case .a5: .workshopA5
        }
    }

    /// What it is for.
    package var lead: TextKey {
        switch self {
        case .r1: .workshopR1Lead
        case .r2: .workshopR2Lead
        case .r3: .workshopR3Lead
        case .r4: .workshopR4Lead
        case .r5: .workshopR5Lead
        case .r6: .workshopR6Lead
        case .r7: .workshopR7Lead
        case .a1: .workshopA1Lead
        case .a2: .workshopA2Lead
        case .a3: .workshopA3Lead
        case .a4: .workshopA4Lead
        case .a5: .workshopA5Lead
        }
    }
}

/// Something that somebody wrote.
package enum WorkshopNote {
    package enum Kind: String, Sendable, CaseIterable, ColumnValue, Codable {
        case strength, weakness, opportunity, threat, idea

        /// How many of it one participant may write.
        package static let atMost = 3

        package var title: TextKey {
            switch self {
            case .strength: .workshopStrengths
            case .weakness: .workshopWeaknesses
            case .opportunity: .workshopOpportunities
            case .threat: .workshopThreats
            case .idea: .workshopIdeas
            }
        }

        package var hint: TextKey {
            switch self {
            case .strength: .workshopStrengthsHint
            case .weakness: .workshopWeaknessesHint
            case .opportunity: .workshopOpportunitiesHint
            case .threat: .workshopThreatsHint
            case .idea: .workshopIdeasHint
            }
        }
    }

    /// Where an idea was sorted: new or known, easy or hard (Hannover 2022).
    package enum Drawer: String, Sendable, CaseIterable, ColumnValue, Codable {
        /// New, and not yet possible.
        case how
        /// Known, and easy.
        case now
        /// New, and easy.
        case wow
        /// Known and hard: farewell.
        case ciao

        package var title: TextKey {
            switch self {
            case .how: .workshopHow
            case .now: .workshopNow
            case .wow: .workshopWow
            case .ciao: .workshopCiao
            }
        }
    }
}
