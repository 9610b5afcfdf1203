// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Numbers that look like chance and are the same in each run: a linear congruential generator (Knuth's MMIX).
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// At least 0 and less than `limit`.
    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    /// At least 0 and less than 1.
    mutating func part() -> Double { Double(below(1 << 30)) / Double(1 << 30) }

    mutating func happens(_ probability: Double) -> Bool { part() < probability }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

    mutating func some<Element: Hashable>(_ count: Int, of elements: [Element]) -> Set<Element> {
        var chosen: Set<Element> = []
        for _ in 0..<count { chosen.insert(one(of: elements)) }
        return chosen
    }

    /// Lognormal, by the polar method's simpler sibling of Box and Muller.
    mutating func lognormal(median: Double, spread: Double) -> Double {
        let (radius, angle) = (sqrt(-2 * log(1 - part())), 2 * Double.pi * part())
        return median * exp(spread * radius * cos(angle))
    }
}
