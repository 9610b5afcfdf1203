// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What becomes of each row of a file, before anything is written.
package struct ImportPlan: Sendable {
    package enum Fate: Sendable, Equatable {
        case new
        case updated(OrganisationID)
        case unchanged(OrganisationID)
        /// In which column the trouble is; `nil` when it is the row's.
        case refused(column: String?, reason: TextUse)

        package static func == (left: Fate, right: Fate) -> Bool {
            switch (left, right) {
            case (.new, .new): true
            case (.updated(let one), .updated(let other)), (.unchanged(let one), .unchanged(let other)): one == other
            case (.refused(let one, let why), .refused(let other, let reason)):
                one == other && why.key == reason.key
            default: false
            }
        }
    }

    package struct Row: Sendable {
        package let line: Int
        package let name: String
        package let place: String?
        package let fate: Fate
        /// What was put right or left out, and in which column.
        package let notes: [(column: String?, reason: TextUse)]
        let record: ImportRecord?
    }

    package let rows: [Row]

    package func count(_ isOf: (Fate) -> Bool) -> Int { rows.count { isOf($0.fate) } }
    package var newCount: Int { count { $0 == .new } }
    package var updatedCount: Int { count { if case .updated = $0 { true } else { false } } }
    package var unchangedCount: Int { count { if case .unchanged = $0 { true } else { false } } }
    package var refusedCount: Int { count { if case .refused = $0 { true } else { false } } }
}

/// A library as a row of the file tells of it.
struct ImportRecord: Sendable, Equatable {
    var name: String
    var place: String?
    var postalCode: String?
    var dbsID: String?
    var isil: String?
    var ags: String?
    var ars: String?
    var figures: [FigureEntry] = []
}

/// What is known already and a file is held against.
struct KnownLibraries: Sendable {
    struct Item: Sendable {
        let library: Library
        let postalCode: String?
        /// Of the report year.
        let figures: [LibraryFigure: FigureEntry]
    }

    let items: [OrganisationID: Item]
    private let byDBSID: [String: OrganisationID]
    private let byISIL: [String: OrganisationID]
    private let byName: [String: OrganisationID]

    init(_ items: [Item]) {
        self.items = Dictionary(uniqueKeysWithValues: items.map { ($0.library.id, $0) })
        var (dbs, isil, name): ([String: OrganisationID], [String: OrganisationID], [String: OrganisationID]) =
            ([:], [:], [:])
        for library in items.map(\.library) {
            if let id = library.profile.dbsID { dbs[id] = library.id }
            if let one = library.profile.isil { isil[one] = library.id }
            name[Self.key(library.name, library.place)] = library.id
        }
        (byDBSID, byISIL, byName) = (dbs, isil, name)
    }

    static func key(_ name: String, _ place: String?) -> String {
        SortKey.german(name) + "\n" + SortKey.german(place ?? "")
    }

    enum Match: Equatable {
        case one(OrganisationID)
        case none, several
    }

    /// By DBS number or ISIL; without either among what is known, by name and place, unless the numbers there differ.
    func match(_ record: ImportRecord) -> Match {
        let found = Set(
            [record.dbsID.flatMap { byDBSID[$0] }, record.isil.flatMap { byISIL[$0] }].compactMap(\.self))
        if found.count > 1 { return .several }
        if let one = found.first { return .one(one) }
        guard let id = byName[Self.key(record.name, record.place)], let item = items[id] else { return .none }
        let profile = item.library.profile
        let isOther =
            [(record.dbsID, profile.dbsID), (record.isil, profile.isil)].contains { mine, theirs in
                mine != nil && theirs != nil && mine != theirs
            }
        return isOther ? .none : .one(id)
    }

    func owner(ofISIL isil: String) -> OrganisationID? { byISIL[isil] }
}

/// Holds a file against what is known, row by row. A bad row costs no other.
struct ImportPlanner: Sendable {
    let table: CSVTable
    let mapping: ImportMapping
    let year: Int
    private let positions: [ImportTarget: Int]
    private let styles: [LibraryFigure: NumberStyle]

