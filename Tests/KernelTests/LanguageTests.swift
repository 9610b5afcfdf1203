// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Kernel

@Suite("A language")
struct LanguageTests {
    @Test(
        "is chosen by Accept-Language",
        arguments: [
            ("", .german),
            ("de", .german),
            ("en", .english),
            ("en-GB,en;q=0.9,de;q=0.8", .english),
            ("de;q=0.5, en;q=0.9", .english),
            ("de, en", .german),
            ("en, de", .english),
            ("fr-FR,fr;q=0.9,ar;q=0.8,en;q=0.7", .arabic),
            ("fr, es", .german),
            ("*", .german),
            ("AR-eg", .arabic),
            ("de-AT", .german),
            ("en;q=0, ar;q=0.1", .arabic),
            ("en;q=0", .german),
            ("en ; q=0.2 , ar ; q=0.3", .arabic),
            ("en;q=nan, ar;q=0.1", .arabic),
            (";;;,,,=", .german),
            ("deutsch", .german),
            ("english", .german),
        ] as [(String, Language)])
    func isChosen(header: String, language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test("is read from the first twenty wishes alone")
    func readsFewWishes() {
        #expect(Language(acceptLanguage: String(repeating: "fr,", count: 20) + "en") == .german)
    }
}

@Suite("A text in several languages")
struct LocalizedTextTests {
    @Test(
        "falls back to what its reader most likely reads",
        arguments: [
            (.german, [.german: "d", .english: "e"], "d"),
            (.easyGerman, [.german: "d", .english: "e"], "d"),
            (.easyGerman, [.easyGerman: "l", .german: "d"], "l"),
            (.english, [.german: "d", .arabic: "a"], "d"),
            (.arabic, [.german: "d", .english: "e"], "e"),
            (.arabic, [.german: "d"], "d"),
            (.german, [.arabic: "a"], "a"),
            (.german, [.english: "e", .arabic: "a"], "e"),
            (.german, [:], ""),
            (.german, [.german: "", .english: "e"], "e"),
        ] as [(Language, [Language: String], String)])
    func fallsBack(reader: Language, texts: [Language: String], expected: String) {
        #expect(LocalizedText(texts).text(for: reader) == expected)
    }

    @Test("is marked with its language and direction where they are not the page's")
    func isMarked() {
        let german = LocalizedText([.german: "Räume & mehr"])
        #expect(german.html(for: .german).markup() == "Räume &amp; mehr")
        #expect(german.html(for: .easyGerman).markup() == "Räume &amp; mehr")
        #expect(german.html(for: .english).markup() == "<span lang=\"de\" dir=\"ltr\">Räume &amp; mehr</span>")
        let arabic = LocalizedText([.arabic: "<غرف>"])
        #expect(arabic.html(for: .german).markup() == "<span lang=\"ar\" dir=\"rtl\">&lt;غرف&gt;</span>")
        #expect(arabic.html(for: .arabic).markup() == "&lt;غرف&gt;")
        #expect(LocalizedText().html(for: .german).isEmpty)
    }

    @Test("in a page is the one of the page's reader")
    func isChosenWhenRendered() {
        let page: HTML = "<h1>\(LocalizedText([.german: "Räume", .english: "Rooms"]))</h1>"
        #expect(page.markup(in: .german) == "<h1>Räume</h1>")
        #expect(page.markup(in: .english) == "<h1>Rooms</h1>")
    }

    @Test("holds no empty texts")
    func holdsNoEmptyTexts() {
        var text = LocalizedText([.german: "", .english: "e"])
        #expect(text.texts.count == 1)
        text[.english] = ""
        #expect(text.isEmpty)
    }
}
