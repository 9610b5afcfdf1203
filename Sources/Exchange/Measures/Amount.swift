// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Numbers as the reader's language writes them.
enum NumberWords {
    /// `value` in units of 10^−`decimals`: thousands grouped, no zeros at the end of the fraction.
    static func text(_ value: Int, decimals: Int = 0, _ language: Language) -> String {
        let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let (whole, rest) = (value.magnitude / UInt(scale), value.magnitude % UInt(scale))
        var fraction = rest == 0 ? "" : Int(rest).padded(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = value < 0 ? "−" : ""
        let isGerman = language == .german || language == .easyGerman
        let point = fraction.isEmpty ? "" : isGerman ? "," : "."
        return sign + grouped(Int(whole), by: isGerman ? "\u{202F}" : ",") + point + fraction
    }

    /// A number of people and things up to twelve as a word.
    static func count(_ number: Int) -> HTML {
        let words: [TextKey] = [
            .numberTwo, .numberThree, .numberFour, .numberFive, .numberSix, .numberSeven, .numberEight, .numberNine,
            .numberTen, .numberEleven, .numberTwelve,
        ]
        return words.indices.contains(number - 2) ? "\(text: words[number - 2])" : "\(number)"
    }

    private static func grouped(_ number: Int, by separator: String) -> String {
        var digits = String(number)[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return ([digits] + groups).joined(separator: separator)
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
        let first = NumberWords.text(low, decimals: figure.decimals, language)
        if low == high { return first }
        return "\(first)–\(NumberWords.text(high, decimals: figure.decimals, language))"
    }
}
