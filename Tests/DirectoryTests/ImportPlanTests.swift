// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing

@testable import Directory

/// Every trouble that a statistics file is known to have, in one file, and what becomes of each of its rows.
@Suite("A file with every trouble")
struct ImportPlanTests {
    private static let year = 2025

    struct Expectation: Sendable, CustomTestStringConvertible {
        let line: Int
        let fate: ImportPlan.Fate
        var notes: [TextKey] = []
        /// What is read of a row that is taken.
        var record: ImportRecord?
        var testDescription: String { "line \(line)" }
    }

    private static func refused(_ column: String?, _ reason: TextKey) -> ImportPlan.Fate {
        .refused(column: column, reason: TextUse(reason))
    }

    /// People, m², posts and weekly hours in hundredths, stock, loans.
    private static func record(
        _ name: String, _ place: String, _ postalCode: String, dbs: String, isil: String? = nil, ags: String? = nil,
        _ people: Int, _ area: Int? = nil, _ posts: Int? = nil, _ hours: Int? = nil, _ stock: Int? = nil,
        _ loans: Int? = nil
    ) -> ImportRecord {
        let values: [(LibraryFigure, Int?)] = [
            (.population, people), (.floorArea, area), (.fullTimeEquivalents, posts), (.weeklyHours, hours),
            (.stock, stock), (.loans, loans),
        ]
        return ImportRecord(
            name: name, place: place, postalCode: postalCode, dbsID: dbs, isil: isil, ags: ags,
            figures: values.compactMap { figure, value in
                value.map { FigureEntry(figure, year: year, value: $0, scope: .open, source: .dbs) }
            })
    }

    static let expectations = [
        Expectation(
            line: 2, fate: .new,
            record: record(
                "Gemeindebücherei Beispielhausen", "Beispielhausen", "99001", dbs: "AA001", isil: "DE-1110",
                ags: "05315000", 4_200, 180, 150, 1_650, 12_000, 18_400)),
        Expectation(
            line: 3, fate: .new,
            record: record(
                "Bücherei Größenwahn", "Beispielbach", "99002", dbs: "AA002", isil: "DE-11-10", ags: "05315001", 4_200,
                1_235, 1_225, 2_000, 9_000, 9_001)),
        Expectation(
            line: 4, fate: .new, notes: [.figureNotKnown, .figureNotKnown],
            record: record("Bücherei N", "Beispielau", "99003", dbs: "AA003", 3_000)),
        Expectation(
            line: 5, fate: .new, notes: [.zeroPutBack, .zeroPutBack],
            record: record(
                "Bücherei Null", "Beispielnull", "01067", dbs: "AA004", isil: "DE-2", ags: "01002003", 5_000, 100, 200,
                1_000, 1_000, 2_000)),
        Expectation(
            line: 6, fate: .new, notes: [.twoISILs],
            record: record(
                "Bücherei Zwei", "Beispielzwei", "99005", dbs: "AA005", isil: "DE-3", ags: "05315004", 6_000, 100, 200,
                1_000, 1_000, 2_000)),
        Expectation(
            line: 7, fate: .new,
            record: record(
                "Bücherei \"Am Markt\"; Zweigstelle", "Beispielmarkt", "99006", dbs: "AA006", isil: "DE-5",
                ags: "05315005", 7_000, 100, 200, 1_000, 1_000, 2_000)),
        Expectation(line: 9, fate: refused("1 Einwohner", .figureNegative)),
        Expectation(line: 10, fate: refused("1 Einwohner", .figureUnreadable)),
        Expectation(line: 11, fate: refused("8 Wochenöffnungsstunden", .figureTooLarge)),
        Expectation(line: 12, fate: refused(nil, .rowTwice)),
        Expectation(line: 13, fate: refused("ISIL", .isilMalformed)),
        Expectation(line: 14, fate: refused("ISIL", .isilWithoutPrefix)),
        Expectation(line: 15, fate: refused("AGS", .agsMalformed)),
        Expectation(line: 16, fate: refused("Bibliothek", .rowWithoutName)),
        Expectation(line: 17, fate: refused(nil, .rowTooManyFields)),
        Expectation(line: 18, fate: refused(nil, .rowQuoteOpen)),
        Expectation(
            line: 19, fate: .new,
            record: record(
                "Bücherei Knapp", "Beispielknapp", "99016", dbs: "AA016", isil: "DE-14", ags: "05315015", 5_000)),
        Expectation(
            line: 21, fate: .updated(OrganisationID(17)),
            record: record(
                "Bücherei Bekannt", "Beispielbekannt", "99017", dbs: "AA017", isil: "DE-15", ags: "05315016", 8_000,
                100, 200, 1_000, 1_000, 2_000)),
        Expectation(
            line: 22, fate: .unchanged(OrganisationID(18)),
            record: record(
                "Bücherei Gleich", "Beispielgleich", "99018", dbs: "AA018", isil: "DE-16", ags: "05315017", 9_000)),
        Expectation(
            line: 23, fate: .unchanged(OrganisationID(19)),
            record: record(
                "Bücherei Eigen", "Beispieleigen", "99019", dbs: "AA019", isil: "DE-17", ags: "05315018", 7_777)),
        Expectation(line: 24, fate: refused(nil, .rowTwice)),
        Expectation(line: 25, fate: refused("ISIL", .twoISILsOfTwo)),
        Expectation(line: 26, fate: refused(nil, .rowTwice)),
    ]

