// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("A catalogue")
struct CatalogueTests {
    private static let german = """
        greeting: Guten Tag, {name}!
        rooms:
          one: Ein Raum
          other: "{count} Räume"
        only: nur deutsch
        marked: "<b>{name}</b> & mehr"
        """
    private static let english = "greeting: Hello {name}!\nrooms: {one: One room, other: \"{count} rooms\"}"
    private static let arabic = """
        rooms: {zero: صفر, one: واحد, two: اثنان, few: "{count} قليل", many: "{count} كثير", other: "{count} آخر"}
        """
    private static let easy = "greeting: Hallo {name}."

    private let catalogue: Catalogue

    init() throws {
        catalogue = try Catalogue([
            Catalogue.Source(
                capability: "T",
                files: [
                    ("de", Self.german), ("en", Self.english), ("ar", Self.arabic), ("de-x-leicht", Self.easy),
                ])
        ])
    }

    private func text(_ key: String, _ language: Language, count: Int? = nil, _ slots: Slots = [:]) -> String {
        let use = TextUse(TextKey("T.\(key)"), count: count, slots)
        return String(decoding: HTML(use).rendered(with: catalogue.texts(in: language)), as: UTF8.self)
    }

    @Test(
        "chooses the plural in German and English",
        arguments: [
            (0, "0 Räume", "0 rooms"), (1, "Ein Raum", "One room"), (2, "2 Räume", "2 rooms"),
            (101, "101 Räume", "101 rooms"), (1_234, "1\u{202F}234 Räume", "1,234 rooms"),
        ])
    func choosesPlurals(count: Int, german: String, english: String) {
        #expect(text("rooms", .german, count: count) == german)
        #expect(text("rooms", .english, count: count) == english)
        #expect(text("rooms", .easyGerman, count: count) == german)
    }

    @Test(
        "chooses among the six plurals of Arabic",
        arguments: [
            (0, "صفر"), (1, "واحد"), (2, "اثنان"), (3, "3 قليل"), (10, "10 قليل"), (11, "11 كثير"), (99, "99 كثير"),
            (100, "100 آخر"), (101, "101 آخر"), (102, "102 آخر"), (103, "103 قليل"), (111, "111 كثير"),
            (1000, "1,000 آخر"),
        ])
    func choosesArabicPlurals(count: Int, expected: String) {
        #expect(text("rooms", .arabic, count: count) == expected)
    }

    @Test("fills slots with what is escaped, and escapes itself")
    func fillsSlots() {
        let typed = HTML(escaping: "<Eve>")
        #expect(text("greeting", .german, ["name": typed]) == "Guten Tag, &lt;Eve&gt;!")
        #expect(text("greeting", .german, ["name": "<b>Eve</b>"]) == "Guten Tag, <b>Eve</b>!")
        #expect(text("marked", .german, ["name": "x"]) == "&lt;b&gt;x&lt;/b&gt; &amp; mehr")
        #expect(text("greeting", .german) == "Guten Tag, {name}!")
        #expect(catalogue.texts(in: .german).plain(TextKey("T.greeting"), ["name": typed]) == "Guten Tag, <Eve>!")
    }

    @Test("falls back by language, and to the key at last")
    func fallsBack() {
        #expect(text("greeting", .easyGerman, ["name": "x"]) == "Hallo x.")
        #expect(text("only", .easyGerman) == "nur deutsch")
        #expect(text("only", .english) == "<bdi lang=\"de\" dir=\"ltr\">nur deutsch</bdi>")
        #expect(text("only", .arabic) == "<bdi lang=\"de\" dir=\"ltr\">nur deutsch</bdi>")
        #expect(text("greeting", .arabic, ["name": "x"]) == "<bdi lang=\"en\" dir=\"ltr\">Hello x!</bdi>")
        #expect(text("none", .german) == "T.none")
    }

