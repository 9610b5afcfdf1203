// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Measures, their fit and their adaptations as JSON. Hours, euros and posts are numbers with decimals.
enum MeasureJSON {
    static func item(_ item: MeasureItem, _ texts: Texts) -> JSON {
        let (measure, content) = (item.measure, item.content)
        return [
            "id": .id(measure.id), "title": .string(content.title), "summary": .string(content.summary),
            "state": .string(measure.state.rawValue), "outcome": .string(content.outcome.rawValue),
            "audience": .string(content.audience.rawValue), "library": library(item.library, measure.library),
            "spaces": terms(content.spaces), "target_groups": terms(content.targetGroups),
            "topics": terms(content.topics), "effort": effort(content.effort),
            "range": range(item.doings.map(\.effort)), "skills": content.skills.map(terms) ?? .null,
            "partners": .optional(content.partners),
            "needs_backing": content.needsBacking.map(JSON.bool) ?? .null,
            "reuse_count": .count(measure.reuses), "thanks_count": .count(measure.thanks),
            "published_at": .optional(measure.publishedAt?.rfc3339),
            "fit": item.sentences(texts.language).map { fit($0, texts) } ?? .null,
        ]
    }

    /// With the story, as far as the reader may see it, and everybody who did it.
    static func full(_ view: MeasureView, _ texts: Texts) -> JSON {
        guard case .object(var members) = item(view.item, texts) else { return .null }
        let content = view.content
        members["contact"] = .string(content.contact)
        members["problem"] = .optional(content.problem)
        members["story"] = .optional(content.story)
        members["result"] = .optional(content.result)
        members["evidence"] = .optional(content.evidence?.rawValue)
        members["lessons"] = .optional(content.lessons)
        members["lessons_audience"] = .string(view.measure.content.lessonsAudience.rawValue)
        members["range"] = range(view.doings.map(\.effort))
        members["adaptations"] = .array(view.shown.map { adaptation($0, view.libraries) })
        members["materials"] = .array(view.materials.map(material))
        return .object(members)
    }

    static func adaptation(
        _ adaptation: Adaptation, _ libraries: [OrganisationID: ExchangePorts.Library]
    ) -> JSON {
        let content = adaptation.content
        return [
            "id": .id(adaptation.id), "measure": .id(adaptation.measure),
            "library": library(libraries[adaptation.library], adaptation.library),
            "parent": adaptation.parent.map { .id($0) } ?? .null, "effort": effort(content.effort),
            "changes": .optional(content.changes), "result": .optional(content.result),
            "outcome": .string(content.outcome.rawValue), "audience": .string(content.audience.rawValue),
            "created_at": .string(adaptation.createdAt.rfc3339), "changed_at": .string(adaptation.changedAt.rfc3339),
        ]
    }

    static func fit(_ sentences: FitSentences, _ texts: Texts) -> JSON {
        let words =
            sentences.all.map { "\(texts.mark(of: $0.result)) \($0.text.plainText(with: texts))" }
            + sentences.changes.map { $0.plainText(with: texts) }
        return [
            "verdict": .string(sentences.fit.verdict.rawValue),
            "checks": .array(sentences.fit.checks.map(check)), "sentences": .array(words.map(JSON.string)),
        ]
    }

    private static func check(_ check: Fit.Check) -> JSON {
        [
            "requirement": .string(check.requirement.rawValue), "needed": value(check.needed, check.requirement),
            "available": value(check.available, check.requirement), "result": .string(check.result.rawValue),
        ]
    }

    private static func value(_ value: Fit.Value?, _ requirement: Requirement) -> JSON {
        switch value {
        case nil: .null
        case .amount(let amount)?: number(amount, decimals: requirement.figure?.decimals ?? 0)
        case .skills(let skills)?: terms(skills)
        case .flag(let flag)?: .bool(flag)
        }
    }

    static func effort(_ effort: Effort) -> JSON {
        .object(
            Dictionary(
                uniqueKeysWithValues: EffortFigure.allCases.map { figure in
                    (figure.rawValue, effort[figure].map { number($0, decimals: figure.decimals) } ?? .null)
                }))
    }

    private static func range(_ efforts: [Effort]) -> JSON {
        .object(
            Dictionary(
                uniqueKeysWithValues: EffortFigure.allCases.map { figure in
                    let range = EffortRange(of: figure, in: efforts)
                    let json: JSON =
                        range.map {
                            [
                                "low": number($0.low, decimals: figure.decimals),
                                "high": number($0.high, decimals: figure.decimals), "libraries": .count($0.libraries),
                            ]
                        } ?? .null
                    return (figure.rawValue, json)
                }))
    }

    private static func number(_ value: Int, decimals: Int) -> JSON {
        if decimals == 0 || value % 100 == 0 { return .count(decimals == 0 ? value : value / 100) }
        return .number(Double(value) / 100)
    }

    private static func library(_ library: ExchangePorts.Library?, _ id: OrganisationID) -> JSON {
        ["id": .id(id), "name": .optional(library?.name)]
    }

    static func material(_ material: Material) -> JSON {
        let (address, file): (Link, AttachedFile?) =
            switch material.place {
            case .link(let link): (link, nil)
            case .file(let file): (file.link, file)
            }
        return [
            "name": .string(material.name), "url": .string(address.value),
            "file_name": .optional(file?.name.text), "media_type": .optional(file?.mediaType),
            "size": file.map { .count($0.byteCount) } ?? .null,
            "licence": .string(material.licence.rawValue), "credit": .optional(material.credit),
            "alt_text": .optional(material.altText),
        ]
    }

    private static func terms(_ terms: Set<some Term>) -> JSON {
        .array(terms.map(\.rawValue).sorted().map(JSON.string))
    }
}

extension Texts {
    fileprivate func mark(of result: Fit.Result) -> String { result.sign.mark.plainText(with: self) }
}
