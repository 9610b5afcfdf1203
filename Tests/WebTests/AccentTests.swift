// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import TestSupport
import Testing

@testable import Web

@Suite("An accent")
struct AccentTests {
    @Test("gives the five houses the colours of their design", arguments: expected)
    func givesTheDesign(hex: String, stylesheet: String) {
        #expect(Accent(hex)?.stylesheet == stylesheet)
    }

    @Test("keeps its contrast whatever colour a house takes")
    func keepsContrast() throws {
        var random = SeededRandom(20_261_123)
        for _ in 1...500 {
            let hex = "#" + (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }.hexadecimal
            let accent = try #require(Accent(hex))
            let (day, night) = try properties(of: accent)
            for ground in ["#ffffff", "#f3efe6"] {
                #expect(contrast(day["--accent"], ground) >= 4.6, "\(hex) on \(ground)")
            }
            #expect(contrast(day["--accent"], day["--on-accent"]) >= 5.4, "\(hex)")
            #expect(contrast(day["--accent-soft-ink"], day["--accent-soft"]) >= 5, "\(hex) by day")
            for ground in ["#191714", "#2e2a25"] {
                #expect(contrast(night["--accent-ink"], ground) >= 5.5, "\(hex) on \(ground)")
            }
            #expect(contrast(night["--accent"], night["--on-accent"]) >= 6.5, "\(hex) by night")
            #expect(contrast(night["--accent-soft-ink"], night["--accent-soft"]) >= 5, "\(hex) by night")
            for door in 1...6 { #expect(contrast(day["--door-\(door)"], "#ffffff") >= 5.4, "\(hex), door \(door)") }
        }
    }

    @Test(
        "is read from six hexadecimal digits alone",
        arguments: ["", "#12345", "#1234567", "123456", "#12345g", "#１23456", "#12 456", "red"])
    func refusesOtherText(text: String) {
        #expect(Accent(text) == nil)
    }

    @Test("is written in lower case, whichever case it was typed in")
    func normalises() {
        #expect(Accent("#ABCDEF")?.hex == "#abcdef")
        #expect(Accent("#ABCDEF") == Accent("#abcdef"))
    }

    @Test(
        "of the edges of the colour space is a stylesheet as well",
        arguments: ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#808080"])
    func survivesEdges(hex: String) throws {
        let accent = try #require(Accent(hex))
        #expect(try properties(of: accent).day.count == 11)
        #expect(accent.contrastToWhite >= 5.4)
        #expect(accent.doorHexes.count == 6)
    }

    /// The custom properties of a stylesheet, in light and in dark.
    private func properties(of accent: Accent) throws -> (day: [String: String], night: [String: String]) {
        let lines = accent.stylesheet.split(separator: "\n").map { line in
            Dictionary(
                line.matches(of: /(--[a-z0-9-]+):(#[0-9a-f]{6})/).map { (String($0.1), String($0.2)) },
                uniquingKeysWith: { first, _ in first })
        }
        try #require(lines.count == 2)
        return (lines[0], lines[1])
    }

    /// The contrast ratio of WCAG 2.2; 0 when a colour is missing.
    private func contrast(_ first: String?, _ second: String?) -> Double {
        guard let first = first.flatMap(luminance), let second = second.flatMap(luminance) else { return 0 }
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private func luminance(_ hex: String) -> Double? {
        guard let bytes = String(hex.dropFirst()).hexadecimalBytes, bytes.count == 3 else { return nil }
        let linear = bytes.map { byte in
            let channel = Double(byte) / 255
            return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private static let expected = [
        (
            "#9a5b00",
            """
            :root{--accent:#9a5b00;--on-accent:#ffffff;--accent-ink:#9a5b00;--accent-soft:#f9eddc;\
            --accent-soft-ink:#945700;--door-1:#9a5b00;--door-2:#784700;--door-3:#6d532d;--door-4:#7e3107;\
            --door-5:#7b6914;--door-6:#553e1c}
            @media screen and (prefers-color-scheme:dark){:root{--accent:#e18f19;--on-accent:#191714;\
            --accent-ink:#e18f19;--accent-soft:#47371f;--accent-soft-ink:#eba847}}

            """
        ),
        (
            "#1f4e79",
            """
            :root{--accent:#1f4e79;--on-accent:#ffffff;--accent-ink:#1f4e79;--accent-soft:#e2ebf3;\
            --accent-soft-ink:#1f4e79;--door-1:#1f4e79;--door-2:#1d4161;--door-3:#394d5f;--door-4:#1f5364;\
            --door-5:#293b67;--door-6:#314150}
            @media screen and (prefers-color-scheme:dark){:root{--accent:#7ba8d0;--on-accent:#191714;\
            --accent-ink:#7ba8d0;--accent-soft:#27343f;--accent-soft-ink:#87afd4}}

            """
        ),
        (
            "#c4006e",
            """
            :root{--accent:#c4006e;--on-accent:#ffffff;--accent-ink:#c4006e;--accent-soft:#f9dcec;\
            --accent-soft-ink:#b80067;--door-1:#c4006e;--door-2:#990056;--door-3:#8b3967;--door-4:#a00881;\
            --door-5:#a01a46;--door-6:#6d244d}
            @media screen and (prefers-color-scheme:dark){:root{--accent:#f07abc;--on-accent:#191714;\
            --accent-ink:#f07abc;--accent-soft:#471f35;--accent-soft-ink:#f17ebf}}

            """
        ),
        (
            "#1f6b45",
            """
            :root{--accent:#1f6b45;--on-accent:#ffffff;--accent-ink:#1f6b45;--accent-soft:#e3f2eb;\
            --accent-soft-ink:#1f6b45;--door-1:#1f6b45;--door-2:#185336;--door-3:#355545;--door-4:#1e592e;\
            --door-5:#285c4e;--door-6:#294537}
            @media screen and (prefers-color-scheme:dark){:root{--accent:#47b880;--on-accent:#191714;\
            --accent-ink:#47b880;--accent-soft:#283e33;--accent-soft-ink:#6cc699}}

            """
        ),
        (
            "#9c3d22",
            """
            :root{--accent:#9c3d22;--on-accent:#ffffff;--accent-ink:#9c3d22;--accent-soft:#f4e5e1;\
            --accent-soft-ink:#9c3d22;--door-1:#9c3d22;--door-2:#7a301b;--door-3:#795145;--door-4:#812224;\
            --door-5:#845631;--door-6:#5d3a30}
            @media screen and (prefers-color-scheme:dark){:root{--accent:#d69380;--on-accent:#191714;\
            --accent-ink:#d69380;--accent-soft:#402c26;--accent-soft-ink:#d99987}}

            """
        ),
    ]
}