    @Test(
        "marks what falls back with its language, where markup may stand",
        arguments: [
            ("<p>§</p>", "<p><bdi lang=\"de\" dir=\"ltr\">nur deutsch</bdi></p>"),
            (
                "<p class=\"x\">Ein <b>W</b> §",
                "<p class=\"x\">Ein <b>W</b> <bdi lang=\"de\" dir=\"ltr\">nur deutsch</bdi>"
            ),
            ("<a aria-label=\"§\">", "<a aria-label=\"nur deutsch\">"),
            ("<title>§ – Haus</title>", "<title>nur deutsch – Haus</title>"),
            ("<option value=\"1\" selected>§", "<option value=\"1\" selected>nur deutsch"),
            ("<svg><text y=\"1\">§</text></svg>", "<svg><text y=\"1\">nur deutsch</text></svg>"),
        ])
    func marksLanguages(around: String, expected: String) throws {
        let use = TextUse(TextKey("T.only"))
        let halves = around.split(separator: "§", omittingEmptySubsequences: false).map {
            HTML(trusted: Array($0.utf8))
        }
        let html = HTML(use)
        let whole = "\(halves[0])\(html)\(halves[1])" as HTML
        #expect(String(decoding: whole.rendered(with: catalogue.texts(in: .arabic)), as: UTF8.self) == expected)
    }

    @Test("marks a text inside another one against that one's language, and none for those who read it anyway")
    func marksNestedTexts() {
        let (inner, rooms) = (HTML(TextUse(TextKey("T.only"))), HTML(TextUse(TextKey("T.rooms"), count: 2)))
        #expect(
            text("greeting", .arabic, ["name": inner])
                == "<bdi lang=\"en\" dir=\"ltr\">Hello <bdi lang=\"de\" dir=\"ltr\">nur deutsch</bdi>!</bdi>")
        #expect(
            text("greeting", .arabic, ["name": rooms])
                == "<bdi lang=\"en\" dir=\"ltr\">Hello <bdi lang=\"ar\" dir=\"rtl\">اثنان</bdi>!</bdi>")
        #expect(
            text("greeting", .arabic, ["name": HTML(TextUse(TextKey("T.greeting"), ["name": "y"]))])
                == "<bdi lang=\"en\" dir=\"ltr\">Hello Hello y!!</bdi>")
        #expect(text("only", .easyGerman) == "nur deutsch")
        #expect(catalogue.texts(in: .arabic).plain(TextKey("T.only")) == "nur deutsch")
    }

    @Test("knows what a language lacks and has too much")
    func compares() throws {
        #expect(catalogue.missing(in: .english) == ["T.marked", "T.only"])
        #expect(catalogue.surplus(in: .english) == [])
        let surplus = try Catalogue([Catalogue.Source(capability: "T", files: [("de", "a: b"), ("en", "b: c")])])
        #expect(surplus.surplus(in: .english) == ["T.b"])
        #expect(catalogue.slots(of: "T.greeting", in: .german) == ["name"])
        #expect(catalogue.slots(of: "T.rooms", in: .german) == ["count"])
        #expect(catalogue.slots(of: "T.only", in: .english) == nil)
    }

    @Test(
        "refuses what it cannot read",
        arguments: [("fr", "a: b"), ("de", "- a"), ("de", "a"), ("de", "a: {several: b}"), ("de", "a: b\na: c")])
    func refuses(name: String, content: String) {
        #expect(throws: (any Error).self) {
            try Catalogue([Catalogue.Source(capability: "T", files: [(name, content)])])
        }
    }

    @Test(
        "says how long something takes",
        arguments: [
            (30, "30 Minuten"), (60, "1 Stunde"), (90, "1 Stunde und 30 Minuten"), (120, "2 Stunden"),
            (1440, "24 Stunden"), (2880, "2 Tage"),
        ] as [(Int64, String)])
    func namesLengths(minutes: Int64, expected: String) throws {
        let texts = try Catalogue([WebCatalogue.source]).texts(in: .german)
        #expect(texts.plain(.length(.minutes(minutes))) == expected)
    }
}