    static func file(_ name: String = "dbs-schwierig.csv") throws -> Data {
        try Data(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)"))
    }

    private static func known(
        _ id: Int64, _ name: String, _ place: String, dbs: String, isil: String, ags: String, postalCode: String,
        population: FigureEntry
    ) -> KnownLibraries.Item {
        let library = Library(
            id: OrganisationID(id), name: name, place: place, state: .listed,
            profile: LibraryProfile(isil: isil, ags: ags, dbsID: dbs), sizes: .unknown)
        return KnownLibraries.Item(library: library, postalCode: postalCode, figures: [.population: population])
    }

    private static let known = KnownLibraries([
        known(
            17, "Bücherei Bekannt", "Beispielbekannt", dbs: "AA017", isil: "DE-15", ags: "05315016",
            postalCode: "99017", population: FigureEntry(.population, year: year, value: 7_900, source: .dbs)),
        known(
            18, "Bücherei Gleich", "Beispielgleich", dbs: "AA018", isil: "DE-16", ags: "05315017",
            postalCode: "99018", population: FigureEntry(.population, year: year, value: 9_000, source: .dbs)),
        known(
            19, "Bücherei Eigen", "Beispieleigen", dbs: "AA019", isil: "DE-17", ags: "05315018",
            postalCode: "99019", population: FigureEntry(.population, year: year, value: 7_000, source: .own)),
    ])

    private static func plan(_ table: CSVTable) -> ImportPlan {
        ImportPlanner(table, ImportMapping(suggestedFor: table.header), year: year).plan(against: known)
    }

