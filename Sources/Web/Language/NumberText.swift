// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Numbers as people of a language write them.
package enum NumberText {
    /// A number in units of 10^−`decimals`, thousands grouped, zeros at its end left out: 150 with two decimals is `1,5`,
    /// 1234567 with none `1 234 567` with narrow spaces that do not break (DIN 5008), in English and
    /// Arabic `1.5` and `1,234,567`. Four digits are grouped too.
    package static func decimal(_ value: Int, decimals: Int = 0, _ language: Language) -> String {
        let (group, point) = signs(language)
        var digits = String(value.magnitude)
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = digits.dropLast(decimals)
        let fraction = String(digits.suffix(decimals).reversed().drop { $0 == "0" }.reversed())
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += group }
            grouped.append(digit)
        }
        return (value < 0 ? "−" : "") + grouped + (fraction.isEmpty ? "" : point + fraction)
    }
    /// The same as people type it into a form: not grouped.
    package static func typed(_ value: Int, decimals: Int = 0, _ language: Language) -> String {
        decimal(value, decimals: decimals, language).replacing(signs(language).group, with: "")
    }

    /// Arabic with these digits writes as English does (CLDR 48, `ar`, `latn`).
    private static func signs(_ language: Language) -> (group: String, point: String) {
        language == .english || language == .arabic ? (",", ".") : ("\u{202F}", ",")
    }
}
