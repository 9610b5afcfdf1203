// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// How the ranges of a measure moved when a library told of its own run. It travels in the address of the page that is
/// shown after saving, as that something was saved does.
struct RangeNews: Sendable {
    private static let name = "vorher"
    private static let confirmed = "bestaetigt"

    /// What moved, from where; `nil` where nobody had said anything.
    private let moved: [(figure: EffortFigure, before: EffortRange?)]
    private let isConfirmed: Bool

    /// - Parameters:
    ///   - before: what all who did it needed, as the reader saw it before they told of theirs.
    ///   - told: what they told.
    init(from before: [Effort], to after: [Effort], told: Effort) {
        moved = EffortFigure.allCases.compactMap { figure in
            let (old, new) = (EffortRange(of: figure, in: before), EffortRange(of: figure, in: after))
            return Self.isSame(old, new) ? nil : (figure, old)
        }
        isConfirmed = moved.isEmpty && !told.isUnknown
    }

    /// From an address; `nil` when it says nothing of ranges.
    init?(_ query: FormData) {
        moved = query.all(Self.name).prefix(EffortFigure.allCases.count).compactMap { text in
            let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2, let figure = EffortFigure(rawValue: halves[0]) else { return nil }
            if halves[1].isEmpty { return (figure, nil) }
            let words = halves[1].split(separator: "-", omittingEmptySubsequences: false)
            let ends = words.compactMap { Int($0) }.filter((0...figure.limit).contains)
            guard words.count == 2, ends.count == 2 else { return nil }
            return (figure, EffortRange(ends))
        }
        isConfirmed = query[Self.confirmed] != nil
        if moved.isEmpty, !isConfirmed { return nil }
    }

    var query: [(name: String, value: String)] {
        moved.map { (Self.name, "\($0.figure.rawValue):" + ($0.before.map { "\($0.low)-\($0.high)" } ?? "")) }
            + (isConfirmed ? [(Self.confirmed, "1")] : [])
    }

    /// Against what all need now.
    func html(now: [Effort], _ language: Language) -> HTML {
        if isConfirmed { return "<p>\(text: .rangeConfirmed)</p>" }
        let items = moved.compactMap { figure, before -> HTML? in
            let after = EffortRange(of: figure, in: now)
            guard !Self.isSame(before, after) else { return nil }
            let words = Self.words(before, after) { Amount($0, figure).html(language) }
            return "<li>\(MeasureFacts.labelled(figure, words))</li>"
        }
        return items.isEmpty ? "" : "<ul>\(items)</ul>"
    }

    private static func words(
        _ before: EffortRange?, _ after: EffortRange?, _ amount: (EffortRange) -> HTML
    ) -> HTML {
        guard let after else { return "\(text: .rangeGone)" }
        guard let before else { return "\(text: .rangeNew, ["now": amount(after)])" }
        return "\(text: .rangeMoved, ["before": amount(before), "now": amount(after)])"
    }

    private static func isSame(_ one: EffortRange?, _ other: EffortRange?) -> Bool {
        one?.low == other?.low && one?.high == other?.high
    }
}
