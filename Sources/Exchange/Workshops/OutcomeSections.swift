// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The sections of a result, each with its charts and texts.
struct OutcomeSections: Sendable {
    let results: WorkshopResults
    let language: Language

    var all: HTML { WorkshopSection.allCases.filter(results.has).map(section).joined(by: "") }

    func section(_ section: WorkshopSection) -> HTML {
        let content: HTML =
            switch section {
            case .figures: figures
            case .surroundings: scales(.r2) + paragraph(.workshopPartners, results.facts[WorkshopFacts.Name.partners])
            case .spaces: spaces
            case .place: scales(.r4)
            case .groups: groups
            case .capacity: capacity
            case .swot: swot
            case .challenge: challenge
            case .ideas: ideas
            case .plan: plan
            }
        let notes = section.steps.map { paragraph(.workshopNote, results.facts.note($0)) }
        let isFormer = results.only(section).formerSplits != nil
        let former: HTML = isFormer ? "<p class=\"meta\">\(text: .workshopFormerSplits)</p>" : ""
        return "<section><h2>\(text: section.title)</h2>\(former)\(content)\(notes)</section>"
    }

    /// Over what the team disagrees: named, not hidden in a chart.
    var disputes: HTML {
        let disputed = results.disputed
        guard !disputed.isEmpty else { return "" }
        return """
            <div class="notice"><h2>\(text: .workshopDisputes)</h2><p>\(text: .workshopDisputesLead)</p>\
            <ul>\(disputed.map { "<li>\($0.text)</li>" as HTML })</ul></div>
            """
    }

    private func number(_ hundredths: Int?) -> String {
        hundredths.map { NumberText.decimal($0, decimals: 2, language) } ?? "–"
    }

    private func whole(_ value: Int) -> String { NumberText.decimal(value, language) }

    private func paragraph(_ title: TextKey, _ words: String?) -> HTML {
        words.map { "<p><strong>\(text: title):</strong></p>\(Paragraphs.html($0))" } ?? ""
    }

    /// A step's answers, a row for each question: their distribution, or what the team agreed on.
    private func scales(_ step: WorkshopStep) -> HTML {
        if results.isJoint { return agreed(step) }
        return chart(
            step.questions.map { ($0.text, [$0]) }, counts: ["\(text: .workshopCounts)"],
            label: "\(text: .workshopQuestion)")
    }

