// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The fields in which somebody tells of their own library: where measures are sought, and at a measure.
enum AskerFields {
    private typealias Names = MeasureQuery

    /// Three figures, of which nothing is kept.
    static func figures(hint: TextKey) -> FormPart {
        .group(
            legend: "\(text: .ownFigures)", hint: "\(text: hint)", style: "field",
            [.row([field(.population), field(.area), field(.staff)])])
    }

    /// Caps, each of which hides what needs more.
    static var frame: FormPart {
        .row([
            field(.hoursPerMonth), line(Names.areaCap, .effortArea), field(.moneyPerYear), field(.moneyOnce),
            line(Names.staffCap, .effortFTE),
        ])
    }

    /// What the verdict needs to know besides figures.
    static var means: [FormPart] { [field(.skills), field(.partners), field(.backing)] }

    /// Where somebody tells what a requirement is held against.
    static func field(_ requirement: Requirement) -> FormPart {
        let name = name(of: requirement)
        return switch requirement {
        case .population: line(name, .figurePopulation)
        case .area: line(name, .figureArea)
        case .staff: line(name, .figurePosts)
        case .hoursPerMonth: line(name, .effortHoursPerMonth)
        case .moneyPerYear: line(name, .effortMoneyPerYear)
        case .moneyOnce: line(name, .effortMoneyOnce)
        case .skills: skills
        case .partners: answer(name, .meansPartners)
        case .backing: answer(name, .meansBacking)
        }
    }

    static func name(of requirement: Requirement) -> String {
        let own = MeasureQuery.Names.page
        return switch requirement {
        case .population: own.population
        case .area: own.area
        case .staff: own.staff
        case .hoursPerMonth: Names.hoursCap
        case .moneyPerYear: Names.moneyCap
        case .moneyOnce: Names.moneyOnceCap
        case .skills: Skill.group
        case .partners: Names.partners
        case .backing: Names.backing
        }
    }

    static func line(_ name: String, _ label: TextKey) -> FormPart {
        var field = Field(name, "\(text: label)", .line(), width: "short")
        field.hasOptionalMark = false
        return .field(field)
    }

    private static func answer(_ name: String, _ label: TextKey) -> FormPart {
        let answers: [(value: String, label: HTML)] = [
            ("", "\(text: .meansUntold)"), (MeasureQuery.Answer.yes.rawValue, "\(text: .yes)"),
            (MeasureQuery.Answer.no.rawValue, "\(text: .no)"),
        ]
        var field = Field(name, "\(text: label)", .choice(answers))
        field.hasOptionalMark = false
        return .field(field)
    }

    private static var skills: FormPart {
        let words = Skill.allCases.map { (value: $0.rawValue, label: "\(text: $0.title)" as HTML) }
        let none = (value: MeasureQuery.noSkill, label: "\(text: .meansNoSkill)" as HTML)
        return .field(Field(Skill.group, "\(text: .meansSkills)", .several(words + [none])))
    }
}
