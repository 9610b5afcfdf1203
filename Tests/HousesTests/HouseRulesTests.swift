// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing
import Web

@testable import Houses

@Suite("What a house may say of itself")
struct HouseRulesTests {
    @Test(
        "a name in URLs is lower-case ASCII that begins with a letter",
        arguments: [
            ("leipzigzimmer", true), ("smart-city-lab", true), ("a1", true), ("ab-", true),
            (String(repeating: "a", count: 41), true), (String(repeating: "a", count: 42), false), ("a", false),
            ("", false), ("1haus", false), ("-haus", false), ("Haus", false), ("häuser", false),
            ("haus am park", false),
            ("haus/raeume", false), ("haus.css", false), ("аbc", false), ("e\u{301}cole", false),
        ])
    func slugs(slug: String, isPossible: Bool) {
        #expect((HouseRules.slugProblem(slug) == nil) == isPossible)
    }

    @Test("the platform's own paths are no houses", arguments: ["netzwerk", "anmelden", "api", "assets", "impressum"])
    func reserved(slug: String) {
        #expect(HouseRules.slugProblem(slug) == .slugReserved)
    }

    @Test("no path of this capability's own routes can become a house")
    func ownPathsAreReserved() async throws {
        let site = try await TestSite()
        let first = site.capability.routes.compactMap { route in
            route.pattern.description.split(separator: "/").first.map(String.init)
        }.filter { !$0.hasPrefix("{") }
        #expect(Set(first).subtracting(HousesCapability.reservedSlugs) == [])
    }

    @Test(
        "an accent is a hash and six hexadecimal digits",
        arguments: [
            ("#1f4e79", "#1f4e79"), ("#C4006E", "#c4006e"), (" #ffffff ", "#ffffff"), ("#fff", nil), ("1f4e79", nil),
            ("#1f4e7g", nil), ("red", nil), ("#1f4e79;}", nil),
        ] as [(String, String?)])
    func accents(text: String, result: String?) {
        var input = Input(form: FormData([("accent", text)]))
        #expect(HouseRules.accent(from: &input) == result)
        #expect(input.problems.isEmpty == (result != nil))
    }

    @Test(
        "a zone is one of the IANA's",
        arguments: [
            ("Europe/Berlin", true), ("UTC", true), ("America/Argentina/Buenos_Aires", true), ("Nirgendwo", false),
            ("Europe/Atlantis", false), ("GMT+5", false), ("", false),
        ])
    func zones(name: String, isKnown: Bool) {
        var input = Input(form: FormData([("zone", name)]))
        #expect((HouseRules.zone(from: &input) != nil) == isKnown)
        #expect(input.problems.isEmpty == isKnown)
    }

    @Test(
        "a website is a whole address on the web",
        arguments: [
            ("https://beispiel.example", true), ("http://beispiel.example/a?b=c", true), ("beispiel.example", false),
            ("javascript:alert(1)", false), ("mailto:a@b.example", false), ("https://", false), ("https://ort", false),
            ("https://beispiel.example/ leer", false), ("https:\\\\beispiel.example", false),
        ])
    func websites(address: String, isTaken: Bool) {
        var input = Input(form: FormData([("website", address)]))
        #expect((HouseRules.website("website", from: &input) != nil) == isTaken)
        #expect(input.problems.isEmpty == isTaken)
    }

    @Test(
        "a phone number has digits and nothing that is no number",
        arguments: [
            ("+49 341 123456", true), ("(0341) 12-34", true), ("110", true), ("12", false), ("ruf an", false),
            ("0341 123x", false), ("٠١٢٣", false),
        ])
    func phones(number: String, isTaken: Bool) {
        var input = Input(form: FormData([("phone", number)]))
        #expect((HouseRules.phone("phone", from: &input) != nil) == isTaken)
        #expect(input.problems.isEmpty == isTaken)
    }

    @Test("networks come one a line; a line that is none is named")
    func socialLinks() {
        var good = Input(form: FormData([("social", "https://a.example/x\n\n https://b.example \n")]))
        #expect(HouseRules.socialLinks(from: &good).map(\.value) == ["https://a.example/x", "https://b.example"])
        #expect(good.problems.isEmpty)
        var bad = Input(form: FormData([("social", "https://a.example\n@haus")]))
        _ = HouseRules.socialLinks(from: &bad)
        #expect(bad.problems.map(\.field) == ["social"])
    }

    @Test(
        "opening hours go forward, do not overlap, and may end at midnight",
        arguments: [
            ([("opens.1.0", "10:00"), ("closes.1.0", "19:00")], []),
            ([("opens.1.0", "10"), ("closes.1.0", "0:00")], []),
            ([("opens.1.0", "10:00"), ("closes.1.0", "13:00"), ("opens.1.1", "13:00"), ("closes.1.1", "18:00")], []),
            (
                [("opens.1.0", "10:00"), ("closes.1.0", "14:00"), ("opens.1.1", "13:00"), ("closes.1.1", "18:00")],
                ["opens.1.1"]
            ),
            ([("opens.1.0", "19:00"), ("closes.1.0", "10:00")], ["closes.1.0"]),
            ([("opens.1.0", "10:00"), ("closes.1.0", "10:00")], ["closes.1.0"]),
            ([("opens.1.0", "10:00")], ["closes.1.0"]),
            ([("closes.7.3", "10:00")], ["opens.7.3"]),
            ([("opens.1.0", "25:00"), ("closes.1.0", "26:00")], ["opens.1.0"]),
            ([("opens.2.0", "10:00"), ("closes.2.0", "14:00"), ("opens.1.0", "10:00"), ("closes.1.0", "14:00")], []),
        ] as [([(String, String)], [String])])
    func openingHours(fields: [(String, String)], problems: [String]) {
        var input = Input(form: FormData(fields.map { (name: $0.0, value: $0.1) }))
        _ = HouseRules.opening(spansPerDay: 4, from: &input)
        #expect(Set(input.problems.map(\.field)).isSuperset(of: problems))
        #expect(input.problems.isEmpty == problems.isEmpty)
    }

    @Test("a contact needs a task; an empty one falls away")
    func contacts() throws {
        var input = Input(
            form: FormData([
                ("contact-0.function.de", "Leitung"), ("contact-0.email", "leitung@beispiel.example"),
                ("contact-1.email", ""), ("contact-2.phone", "0341 123456"),
            ]))
        let contacts = HouseRules.contacts(count: 3, from: &input)
        #expect(
            contacts == [
                HouseContact(function: LocalizedText([.german: "Leitung"]), email: "leitung@beispiel.example")
            ])
        #expect(input.problems.map(\.field) == ["contact-2.function.de"])
    }
}
