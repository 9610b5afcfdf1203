// SPDX-License-Identifier: EUPL-1.2

import Testing
import Web

@Suite("A figure as people write it")
struct FigureTextTests {
    @Test(
        "is read in hundredths",
        arguments: [
            ("1,5", 150), ("1.5", 150), ("0,15", 15), (",5", 50), ("2", 200), ("1.500", 150_000), ("1,500", 150_000),
            ("12.000,50", 1_200_050), ("12,000.50", 1_200_050), ("1 500", 150_000), ("1\u{202F}500", 150_000),
            ("1'500", 150_000), ("1.234.567", 123_456_700), ("1500,0", 150_000), ("0.125000", nil), ("0,250", 25),
            ("-3", -300), ("−3", -300), ("+3", 300), ("1,2,3", nil), ("1.23.456", nil), ("1.500,5.0", nil), ("", nil),
            ("viele", nil), ("1e3", nil), ("٣", nil), ("1,505", 150_500), ("12,5 %", nil), (".", nil), ("1..5", nil),
        ])
    func reads(_ text: String, _ value: Int?) { #expect((try? FigureText.scaled(text, decimals: 2)) == value) }

    @Test("may carry its unit", arguments: ["1500 m²", "1.500 qm", "1500m²", "1500 M²", "1 500 m2"])
    func unit(_ text: String) { #expect((try? FigureText.scaled(text, units: ["m²", "qm", "m2"])) == 1_500) }

    @Test func saysWhyNot() {
        #expect(throws: FigureText.Failure.tooPrecise) { try FigureText.scaled("1,5") }
        #expect(throws: FigureText.Failure.tooBig) { try FigureText.scaled("9999999999999") }
        #expect(throws: FigureText.Failure.notANumber) { try FigureText.scaled("1 50") }
        #expect(throws: FigureText.Failure.tooBig) { try FigureText.scaled("99999999999999999999999") }
    }
}
