// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The steps in which a measure is told, one page each; the raw values stand in addresses.
enum MeasureStep: String, CaseIterable, Sendable {
    case core = "kern"
    case story = "geschichte"
    case frame = "fuer-wen"
    case effort = "aufwand"
    case result = "ergebnis"
    case lessons = "erkenntnisse"

    var title: TextKey {
        switch self {
        case .core: .stepCore
        case .story: .stepStory
        case .frame: .stepFrame
        case .effort: .stepEffort
        case .result: .stepResult
        case .lessons: .stepLessons
        }
    }

    /// `nil` after the last, where materials follow.
    var next: MeasureStep? {
        let all = Self.allCases
        return all.firstIndex(of: self).flatMap { $0 + 1 < all.count ? all[$0 + 1] : nil }
    }
}

/// A measure as its form or a JSON body sends it: both use the same names.
enum MeasureForm {
    /// Reads all of it. Throws one rejection with all problems.
    static func read(_ input: inout Input) throws(Rejection) -> MeasureContent {
        var content = MeasureContent()
        for step in MeasureStep.allCases { apply(step, &input, to: &content) }
        try input.finish()
        return content
    }

    static let longestTitle = 120
    static let longestSummary = 600

    /// Reads one step into what is there already. Its problems stay in `input`.
    static func apply(_ step: MeasureStep, _ input: inout Input, to content: inout MeasureContent) {
        switch step {
        case .core:
            content.title = input.line("title", required: true, atMost: longestTitle) ?? ""
            content.summary = input.text("summary", atMost: longestSummary) ?? ""
            content.contact = input.line("contact", atMost: 120) ?? ""
            content.audience = input.choice("audience") ?? (input.isFailed ? .members : .everyone)
            content.outcome = input.choice("outcome") ?? .worked
        case .story:
            content.problem = input.text("problem", atMost: 2_000)
            content.story = input.text("story", atMost: 10_000)
        case .frame:
            content.spaces = input.terms("spaces")
            content.targetGroups = input.terms("target_groups")
            content.topics = input.terms("topics")
        case .effort:
            content.effort = effort(&input)
            content.skills = skills(&input)
            content.partners = input.text("partners", atMost: 500)
            content.needsBacking = needsBacking(&input)
        case .result:
            content.result = input.text("result", atMost: 5_000)
            content.evidence = input.choice("evidence")
        case .lessons:
            content.lessons = input.text("lessons", atMost: 5_000)
            content.lessonsAudience = input.choice("lessons_audience") ?? .everyone
        }
    }

    /// An empty field is unknown; `0` is none.
    static func effort(_ input: inout Input) -> Effort {
        var effort = Effort()
        var inner = input.nested("effort")
        for figure in EffortFigure.allCases {
            effort[figure] = inner.figure(
                figure.rawValue, decimals: figure.decimals, units: figure.units, in: 0...figure.limit)
        }
        input.absorb(inner)
        return effort
    }

    static let noSkills = "none"

    /// In forms a box of its own says that none are needed; a program sends an empty list.
    private static func skills(_ input: inout Input) -> Set<Skill>? {
        guard input.has("skills") else { return nil }
        if !input.isJSON, input.list("skills").contains(noSkills) {
            if input.list("skills").count > 1 { input.note("skills", .skillsNoneAndSome) }
            return []
        }
        return input.terms("skills")
    }

    private static func needsBacking(_ input: inout Input) -> Bool? {
        if input.isJSON { return input.has("needs_backing") ? input.flag("needs_backing") : nil }
        return (input.choice("needs_backing") as Answer?).map { $0 == .yes }
    }

    enum Answer: String { case yes, no }

    /// The measure as values of the form.
    static func values(of content: MeasureContent, _ language: Language) -> FormData {
        var values: [(name: String, value: String)] = [
            ("title", content.title), ("summary", content.summary), ("contact", content.contact),
            ("problem", content.problem ?? ""), ("story", content.story ?? ""),
            ("partners", content.partners ?? ""), ("result", content.result ?? ""),
            ("lessons", content.lessons ?? ""), ("lessons_audience", content.lessonsAudience.rawValue),
            ("audience", content.audience.rawValue), ("outcome", content.outcome.rawValue),
            ("needs_backing", content.needsBacking.map { $0 ? "yes" : "no" } ?? ""),
            ("evidence", content.evidence?.rawValue ?? ""),
        ]
        values += content.spaces.map { ("spaces", $0.rawValue) }
        values += content.targetGroups.map { ("target_groups", $0.rawValue) }
        values += content.topics.map { ("topics", $0.rawValue) }
        values += (content.skills ?? []).map { ("skills", $0.rawValue) }
        if content.skills?.isEmpty == true { values.append(("skills", noSkills)) }
        values += effortValues(content.effort, language)
        return FormData(values)
    }

    static func effortValues(_ effort: Effort, _ language: Language) -> [(name: String, value: String)] {
        EffortFigure.allCases.compactMap { figure in
            effort[figure].map {
                ("effort.\(figure.rawValue)", NumberText.typed($0, decimals: figure.decimals, language))
            }
        }
    }
}

/// An adaptation as its form or a JSON body sends it.
enum AdaptationForm {
    static let library = "library"
    static let parent = "parent"

    static func read(_ input: inout Input) -> AdaptationContent {
        var content = AdaptationContent()
        content.effort = MeasureForm.effort(&input)
        content.changes = input.text("changes", atMost: 5_000)
        content.result = input.text("result", atMost: 5_000)
        content.outcome = input.choice("outcome") ?? .worked
        content.audience = input.choice("audience") ?? (input.isFailed ? .members : .everyone)
        if content.effort.isUnknown, content.changes == nil, content.result == nil {
            input.note("changes", .adaptationSaysNothing)
        }
        return content
    }

    /// The library that somebody speaks for, and the adaptation that was followed.
    static func place(_ input: inout Input) -> (library: OrganisationID?, parent: AdaptationID?) {
        (input.id(library), input.id(parent))
    }

    static func values(of adaptation: Adaptation, _ language: Language) -> FormData {
        let content = adaptation.content
        return FormData(
            [
                (library, "\(adaptation.library)"), (parent, adaptation.parent.map { "\($0)" } ?? ""),
                ("changes", content.changes ?? ""), ("result", content.result ?? ""),
                ("outcome", content.outcome.rawValue), ("audience", content.audience.rawValue),
            ] + MeasureForm.effortValues(content.effort, language))
    }
}

extension Input {
    /// An id as it stands in JSON and in forms.
    mutating func id<Of>(_ name: String) -> ID<Of>? {
        guard let text = line(name, atMost: 20) else { return nil }
        if let id = ID<Of>(text) { return id }
        note(name, .fieldNotAChoice)
        return nil
    }

    /// What failed is for members alone, until its library says otherwise.
    fileprivate var isFailed: Bool {
        var copy = self
        return copy.line("outcome") == Outcome.failed.rawValue
    }
}
