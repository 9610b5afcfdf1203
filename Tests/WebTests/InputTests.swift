// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("An input")
struct InputTests {
    private enum Colour: String { case red, green }

    private static func form(_ value: String) -> Input { Input(form: FormData([("f", value)])) }
    private static func json(_ value: JSON) -> Input { Input(json: ["f": value]) }

    private func problems(_ input: Input) -> [String] {
        input.problems.map { "\($0.field) \($0.message.key.name.split(separator: ".").last ?? "")" }
    }

    @Test(
        "notes what is missing where it is required, and nothing where it is not",
        arguments: [Input(form: FormData()), form(""), form(" \n "), json(.null), Input(json: [:])])
    func notesMissing(input: Input) {
        var required = input
        #expect(required.line("f", required: true) == nil)
        #expect(required.text("f", required: true) == nil)
        #expect(required.integer("f", required: true) == nil)
        #expect(required.choice("f", of: Colour.self, required: true) == nil)
        #expect(required.instant("f", required: true) == nil)
        #expect(required.day("f", required: true) == nil)
        #expect(required.time("f", required: true) == nil)
        #expect(problems(required) == Array(repeating: "f fieldRequired", count: 7))
        var optional = input
        #expect(optional.line("f") == nil && optional.text("f") == nil && optional.integer("f") == nil)
        #expect(optional.choice("f", of: Colour.self) == nil && optional.instant("f") == nil)
        #expect(optional.day("f") == nil && optional.time("f") == nil && optional.list("f") == [])
        #expect(optional.problems.isEmpty)
    }

    @Test("trims text and leaves the rest of it")
    func readsText() {
        var line = Self.form("  Größe 12 m² – ‘gut’ 🏛 ")
        #expect(line.line("f") == "Größe 12 m² – ‘gut’ 🏛")
        var text = Self.form("\n a\n\tb \n")
        #expect(text.text("f") == "a\n\tb")
        #expect(line.problems.isEmpty && text.problems.isEmpty)
    }

    @Test("says how long a text is and how long it may be")
    func measuresText() throws {
        var fits = Self.form("äöü🇩🇪")
        #expect(fits.line("f", atMost: 4) == "äöü🇩🇪")
        var long = Self.form("äöü🇩🇪x")
        #expect(long.line("f", atMost: 4) == nil)
        let message = try #require(long.problems.first?.message)
        let texts = try Catalogue([WebCatalogue.source]).texts(in: .german)
        #expect(texts.plain(message) == "Das ist zu lang: 5 Zeichen, höchstens 4 sind möglich.")
    }

    @Test(
        "refuses control characters",
        arguments: ["a\0b", "a\u{1}b", "a\u{1B}[0m", "a\u{7F}b", "a\u{85}b", "a\rb", "a\u{FFFF}b"])
    func refusesControlCharacters(value: String) {
        for input in [Self.form(value), Self.json(.string(value))] {
            var line = input
            #expect(line.line("f") == nil)
            #expect(problems(line) == ["f fieldControlCharacters"])
            var text = input
            #expect(text.text("f") == nil)
            #expect(problems(text) == ["f fieldControlCharacters"])
        }
    }

    @Test("refuses lines in one line", arguments: ["a\nb", "a\tb"])
    func refusesLines(value: String) {
        var line = Self.form(value)
        #expect(line.line("f") == nil)
        #expect(problems(line) == ["f fieldControlCharacters"])
    }

    @Test(
        "reads whole numbers of forms",
        arguments: [
            ("12", 12, nil), (" 12 ", 12, nil), ("0", 0, nil), ("100", 100, nil), ("101", nil, "fieldOutOfRange"),
            ("-1", nil, "fieldOutOfRange"), ("12.5", nil, "fieldNotANumber"), ("1e2", nil, "fieldNotANumber"),
            ("zwölf", nil, "fieldNotANumber"), ("99999999999999999999", nil, "fieldNotANumber"),
        ] as [(String, Int?, String?)])
    func readsNumbers(text: String, number: Int?, problem: String?) {
        var input = Self.form(text)
        #expect(input.integer("f", in: 0...100) == number)
        #expect(problems(input) == (problem.map { ["f \($0)"] } ?? []))
    }

    @Test(
        "takes no other JSON type for a number",
        arguments: [.string("12"), .bool(true), .number(1.5), .array([1]), .object([:])] as [JSON])
    func refusesJSONNumbers(value: JSON) {
        var input = Self.json(value)
        #expect(input.integer("f") == nil)
        #expect(problems(input) == ["f fieldNotANumber"])
    }

