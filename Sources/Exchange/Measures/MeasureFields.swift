// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The fields of the forms in which measures and adaptations are told.
enum MeasureFields {
    static func fields(_ step: MeasureStep) -> [FormPart] {
        switch step {
        case .core: core(isNew: false)
        case .story:
            FormPart.fields([
                Field("problem", "\(text: .measureProblem)", hint: "\(text: .measureProblemHint)", .lines(rows: 4)),
                Field("story", "\(text: .measureStory)", hint: "\(text: .measureStoryHint)", .lines(rows: 10)),
            ])
        case .frame:
            FormPart.fields([
                terms("spaces", .measureSpaces, Space.self, hint: "\(text: .measureSpacesHint)"),
                terms("target_groups", .measureTargetGroups, TargetGroup.self),
                terms("topics", .measureTopics, Topic.self),
            ])
        case .effort: effort
        case .result:
            FormPart.fields([
                Field("result", "\(text: .measureResult)", hint: "\(text: .measureResultHint)", .lines(rows: 6)),
                Field(
                    "evidence", "\(text: .measureEvidence)", hint: "\(text: .measureEvidenceHint)",
                    .radio(
                        [("", "\(text: .notSaid)", "")]
                            + Evidence.allCases.map {
                                ($0.rawValue, "\(text: $0.title)" as HTML, "\(text: $0.hint)" as HTML)
                            })),
            ])
        case .lessons:
            FormPart.fields([
                Field("lessons", "\(text: .measureLessons)", hint: "\(text: .measureLessonsHint)", .lines(rows: 6)),
                audience("lessons_audience", .lessonsAudience),
            ])
        }
    }

    /// The Kleinigkeit: title, three sentences, whom to ask; and for whom of several libraries.
    static func core(isNew: Bool, libraries: [ExchangePorts.Library] = []) -> [FormPart] {
        var fields = [
            Field("title", "\(text: .measureTitle)", hint: "\(text: .measureTitleHint)", required: true),
            Field(
                "summary", "\(text: .measureSummary)", hint: "\(text: .measureSummaryHint)", .lines(rows: 5),
                required: true),
            Field("contact", "\(text: .measureContact)", hint: "\(text: .measureContactHint)", required: true),
            Field(
                "outcome", "\(text: .measureOutcome)",
                .radio(Outcome.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML, "" as HTML) }),
                required: true),
            audience("audience", .measureAudience),
        ]
        if libraries.count > 1 { fields.insert(library(libraries), at: 0) }
        return FormPart.fields(fields)
    }

    /// Which library somebody speaks for who belongs to several.
    static func library(_ libraries: [ExchangePorts.Library]) -> Field {
        Field(
            AdaptationForm.library, "\(text: .speakFor)",
            .choice(libraries.map { ("\($0.id)", "\($0.name)" as HTML) }), required: true)
    }

    private static func audience(_ name: String, _ label: TextKey) -> Field {
        Field(
            name, "\(text: label)", hint: "\(text: .audienceHint)",
            .radio(Audience.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML, "" as HTML) }), required: true)
    }

    private static func terms<Word: Term>(
        _ name: String, _ label: TextKey, _: Word.Type, hint: HTML = ""
    ) -> Field {
        Field(
            name, "\(text: label)", hint: hint,
            .several(Word.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML) }))
    }

    /// The figures, of which each may stay open.
    static func figures(_ hint: TextKey) -> FormPart {
        let fields = EffortFigure.allCases.map { figure -> Field in
            var field = Field("effort.\(figure.rawValue)", "\(text: figure.title)", .line(), width: "tiny")
            field.hasOptionalMark = false
            return field
        }
        return .group(
            legend: "\(text: .measureEffort)", hint: "\(text: hint)",
            [
                .row(Array(FormPart.fields(fields)[..<2])), .row(Array(FormPart.fields(fields)[2..<4])),
                .row(Array(FormPart.fields(fields)[4...])),
            ])
    }

    private static var effort: [FormPart] {
        [figures(.measureEffortHint)]
            + FormPart.fields([
                Field(
                    "skills", "\(text: .measureSkills)", hint: "\(text: .measureSkillsHint)",
                    .several(
                        Skill.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML) }
                            + [(MeasureForm.noSkills, "\(text: .skillsNone)" as HTML)])),
                Field(
                    "partners", "\(text: .measurePartners)", hint: "\(text: .measurePartnersHint)", .lines(rows: 3)),
                Field(
                    "needs_backing", "\(text: .measureBackingQuestion)",
                    .radio([
                        ("", "\(text: .notSaid)", ""), ("yes", "\(text: .yes)", ""), ("no", "\(text: .no)", ""),
                    ])),
            ])
    }

    /// "Haben wir auch gemacht". `parents` are adaptations that can have been followed.
    static func adaptation(
        libraries: [ExchangePorts.Library], parents: [(id: AdaptationID, name: HTML)]
    ) -> [FormPart] {
        var parts: [FormPart] = libraries.count > 1 ? [.field(library(libraries))] : []
        if !parents.isEmpty {
            parts.append(
                .field(
                    Field(
                        AdaptationForm.parent, "\(text: .adaptationParent)", hint: "\(text: .adaptationParentHint)",
                        .choice(
                            [("", "\(text: .theOriginal)")] + parents.map { ("\($0.id)", $0.name) }), required: true)))
        }
        parts.append(figures(.adaptationEffortHint))
        parts += FormPart.fields([
            Field(
                "changes", "\(text: .adaptationChanges)", hint: "\(text: .adaptationChangesHint)", .lines(rows: 5)),
            Field("result", "\(text: .measureResult)", hint: "\(text: .adaptationResultHint)", .lines(rows: 5)),
            Field(
                "outcome", "\(text: .measureOutcome)",
                .radio(Outcome.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML, "" as HTML) }),
                required: true),
            audience("audience", .adaptationAudience),
        ])
        return parts
    }
}
