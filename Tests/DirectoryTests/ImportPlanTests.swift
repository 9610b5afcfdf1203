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
        var testDescription: String { "line \(line)" }
    }

    private static func refused(_ column: String?, _ reason: TextKey) -> ImportPlan.Fate {
        .refused(column: column, reason: TextUse(reason))
    }

    static let expectations = [
        Expectation(line: 2, fate: .new),
        Expectation(line: 3, fate: .new),
        Expectation(line: 4, fate: .new, notes: [.figureNotKnown, .figureNotKnown]),
        Expectation(line: 5, fate: .new, notes: [.zeroPutBack]),
        Expectation(line: 6, fate: .new, notes: [.twoISILs]),
        Expectation(line: 7, fate: .new),
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
        Expectation(line: 19, fate: .new),
        Expectation(line: 21, fate: .updated(OrganisationID(17))),
        Expectation(line: 22, fate: .unchanged(OrganisationID(18))),
        Expectation(line: 23, fate: .unchanged(OrganisationID(19))),
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
    }

    @Test("loses no row: each is expected above, and no other is there")
    func nothingLost() throws {
        let plan = try Self.plan()
        #expect(plan.rows.map(\.line) == Self.expectations.map(\.line))
        #expect(plan.counts.all == plan.rows.count && plan.newCount == 7 && plan.refusedCount == 13)
    }

    @Test("is read in Latin-1 with its umlauts, line breaks and quotation marks")
    func texts() throws {
        let rows = try Self.plan().rows
        #expect(rows[0].name == "Gemeindebücherei Beispielhausen")
        #expect(rows.first { $0.line == 7 }?.name == "Bücherei \"Am Markt\"; Zweigstelle")
    }

    @Test("keeps what is unknown unknown, and reads numbers by their column")
    func numbers() throws {
        let records = Dictionary(uniqueKeysWithValues: try Self.plan().rows.map { ($0.line, $0.record) })
        func value(_ line: Int, _ figure: LibraryFigure) -> Int? {
            records[line]??.figures.first { $0.figure == figure }?.value
        }
        #expect(value(2, .population) == 4_200 && value(2, .fullTimeEquivalents) == 150)
        #expect(value(2, .weeklyHours) == 1_650 && value(2, .stock) == 12_000)
        #expect(value(3, .floorArea) == 1_235, "half a square metre is rounded")
        #expect(records[4]??.figures.map(\.figure) == [.population], "0, N and NULL are no figures")
        #expect(records[4]??.isil == nil && records[4]??.ags == nil)
        #expect(records[5]??.ags == "01002003" && records[6]??.isil == "DE-3")
        #expect(records[2]??.figures.allSatisfy { $0.source == .dbs && $0.year == Self.year } == true)
        #expect(records[2]??.figures.first { $0.figure == .floorArea }?.scope == .open)
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