    private func agreed(_ step: WorkshopStep) -> HTML {
        let rows = step.questions.compactMap { question in
            results[question].map {
                "<tr><th scope=\"row\">\(question.text)</th><td>\(number($0.mean))</td></tr>" as HTML
            }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <table class="scales"><caption>\(text: .workshopJointAnswers)</caption><thead><tr>\
            <th scope="col">\(text: .workshopQuestion)</th><th scope="col">\(text: .workshopAnswer)</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    /// Questions about the same thing side by side.
    private func chart(_ things: [(label: HTML, questions: [WorkshopQuestion])], counts: [HTML], label: HTML) -> HTML {
        let rows = things.compactMap { thing -> ScaleChart.Row? in
            let summaries = thing.questions.map { results[$0] }
            guard summaries.contains(where: { $0 != nil }) else { return nil }
            let isDisputed = summaries.contains { $0?.isDisputed == true }
            return ScaleChart.Row(
                label: thing.label, answers: summaries.map { $0.map(answers) }, remark: isDisputed ? Self.disputed : "")
        }
        guard !rows.isEmpty else { return "" }
        return ScaleChart(
            caption: "\(text: .workshopDistribution)",
            headings: .init(
                label: label, counts: counts, median: "\(text: .workshopMedian)", spread: "\(text: .workshopSpread)"),
            rows: rows
        ).html
    }

    private func answers(_ summary: ScaleSummary) -> ScaleChart.Answers {
        ScaleChart.Answers(
            counts: summary.counts, median: number(summary.median), spread: number(summary.spread))
    }

    private static let disputed: HTML = " <span class=\"tag warn\">\(text: .workshopDisputed)</span>"

    private var figures: HTML {
        let facts = results.facts
        return list([
            (.workshopPopulation, facts.population.map(whole)),
            (.workshopFloorArea, facts.floorArea.map { "\(whole($0)) m²" }),
            (.workshopStaff, facts.staff.map { number($0) }), (.workshopYear, facts.year.map { "\($0)" }),
        ])
    }

    private func list(_ entries: [(TextKey, String?)]) -> HTML {
        let rows = entries.map { title, value -> HTML in
            let shown: HTML = value.map { "\($0)" } ?? "\(text: .workshopUnknown)"
            return "<div><dt>\(text: title)</dt><dd>\(shown)</dd></div>"
        }
        return "<dl class=\"facts\">\(rows)</dl>"
    }

    private var spaces: HTML {
        let chosen = WorkshopFilters(results).spaces
        let rows = Space.allCases.map { space in
            PairChart.Row(
                label: "\(text: space.title)", first: results[.space(space, .today)]?.mean,
                second: results[.space(space, .wanted)]?.mean,
                remark: chosen.contains(space) ? " <span class=\"tag accent\">\(text: .workshopLargeGap)</span>" : "")
        }
        let pairs = pairs(
            results.isJoint ? .workshopJointSpacesChart : .workshopSpacesChart,
            headings(first: .workshopToday, second: .workshopWanted), rows)
        let things = Space.allCases.map { space in
            (
                label: "\(text: space.title)" as HTML,
                questions: [WorkshopQuestion.space(space, .today), .space(space, .wanted)]
            )
        }
        return pairs + distribution(things, .workshopToday, .workshopWanted)
    }

    private var groups: HTML {
        let rows = TargetGroup.allCases.map { group in
            PairChart.Row(
                label: "\(text: group.title)", first: results[.group(group, .reach)]?.mean,
                second: results[.group(group, .importance)]?.mean,
                remark: (results.gap(of: group) ?? 0) >= WorkshopFilters.groupGap
                    ? " <span class=\"tag accent\">\(text: .workshopLargeGap)</span>" : "")
        }
        let pairs = pairs(
            results.isJoint ? .workshopJointGroupsChart : .workshopGroupsChart,
            headings(first: .workshopReach, second: .workshopImportance), rows)
        let things = TargetGroup.allCases.map { group in
            (
                label: "\(text: group.title)" as HTML,
                questions: [WorkshopQuestion.group(group, .reach), .group(group, .importance)]
            )
        }
        return pairs + distribution(things, .workshopReach, .workshopImportance)
    }

    /// What has answers, and how much has none.
    private func pairs(_ caption: TextKey, _ headings: PairChart.Headings, _ all: [PairChart.Row]) -> HTML {
        let rows = all.filter { $0.first != nil || $0.second != nil }
        let rest = all.count - rows.count
        let isHidden = results.isGuarded && !results.isJoint
        let left: HTML =
            rest == 0
            ? ""
            : "<p class=\"meta\">\(text: isHidden ? .workshopHiddenRows : .workshopUnansweredRows, count: rest)</p>"
        guard !rows.isEmpty else { return left }
        let chart = PairChart(
            caption: "\(text: caption)", headings: headings, rows: rows, highest: 400, language: language)
        return chart.html + left
    }

    /// Where each answered for themselves: a team that agreed has no split.
    private func distribution(
        _ things: [(label: HTML, questions: [WorkshopQuestion])], _ first: TextKey, _ second: TextKey
    ) -> HTML {
        guard !results.isJoint else { return "" }
        let counts = [first, second].map { key -> HTML in
            "\(text: .labelled, ["label": "\(text: key)", "value": "\(text: .workshopCounts)"])"
        }
        return chart(things, counts: counts, label: "\(text: .workshopWhatFor)")
    }

    private func headings(first: TextKey, second: TextKey) -> PairChart.Headings {
        PairChart.Headings(
            label: "\(text: .workshopWhatFor)", picture: "\(text: .workshopPicture)", first: "\(text: first)",
            second: "\(text: second)", difference: "\(text: .workshopGap)")
    }

    private var capacity: HTML {
        let facts = results.facts
        let skills = results.skills.compactMap(Skill.init).map { "<li>\(text: $0.title)</li>" as HTML }
        let able: HTML = skills.isEmpty ? "" : "<p><strong>\(text: .workshopSkills):</strong></p><ul>\(skills)</ul>"
        return list([
            (.workshopHours, facts.hoursPerMonth.map { number($0 * 10) }),
            (.workshopArea, facts.usableArea.map { "\(whole($0)) m²" }),
            (.workshopBudget, facts.moneyPerYear.map { "\(number($0)) €" }),
        ]) + able + scales(.r6)
    }

    private var swot: HTML {
        let groups = WorkshopStep.r7.notes.map { kind -> HTML in
            let texts = results.texts.filter { $0.kind == kind }
            guard !texts.isEmpty else { return "" }
            return
                "<div class=\"card\"><h3>\(text: kind.title)</h3><ul>\(texts.map(line))</ul>\(of(kind, texts.count))</div>"
        }
        return "<div class=\"columns even\">\(groups)</div>"
    }

    /// Says that there were more.
    private func of(_ kind: WorkshopNote.Kind, _ shown: Int) -> HTML {
        let all = results.textCounts[kind.rawValue] ?? shown
        return all > shown
            ? "<p class=\"meta\">\(text: .workshopOfTexts, count: all, ["count": "\(whole(all))"])</p>" : ""
    }

    private func line(_ text: WorkshopResults.Text) -> HTML {
        let weight: HTML = text.weight > 1 ? " ×\(text.weight)" : ""
        let topic: HTML =
            text.topic.flatMap(Topic.init).map { " <span class=\"tag\">\(text: $0.title)</span>" } ?? ""
        return "<li>\(text.text)\(weight)\(topic)</li>"
    }

    private var challenge: HTML {
        let topics = results.facts.topics.map { "<li><span class=\"tag\">\(text: $0.title)</span></li>" as HTML }
        let question: HTML = results.facts.challenge.map { "<p class=\"lead\">\($0)</p>" } ?? ""
        return question + (topics.isEmpty ? "" : "<ul class=\"tags\">\(topics)</ul>")
    }

    private var ideas: HTML {
        let ideas = results.texts.filter { $0.kind == .idea }
        let drawers = WorkshopNote.Drawer.allCases.map { drawer -> HTML in
            let items = ideas.filter { $0.drawer == drawer }
            return items.isEmpty ? "" : "<h3>\(text: drawer.title)</h3><ul>\(items.map(line))</ul>"
        }
        let loose = ideas.filter { $0.drawer == nil }
        let rest: HTML = loose.isEmpty ? "" : "<h3>\(text: .workshopUnsorted)</h3><ul>\(loose.map(line))</ul>"
        return drawers.joined(by: "") + rest + of(.idea, ideas.count)
    }

    private var plan: HTML {
        let items = results.facts.plan.map { item -> HTML in
            let entries: [(TextKey, HTML?)] = [
                (.workshopOwner, item.owner.map { "\($0)" }), (.workshopDue, item.due.map { "\(date: $0)" }),
                (.workshopFirstStep, item.firstStep.map { "\($0)" }),
                (.workshopSign, item.sign.map { "\(text: $0.title)" }),
                (.workshopEvidence, item.evidence.map { "\(text: $0.title)" }),
            ]
            let rows = entries.compactMap { title, value in
                value.map { "<div><dt>\(text: title)</dt><dd>\($0)</dd></div>" as HTML }
            }
            return "<div class=\"card\"><h3>\(item.what)</h3><dl class=\"facts\">\(rows)</dl></div>"
        }
        let next: HTML =
            results.facts.nextRun.map { "<p><strong>\(text: .workshopNextRun):</strong> \(date: $0)</p>" } ?? ""
        return items.joined(by: "") + next
    }
}