    private static func plan() throws -> ImportPlan { plan(try #require(CSVTable(try file()))) }

    @Test("has the fate that is expected for each row", arguments: expectations)
    func fate(expectation: Expectation) throws {
        let row = try #require(try Self.plan().rows.first { $0.line == expectation.line })
        #expect(row.fate == expectation.fate)
        #expect(row.notes.map(\.reason.key) == expectation.notes)
        if case .refused = expectation.fate { return }
        #expect(row.record == expectation.record)
        #expect(row.name == expectation.record?.name && row.place == expectation.record?.place)
    }

    @Test("loses no row: each is expected above, and no other is there")
    func nothingLost() throws {
        let plan = try Self.plan()
        #expect(plan.rows.map(\.line) == Self.expectations.map(\.line))
        #expect(plan.counts.all == plan.rows.count && plan.newCount == 7 && plan.refusedCount == 13)
    }

    @Test("names in a note what it leaves out or puts back")
    func remarks() throws {
        let notes = Dictionary(uniqueKeysWithValues: try Self.plan().rows.map { ($0.line, $0.notes) })
        func slots(_ line: Int, _ name: String) -> [String?]? {
            notes[line]?.map { $0.reason.slots[name]?.unformatted }
        }
        #expect(slots(5, "meant") == ["01002003", "01067"] && notes[5]?.map(\.column) == ["AGS", "PLZ"])
        #expect(slots(6, "kept") == ["DE-3"] && slots(6, "others") == ["DE-4"])
        #expect(notes[4]?.map(\.column) == ["VZÄ", "13 Medienbestand"])
    }

    @Test("takes a row whose double was refused before it")
    func refusedDouble() throws {
        let text = "ISIL;Bibliothek;Ort;1\nDE-1;;Adorf;4200\nDE-1;Bücherei;Adorf;4200\nDE-1;Bücherei;Adorf;4200\n"
        let fates = Self.plan(try #require(CSVTable(text))).rows.map(\.fate)
        #expect(fates == [Self.refused("Bibliothek", .rowWithoutName), .new, Self.refused(nil, .rowTwice)])
    }

    @Test(
        "puts a zero before a postal code of four digits where the row is of Germany, and nowhere else",
        arguments: [
            ("DE-1;NULL;1067", "01067"), ("NULL;05315000;1067", "01067"), ("AT-1;NULL;1067", "1067"),
            ("NULL;NULL;1067", "1067"), ("DE-1;NULL;50667", "50667"), ("DE-1;NULL;106", "106"),
            ("DE-1;NULL;10a7", "10a7"),
        ])
    func postalCode(cells: String, expected: String) throws {
        let table = try #require(CSVTable("ISIL;AGS;PLZ;Bibliothek;1\n\(cells);Bücherei;4200\n"))
        #expect(Self.plan(table).rows.map(\.record?.postalCode) == [expected])
    }

    @Test("says the same in UTF-8, with a byte-order mark, with commas, and with the columns in another order")
    func otherForms() throws {
        let text = String(decoding: try Self.file().map { $0 }, as: UTF8.self)
        #expect(text.contains("\u{FFFD}"), "the file is not UTF-8")
        let latin = try #require(String(data: try Self.file(), encoding: .isoLatin1))
        let expected = try Self.plan().rows.map(\.fate)
        let marked = try #require(CSVTable(Data([0xEF, 0xBB, 0xBF]) + Data(latin.utf8)))
        #expect(marked.header.first == "DBS-ID" && Self.plan(marked).rows.map(\.fate) == expected)
        #expect(Self.plan(try #require(CSVTable(latin))).rows.map(\.fate) == expected)

        let plain = "Bibliothek,Ort,1,VZÄ\nBücherei,Beispielort,4200,\"1,5\"\n"
        let turned = "VZÄ,1,Ort,Bibliothek\n\"1,5\",4200,Beispielort,Bücherei\n"
        let records = try [plain, turned].map { Self.plan(try #require(CSVTable($0))).rows[0].record }
        #expect(records[0] == records[1] && records[0]?.figures.map(\.value) == [4_200, 150])
    }

    @Test(
        "reads each cell by its own column's decimal sign",
        arguments: [
            (["1.234,5", "2.125"], LibraryFigure.stock, [1_235, 2_125]),
            (["1234.5", "2.125"], .fullTimeEquivalents, [123_450, 213]),
            (["1,5", "2.125"], .fullTimeEquivalents, [150, 212_500]),
            (["0.125", "12.000"], .fullTimeEquivalents, [13, 1_200]),
            (["1.234.567", "1.234"], .stock, [1_234_567, 1_234]),
            (["1,234,567", "1.5"], .stock, [1_234_567, 2]),
            (["1.234,5", "1234.5"], .stock, [1_235, 1_235]),
            (["4 200", "4'200 m²"], .floorArea, [4_200, 4_200]),
        ])
    func columns(cells: [String], figure: LibraryFigure, values: [Int]) {
        let style = NumberStyle(of: cells)
        #expect(cells.map { style.read($0, of: figure) } == values.map(ImportCell.value))
    }

    @Test("takes what the headings suggest, and what somebody checked before")
    func mapping() throws {
        let header = ["Feld 8", "(13) Bestand", "Einwohner", "Irgendwas", "Bibliothek", "7"]
        let suggested = ImportMapping(suggestedFor: header)
        #expect(suggested[.figure(.weeklyHours)] == "Feld 8" && suggested[.figure(.stock)] == "(13) Bestand")
        #expect(suggested[.figure(.population)] == "Einwohner" && suggested[.name] == "Bibliothek")
        #expect(suggested.columns.values.allSatisfy { !["Irgendwas", "7"].contains($0) })
        var saved = ImportMapping()
        saved[.figure(.visits)] = "Irgendwas"
        saved[.figure(.loans)] = "gibt es hier nicht"
        let again = ImportMapping(suggestedFor: header, saved: saved)
        #expect(again[.figure(.visits)] == "Irgendwas" && again[.figure(.loans)] == nil)
        #expect(ImportMapping(json: again.json) == again)
        var typed = ImportMapping()
        try typed.apply("population=1, fte=VZÄ,scope=total")
        #expect(typed[.figure(.population)] == "1" && typed.areaScope == .total)
        #expect(throws: ImportMapping.UnreadablePart.self) { try typed.apply("unsinn=1") }
    }

    @Test("cannot be read without a name or a figure")
    func problems() throws {
        func problem(_ text: String) throws -> TextKey? {
            let table = try #require(CSVTable(text))
            return ImportPlanner(table, ImportMapping(suggestedFor: table.header), year: 2025).mappingProblem
        }
        #expect(try problem("Ort;Einwohner\nX;1") == .mappingNeedsName)
        #expect(try problem("Name;Ort\nX;Y") == .mappingNeedsFigure)
        #expect(try problem("ISIL;Einwohner\nDE-1;1") == nil)
        #expect(CSVTable("") == nil && CSVTable("\n\n") == nil)
    }
}

/// For values in which nothing is left to be said in a language.
private struct NoTexts: TextResolver {
    var language = Language.german
    func append(_ use: TextUse, to bytes: inout [UInt8]) {}
}

extension HTML {
    fileprivate var unformatted: String { plainText(with: NoTexts()) }
}
