// SPDX-License-Identifier: EUPL-1.2

/// What many answered to one question from 0 to 4.
package struct ScaleSummary: Sendable, Equatable, Codable {
    /// How many chose each step, lowest first.
    package let counts: [Int]

    package init(counts: [Int]) {
        self.counts = (0..<5).map { $0 < counts.count ? max(0, counts[$0]) : 0 }
    }

    package var answers: Int { counts.reduce(0, +) }

    /// The arithmetic mean in hundredths, half up; `nil` without answers.
    package var mean: Int? {
        guard answers > 0 else { return nil }
        let sum = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        return (sum * 200 + answers) / (2 * answers)
    }

    /// In hundredths; between two middle answers, the middle of both.
    package var median: Int? { quartile(2) }

    /// The distance between the quartiles, in hundredths: in it lies the middle half of all answers. Quartiles as in
    /// Hyndman and Fan 1996, definition 7.
    package var spread: Int? {
        guard let upper = quartile(3), let lower = quartile(1) else { return nil }
        return upper - lower
    }

    /// Whether the team disagrees: the middle half of the answers spreads over two steps or more. One lone voice among
    /// five does not make it so; one of three does.
    package var isDisputed: Bool { (spread ?? 0) >= 200 && answers >= WorkshopRules.fewestShown }

    private func quartile(_ number: Int) -> Int? {
        guard answers > 0 else { return nil }
        let (whole, rest) = ((answers - 1) * number).quotientAndRemainder(dividingBy: 4)
        let low = value(at: whole)
        let high = value(at: min(whole + 1, answers - 1))
        return low * 100 + (high - low) * rest * 25
    }

    /// The answer at that place in rising order.
    private func value(at place: Int) -> Int {
        var passed = 0
        for (step, count) in counts.enumerated() {
            passed += count
            if place < passed { return step }
        }
        return counts.count - 1
    }
}