    @Test(
        "takes no other JSON type for a text",
        arguments: [.integer(1), .bool(true), .array(["a"]), .object([:])] as [JSON])
    func refusesJSONTexts(value: JSON) {
        var input = Self.json(value)
        #expect(input.line("f", required: true) == nil)
        #expect(input.choice("f", of: Colour.self) == nil)
        #expect(input.instant("f") == nil)
        #expect(problems(input) == Array(repeating: "f fieldNotText", count: 3))
    }

    @Test(
        "reads true and false",
        arguments: [("1", true), ("on", true), ("0", false), ("false", false), ("off", false), ("", false)])
    func readsFlags(text: String, flag: Bool) {
        var form = Self.form(text)
        #expect(form.flag("f") == flag)
        var json = Self.json(.bool(flag))
        #expect(json.flag("f") == flag)
        var wrong = Self.json(.string(text))
        #expect(wrong.flag("f") == false)
        #expect(problems(wrong) == ["f fieldNotABool"])
        #expect(form.problems.isEmpty && json.problems.isEmpty)
    }

    @Test("reads one of several choices")
    func readsChoices() {
        var red = Self.form("red")
        #expect(red.choice("f", of: Colour.self) == .red)
        var blue = Self.form("blue")
        #expect(blue.choice("f", of: Colour.self) == nil)
        #expect(problems(blue) == ["f fieldNotAChoice"])
    }

    @Test(
        "reads a day as people write it",
        arguments: [
            ("2026-11-28", "2026-11-28"), ("28.11.2026", "2026-11-28"), ("1.2.26", "2026-02-01"),
            (" 01. 02. 2026 ", "2026-02-01"), ("29.2.2026", nil), ("28/11/2026", nil), ("28.11.", nil), ("morgen", nil),
            ("1.1.-5", nil), ("+1.1.2026", nil),
        ] as [(String, String?)])
    func readsDays(text: String, day: String?) {
        var input = Self.form(text)
        #expect(input.day("f")?.description == day)
        #expect(problems(input) == (day == nil ? ["f fieldNotADay"] : []))
    }

    @Test("reads times and instants")
    func readsTimes() {
        var time = Self.form("16.30")
        #expect(time.time("f")?.minutes == 990)
        var instant = Self.json("2026-11-28T16:30:00+01:00")
        #expect(instant.instant("f")?.seconds == 1_795_879_800)
        var wrong = Self.form("25:00")
        #expect(wrong.time("f") == nil && wrong.instant("f") == nil)
        #expect(problems(wrong) == ["f fieldNotATime", "f fieldNotAnInstant"])
    }

    @Test("reads lists")
    func readsLists() {
        var form = Input(form: FormData([("f", "a"), ("f", " b "), ("f", ""), ("g", "c")]))
        #expect(form.list("f") == ["a", "b"])
        var json = Self.json(["a", "b"])
        #expect(json.list("f") == ["a", "b"])
        var mixed = Self.json(["a", 1])
        #expect(mixed.list("f") == ["a"])
        var wrong = Self.json("a")
        #expect(wrong.list("f") == [])
        #expect(problems(mixed) == ["f fieldNotAList"])
        #expect(problems(wrong) == ["f fieldNotAList"])
    }

    @Test("names the problems of what is nested by their whole path")
    func readsNested() {
        let form = Input(form: FormData([("contact.name", "Ada"), ("contact.address.city", ""), ("name", "x")]))
        let json = Input(json: ["contact": ["name": "Ada", "address": ["city": ""]], "name": "x"])
        for input in [form, json] {
            var outer = input
            var contact = outer.nested("contact", required: true)
            #expect(contact.line("name") == "Ada")
            var address = contact.nested("address")
            #expect(address.line("city", required: true) == nil)
            contact.absorb(address)
            outer.absorb(contact)
            #expect(problems(outer) == ["contact.address.city fieldRequired"])
        }
    }

    @Test(
        "notes an object that is missing or none",
        arguments: [
            (nil, "fieldRequired"), (.null, "fieldRequired"), ("a", "fieldNotAnObject"), ([1], "fieldNotAnObject"),
        ] as [(JSON?, String)])
    func notesObjects(value: JSON?, problem: String) {
        var input = Input(json: value.map { ["f": $0] } ?? [:])
        _ = input.nested("f", required: true)
        #expect(problems(input) == ["f \(problem)"])
    }

    @Test("throws all problems at once, or none")
    func throwsAtOnce() throws {
        var input = Input(form: FormData([("a", ""), ("b", "x")]))
        try input.finish()
        _ = input.line("a", required: true)
        _ = input.integer("b")
        let rejection = #expect(throws: Rejection.self) { try input.finish() }
        #expect(rejection?.kind == .invalid)
        #expect(rejection?.fields.map(\.field) == ["a", "b"])
    }
}
