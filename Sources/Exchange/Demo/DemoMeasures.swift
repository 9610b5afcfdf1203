// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

extension ExchangeCapability {
    /// Fills the model network with measures, dated back from `now`. `libraries` are those of the demonstration in the
    /// order in which they were entered; `person` writes for all of them.
    package func fillDemo(
        _ libraries: [OrganisationID], by person: PersonID, now: Instant, on connection: any Connection
    ) throws {
        guard !libraries.isEmpty else { return }
        let acts = measures.measures
        for (index, demo) in DemoMeasure.all.enumerated() {
            let owner = libraries[(index * 5 + 1) % libraries.count]
            let told = now - .days(Int64(20 + (DemoMeasure.all.count - index) * 9))
            let id = try acts.store.add(demo.content, of: owner, by: person, now: told, on: connection)
            guard let draft = try acts.store.latest(id, on: connection) else { continue }
            try acts.store.publish(draft, now: told, on: connection)
            var parents: [AdaptationID] = []
            for (step, run) in demo.runs.enumerated() {
                let library = libraries[(index * 5 + 2 + step * 3) % libraries.count]
                guard library != owner, let measure = try acts.store.published(id, on: connection),
                    try acts.adaptations.adaptation(of: id, by: library, on: connection) == nil
                else { continue }
                parents.append(
                    try acts.adaptations.add(
                        run.content, to: measure, of: library, parent: run.followsLast ? parents.last : nil,
                        by: person, now: told + .days(Int64(3 + step * 2)), on: connection))
                if run.thanks, measure.library != library {
                    try acts.talk.thank(for: measure, by: library, person: person, now: told, on: connection)
                }
            }
            if let question = demo.question, let asker = libraries.first(where: { $0 != owner }) {
                let asked = try acts.talk.ask(question.text, at: id, for: asker, by: person, now: told, on: connection)
                _ = try acts.talk.answer(
                    asked, question.answer, for: owner, by: person, now: told + .days(1), on: connection)
            }
            try acts.refresh(id, on: connection)
        }
    }
}

/// A measure of the demonstration.
struct DemoMeasure: Sendable {
    struct Run: Sendable {
        var content: AdaptationContent
        /// Did it like the one before, not like the original.
        var followsLast = false
        var thanks = false

        /// Hours a month, euros a year, and what was different.
        init(
            _ changes: String, hours: Double? = nil, perYear: Int? = nil, once: Int? = nil, result: String? = nil,
            follows: Bool = false, thanks: Bool = false, failed: Bool = false
        ) {
            content = AdaptationContent()
            content.changes = changes
            content.result = result
            content.effort = .demo(hours: hours, perYear: perYear, once: once)
            if failed { (content.outcome, content.audience) = (.failed, .members) }
            followsLast = follows
            self.thanks = thanks
        }
    }

    var content: MeasureContent
    var runs: [Run] = []
    var question: (text: String, answer: String)?

    init(
        _ title: String, _ summary: String, contact: String = "Leitung", _ spaces: [Space], _ groups: [TargetGroup],
        _ topics: [Topic], effort: Effort, skills: [Skill]? = nil, partners: String? = nil, problem: String? = nil,
        story: String? = nil, result: String? = nil, evidence: Evidence? = nil, lessons: String? = nil,
        failed: Bool = false, runs: [Run] = [], question: (text: String, answer: String)? = nil
    ) {
        content = MeasureContent()
        content.title = title
        content.summary = summary
        content.contact = contact
        content.spaces = Set(spaces)
        content.targetGroups = Set(groups)
        content.topics = Set(topics)
        content.effort = effort
        content.skills = skills.map { Set($0) }
        content.partners = partners
        content.problem = problem
        content.story = story
        content.result = result
        content.evidence = evidence
        content.lessons = lessons
        if failed { (content.outcome, content.audience) = (.failed, .members) }
        self.runs = runs
        self.question = question
    }

    static let all = young + together + everyday
}

extension Effort {
    /// Hours, euros, m² and posts as people say them; what is left out is unknown.
    static func demo(
        prepare: Double? = nil, hours: Double? = nil, perYear: Int? = nil, once: Int? = nil, area: Int? = nil,
        posts: Double? = nil
    ) -> Effort {
        func hundredths(_ number: Double?) -> Int? { number.map { Int(($0 * 100).rounded()) } }
        var effort = Effort()
        effort[.hoursToPrepare] = hundredths(prepare)
        effort[.hoursPerMonth] = hundredths(hours)
        effort[.moneyPerYear] = perYear.map { $0 * 100 }
        effort[.moneyOnce] = once.map { $0 * 100 }
        effort[.area] = area
        effort[.fte] = hundredths(posts)
        return effort
    }
}
