// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// One library's doing of a measure: the original's own or an adaptation.
struct Doing: Sendable {
    let library: OrganisationID
    /// What is known of the library; `nil` when it has left the directory.
    let profile: ExchangePorts.Library?
    let effort: Effort
    let isOriginal: Bool
}

/// An adaptation as far as lists know it.
struct Run: Sendable {
    let measure: MeasureID
    let library: OrganisationID
    let audience: Audience
    let effort: Effort
}

extension Measure {
    /// Whether everybody whom the measure is for may know of an adaptation: of one for everyone only what is for everyone.
    func shows(_ run: Run) -> Bool { content.audience == .members || run.audience == .everyone }
}

extension Adaptation {
    var run: Run {
        Run(measure: measure, library: library, audience: content.audience, effort: content.effort)
    }
}

extension [Doing] {
    /// What a measure needs: what its original says; when that says nothing, or is withdrawn, the least that any other
    /// library needed. `nil` when nobody says so.
    func need(of figure: EffortFigure) -> Int? {
        claim(of: figure) ?? compactMap { $0.effort[figure] }.min()
    }

    /// What the original says of itself.
    func claim(of figure: EffortFigure) -> Int? { first(where: \.isOriginal)?.effort[figure] }

    /// Those of the others which say so and are among `similar`, in their order.
    func adapters(among similar: Set<OrganisationID>, saying figure: EffortFigure) -> [(doing: Doing, amount: Int)] {
        compactMap { doing in
            guard !doing.isOriginal, similar.contains(doing.library), let amount = doing.effort[figure] else {
                return nil
            }
            return (doing, amount)
        }
    }
}
