// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Search

@Suite("Analysis")
struct AnalyserTests {
    private func terms(_ text: String, _ language: Language = .german) -> [[String]] {
        Analyser.tokens(of: text, language: language).map(\.terms)
    }

    @Test(
        "brings spellings of one word together",
        arguments: [
            ["Bücherei", "Buecherei", "BÜCHEREI", "Bu\u{308}cherei"], ["Straße", "Strasse", "STRASSE", "STRAẞE"],
            ["Räume", "Raum", "Raeume", "Räumen"], ["Café", "Cafe", "Cafe\u{301}"],
            [
                "Nutzer*innen", "Nutzer:innen", "Nutzer_innen", "NutzerInnen", "Nutzer/-innen", "Nutzer/innen",
                "Nutzerinnen",
                "Nutzer", "Nutzerin", "Nutzer*in", "Nutzer·innen",
            ],
            ["Kolleg*innen", "Kolleginnen", "Kollegen", "Kollegin"], ["Ärzt*innen", "Ärztinnen"],
            ["Senior:innen", "Seniorinnen", "Senioren"], ["Bürger*innenrat", "BürgerInnenrat", "Bürgerrat"],
            ["m²", "m2"], ["1.500", "1500"],
        ])
    func unites(spellings: [String]) {
        let all = spellings.map { Set(terms($0).flatMap(\.self)) }
        for other in all.dropFirst() { #expect(!all[0].isDisjoint(with: other), "\(spellings) \(all)") }
    }

    @Test(
        "keeps different words apart",
        arguments: [
            ("neue", "nü"), ("Raum", "Traum"), ("Generation", "Ration"), ("Berlin", "Berl"), ("gewinnen", "Gew"),
            ("Medizin", "Mediz"), ("177", "17"), ("Kinder", "Inder"), ("quer", "qür"),
        ])
    func separates(left: String, right: String) {
        #expect(Set(terms(left).flatMap(\.self)).isDisjoint(with: terms(right).flatMap(\.self)))
    }

    @Test func findsHyphenatedWordsWholeAndInParts() {
        #expect(terms("3D-Druck") == [["3d", "3ddruck"], ["druck"]])
        #expect(terms("E-Book") == [["e", "ebook"], ["book"]])
        #expect(terms("24/7 offen") == [["24", "24/7"], ["7"], ["off"]])
        #expect(terms("und/oder") == [["und"], ["oder"]])
        #expect(terms("Bundes·land")[0].contains("bundesland"))
    }

    @Test func readsNumbersWhole() {
        #expect(
            terms("177 m², Tempo 30, 1,5 VZÄ im Jahr 2024.").flatMap(\.self)
                == ["177", "m2", "tempo", "30", "1,5", "vza", "im", "jahr", "2024"])
    }

    @Test func stemsEnglishTextsAsEnglish() {
        #expect(terms("libraries running", .english).flatMap(\.self) == ["librari", "run"])
    }

    @Test func leavesOtherScriptsAsTheyAre() {
        #expect(terms("مكتبة київ").flatMap(\.self) == ["مكتبة", "київ"])
    }

    @Test func survivesWhateverIsTyped() {
        for text in [
            "", "   ", "***", "\"", "-", "a-", "-a", "/", "*innen", ":in", "1.", "1..2", "\u{301}", "😀-😀", "a/-",
        ] {
            _ = terms(text)
        }
        #expect(terms("😀").isEmpty)
    }

    @Test func writesTitleAndTextApart() {
        #expect(Analyser.tokens(title: "Räume", text: "3D-Druck", language: .german) == "raum\n3d|3ddruck druck")
    }
}

@Suite("Splitting compounds")
struct SplitterTests {
    private let splitter = Splitter(lexicon: .debian)

    private func parts(_ word: String) -> [String] {
        splitter.parts(of: Analyser.terms(of: word, language: .german)[0])
    }

    @Test(
        "finds the parts by their stems",
        arguments: [
            ("Bibliotheksräume", ["bibliothek", "raum"]), ("Kinderbuch", ["kind", "buch"]),
            ("Traumfänger", ["traum", "fang"]),
            ("Öffnungszeiten", ["offnung", "zeit"]), ("Straßenbahn", ["strass", "bahn"]),
            ("Vorlesestunde", ["vorles", "stund"]), ("Veranstaltungsraum", ["veranstalt", "raum"]),
            ("Sommerferienprogramm", ["somm", "feri", "programm"]),
            ("Bücherbus", ["buch", "bus"]), ("Grünflächen", ["grun", "flach"]),
        ])
    func splits(word: String, expected: [String]) throws {
        try #require(!Lexicon.debian.isEmpty, "package wngerman is missing")
        #expect(parts(word) == expected)
    }

    @Test(
        "does not see words where only letters are",
        arguments: [
            "Generation", "Generationen", "Kooperation", "Besucherinnen", "Moderation", "exportieren", "Bibliothek",
            "Operation", "Studierende", "Gesellschaft", "Pferde", "Interesse", "Information", "Trampel", "Radio",
            "Alarm",
        ])
    func doesNotSplit(word: String) { #expect(parts(word) == []) }

    @Test func neverSplitsOffFunctionWords() {
        for word in ["Unterricht", "Vortrag", "Einladung", "Aufgabe", "Durchsage"] {
            #expect(parts(word).allSatisfy { !["unt", "vor", "ein", "auf", "durch"].contains($0) }, "\(word)")
        }
    }

    @Test func knowsTheWordsOfTheSiteWithoutADictionary() {
        let site: Set = ["quartier", "kiez", "werkstatt"]
        let splitter = Splitter(lexicon: .empty) { site.contains($0) }
        #expect(splitter.parts(of: "kiezwerkstatt") == ["kiez", "werkstatt"])
        #expect(splitter.parts(of: "quartierswerkstatt") == ["quartier", "werkstatt"])
        #expect(splitter.parts(of: "kiezladen") == [])
    }
}
