// SPDX-License-Identifier: EUPL-1.2

import Search

/// Leaves out of a search what no limit can tell.
struct MeasureFilter: SearchFilter {
    /// One library that did it has to lie in all of these ranges.
    let byLibraries: [MeasureQuery.LibraryFigure: ClosedRange<Int32>]
    /// The days of first publication, as `MeasureFigures.day` counts; `nil`: any.
    let days: ClosedRange<Int32>?

    /// `nil` when it would leave out nothing.
    init?(byLibraries: [MeasureQuery.LibraryFigure: ClosedRange<Int32>], days: ClosedRange<Int32>?) {
        guard !byLibraries.isEmpty || days != nil else { return nil }
        self.byLibraries = byLibraries
        self.days = days
    }

    func includes(_ figures: SearchFigures) -> Bool {
        if let days, !days.contains(figures.publishedOn) { return false }
        return byLibraries.isEmpty || figures.isDone(within: byLibraries)
    }
}

extension SearchFigures {
    /// Whether one library satisfies all ranges. What is unknown satisfies none.
    fileprivate func isDone(within ranges: [MeasureQuery.LibraryFigure: ClosedRange<Int32>]) -> Bool {
        for doing in doings where isDone(by: doing, within: ranges) { return true }
        return false
    }

    private func isDone(by doing: Int, within ranges: [MeasureQuery.LibraryFigure: ClosedRange<Int32>]) -> Bool {
        for (figure, range) in ranges {
            let value =
                switch figure {
                case .population: population(doing)
                case .area: floorArea(doing)
                case .fte: posts(doing)
                }
            guard let value, range.contains(value) else { return false }
        }
        return true
    }
}
