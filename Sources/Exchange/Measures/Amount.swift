// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Numbers as the reader's language writes them.
enum NumberWords {
    /// A number of people and things up to twelve as a word.
    static func count(_ number: Int) -> HTML {
        let words: [TextKey] = [
            .numberTwo, .numberThree, .numberFour, .numberFive, .numberSix, .numberSeven, .numberEight, .numberNine,
            .numberTen, .numberEleven, .numberTwelve,
        ]
        return words.indices.contains(number - 2) ? "\(text: words[number - 2])" : "\(number)"
    }
}

/// An amount of effort with its unit: `5–8 Stunden`.
struct Amount: Sendable {
    let figure: EffortFigure
    let low: Int
    let high: Int

    init(_ amount: Int, _ figure: EffortFigure) {
        self.figure = figure
        (low, high) = (amount, amount)
    }

    init(_ range: EffortRange, _ figure: EffortFigure) {
        self.figure = figure
        (low, high) = (range.low, range.high)
    }

    func html(_ language: Language) -> HTML {
        let isOne = low == high && low == (figure.decimals == 0 ? 1 : 100)
        return "\(text: figure.unit, count: isOne ? 1 : 2, ["n": "\(number(language))"])"
    }

    private func number(_ language: Language) -> String {
        let first = NumberText.decimal(low, decimals: figure.decimals, language)
        if low == high { return first }
        return "\(first)–\(NumberText.decimal(high, decimals: figure.decimals, language))"
    }
}
