// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// Something that a library did, described so that others can do it too.
package struct Measure: Sendable {
    package enum Mark {}

    package enum State: String, Sendable, ColumnValue { case draft, published, withdrawn }

    package let id: ID<Mark>
    package let library: OrganisationID
    package let state: State
    package let createdAt: Instant
    /// When it was first published.
    package let publishedAt: Instant?
    /// What is shown: of a reader from outside the latest published version, of its own library the latest at all.
    package let version: MeasureVersion
    /// Other libraries that did it too and say so to everyone.
    package let reuses: Int
    /// Other libraries that said thanks.
    package let thanks: Int

    package var content: MeasureContent { version.content }
}

package typealias MeasureID = ID<Measure.Mark>

/// A measure as it read at some time. One that is not published yet is the edit in progress: saving replaces it.
package struct MeasureVersion: Sendable {
    package let number: Int
    package let savedAt: Instant
    package let publishedAt: Instant?
    package let content: MeasureContent
}

/// How a result is known (ISO 16439).
package enum Evidence: String, CaseIterable, Sendable, ColumnValue {
    /// Concluded from figures: loans, visits.
    case inferred
    /// Asked for: surveys, interviews.
    case solicited
    /// Seen by those who were there.
    case observed

    var title: TextKey {
        switch self {
        case .inferred: .evidenceInferred
        case .solicited: .evidenceSolicited
        case .observed: .evidenceObserved
        }
    }

    var hint: TextKey {
        switch self {
        case .inferred: .evidenceInferredHint
        case .solicited: .evidenceSolicitedHint
        case .observed: .evidenceObservedHint
        }
    }
}

/// Who may read something.
package enum Audience: String, CaseIterable, Sendable, ColumnValue {
    case everyone
    /// Whoever belongs to a library of the network.
    case members

    var title: TextKey { self == .everyone ? .audienceEveryone : .audienceMembers }
}

package enum Outcome: String, CaseIterable, Sendable, ColumnValue {
    case worked, failed

    var title: TextKey { self == .worked ? .outcomeWorked : .outcomeFailed }
}

/// What is said of a measure. Only title, summary and contact are needed to publish.
package struct MeasureContent: Sendable, Equatable {
    package var title = ""
    package var summary = ""
    /// A function ("Kinderbibliothek"), never a name.
    package var contact = ""
    package var problem: String?
    /// What was done, step by step.
    package var story: String?
    package var spaces: Set<Space> = []
    package var targetGroups: Set<TargetGroup> = []
    package var topics: Set<Topic> = []
    package var effort = Effort()
    /// `nil` is unknown; empty: none in particular.
    package var skills: Set<Skill>?
    package var partners: String?
    /// Whether it needs the backing of council or administration; `nil` is unknown.
    package var needsBacking: Bool?
    package var outcome = Outcome.worked
    package var result: String?
    package var evidence: Evidence?
    package var lessons: String?
    /// Who may read the lessons.
    package var lessonsAudience = Audience.everyone
    /// Who may read any of it.
    package var audience = Audience.everyone

    package init() {}

    /// As far as a reader from outside the network may see it.
    func withoutProtectedParts() -> MeasureContent {
        var copy = self
        if lessonsAudience == .members { copy.lessons = nil }
        return copy
    }
}

/// Another library's own run of a measure.
package struct Adaptation: Sendable {
    package enum Mark {}

    package let id: ID<Mark>
    package let measure: MeasureID
    package let library: OrganisationID
    /// The adaptation that it followed; `nil`: the original.
    package let parent: ID<Mark>?
    package let createdAt: Instant
    package let changedAt: Instant
    /// What the measure was called, and said of itself, when it was adapted: stands when the original is withdrawn.
    package let title: String
    package let summary: String
    package let content: AdaptationContent
}

package typealias AdaptationID = ID<Adaptation.Mark>

/// What a library tells of its own run.
package struct AdaptationContent: Sendable, Equatable {
    package var effort = Effort()
    /// What they did differently.
    package var changes: String?
    package var result: String?
    package var outcome = Outcome.worked
    package var audience = Audience.everyone

    package init() {}
}
