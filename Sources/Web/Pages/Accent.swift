// SPDX-License-Identifier: EUPL-1.2

import Kernel

import func Foundation.pow

/// A house's colours, computed from one accent so that text upon them keeps its contrast in light and dark
/// (WCAG 2.2, 1.4.3: relative luminance and contrast ratio).
package struct Accent: Sendable, Equatable {
    package let hex: String
    private let base: Colour

    /// Reads `#rrggbb`. `nil` for anything else.
    package init?(_ hex: String) {
        guard let colour = Colour(hex: hex) else { return nil }
        base = colour
        self.hex = colour.hex
    }

    /// The colour that stands behind white text: the accent itself, or darkened until the text can be read.
    package var fillHex: String { fill.hex }

    /// Contrast of white text on `fillHex`, 1…21.
    package var contrastToWhite: Double { fill.contrast(.white) }

    /// The colours of the doors, first to last.
    package var doorHexes: [String] { doors.map(\.hex) }

    private var fill: Colour { base.darkened { $0.contrast(.white) >= 5.4 && $0.contrast(.warmPaper) >= 4.6 } }

    private var doors: [Colour] {
        let (hue, saturation, lightness) = fill.hsl
        return Self.doorShades.map { turn, saturationFactor, lightnessFactor in
            Colour(
                hue: hue + turn, saturation: saturation * saturationFactor, lightness: lightness * lightnessFactor
            ).lightened { $0.contrast(.white) <= 11 }.darkened { $0.contrast(.white) >= 5.4 }
        }
    }

    /// The generated stylesheet: custom properties for light and dark.
    package var stylesheet: String {
        let fill = fill
        let (hue, saturation, lightness) = fill.hsl
        let soft = Colour(hue: hue, saturation: saturation * 0.7, lightness: 0.92)
        let softInk = fill.darkened { $0.contrast(soft) >= 5 }
        let night = Colour.raised(hue, saturation * 0.8, from: lightness) { $0.contrast(.nightPaper) >= 5.5 }
        let nightSoft = Colour(hue: hue, saturation: saturation * 0.4, lightness: 0.2)
        let nightSoftInk = Colour.raised(hue, saturation * 0.8, from: lightness) { $0.contrast(nightSoft) >= 5.5 }
        let doors = doors.enumerated().map { "--door-\($0 + 1):\($1.hex)" }.joined(separator: ";")
        let day = Self.properties(fill, "#ffffff", fill, soft, softInk)
        let dark = Self.properties(night, "#191714", night, nightSoft, nightSoftInk)
        return ":root{\(day);\(doors)}\n@media screen and (prefers-color-scheme:dark){:root{\(dark)}}\n"
    }

    /// Turn of the hue, factor of saturation, factor of lightness: one per door.
    private static let doorShades: [(Double, Double, Double)] = [
        (0, 1, 1), (0, 1, 0.78), (0, 0.42, 1), (-14, 0.9, 0.86), (14, 0.72, 0.95), (0, 0.5, 0.74),
    ]

    private static func properties(
        _ fill: Colour, _ onFill: String, _ ink: Colour, _ soft: Colour, _ softInk: Colour
    ) -> String {
        "--accent:\(fill.hex);--on-accent:\(onFill);--accent-ink:\(ink.hex);--accent-soft:\(soft.hex);"
            + "--accent-soft-ink:\(softInk.hex)"
    }
}

/// An sRGB colour, channels 0…1 in steps of 1/255.
private struct Colour: Equatable {
    var red: Double
    var green: Double
    var blue: Double

    static let white = Colour(red: 1, green: 1, blue: 1)
    static let black = Colour(red: 0, green: 0, blue: 0)
    /// The darkest light ground on which accent-coloured text stands.
    static let warmPaper = Colour(red: 243 / 255, green: 239 / 255, blue: 230 / 255)
    /// The lightest dark ground.
    static let nightPaper = Colour(red: 46 / 255, green: 42 / 255, blue: 37 / 255)

    init(red: Double, green: Double, blue: Double) {
        self.red = (red * 255).rounded() / 255
        self.green = (green * 255).rounded() / 255
        self.blue = (blue * 255).rounded() / 255
    }

    init?(hex: String) {
        guard hex.count == 7, hex.hasPrefix("#"), let bytes = String(hex.dropFirst()).hexadecimalBytes else {
            return nil
        }
        self.init(red: Double(bytes[0]) / 255, green: Double(bytes[1]) / 255, blue: Double(bytes[2]) / 255)
    }

    /// Hue in degrees, saturation and lightness 0…1.
    init(hue: Double, saturation: Double, lightness: Double) {
        let hue = hue.truncatingRemainder(dividingBy: 360) + (hue < 0 ? 360 : 0)
        let chroma = (1 - abs(2 * lightness - 1)) * saturation
        let second = chroma * (1 - abs((hue / 60).truncatingRemainder(dividingBy: 2) - 1))
        let ground = lightness - chroma / 2
        let (red, green, blue) =
            switch Int(hue / 60) % 6 {
            case 0: (chroma, second, 0.0)
            case 1: (second, chroma, 0.0)
            case 2: (0.0, chroma, second)
            case 3: (0.0, second, chroma)
            case 4: (second, 0.0, chroma)
            default: (chroma, 0.0, second)
            }
        self.init(red: red + ground, green: green + ground, blue: blue + ground)
    }

    var hsl: (hue: Double, saturation: Double, lightness: Double) {
        let high = max(red, green, blue)
        let low = min(red, green, blue)
        let span = high - low
        let lightness = (high + low) / 2
        guard span > 0 else { return (0, 0, lightness) }
        let sextant =
            high == red
            ? ((green - blue) / span + 6).truncatingRemainder(dividingBy: 6)
            : high == green ? (blue - red) / span + 2 : (red - green) / span + 4
        return (sextant * 60, span / (1 - abs(2 * lightness - 1)), lightness)
    }

    var hex: String { "#" + [red, green, blue].map { UInt8(max(0, min(255, ($0 * 255).rounded()))) }.hexadecimal }

    func contrast(_ other: Colour) -> Double {
        let (mine, theirs) = (luminance, other.luminance)
        return (max(mine, theirs) + 0.05) / (min(mine, theirs) + 0.05)
    }

    private var luminance: Double {
        func linear(_ channel: Double) -> Double {
            channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    func darkened(until isEnough: (Colour) -> Bool) -> Colour { mixed(towards: .black, until: isEnough) }
    func lightened(until isEnough: (Colour) -> Bool) -> Colour { mixed(towards: .white, until: isEnough) }

    private func mixed(towards end: Colour, until isEnough: (Colour) -> Bool) -> Colour {
        for step in 0...50 {
            let share = Double(step) / 50
            let mix = Colour(
                red: red + (end.red - red) * share, green: green + (end.green - green) * share,
                blue: blue + (end.blue - blue) * share)
            if isEnough(mix) { return mix }
        }
        return end
    }

    static func raised(
        _ hue: Double, _ saturation: Double, from lightness: Double, until isEnough: (Colour) -> Bool
    ) -> Colour {
        for step in Int((lightness * 100).rounded())..<100 {
            let colour = Colour(hue: hue, saturation: saturation, lightness: Double(step) / 100)
            if isEnough(colour) { return colour }
        }
        return .white
    }
}