    init(_ table: CSVTable, _ mapping: ImportMapping, year: Int) {
        self.table = table
        self.mapping = mapping
        self.year = year
        var positions: [ImportTarget: Int] = [:]
        for target in ImportTarget.allCases {
            guard let column = mapping[target], let position = table.header.firstIndex(of: column) else { continue }
            positions[target] = position
        }
        self.positions = positions
        var styles: [LibraryFigure: NumberStyle] = [:]
        for figure in LibraryFigure.allCases {
            guard let position = positions[.figure(figure)] else { continue }
            styles[figure] = NumberStyle(
                of: table.rows.lazy.compactMap { $0.fields.indices.contains(position) ? $0.fields[position] : nil })
        }
        self.styles = styles
    }

    /// What is missing in the mapping for anything to be read.
    var mappingProblem: TextKey? {
        if positions[.name] == nil, positions[.dbsID] == nil, positions[.isil] == nil { return .mappingNeedsName }
        return positions.keys.contains { if case .figure = $0 { true } else { false } } ? nil : .mappingNeedsFigure
    }

    func plan(against known: KnownLibraries) -> ImportPlan {
        var seen: [String: Int] = [:]
        return ImportPlan(rows: table.rows.map { row($0, known, &seen) })
    }

    private func row(_ row: CSVTable.Row, _ known: KnownLibraries, _ seen: inout [String: Int]) -> ImportPlan.Row {
        var reader = RowReader(row: row, planner: self, known: known)
        let record = reader.record()
        func end(_ fate: ImportPlan.Fate) -> ImportPlan.Row {
            ImportPlan.Row(
                line: row.line, name: record?.name ?? cell(.name, of: row) ?? "", place: cell(.place, of: row),
                fate: fate, notes: reader.notes, record: record)
        }
        guard let record else {
            return end(
                .refused(column: reader.problem?.column, reason: reader.problem?.reason ?? TextUse(.rowUnreadable)))
        }
        for key in keys(of: record) {
            if let line = seen[key] {
                return end(.refused(column: nil, reason: TextUse(.rowTwice, ["line": "\(line)"])))
            }
        }
        let fate = fate(of: record, known)
        // A row that is refused does not stand in the way of one that says the same rightly.
        if case .refused = fate { return end(fate) }
        for key in keys(of: record) { seen[key] = row.line }
        return end(fate)
    }

    private func fate(of record: ImportRecord, _ known: KnownLibraries) -> ImportPlan.Fate {
        switch known.match(record) {
        case .several: return .refused(column: nil, reason: TextUse(.rowOfTwoLibraries))
        case .none:
            guard positions[.name] != nil, !record.name.isEmpty else {
                return .refused(column: mapping[.name], reason: TextUse(.rowWithoutName))
            }
            return .new
        case .one(let id):
            guard let item = known.items[id] else { return .new }
            return ImportChange(record, of: item).isEmpty ? .unchanged(id) : .updated(id)
        }
    }

    /// By which two rows are the same library.
    private func keys(of record: ImportRecord) -> [String] {
        let numbers = [record.dbsID.map { "dbs \($0)" }, record.isil.map { "isil \($0)" }].compactMap(\.self)
        return numbers.isEmpty ? ["name \(KnownLibraries.key(record.name, record.place))"] : numbers
    }

    func cell(_ target: ImportTarget, of row: CSVTable.Row) -> String? {
        guard let position = positions[target], row.fields.indices.contains(position) else { return nil }
        let text = row.fields[position].trimmed
        return text.isEmpty || text.uppercased() == "NULL" ? nil : text
    }

    func figure(_ figure: LibraryFigure, of row: CSVTable.Row) -> ImportCell {
        guard let position = positions[.figure(figure)], row.fields.indices.contains(position) else { return .absent }
        return styles[figure]?.read(row.fields[position], of: figure) ?? .absent
    }
}

/// What a row changes of a library that is known. What its members entered themselves stays.
struct ImportChange: Sendable {
    let figures: [FigureEntry]
    let profile: LibraryProfile?
    let postalCode: String?

    init(_ record: ImportRecord, of item: KnownLibraries.Item) {
        figures = record.figures.filter { entry in
            guard let known = item.figures[entry.figure] else { return true }
            return known.source != .own && (known.value != entry.value || known.scope != entry.scope)
        }
        var profile = item.library.profile
        profile.dbsID = profile.dbsID ?? record.dbsID
        profile.isil = profile.isil ?? record.isil
        profile.ags = profile.ags ?? record.ags
        profile.ars = profile.ars ?? record.ars
        self.profile = profile == item.library.profile ? nil : profile
        postalCode = item.postalCode == nil ? record.postalCode : nil
    }

    var isEmpty: Bool { figures.isEmpty && profile == nil && postalCode == nil }
}
