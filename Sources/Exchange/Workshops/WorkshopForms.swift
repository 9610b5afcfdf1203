// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The questions of a step as parts of a form.
enum WorkshopForms {
    /// How a question is answered: by a button for each step of the scale, or, where there are many, from a list.
    enum Style { case buttons, lists }

    /// What a participant is asked in a step, with what was answered so far.
    /// - Parameter isJoint: whether a team answers together.
    static func questions(
        _ step: WorkshopStep, _ state: FormState, style: Style? = nil, isJoint: Bool = false
    ) -> HTML {
        let style = style ?? (step == .r5 ? .lists : .buttons)
        var html: HTML
        switch step {
        case .r3:
            html = pairs(Space.allCases, title: \.title, meaning: \.meaning, style, state) { space in
                Moment.allCases.map { (.space(space, $0), $0.title) }
            }
        case .r5:
            html = pairs(TargetGroup.allCases, title: \.title, meaning: nil, style, state) { group in
                Aspect.allCases.map { (.group(group, $0), $0.title) }
            }
        default: html = step.questions.map { question($0, $0.text, style, state) }.joined(by: "")
        }
        if style == .lists, !step.questions.isEmpty { html = ends(of: step) + html }
        if !step.questions.isEmpty { html = "<p class=\"hint\">\(text: .workshopNoAnswerHint)</p>" + html }
        if step == .r6 { html += skills(state, isJoint ? .workshopAskSkillsJointly : .workshopAskSkills) }
        return html + notes(step, state, isJoint ? .workshopTextsAreOnWall : .workshopTextsAreShown)
    }

    private typealias Moment = WorkshopQuestion.Moment
    private typealias Aspect = WorkshopQuestion.Aspect

    private static func pairs<Thing>(
        _ things: [Thing], title: (Thing) -> TextKey, meaning: ((Thing) -> TextKey)?, _ style: Style,
        _ state: FormState, _ questions: (Thing) -> [(WorkshopQuestion, TextKey)]
    ) -> HTML {
        things.map { thing -> HTML in
            let hint: HTML = meaning.map { "<p class=\"hint\">\(text: $0(thing))</p>" } ?? ""
            let fields = questions(thing).map { question($0.0, "\(text: $0.1)", style, state) }
            return "<fieldset class=\"question\"><legend>\(text: title(thing))</legend>\(hint)\(fields)</fieldset>"
        }.joined(by: "")
    }

    private static func question(
        _ question: WorkshopQuestion, _ label: HTML, _ style: Style, _ state: FormState
    ) -> HTML {
        style == .buttons ? buttons(question, label, state) : list(question, label, state)
    }

    /// Five buttons from one end to the other, and one for no answer.
    private static func buttons(_ question: WorkshopQuestion, _ legend: HTML, _ state: FormState) -> HTML {
        let chosen = state.values[question.key]
        let options = WorkshopQuestion.scale.map { value -> HTML in
            let checked: HTML = chosen == "\(value)" ? " checked" : ""
            return "<label><input type=\"radio\" name=\"\(question.key)\" value=\"\(value)\"\(checked)>\(value)</label>"
        }
        let none: HTML = """
            <label class="none"><input type="radio" name="\(question.key)" value=""\(chosen == "" ? " checked" : "")>\
            <span aria-hidden="true">–</span><span class="visually-hidden">\(text: .workshopNoAnswer)</span></label>
            """
        let ends = question.ends
        return """
            <fieldset class="question"><legend>\(legend)</legend><div class="scale">\(options)\(none)</div>\
            <p class="ends"><span>0\u{A0}=\u{A0}\(text: ends.low)</span>\
            <span>4\u{A0}=\u{A0}\(text: ends.high)</span></p></fieldset>
            """
    }

    private static func list(_ question: WorkshopQuestion, _ label: HTML, _ state: FormState) -> HTML {
        let chosen = state.values[question.key]
        let options = WorkshopQuestion.scale.map { value -> HTML in
            chosen == "\(value)" ? "<option selected>\(value)" : "<option>\(value)"
        }
        return """
            <label class="pick">\(label) <select name="\(question.key)"><option value="">–\(options)</select></label>
            """
    }

