// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// One figure of what doing something takes. Raw values stand in JSON, in forms and in the database.
package enum EffortFigure: String, CaseIterable, Sendable {
    case hoursToPrepare = "hours_to_prepare"
    case hoursPerMonth = "hours_per_month"
    case moneyOnce = "money_once"
    case moneyPerYear = "money_per_year"
    case area
    case fte

    /// How many decimals are kept: the stored unit is 10^−decimals hours, euros, posts; m² are whole.
    package var decimals: Int { self == .area ? 0 : 2 }

    /// What people write behind the number.
    package var units: [String] {
        switch self {
        case .hoursToPrepare, .hoursPerMonth: ["stunden", "stunde", "std.", "std", "hours", "hour", "h"]
        case .moneyOnce, .moneyPerYear: ["euro", "eur", "€"]
        case .area: ["quadratmeter", "m²", "m2", "qm"]
        case .fte: ["vzä", "stellen", "stelle", "fte", "posts", "post"]
        }
    }

    /// The largest amount that is believed, in stored units: a thousand hours, ten million euros, 100 000 m², 1 000 posts.
    package var limit: Int {
        switch self {
        case .hoursToPrepare: 1_000_000
        case .hoursPerMonth: 100_000
        case .moneyOnce, .moneyPerYear: 1_000_000_000
        case .area: 100_000
        case .fte: 100_000
        }
    }

    package var title: TextKey {
        switch self {
        case .hoursToPrepare: .effortHoursToPrepare
        case .hoursPerMonth: .effortHoursPerMonth
        case .moneyOnce: .effortMoneyOnce
        case .moneyPerYear: .effortMoneyPerYear
        case .area: .effortArea
        case .fte: .effortFTE
        }
    }

    /// Where the amount with its unit follows.
    var plainTitle: TextKey {
        switch self {
        case .hoursToPrepare: .timeToPrepare
        case .hoursPerMonth: .timePerMonth
        case .moneyOnce: .moneyOnce
        case .moneyPerYear: .moneyPerYear
        case .area: .plainArea
        case .fte: .plainPosts
        }
    }

    var unit: TextKey {
        switch self {
        case .hoursToPrepare, .hoursPerMonth: .unitHours
        case .moneyOnce, .moneyPerYear: .unitEuros
        case .area: .unitSquareMetres
        case .fte: .unitPosts
        }
    }
}

/// What doing something takes, as one library tells it. `nil` is unknown, which is not zero.
package struct Effort: Sendable, Equatable {
    private var amounts = InlineArray<6, Int?>(repeating: nil)

    package init(_ amounts: [EffortFigure: Int] = [:]) {
        for (figure, amount) in amounts { self[figure] = amount }
    }

    /// In the figure's stored unit.
    package subscript(figure: EffortFigure) -> Int? {
        get { amounts[figure.position] }
        set { amounts[figure.position] = newValue }
    }

    package var isUnknown: Bool { EffortFigure.allCases.allSatisfy { self[$0] == nil } }

    package static func == (left: Effort, right: Effort) -> Bool {
        EffortFigure.allCases.allSatisfy { left[$0] == right[$0] }
    }
}

extension EffortFigure {
    fileprivate var position: Int {
        switch self {
        case .hoursToPrepare: 0
        case .hoursPerMonth: 1
        case .moneyOnce: 2
        case .moneyPerYear: 3
        case .area: 4
        case .fte: 5
        }
    }
}

/// From the least to the most that any library needed, and how many of them say so.
package struct EffortRange: Sendable, Equatable {
    package let low: Int
    package let high: Int
    package let libraries: Int

    /// `nil` when nobody knows.
    package init?(_ amounts: [Int]) {
        guard let low = amounts.min(), let high = amounts.max() else { return nil }
        self.low = low
        self.high = high
        libraries = amounts.count
    }

    package init?(of figure: EffortFigure, in efforts: some Sequence<Effort>) {
        self.init(efforts.compactMap { $0[figure] })
    }
}
