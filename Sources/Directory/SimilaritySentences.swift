// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Web

/// Reasons for a similarity, in words.
struct SimilaritySentences: Sendable {
    let language: Language
    let published: PublishedResults

    /// "5.100 Einwohner*innen statt 4.200 (1,2-fach)"
    func html(_ reason: LibrarySimilarity.Reason) -> HTML {
        switch reason {
        case .size(let figure, let own, let other, let factor, _):
            let theirs = FigureNumber.withUnit(other, of: figure, language)
            if own == other { return "\(text: .reasonSame, ["value": theirs, "figure": "\(text: figure.title)"])" }
            let slots: Slots = [
                "other": theirs, "own": FigureNumber.plain(own, of: figure, language),
                "factor": factor.map { FigureNumber.factor($0, language) } ?? "",
            ]
            return factor == nil ? "\(text: .reasonZero, slots)" : "\(text: .reasonSize, slots)"
        case .volunteerRun(let isAlike, let isOwn, _, _):
            guard isAlike else { return "\(text: isOwn ? .reasonOnlyYouVolunteer : .reasonOnlyTheyVolunteer)" }
            return "\(text: isOwn ? .reasonBothVolunteer : .reasonNeitherVolunteer)"
        case .kind(let own, let other):
            return own == other
                ? "\(text: .reasonSameKind, ["kind": "\(text: other.title)"])"
                : "\(text: .reasonOtherKind, ["kind": "\(text: other.title)", "own": "\(text: own.title)"])"
        case .tags(let common, _): return shared(common)
        }
    }

    /// "gleiche Räume: Lernen; gleiche Zielgruppen: Jugendliche, Familien"
    private func shared(_ common: LibraryTags) -> HTML {
        let sentences = published.groups.compactMap { group -> HTML? in
            let words = published.words(of: common, in: group)
            guard !words.isEmpty else { return nil }
            return "\(text: group.shared, ["list": words.map { "\(text: $0.title)" as HTML }.joined(by: ", ")])"
        }
        return sentences.isEmpty ? "\(text: .reasonNothingShared)" : sentences.joined(by: "; ")
    }
}

/// Figures as people of a language write them.
package enum FigureNumber {
    /// `1.500`, `0,15`: no more decimals than there are.
    package static func plain(_ value: Int, of figure: LibraryFigure, _ language: Language) -> HTML {
        "\(NumberText.decimal(value, decimals: figure.decimals, language))"
    }

    /// With its unit: `180 m²`.
    package static func withUnit(_ value: Int, of figure: LibraryFigure, _ language: Language) -> HTML {
        let number = plain(value, of: figure, language)
        let count = figure.decimals == 0 ? value : value == 100 ? 1 : 2
        let key: TextKey =
            switch figure {
            case .population: .unitPopulation
            case .floorArea: .unitFloorArea
            case .fullTimeEquivalents: .unitFTE
            case .volunteers: .unitVolunteers
            case .weeklyHours: .unitWeeklyHours
            case .stock: .unitStock
            case .loans: .unitLoans
            case .visits: .unitVisits
            case .events: .unitEvents
            case .budget: .unitBudget
            }
        return "\(text: key, count: count, ["n": number])"
    }

    /// How many times: `1,2`.
    static func factor(_ factor: Double, _ language: Language) -> HTML {
        let tenths = Int((factor * 10).rounded())
        return "\(NumberText.decimal(tenths, decimals: 1, language))"
    }
}