    /// What 0 and 4 mean in the lists of a step.
    private static func ends(of step: WorkshopStep) -> HTML {
        let lines: [HTML] =
            switch step {
            case .r3:
                [
                    ("\(text: .workshopToday)", .space(.inspiration, .today)),
                    ("\(text: .workshopWanted)", .space(.inspiration, .wanted)),
                ].map(end)
            case .r5:
                [
                    ("\(text: .workshopImportance)", .group(.children, .importance)),
                    ("\(text: .workshopReach)", .group(.children, .reach)),
                ].map(end)
            default: step.questions.map { end("", $0) }
            }
        return "<ul class=\"hint\">\(lines)</ul>"
    }

    private static func end(_ name: HTML, _ question: WorkshopQuestion) -> HTML {
        let before: HTML = name.isEmpty ? "" : "\(name): "
        return "<li>\(before)0 = \(text: question.ends.low), 4 = \(text: question.ends.high)</li>"
    }

    private static func skills(_ state: FormState, _ legend: TextKey) -> HTML {
        let options = Skill.allCases.map { skill -> HTML in
            let checked: HTML = state.values.all("skill").contains(skill.rawValue) ? " checked" : ""
            let id = "skill-\(skill.rawValue)"
            return """
                <div class="choice"><input type="checkbox" id="\(id)" name="skill" value="\(skill.rawValue)"\(checked)>\
                <label for="\(id)">\(text: skill.title)</label></div>
                """
        }
        return "<fieldset class=\"field\"><legend>\(text: legend)</legend>\(options)</fieldset>"
    }

    private static func notes(_ step: WorkshopStep, _ state: FormState, _ hint: TextKey) -> HTML {
        guard !step.notes.isEmpty else { return "" }
        let groups = step.notes.map { kind -> HTML in
            let fields = (1...WorkshopNote.Kind.atMost).map { slot -> HTML in
                let name = WorkshopInput.noteName(kind, slot)
                let error: HTML =
                    state.message(for: name).map { "<p class=\"error\" id=\"\(Field.id(name))-error\">\(text: $0)</p>" }
                    ?? ""
                let described: HTML =
                    error.isEmpty ? "" : " aria-invalid=\"true\" aria-describedby=\"\(Field.id(name))-error\""
                return """
                    <div class="field"><label for="\(Field.id(name))">\(text: .workshopEntry, ["number": "\(slot)"])</label>\
                    \(error)<input class="input" id="\(Field.id(name))" name="\(name)" maxlength="200"\(described) \
                    value="\(state.values[name] ?? "")"></div>
                    """
            }
            return """
                <fieldset class="card"><legend>\(text: kind.title)</legend><p class="hint">\(text: kind.hint)</p>\(fields)\
                </fieldset>
                """
        }
        return "<p class=\"hint\">\(text: hint)</p>\(groups)"
    }

    /// What was answered before, as values of the form.
    static func values(_ submission: WorkshopAnswerStore.Submission) -> [(name: String, value: String)] {
        let answers = submission.answers.compactMap { question, value -> (name: String, value: String)? in
            if case .skill(let skill) = question { return value > 0 ? ("skill", skill.rawValue) : nil }
            return (question.key, "\(value)")
        }
        let notes = submission.notes.compactMap { slot, text in
            text.map { (name: WorkshopInput.noteName(slot.kind, slot.slot), value: $0) }
        }
        return answers + notes
    }

