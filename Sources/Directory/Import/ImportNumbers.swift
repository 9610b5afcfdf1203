// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// A cell of a statistics file that ought to hold a number.
enum ImportCell: Sendable, Equatable {
    /// Empty, `NULL`, or `0`: not there (Deutsche Bibliotheksstatistik).
    case absent
    /// `N`: there, but nobody knows how much.
    case unknown
    /// In units of 10^−decimals, rounded.
    case value(Int)
    case unreadable
}

/// How the numbers of one column are written. A file is made by one program, so a column has one decimal sign: where
/// some cells tell which it is, those that could be read either way (`2.125`) follow.
struct NumberStyle: Sendable, Equatable {
    enum Sign: Sendable { case point, comma }

    /// `nil`: no cell tells, or they contradict each other; each is read on its own.
    let decimal: Sign?

    init(of cells: some Sequence<String>) {
        var seen: Set<Sign> = []
        for cell in cells {
            if let sign = Self.sign(of: cell.trimmed) { seen.insert(sign) }
        }
        decimal = seen.count == 1 ? seen.first : nil
    }

    /// Which decimal sign a cell proves: the last of two kinds, the only one before other than three digits, or one
    /// behind a single zero (`0.125`).
    private static func sign(of cell: String) -> Sign? {
        let signs = cell.filter { $0 == "." || $0 == "," }
        guard let last = signs.last else { return nil }
        let sign: Sign = last == "." ? .point : .comma
        if Set(signs).count == 2 { return sign }
        if signs.count > 1 { return sign == .point ? .comma : .point }
        let halves = cell.split(separator: last, omittingEmptySubsequences: false)
        return halves[1].count == 3 && halves[0] != "0" ? nil : sign
    }

    func read(_ cell: String, of figure: LibraryFigure) -> ImportCell {
        let text = cell.trimmed
        switch text.uppercased() {
        case "", "0", "NULL", "-", "–": return .absent
        case "N": return .unknown
        default: break
        }
        guard let number = number(text, units: figure.units) else { return .unreadable }
        let value = (number * (figure.decimals == 2 ? 100 : 1)).rounded()
        guard let value = Int(exactly: value), abs(value) < 1_000_000_000_000 else { return .unreadable }
        return number == 0 ? .absent : .value(value)
    }

    private func number(_ text: String, units: [String]) -> Double? {
        var rest = text.lowercased()
        for unit in units.map({ $0.lowercased() }) where rest.hasSuffix(unit) {
            rest = String(rest.dropLast(unit.count)).trimmed
            break
        }
        let isNegative = rest.hasPrefix("-") || rest.hasPrefix("−")
        if isNegative { rest.removeFirst() }
        rest.removeAll { $0.isWhitespace || $0 == "'" || $0 == "’" }
        // A sign that is not decimal parts groups of three.
        let decimal = decimal ?? Self.sign(of: rest)
        let point: Character? = decimal.map { $0 == .point ? "." : "," }
        let halves = point.map { rest.split(separator: $0, omittingEmptySubsequences: false) } ?? [rest[...]]
        guard (1...2).contains(halves.count) else { return nil }
        let groups = halves[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        let isGrouped =
            groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        let digits = groups.joined() + (halves.count == 2 ? "." + halves[1] : "")
        guard isGrouped, !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let value = Double(digits)
        else { return nil }
        return isNegative ? -value : value
    }
}
