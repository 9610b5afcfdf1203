// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What the team settled together and one of them typed: figures, the challenge, the plan. By name, as kept.
package struct WorkshopFacts: Sendable, Equatable, Codable {
    package var values: [String: String]

    package init(_ values: [String: String] = [:]) { self.values = values }

    package enum Name {
        package static let population = "population"
        package static let floorArea = "floor_area"
        package static let staff = "staff"
        package static let year = "year"
        package static let partners = "partners"
        package static let hours = "hours"
        package static let area = "area"
        package static let budget = "budget"
        package static let challenge = "challenge"
        package static let topics = "topics"
        package static let nextRun = "next_run"
        package static func note(_ step: WorkshopStep) -> String { "note.\(step.rawValue)" }
        package static func plan(_ number: Int, _ part: PlanPart) -> String { "plan.\(number).\(part.rawValue)" }
    }

    package enum PlanPart: String, CaseIterable, Sendable { case what, owner, due, first, sign, evidence }

    /// How many undertakings a plan may have: more are not begun.
    package static let plansAtMost = 3

    package subscript(_ name: String) -> String? { values[name] }
    package func number(_ name: String) -> Int? { values[name].flatMap(Int.init) }

    /// People served.
    package var population: Int? { number(Name.population) }
    /// In m².
    package var floorArea: Int? { number(Name.floorArea) }
    /// Full-time equivalents in hundredths.
    package var staff: Int? { number(Name.staff) }
    package var year: Int? { number(Name.year) }
    /// Free staff hours a month, in tenths.
    package var hoursPerMonth: Int? { number(Name.hours) }
    /// Usable m².
    package var usableArea: Int? { number(Name.area) }
    /// Free budget a year, in cents.
    package var moneyPerYear: Int? { number(Name.budget) }
    package var challenge: String? { values[Name.challenge] }
    package var topics: [Topic] {
        let chosen = Set((values[Name.topics] ?? "").split(separator: ",").map(String.init))
        return Topic.allCases.filter { chosen.contains($0.rawValue) }
    }
    package var nextRun: Day? { values[Name.nextRun].flatMap(Day.init) }
    package func note(_ step: WorkshopStep) -> String? { values[Name.note(step)] }

    package var plan: [Undertaking] {
        (1...Self.plansAtMost).compactMap { number in
            func part(_ part: PlanPart) -> String? { values[Name.plan(number, part)] }
            guard let what = part(.what) else { return nil }
            return Undertaking(
                number: number, what: what, owner: part(.owner), due: part(.due).flatMap(Day.init),
                firstStep: part(.first), sign: part(.sign).flatMap(Undertaking.Sign.init),
                evidence: part(.evidence).flatMap(Undertaking.Evidence.init))
        }
    }

    /// Those of a section alone.
    package func only(_ names: (String) -> Bool) -> WorkshopFacts { WorkshopFacts(values.filter { names($0.key) }) }
}

/// A line of the plan (A3, A4).
package struct Undertaking: Sendable, Equatable {
    /// What will be different when it worked (Project Outcome, Public Library Association).
    package enum Sign: String, Sendable, CaseIterable { case knowledge, confidence, application, awareness }
    /// How one will know (ISO 16439).
    package enum Evidence: String, Sendable, CaseIterable { case inferred, solicited, observed }

    package let number: Int
    package let what: String
    /// A function ("Leitung"), never a name.
    package let owner: String?
    package let due: Day?
    package let firstStep: String?
    package let sign: Sign?
    package let evidence: Evidence?
}
