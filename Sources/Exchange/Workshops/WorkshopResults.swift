// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What may be published on its own.
package enum WorkshopSection: String, Sendable, CaseIterable, Codable {
    case figures, surroundings, spaces, place, groups, capacity, swot, challenge, ideas, plan

    package var steps: [WorkshopStep] {
        switch self {
        case .figures: [.r1]
        case .surroundings: [.r2]
        case .spaces: [.r3]
        case .place: [.r4]
        case .groups: [.r5]
        case .capacity: [.r6]
        case .swot: [.r7]
        case .challenge: [.a1]
        case .ideas: [.a2]
        case .plan: [.a3, .a4, .a5]
        }
    }

    package var title: TextKey {
        self == .plan ? .workshopPlan : steps[0].title
    }

    /// Whether a fact of that name belongs to it.
    func contains(fact name: String) -> Bool {
        if steps.contains(where: { name == WorkshopFacts.Name.note($0) }) { return true }
        return switch self {
        case .figures: ["population", "floor_area", "staff", "year"].contains(name)
        case .surroundings: name == WorkshopFacts.Name.partners
        case .capacity: ["hours", "area", "budget"].contains(name)
        case .challenge: ["challenge", "topics"].contains(name)
        case .plan: name.hasPrefix("plan.") || name == WorkshopFacts.Name.nextRun
        default: false
        }
    }
}

/// What a workshop found out, as far as it may be shown: nothing in it tells what one person answered.
package struct WorkshopResults: Sendable, Equatable, Codable {
    /// A text on the common wall, and how many wrote the like.
    package struct Text: Sendable, Equatable, Codable {
        package let kind: WorkshopNote.Kind
        package let text: String
        package let topic: String?
        package let drawer: WorkshopNote.Drawer?
        package let weight: Int

        package init(
            kind: WorkshopNote.Kind, text: String, topic: Topic? = nil, drawer: WorkshopNote.Drawer? = nil,
            weight: Int = 1
        ) {
            self.kind = kind
            self.text = text
            self.topic = topic?.rawValue
            self.drawer = drawer
            self.weight = weight
        }
    }

    package let isJoint: Bool
    /// How many took part.
    package let participants: Int
    package let facts: WorkshopFacts
    /// By the question's key; those with too few answers are missing.
    package let scales: [String: ScaleSummary]
    /// What somebody in the team can do.
    package let skills: [String]
    package let texts: [Text]
    /// How many texts of each kind there are in all, by raw value.
    package let textCounts: [String: Int]
    /// Whether anything is kept back because too few answered.
    package let isGuarded: Bool
    /// The keys of questions of which the former split stays, for too few answers changed since; `nil` without any.
    package let formerSplits: [String]?

    /// - Parameters:
    ///   - participants: how many answered.
    ///   - counts: how many chose each step, by question.
    ///   - texts: those that are shown, the weightiest first.
    ///   - formerSplits: the questions of which `counts` holds what was shown before.
    package init(
        isJoint: Bool, participants: Int, facts: WorkshopFacts, counts: [WorkshopQuestion: [Int]], texts: [Text],
        formerSplits: Set<WorkshopQuestion> = []
    ) {
        self.formerSplits = formerSplits.isEmpty ? nil : formerSplits.map(\.key).sorted()
        self.isJoint = isJoint
        self.participants = participants
        self.facts = facts
        let fewest = isJoint ? 1 : WorkshopRules.fewestShown
        var scales: [String: ScaleSummary] = [:]
        var skills: [String] = []
        var isGuarded = false
        for (question, steps) in counts {
            let summary = ScaleSummary(counts: steps)
            guard summary.answers >= fewest else {
                isGuarded = isGuarded || summary.answers > 0
                continue
            }
            if case .skill(let skill) = question {
                if summary.answers > summary.counts[0] { skills.append(skill.rawValue) }
            } else {
                scales[question.key] = summary
            }
        }
        self.scales = scales
        self.skills = Skill.allCases.map(\.rawValue).filter(skills.contains)
        let texts = participants < fewest ? [] : texts
        self.isGuarded = isGuarded || participants > 0 && participants < fewest
        textCounts = Dictionary(grouping: texts, by: \.kind.rawValue).mapValues(\.count)
        self.texts = WorkshopNote.Kind.allCases.flatMap { kind in
            texts.filter { $0.kind == kind }.prefix(kind == .idea ? Self.ideasAtMost : WorkshopNote.Kind.atMost)
        }
    }

    private init(
        _ whole: WorkshopResults, facts: WorkshopFacts, scales: [String: ScaleSummary], skills: [String], texts: [Text],
        formerSplits: [String]
    ) {
        self.formerSplits = formerSplits.isEmpty ? nil : formerSplits
        isJoint = whole.isJoint
        participants = whole.participants
        isGuarded = whole.isGuarded
        self.facts = facts
        self.scales = scales
        self.skills = skills
        self.texts = texts
        textCounts = whole.textCounts.filter { name, _ in texts.contains { $0.kind.rawValue == name } }
    }

    /// More than a page can hold serve nobody; all of them stand in the download.
    static let ideasAtMost = 40

    package subscript(_ question: WorkshopQuestion) -> ScaleSummary? { scales[question.key] }

    /// What is published when one section is.
    package func only(_ section: WorkshopSection) -> WorkshopResults {
        let questions = section.steps.flatMap(\.questions) + (section == .capacity ? WorkshopQuestion.skills : [])
        let keys = Set(questions.map(\.key))
        let kinds = section.steps.flatMap(\.notes)
        return WorkshopResults(
            self, facts: facts.only(section.contains(fact:)), scales: scales.filter { keys.contains($0.key) },
            skills: section == .capacity ? skills : [], texts: texts.filter { kinds.contains($0.kind) },
            formerSplits: (formerSplits ?? []).filter(keys.contains))
    }

    /// Whether the section has anything to say.
    package func has(_ section: WorkshopSection) -> Bool {
        let part = only(section)
        return !part.facts.values.isEmpty || !part.scales.isEmpty || !part.skills.isEmpty || !part.texts.isEmpty
    }

    /// The questions over which the team disagrees, in the order in which they were asked.
    package var disputed: [WorkshopQuestion] {
        isJoint ? [] : WorkshopQuestion.all.filter { self[$0]?.isDisputed == true }
    }

    /// In hundredths; positive when more is wanted than there is. `nil` when either side is unknown.
    package func gap(of space: Space) -> Int? {
        guard let today = self[.space(space, .today)]?.mean, let wanted = self[.space(space, .wanted)]?.mean else {
            return nil
        }
        return wanted - today
    }

    /// In hundredths; positive when a group matters more than it is reached.
    package func gap(of group: TargetGroup) -> Int? {
        guard let importance = self[.group(group, .importance)]?.mean, let reach = self[.group(group, .reach)]?.mean
        else { return nil }
        return importance - reach
    }
}
