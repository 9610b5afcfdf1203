// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What may be said in figures, and what is asked about.
enum FigureRules {
    /// A value that is so many times more or less than its neighbour's is asked about.
    static let conspicuousFactor = 10

    /// The years for which figures are taken.
    static func years(now year: Int) -> ClosedRange<Int> { 1990...year }

    /// Reads a figure from the field of that name. Negative and absurd ones are refused with a sentence.
    static func value(
        of figure: LibraryFigure, field: String, required: Bool = false, from input: inout Input, _ language: Language
    ) -> Int? {
        guard
            let value = input.figure(
                field, decimals: figure.decimals, units: figure.units, required: required, in: Int.min...Int.max)
        else { return nil }
        if let problem = problem(value, of: figure, language) {
            input.note(field, problem)
            return nil
        }
        return value
    }

    /// Why a value cannot be meant; `nil` when it can.
    static func problem(_ value: Int, of figure: LibraryFigure, _ language: Language) -> TextUse? {
        if value < 0 { return TextUse(.figureNegative) }
        if value < figure.smallest {
            return TextUse(figure == .population ? .figureNoPopulation : .figureNoArea)
        }
        guard value > figure.largest else { return nil }
        return TextUse(.figureTooLarge, ["most": FigureNumber.plain(figure.largest, of: figure, language)])
    }

    /// A value that differs from its neighbour's by an order of magnitude.
    struct Doubt: Sendable, Equatable {
        let entry: FigureEntry
        /// What is known of the nearest other year; the earlier of two.
        let neighbour: FigureEntry
    }

    /// Which of the entries are to be asked about, in the light of what is known of other years.
    static func doubts(about entries: [FigureEntry], known: [FigureEntry]) -> [Doubt] {
        entries.compactMap { entry in
            let others = known.filter { $0.figure == entry.figure && $0.year != entry.year }
            let nearest = others.min {
                (abs($0.year - entry.year), $0.year) < (abs($1.year - entry.year), $1.year)
            }
            guard let nearest, isConspicuous(entry.value, beside: nearest.value, of: entry.figure) else { return nil }
            return Doubt(entry: entry, neighbour: nearest)
        }
    }

    /// Zero counts as one, or as a tenth of a post, an hour or a euro.
    private static func isConspicuous(_ value: Int, beside other: Int, of figure: LibraryFigure) -> Bool {
        let least = figure.decimals == 0 ? 1 : 10
        let (small, large) = (max(min(value, other), least), max(value, other))
        return large >= small * conspicuousFactor
    }
}
