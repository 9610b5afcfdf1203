// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// How much what is worth. Chosen by the judged questions in Tests/SearchTests (docs/decisions/0008).
enum Weights {
    /// A part of a compound stands alone.
    static let loose: Float = 0.4
    /// … but no less than this of what the best of them answers.
    static let leastOfLargest = 0.75
    /// Which part of a question must be answered, by the weights of its words, where few entries answer all …
    static let leastShare = 0.4
    /// So many entries that answer all are enough.
    static let enough = 3
    static let whole: Float = 1
    /// The word is a part of a longer one.
    static let part: Float = 0.7
    /// The parts of a compound that was asked for stand near each other.
    static let parted: Float = 0.5
    static let title: Float = 2
    /// Words of a question that stand together, over those that stand anywhere.
    static let nearness = 0.25
    /// Words that stand in this many words are near each other.
    static let window = 12
    /// Where entries have ranks, scores that differ by less than a fourth count as equal.
    static let levels = 4.0
    /// Words in an entry of middle length.
    private static let middleLength: Float = 60

    /// What one term is worth in one entry, by its mark (see `Segment.marks`) and the number of words there.
    static func value(mark: UInt8, length: Int) -> Float {
        let often = Float(mark & 0x7F)
        let saturated = often * 2.2 / (often + 1.2)
        let brevity = 1 / (0.75 + 0.25 * min(Float(length) / middleLength, 4))
        return (mark & 0x80 != 0 ? title : 1) * (0.6 + 0.4 * saturated * brevity)
    }

    /// The rarer, the more telling.
    static func rarity(count: Int, of all: Int) -> Double {
        log(1 + (Double(all - count) + 0.5) / (Double(count) + 0.5))
    }
}
