// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Search

@Suite("Finding")
struct FindingTests {
    @Test(
        "finds what is meant",
        arguments: [
            ("Raum", "Unser Bibliotheksraum ist neu."), ("Räume", "Der Bibliotheksraum"),
            ("Bibliotheksraum", "Raum der Bibliothek"),
            ("Buecherei", "Die Bücherei"), ("Bücherei", "Die Buecherei"), ("Strasse", "Straßenfest"),
            ("Nutzer", "für Nutzer*innen"), ("Nutzer:innen", "für Nutzerinnen"), ("3D Drucker", "Der 3D-Drucker"),
            ("Leseclub", "Der Lese-Club"), ("Lese-Club", "Unser Leseclub"), ("ebook", "E-Books leihen"),
            ("Kinderbuch", "Im Kinderbuchladen"), ("Tempo 30", "Tempo-30-Zone"), ("libraries", "Open library for all"),
        ])
    func finds(question: String, text: String) async throws {
        #expect(try await Library.finds(question, in: text))
    }

    @Test(
        "does not find what only looks alike",
        arguments: [
            ("Raum", "Traumfänger"), ("Inder", "Kinderbuch"), ("Ration", "Generation"), ("Erinnerung", "Besucherinnen"),
            ("Gene", "Generation"), ("Oper", "Operation"), ("Ampel", "Trampelpfad"), ("17", "177"), ("Eis", "Preis"),
            ("Erde", "Pferde"), ("Angel", "Angelegenheit"),
        ])
    func doesNotFind(question: String, text: String) async throws {
        #expect(try await !Library.finds(question, in: text))
    }

    @Test func putsWholeWordsBeforePartsAndTitlesBeforeTexts() async throws {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "Anderes", "Der Bibliotheksraum"), Library.entry(2, "Anderes", "Der Raum hier"),
            Library.entry(3, "Bibliotheksraum", "Text dabei"), Library.entry(4, "Raum", "Text dabei"))
        #expect(try await library.find("Raum") == [4, 3, 2, 1])
    }

    @Test func putsCompoundsBeforeTheirPartsApart() async throws {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "A", "ein Raum in der Bibliothek"), Library.entry(2, "B", "ein Bibliotheksraum hier oben"))
        #expect(try await library.find("Bibliotheksraum") == [2, 1])
    }

    @Test func ordersEqualsByRankThenItem() async throws {
        let library = try await Library()
        try await library.put(
            Library.entry(3, "Raum", figures: [1]), Library.entry(1, "Raum", figures: [1]),
            Library.entry(2, "Raum", figures: [9]), Library.entry(1, "Raum", kind: "booking", figures: [1]))
        var query = SearchQuery("Raum")
        query.ranking = BiggerFirst()
        let hits = try await library.index.find(query).hits.map(\.item.description)
        #expect(hits == ["measure:2", "booking:1", "measure:1", "measure:3"])
    }

    @Test func seeksPhrasesWordByWord() async throws {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "Plan der Stadt"), Library.entry(2, "Stadtplan"),
            Library.entry(3, "Die Stadt hat der Plan"))
        #expect(try await library.find("\"Plan der Stadt\"") == [1])
        #expect(try await library.find("„Plan der Stadt“") == [1])
        #expect(try await library.find("\"Stadt der Plan\"").isEmpty)
    }

    @Test func ignoresFunctionWordsUnlessTheyAreAlone() async throws {
        let library = try await Library()
        try await library.put(Library.entry(1, "Ein Raum für die Kinder"), Library.entry(2, "Kinder im Raum"))
        #expect(try await Set(library.find("der Raum")) == [1, 2])
        #expect(try await library.find("für") == [1])
    }

    @Test func addsWhatAnswersMostWhenFewAnswerAll() async throws {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "Smartphone-Hilfe für Senioren"), Library.entry(2, "Hilfe mit dem Smartphone"),
            Library.entry(3, "Malkurs"))
        let found = try await library.find("Smartphone Hilfe Senioren")
        #expect(found == [1, 2])
    }

    @Test func forgivesOneWrongLetterAndSaysSo() async throws {
        let library = try await Library()
        try await library.put(Library.entry(1, "Saatgutbibliothek eröffnet"), Library.entry(2, "Malkurs"))
        let results = try await library.index.find(SearchQuery("Saatgutbibliotek eröffnet"))
        #expect(results.hits.map(\.item.id) == [1])
        #expect(results.suggestion == "Saatgutbibliothek eröffnet")
        #expect(try await library.index.find(SearchQuery("Saatgutbibliothek")).suggestion == nil)
    }

    @Test func takesNoWordOfTheDictionaryForAnError() async throws {
        let library = try await Library()
        try await library.put(Library.entry(1, "Schule"))
        let results = try await library.index.find(SearchQuery("Schulden"))
        #expect(results.total == 0)
        #expect(results.suggestion == nil)
    }

    @Test func answersNothingToMarksAndEverythingToSilence() async throws {
        let library = try await Library()
        try await library.put(Library.entry(1, "Raum"), Library.entry(2, "Kurs"))
        #expect(try await library.find("???").isEmpty)
        #expect(try await library.find("") == [1, 2])
        #expect(try await library.find("   ") == [1, 2])
    }

    @Test func pagesWithoutGapsOrRepetition() async throws {
        let library = try await Library()
        for id in 1...9 { try await library.put(Library.entry(Int64(id), "Raum \(id)")) }
        var query = SearchQuery("Raum", limit: 4)
        var seen: [Int64] = []
        for offset in [0, 4, 8] {
            query.offset = offset
            seen += try await library.find(query)
        }
        #expect(seen.sorted() == Array(1...9))
        #expect(try await library.index.find(query).total == 9)
    }
}

@Suite("One letter")
struct SpellingTests {
    @Test(
        "makes words neighbours",
        arguments: [
            ("raum", "raun"), ("raum", "rau"), ("raum", "raume"), ("raum", "arum"), ("raum", "ruam"), ("raum", "xraum"),
        ])
    func neighbours(left: String, right: String) {
        #expect(Spelling.differByOneLetter(Array(left.utf8), Array(right.utf8)))
        #expect(Spelling.differByOneLetter(Array(right.utf8), Array(left.utf8)))
    }

    @Test(
        "and two do not",
        arguments: [("raum", "raum"), ("raum", "baun"), ("raum", "ra"), ("raum", "muar"), ("raum", "rumas")])
    func strangers(left: String, right: String) {
        #expect(!Spelling.differByOneLetter(Array(left.utf8), Array(right.utf8)))
    }
}

private struct BiggerFirst: SearchRanking {
    func rank(_ figures: SearchFigures, atLeast _: Int) -> Int? { Int(figures.number(0) ?? 0) }
}
