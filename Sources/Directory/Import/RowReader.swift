// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Reads one row of a file: what it tells of a library, what was put right, or why it cannot be taken.
struct RowReader {
    let row: CSVTable.Row
    let planner: ImportPlanner
    let known: KnownLibraries
    private(set) var notes: [(column: String?, reason: TextUse)] = []
    private(set) var problem: (column: String?, reason: TextUse)?

    init(row: CSVTable.Row, planner: ImportPlanner, known: KnownLibraries) {
        self.row = row
        self.planner = planner
        self.known = known
    }

    /// `nil` when there is a problem.
    mutating func record() -> ImportRecord? {
        if row.isBroken {
            problem = (nil, TextUse(.rowQuoteOpen))
            return nil
        }
        if row.fields.count > planner.table.header.count,
            row.fields[planner.table.header.count...].contains(where: { !$0.trimmed.isEmpty })
        {
            problem = (nil, TextUse(.rowTooManyFields, ["count": "\(row.fields.count)"]))
            return nil
        }
        var record = ImportRecord(name: limited(.name, 200) ?? "", place: limited(.place, 100))
        record.dbsID = limited(.dbsID, 20)
        record.isil = isil()
        record.ags = number(.ags, LibraryIdentifiers.ags, wrong: .agsMalformed)
        record.ars = number(.ars, LibraryIdentifiers.ars, wrong: .arsMalformed)
        record.postalCode = postalCode(
            isGerman: record.ags != nil || record.ars != nil || record.isil?.hasPrefix("DE-") == true)
        for figure in LibraryFigure.allCases {
            if let entry = entry(figure) { record.figures.append(entry) }
        }
        return problem == nil ? record : nil
    }

    private mutating func refuse(_ target: ImportTarget, _ reason: TextUse) {
        if problem == nil { problem = (planner.mapping[target], reason) }
    }

    private mutating func note(_ target: ImportTarget, _ reason: TextUse) {
        notes.append((planner.mapping[target], reason))
    }

    private mutating func limited(_ target: ImportTarget, _ limit: Int) -> String? {
        guard let text = planner.cell(target, of: row) else { return nil }
        let line = text.split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " ")
        guard line.count <= limit, !line.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            refuse(target, TextUse(.cellTooLong, ["limit": "\(limit)"]))
            return nil
        }
        return line
    }

    /// Of two in a cell the one of a known library counts, else the first; the other is named in a note.
    private mutating func isil() -> String? {
        guard let cell = planner.cell(.isil, of: row) else { return nil }
        let parts = cell.replacing(" / ", with: " ").split { $0.isWhitespace || ",;|+&".contains($0) }.map(String.init)
        let read = parts.compactMap { try? LibraryIdentifiers.isil($0) }
        guard read.count == parts.count, let first = read.first else {
            let isNumber = cell.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") }
            refuse(.isil, TextUse(isNumber ? .isilWithoutPrefix : .isilMalformed))
            return nil
        }
        guard Set(read).count > 1 else { return first }
        let owners = read.filter { known.owner(ofISIL: $0) != nil }
        guard Set(owners.compactMap { known.owner(ofISIL: $0) }).count <= 1 else {
            refuse(.isil, TextUse(.twoISILsOfTwo, ["isils": "\(read.joined(separator: ", "))"]))
            return nil
        }
        let kept = owners.first ?? first
        let others = read.filter { $0 != kept }.joined(separator: ", ")
        note(.isil, TextUse(.twoISILs, ["kept": "\(kept)", "others": "\(others)"]))
        return kept
    }

    /// A key whose first zero a spreadsheet ate gets it back.
    private mutating func number(
        _ target: ImportTarget, _ read: (String) throws(LibraryIdentifiers.Failure) -> String, wrong: TextKey
    ) -> String? {
        guard let cell = planner.cell(target, of: row), cell != "0", cell.uppercased() != "N" else { return nil }
        do {
            return try read(cell)
        } catch .zeroMissing(let meant) {
            note(target, TextUse(.zeroPutBack, ["meant": "\(meant)"]))
            return meant
        } catch {
            refuse(target, TextUse(wrong))
            return nil
        }
    }

    /// Of a library in Germany it has five digits; elsewhere four may be all.
    private mutating func postalCode(isGerman: Bool) -> String? {
        guard let text = limited(.postalCode, 10) else { return nil }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard isGerman, text.utf8.count == 4, text.utf8.allSatisfy(digits.contains) else { return text }
        note(.postalCode, TextUse(.zeroPutBack, ["meant": "0\(text)"]))
        return "0" + text
    }

    private mutating func entry(_ figure: LibraryFigure) -> FigureEntry? {
        switch planner.figure(figure, of: row) {
        case .absent: return nil
        case .unknown:
            note(.figure(figure), TextUse(.figureNotKnown))
            return nil
        case .unreadable:
            refuse(
                .figure(figure),
                TextUse(.figureUnreadable, ["value": "\(planner.cell(.figure(figure), of: row) ?? "")"]))
            return nil
        case .value(let value):
            if let problem = FigureRules.problem(value, of: figure, .german) {
                refuse(.figure(figure), problem)
                return nil
            }
            return FigureEntry(figure, year: planner.year, value: value, scope: planner.mapping.areaScope, source: .dbs)
        }
    }
}
