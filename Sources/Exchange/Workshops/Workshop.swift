// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// A run of the toolkit: a team thinks about its library and decides what comes next.
package struct Workshop: Sendable, Equatable {
    package enum State: String, Sendable, ColumnValue {
        case prepared, running, paused, ended
    }

    /// How much of the toolkit it goes through.
    package enum Length: String, Sendable, ColumnValue, CaseIterable {
        /// All steps, about two hours.
        case full
        /// R1, R3, R5, R6: enough for filters, 20 minutes.
        case short

        package var steps: [WorkshopStep] {
            switch self {
            case .full: WorkshopStep.allCases
            case .short: [.r1, .r3, .r5, .r6]
            }
        }
    }

    /// Who answers.
    package enum Mode: String, Sendable, ColumnValue, CaseIterable {
        /// Each participant on a device or a sheet of their own, anonymously.
        case each
        /// A team under five on one device: the agreed answer and a note.
        case joint
    }

    package let id: ID<Workshop>
    /// What the team calls it; names no person.
    package let name: String
    package let length: Length
    package let mode: Mode
    /// The library that it was attached to.
    package let organisation: OrganisationID?
    /// The run before this one.
    package let former: ID<Workshop>?
    /// What phones join with; `nil` once it has expired.
    package let code: String?
    package let state: State
    package let step: WorkshopStep
    /// When the step, or the break, was meant to be over. It is shown and forces nothing.
    package let deadline: Instant?
    /// What the step had left when the break began; negative when it was overdue.
    package let remaining: Span?
    /// Rises with every change of state or step; whoever changes either says which one they saw.
    package let version: Int
    /// Whether participants may see the results.
    package let isReleased: Bool
    package let createdAt: Instant
    package let endedAt: Instant?

    /// How other capabilities point at it.
    package var reference: ItemReference { ItemReference(kind: Self.kind, id: id.value) }
    package static let kind = "workshop"

    /// Steps before, at and after the current one, counted from 1.
    package var position: Int { (length.steps.firstIndex(of: step) ?? 0) + 1 }
    package var nextStep: WorkshopStep? { length.steps.dropFirst(position).first }
    package var stepBefore: WorkshopStep? { length.steps.prefix(position - 1).last }
}

/// Somebody who answers: a phone, a sheet of paper that was typed in, or a whole team at one device. Nobody is named.
package enum Participant {
    package enum Kind: String, Sendable, ColumnValue { case phone, sheet, joint }
}

package typealias ParticipantID = ID<Participant>
