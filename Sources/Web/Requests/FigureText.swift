// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// A figure as people write it into a form: `1,5`, `1.500`, `1 500 m²`, `12.000,50 €`, `1500.5`.
///
/// Point and comma: the one that stands last is the decimal sign when both occur; one that occurs several times, or is
/// followed by exactly three digits with one to three before it, groups thousands (`1.500`); otherwise it is decimal
/// (`1,5`, `0.125` with a leading zero too). An apostrophe and any kind of space group as well. A unit may follow.
package enum FigureText {
    package enum Failure: Error, Equatable {
        case notANumber
        /// Has more decimals than are kept.
        case tooPrecise
        case tooBig
    }

    /// Reads `text` as hundredths and the like: with two `decimals`, `1,5` is 150. `units` are what may follow, compared
    /// without case: `m²`, `qm`.
    package static func scaled(
        _ text: String, decimals: Int = 0, units: [String] = []
    ) throws(Failure) -> Int {
        var rest = text.trimmed.lowercased()
        if let unit = units.map({ $0.lowercased() }).sorted(by: { $0.count > $1.count }).first(where: rest.hasSuffix) {
            rest = String(rest.dropLast(unit.count)).trimmed
        }
        let isNegative = rest.hasPrefix("-") || rest.hasPrefix("−")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        let (whole, fraction) = try parts(of: rest)
        let kept = fraction.reversed().drop { $0 == "0" }.reversed()
        guard kept.count <= decimals else { throw .tooPrecise }
        let digits = whole + String(kept) + String(repeating: "0", count: decimals - kept.count)
        guard let value = Int(digits), value <= 1_000_000_000_000 else { throw .tooBig }
        return isNegative ? -value : value
    }

    private static func parts(of text: String) throws(Failure) -> (whole: String, fraction: String) {
        let grouping: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"]
        let signs = text.filter { $0 == "." || $0 == "," }
        let decimal = decimalSign(in: text, signs: signs)
        let halves =
            decimal.map { text.split(separator: $0, maxSplits: 1, omittingEmptySubsequences: false) } ?? [text[...]]
        let fraction = halves.count > 1 ? String(halves[1]) : ""
        let groups = halves[0].split(omittingEmptySubsequences: false) {
            $0 == "." || $0 == "," || grouping.contains($0)
        }
        let isGrouped =
            groups.count == 1
            || groups.dropFirst().allSatisfy { $0.count == 3 } && !groups[0].isEmpty
                && groups[0].count <= 3
        let whole = groups.joined()
        guard isGrouped, (whole + fraction).allSatisfy({ $0.isASCII && $0.isNumber }),
            !(whole.isEmpty && fraction.isEmpty)
        else { throw .notANumber }
        return (whole.isEmpty ? "0" : whole, fraction)
    }

    /// `nil` when every sign groups thousands.
    private static func decimalSign(in text: String, signs: String) -> Character? {
        guard let last = signs.last else { return nil }
        if Set(signs).count == 2 { return signs.filter { $0 == last }.count == 1 ? last : nil }
        if signs.count > 1 { return nil }
        let halves = text.split(separator: last, omittingEmptySubsequences: false)
        let groups = halves[1].count == 3 && (1...3).contains(halves[0].count) && halves[0].first != "0"
        return groups ? nil : last
    }
}

extension Input {
    /// A figure as people write it (`FigureText`), in units of 10^−`decimals`; a program sends a number.
    package mutating func figure(
        _ name: String, decimals: Int = 0, units: [String] = [], required: Bool = false,
        in range: ClosedRange<Int> = 0...1_000_000_000
    ) -> Int? {
        guard let value = figureValue(name, decimals: decimals, units: units, required: required) else { return nil }
        guard range.contains(value) else {
            let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
            note(
                name,
                TextUse(
                    .fieldOutOfRange, ["low": "\(range.lowerBound / scale)", "high": "\(range.upperBound / scale)"]))
            return nil
        }
        return value
    }

    private mutating func figureValue(_ name: String, decimals: Int, units: [String], required: Bool) -> Int? {
        let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
        switch number(name) {
        case .some(let number):
            guard let value = Int(exactly: (number * scale).rounded()) else {
                note(name, .fieldNotAFigure)
                return nil
            }
            return value
        case nil where isJSON:
            if has(name) { note(name, .fieldNotAFigure) } else if required { note(name, .fieldRequired) }
            return nil
        case nil: break
        }
        guard let text = line(name, required: required, atMost: 40) else { return nil }
        do {
            return try FigureText.scaled(text, decimals: decimals, units: units)
        } catch {
            note(
                name,
                error == .tooPrecise
                    ? TextUse(.fieldTooPrecise, ["digits": "\(decimals)"]) : TextUse(.fieldNotAFigure))
            return nil
        }
    }
}
