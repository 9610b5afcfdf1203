// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// Working time in hundredths of an hour, as people count it: 1,5 hours are 150.
struct Hours: Hashable, Comparable, Sendable {
    let hundredths: Int

    static let zero = Hours(hundredths: 0)

    static func < (left: Hours, right: Hours) -> Bool { left.hundredths < right.hundredths }
    static func + (left: Hours, right: Hours) -> Hours { Hours(hundredths: left.hundredths + right.hundredths) }
    static func - (left: Hours, right: Hours) -> Hours { Hours(hundredths: left.hundredths - right.hundredths) }

    /// "1,5 Stunden" in the reader's language.
    var words: TextUse { TextUse(.taskHours, count: hundredths == 100 ? 1 : 2, ["hours": figure]) }

    /// The figure alone, its decimals as the reader writes them.
    var figure: HTML {
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(whole)" }
        let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest.padded(2)
        return "\(text: .taskFigure, ["whole": "\(whole)", "fraction": "\(fraction)"])"
    }

    /// How it stands in a form: with a decimal comma, which every reader's form takes.
    var typed: String {
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(whole)" }
        return "\(whole),\(rest % 10 == 0 ? "\(rest / 10)" : rest.padded(2))"
    }

    var json: JSON { hundredths.isMultiple(of: 100) ? .count(hundredths / 100) : .number(Double(hundredths) / 100) }
}

extension Hours: ColumnValue {
    static var columnType: ColumnType { .integer }
    var columnData: ColumnData { .integer(Int64(hundredths)) }
    init?(columnData: ColumnData) {
        guard let hundredths = Int(columnData: columnData) else { return nil }
        self.init(hundredths: hundredths)
    }
}

extension Input {
    /// Hours as people write them: `1,5`, `12`, `2 h`. `atMost` is in whole hours.
    mutating func hours(_ name: String, atMost limit: Int, mayBeZero: Bool) -> Hours? {
        let hundredths = figure(
            name, decimals: 2, units: ["stunden", "stunde", "std.", "std", "hours", "hour", "h"], required: true,
            in: 0...limit * 100)
        guard let hundredths else { return nil }
        if hundredths == 0, !mayBeZero {
            note(name, .taskHoursZero)
            return nil
        }
        return Hours(hundredths: hundredths)
    }
}
