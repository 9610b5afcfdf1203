// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Directory
@testable import Web

@Suite("Figures of a library")
struct FigureRulesTests {
    private func read(
        _ fields: [(name: String, value: String)], year: Int = 2025, known: [FigureEntry] = []
    ) throws -> FigureForm {
        try FigureForm.read(FormData(fields), year: year, known: known, language: .german)
    }

    private func problems(
        _ fields: [(name: String, value: String)], known: [FigureEntry] = []
    ) -> [String: TextKey] {
        do {
            _ = try read(fields, known: known)
            return [:]
        } catch {
            guard let fields = (error as? Rejection)?.fields, !fields.isEmpty else {
                Issue.record(error)
                return [:]
            }
            return Dictionary(fields.map { ($0.field, $0.message.key) }) { first, _ in first }
        }
    }

    @Test("are read as people write them")
    func numbers() throws {
        let form = try read([
            ("population", "4.200"), ("floor_area", "1500 m²"), ("fte", "1,5"), ("weekly_hours", "16,5 Stunden"),
            ("budget", "12.000,50 €"), ("scope", "total"),
        ])
        let values = Dictionary(uniqueKeysWithValues: form.entries.map { ($0.figure, $0.value) })
        #expect(
            values == [
                .population: 4_200, .floorArea: 1_500, .fullTimeEquivalents: 150, .weeklyHours: 1_650,
                .budget: 1_200_050,
            ])
        #expect(form.entries.first { $0.figure == .floorArea }?.scope == .total)
        #expect(form.unknown == [.volunteers, .stock, .loans, .visits, .events])
    }

    @Test("may be 0 or 0.15 of a post, but no population is 0")
    func zero() throws {
        #expect(try read([("fte", "0")]).entries.map(\.value) == [0])
        #expect(try read([("fte", "0,15")]).entries.map(\.value) == [15])
        #expect(problems([("population", "0")]) == ["population": .figureNoPopulation])
        #expect(problems([("floor_area", "0 m²")]) == ["floor_area": .figureNoArea])
    }

    @Test("are refused when negative, absurd or no number, all at once")
    func refusals() {
        let found = problems([
            ("population", "-5"), ("floor_area", "9.999.999"), ("fte", "viele"), ("weekly_hours", "169"),
            ("loans", "1,5"),
        ])
        #expect(
            found == [
                "population": .figureNegative, "floor_area": .figureTooLarge, "fte": .fieldNotAFigure,
                "weekly_hours": .figureTooLarge, "loans": .fieldTooPrecise,
            ])
    }

    @Test("ten times off the neighbouring year are asked about, and taken when confirmed")
    func plausibility() throws {
        let known = [
            FigureEntry(.population, year: 2024, value: 4_200, source: .dbs),
            FigureEntry(.population, year: 2020, value: 42_000, source: .dbs),
            FigureEntry(.fullTimeEquivalents, year: 2026, value: 150, source: .own),
        ]
        #expect(problems([("population", "42.000")], known: known) == ["population": .figureConspicuous])
        #expect(problems([("population", "41.999")], known: known).isEmpty, "not quite ten times")
        #expect(problems([("population", "420")], known: known) == ["population": .figureConspicuous])
        #expect(problems([("fte", "15")], known: known) == ["fte": .figureConspicuous], "later years count too")
        #expect(problems([("fte", "0")], known: known) == ["fte": .figureConspicuous])
        #expect(try read([("population", "42.000"), ("stimmt", "1")], known: known).entries.map(\.value) == [42_000])
        #expect(problems([("loans", "90.000")], known: known).isEmpty, "no neighbour, no doubt")
    }

    @Test("that did not change keep their source, and raise no doubt again")
    func unchanged() throws {
        let known = [
            FigureEntry(.population, year: 2025, value: 42_000, source: .dbs, note: "geprüft"),
            FigureEntry(.population, year: 2024, value: 4_200, source: .dbs),
        ]
        let form = try read(
            [("population", "42.000"), ("loans", "5"), ("source", "other"), ("note", "Haushaltsplan")], known: known)
        #expect(form.entries[0] == known[0])
        #expect(
            form.entries[1] == FigureEntry(.loans, year: 2025, value: 5, source: .other, note: "Haushaltsplan"))
    }

    @Test("stand in the form again as they were entered")
    func values() {
        let entries = [
            FigureEntry(.population, year: 2025, value: 4_200, source: .own),
            FigureEntry(.floorArea, year: 2025, value: 180, scope: .open, source: .own),
            FigureEntry(.fullTimeEquivalents, year: 2025, value: 15, source: .own),
        ]
        let values = FormData(FigureForm.values(of: entries, .german))
        #expect(values["population"] == "4\u{202F}200" && values["fte"] == "0,15" && values["scope"] == "public")
        #expect(FormData(FigureForm.values(of: entries, .english))["population"] == "4,200")
    }

    @Test(
        "are written as readers of a language write numbers",
        arguments: [
            (0, 0, "0", "0"), (150, 2, "1,5", "1.5"), (15, 2, "0,15", "0.15"),
            (1_234_567, 0, "1\u{202F}234\u{202F}567", "1,234,567"),
            (-4_200, 0, "−4\u{202F}200", "−4,200"), (100_000, 2, "1\u{202F}000", "1,000"), (12, 1, "1,2", "1.2"),
        ])
    func numberTexts(value: Int, decimals: Int, german: String, english: String) {
        #expect(NumberText.decimal(value, decimals: decimals, .german) == german)
        #expect(NumberText.decimal(value, decimals: decimals, .english) == english)
        #expect(NumberText.decimal(value, decimals: decimals, .arabic) == english)
    }
}
