// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What changed in a measure from one published version to the next.
struct HistoryPage: Sendable {
    let measure: Measure
    /// Latest first.
    let versions: [MeasureVersion]
    /// Whoever is none sees nothing of protected lessons, of no version.
    let isMember: Bool
    let language: Language

    var page: Page {
        let items = versions.enumerated().map { index, version -> HTML in
            let before = index + 1 < versions.count ? versions[index + 1] : nil
            let day = (version.publishedAt ?? version.savedAt).day(in: HouseFrame.network(isDemo: false).zone)
            return "<li><h2>\(date: day)</h2>\(changes(in: version, since: before))</li>"
        }
        return Page(
            title: .measureHistory, section: NetworkLinks.measuresSection,
            trail: [
                ("\(text: .measuresMenu)", NetworkLinks.measures),
                ("\(measure.content.title)", NetworkLinks.measure(measure.id)),
            ],
            content: "<h1>\(text: .measureHistory)</h1><ol class=\"timeline\">\(items)</ol>")
    }

    private func changes(in version: MeasureVersion, since before: MeasureVersion?) -> HTML {
        guard let before else { return "<p>\(text: .firstVersion)</p>" }
        let (old, new) = (lines(visible(before.content)), lines(visible(version.content)))
        let changed = zip(old, new).filter { $0.value != $1.value }.map { old, new -> HTML in
            """
            <div><dt>\(text: new.title)</dt><dd><del>\(old.shown)</del></dd><dd><ins>\(new.shown)</ins></dd></div>
            """
        }
        return changed.isEmpty ? "<p>\(text: .nothingVisibleChanged)</p>" : "<dl class=\"facts\">\(changed)</dl>"
    }

    private func visible(_ content: MeasureContent) -> MeasureContent {
        isMember ? content : content.withoutProtectedParts()
    }

    /// Something that is said of a measure: compared as text, shown in words.
    private struct Line {
        let title: TextKey
        let value: String
        let shown: HTML

        init(_ title: TextKey, _ text: String?) {
            self.title = title
            value = text ?? ""
            shown = value.isEmpty ? "–" : "\(value)"
        }

        init(_ title: TextKey, _ terms: [some Term]) {
            self.title = title
            value = terms.map(\.rawValue).joined(separator: " ")
            shown = terms.isEmpty ? "–" : terms.map { "\(text: $0.title)" as HTML }.joined(by: ", ")
        }
    }

    private func lines(_ content: MeasureContent) -> [Line] {
        [
            Line(.measureTitle, content.title), Line(.measureSummary, content.summary),
            Line(.measureContact, content.contact), Line(.measureProblem, content.problem),
            Line(.measureStory, content.story), Line(.measureSpaces, Space.allCases.filter(content.spaces.contains)),
            Line(.measureTargetGroups, TargetGroup.allCases.filter(content.targetGroups.contains)),
            Line(.measureTopics, Topic.allCases.filter(content.topics.contains)),
            Line(.measureSkills, Skill.allCases.filter((content.skills ?? []).contains)),
            Line(.measurePartners, content.partners), Line(.measureResult, content.result),
            Line(.measureLessons, content.lessons),
        ]
            + EffortFigure.allCases.map { figure in
                Line(
                    figure.title,
                    content.effort[figure].map { NumberText.decimal($0, decimals: figure.decimals, language) })
            }
    }
}