    /// What the team settles together in a step.
    static func facts(_ step: WorkshopStep, plan: [Undertaking]) -> [FormPart] {
        typealias Name = WorkshopFacts.Name
        var parts: [FormPart] = []
        switch step {
        case .r1:
            parts = [
                .row([
                    .field(Field(Name.population, "\(text: .workshopPopulation)", width: "short")),
                    .field(Field(Name.floorArea, "\(text: .workshopFloorArea)", width: "short")),
                    .field(Field(Name.staff, "\(text: .workshopStaff)", width: "short")),
                    .field(Field(Name.year, "\(text: .workshopYear)", width: "tiny")),
                ])
            ]
        case .r2:
            parts = [
                .field(
                    Field(
                        Name.partners, "\(text: .workshopPartners)", hint: "\(text: .workshopPartnersHint)",
                        .lines(rows: 3)))
            ]
        case .r6:
            parts = [
                .other("<p class=\"hint\">\(text: .workshopCapacityHint)</p>"),
                .field(
                    Field(Name.hours, "\(text: .workshopHours)", hint: "\(text: .workshopHoursHint)", width: "short")),
                .field(Field(Name.area, "\(text: .workshopArea)", hint: "\(text: .workshopAreaHint)", width: "short")),
                .field(
                    Field(Name.budget, "\(text: .workshopBudget)", hint: "\(text: .workshopBudgetHint)", width: "short")
                ),
            ]
        case .a1:
            parts = [
                .field(
                    Field(
                        Name.challenge, "\(text: .workshopChallenge)", hint: "\(text: .workshopChallengeHint)",
                        .lines(rows: 2))),
                .field(
                    Field(
                        Name.topics, "\(text: .workshopTopics)", hint: "\(text: .workshopThreeTopics)",
                        .several(Topic.allCases.map { ($0.rawValue, "\(text: $0.title)") }))),
            ]
        case .a3: parts = (1...WorkshopFacts.plansAtMost).map(undertaking)
        case .a4:
            parts = plan.map { item in
                .field(
                    Field(
                        Name.plan(item.number, .evidence), "\(item.what)",
                        .radio(
                            Undertaking.Evidence.allCases.map { ($0.rawValue, "\(text: $0.title)", "\(text: $0.hint)") }
                        )))
            }
            if plan.isEmpty { parts = [.other("<p>\(text: .workshopNoPlanYet)</p>")] }
        case .a5:
            parts = [
                .field(Field(Name.nextRun, "\(text: .workshopNextRun)", hint: "\(text: .workshopNextRunHint)", .date))
            ]
        default: break
        }
        if WorkshopInput.hasNote(step) {
            let note = Field(
                Name.note(step), "\(text: .workshopNote)", hint: "\(text: .workshopNoteHint)", .lines(rows: 2))
            parts.append(.field(note))
        }
        return parts
    }

    private static func undertaking(_ number: Int) -> FormPart {
        func name(_ part: WorkshopFacts.PlanPart) -> String { WorkshopFacts.Name.plan(number, part) }
        let signs =
            [(value: "", label: "\(text: .workshopChoose)" as HTML)]
            + Undertaking.Sign.allCases.map { (value: $0.rawValue, label: "\(text: $0.title)" as HTML) }
        return .group(
            legend: "\(text: .workshopUndertaking, ["number": "\(number)"])", namesFields: true,
            [
                .field(Field(name(.what), "\(text: .workshopWhat)")),
                .field(Field(name(.owner), "\(text: .workshopOwner)", hint: "\(text: .workshopOwnerHint)")),
                .row([
                    .field(Field(name(.due), "\(text: .workshopDue)", .date)),
                    .field(Field(name(.sign), "\(text: .workshopSign)", .choice(signs))),
                ]),
                .field(Field(name(.first), "\(text: .workshopFirstStep)", hint: "\(text: .workshopFirstStepHint)")),
            ])
    }

    /// Facts as values of the form, figures as people write them.
    static func values(_ facts: WorkshopFacts) -> [(name: String, value: String)] {
        facts.values.flatMap { name, value -> [(name: String, value: String)] in
            switch name {
            case WorkshopFacts.Name.topics: return facts.topics.map { (name, $0.rawValue) }
            case WorkshopFacts.Name.hours: return [(name, scaled(value, 1))]
            case WorkshopFacts.Name.staff, WorkshopFacts.Name.budget: return [(name, scaled(value, 2))]
            default: return [(name, value)]
            }
        }
    }

    private static func scaled(_ value: String, _ decimals: Int) -> String {
        Int(value).map { WorkshopFilters.plain($0, decimals: decimals) } ?? value
    }
}

extension Space {
    /// What the word means, in a sentence.
    var meaning: TextKey {
        switch self {
        case .inspiration: .workshopInspirationMeans
        case .learning: .workshopLearningMeans
        case .meeting: .workshopMeetingMeans
        case .performative: .workshopPerformativeMeans
        }
    }
}

extension Undertaking.Sign {
    var title: TextKey {
        switch self {
        case .knowledge: .workshopKnowledge
        case .confidence: .workshopConfidence
        case .application: .workshopApplication
        case .awareness: .workshopAwareness
        }
    }
}

extension Undertaking.Evidence {
    var title: TextKey {
        switch self {
        case .inferred: .workshopInferred
        case .solicited: .workshopSolicited
        case .observed: .workshopObserved
        }
    }

    var hint: TextKey {
        switch self {
        case .inferred: .workshopInferredHint
        case .solicited: .workshopSolicitedHint
        case .observed: .workshopObservedHint
        }
    }
}

extension WorkshopQuestion.Moment {
    var title: TextKey { self == .today ? .workshopToday : .workshopWanted }
}

extension WorkshopQuestion.Aspect {
    var title: TextKey { self == .importance ? .workshopImportance : .workshopReach }
}
