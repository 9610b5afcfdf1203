// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What forms of a workshop say.
enum WorkshopInput {
    /// What a participant answered in a step. What the form does not hold stays as it was; what it holds empty has no
    /// answer, or none any more.
    static func submission(
        for step: WorkshopStep, _ form: FormData
    ) throws(Rejection) -> WorkshopAnswerStore.Submission {
        var input = Input(form: form)
        var submission = WorkshopAnswerStore.Submission()
        for question in step.questions {
            if let value = input.integer(question.key, in: WorkshopQuestion.scale) {
                submission.answers[question] = value
            } else if form[question.key]?.trimmed.isEmpty == true {
                submission.takenBack.append(question)
            }
        }
        if step == .r6 {
            let chosen = Set(input.list("skill"))
            for skill in Skill.allCases { submission.answers[.skill(skill)] = chosen.contains(skill.rawValue) ? 1 : 0 }
        }
        for kind in step.notes {
            for slot in 1...WorkshopNote.Kind.atMost {
                let text = line(&input, noteName(kind, slot), atMost: 200)
                submission.notes.updateValue(text, forKey: .init(kind: kind, slot: slot))
            }
        }
        try input.finish()
        return submission
    }

    /// What somebody changed in the form of a step since it was shown.
    struct Typed: Sendable, Equatable {
        let step: WorkshopStep
        /// By name, `nil` where something was taken away.
        var facts: [String: String?]
        var submission: WorkshopAnswerStore.Submission

        var isEmpty: Bool {
            facts.isEmpty && submission.answers.isEmpty && submission.notes.isEmpty && submission.takenBack.isEmpty
        }
    }

    /// What the form says otherwise than it said when it was shown. Two who work on the same step at the same time
    /// overwrite only what both of them changed. A form that does not tell how it was shown is taken as it stands.
    static func typed(in step: WorkshopStep, _ form: FormData) throws(Rejection) -> Typed {
        var typed = Typed(step: step, facts: try facts(for: step, form), submission: try submission(for: step, form))
        guard let shown = form[StepForm.before].flatMap({ FormData(urlEncoded: $0[...]) }),
            let facts = try? facts(for: step, shown), let submission = try? submission(for: step, shown)
        else { return typed }
        typed.facts = typed.facts.filter { facts[$0.key] != $0.value }
        typed.submission.takenBack = step.questions.filter {
            submission.answers[$0] != nil && typed.submission.answers[$0] == nil
        }
        typed.submission.answers = typed.submission.answers.filter { submission.answers[$0.key] != $0.value }
        typed.submission.notes = typed.submission.notes.filter { submission.notes[$0.key] != $0.value }
        return typed
    }

    /// Of what is known, what the form of a step shows, as that form sends it back.
    static func typedBefore(_ known: [(name: String, value: String)], in step: WorkshopStep) -> String {
        var names = Set(step.questions.map(\.key) + ["skill"])
        names.formUnion((try? facts(for: step, FormData()))?.keys.map(\.self) ?? [])
        for kind in step.notes {
            names.formUnion((1...WorkshopNote.Kind.atMost).map { noteName(kind, $0) })
        }
        return known.filter { names.contains($0.name) }
            .map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.sorted().joined(separator: "&")
    }

    static func noteName(_ kind: WorkshopNote.Kind, _ slot: Int) -> String { "\(kind.rawValue).\(slot)" }

    /// What the team settled in a step: by name, `nil` where nothing stands.
    static func facts(for step: WorkshopStep, _ form: FormData) throws(Rejection) -> [String: String?] {
        typealias Name = WorkshopFacts.Name
        var input = Input(form: form)
        var facts: [String: String?] = [:]
        func enter(_ name: String, _ value: (some CustomStringConvertible)?) {
            facts.updateValue(value.map(\.description), forKey: name)
        }
        switch step {
        case .r1:
            enter(Name.population, input.figure(Name.population, in: 0...10_000_000))
            enter(Name.floorArea, input.figure(Name.floorArea, units: squareMetres, in: 0...100_000))
            enter(Name.staff, input.figure(Name.staff, decimals: 2, units: ["vzä", "vzae"], in: 0...100_000))
            enter(Name.year, input.integer(Name.year, in: 2000...2100))
        case .r2: enter(Name.partners, text(&input, Name.partners, atMost: 600))
        case .r6:
            enter(Name.hours, input.figure(Name.hours, decimals: 1, units: hours, in: 0...100_000))
            enter(Name.area, input.figure(Name.area, units: squareMetres, in: 0...100_000))
            enter(Name.budget, input.figure(Name.budget, decimals: 2, units: ["€", "euro", "eur"]))
        case .a1:
            enter(Name.challenge, line(&input, Name.challenge, atMost: 300))
            let chosen = Set(input.list(Name.topics))
            let topics = Topic.allCases.map(\.rawValue).filter(chosen.contains)
            if topics.count > 3 { input.note(Name.topics, .workshopThreeTopics) }
            enter(Name.topics, topics.isEmpty ? nil : topics.joined(separator: ","))
        case .a3, .a4: plan(step, &input) { enter($0, $1) }
        case .a5: enter(Name.nextRun, input.day(Name.nextRun))
        default: break
        }
        if hasNote(step) { enter(Name.note(step), text(&input, Name.note(step), atMost: 600)) }
        try input.finish()
        return facts
    }

    /// Steps in which the moderator may note what was said.
    static func hasNote(_ step: WorkshopStep) -> Bool { [.r2, .r3, .r4, .r5, .r6, .r7].contains(step) }

    private static let squareMetres = ["m²", "m2", "qm"]
    private static let hours = ["stunden", "stunde", "std.", "std", "h"]

    private static func plan(_ step: WorkshopStep, _ input: inout Input, enter: (String, String?) -> Void) {
        for number in 1...WorkshopFacts.plansAtMost {
            func name(_ part: WorkshopFacts.PlanPart) -> String { WorkshopFacts.Name.plan(number, part) }
            if step == .a4 {
                let evidence = input.choice(name(.evidence), of: Undertaking.Evidence.self)
                enter(name(.evidence), evidence?.rawValue)
                continue
            }
            let what = line(&input, name(.what), atMost: 200)
            let rest: [(WorkshopFacts.PlanPart, String?)] = [
                (.owner, line(&input, name(.owner), atMost: 80)), (.due, input.day(name(.due))?.description),
                (.first, line(&input, name(.first), atMost: 200)),
                (.sign, input.choice(name(.sign), of: Undertaking.Sign.self)?.rawValue),
            ]
            if what == nil, rest.contains(where: { $0.1 != nil }) { input.note(name(.what), .workshopWhatMissing) }
            enter(name(.what), what)
            for (part, value) in rest { enter(name(part), value) }
        }
    }

    /// A line whose characters are no piles of marks either, which the database counts one by one.
    static func line(_ input: inout Input, _ name: String, required: Bool = false, atMost limit: Int) -> String? {
        short(input.line(name, required: required, atMost: limit), &input, name, limit)
    }

    private static func text(_ input: inout Input, _ name: String, atMost limit: Int) -> String? {
        short(input.text(name, atMost: limit), &input, name, limit)
    }

    private static func short(_ text: String?, _ input: inout Input, _ name: String, _ limit: Int) -> String? {
        guard let text, text.unicodeScalars.count > 1_000 else { return text }
        input.note(name, TextUse(.fieldTooLong, count: limit, ["given": "\(text.unicodeScalars.count)"]))
        return nil
    }
}
