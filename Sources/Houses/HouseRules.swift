// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Web

/// What a house may say of itself. Each rule reads its fields, notes what is wrong with them, and gives the rest.
enum HouseRules {
    static let defaultAccent = "#9a5b00"

    /// First path parts that belong to the platform and therefore to no house.
    static let reservedSlugs: Set<String> = [
        "abmelden", "admin", "anmelden", "api", "assets", "barriere-melden", "barrierefreiheit", "datenschutz",
        "einladung", "einrichten", "farben", "favicon", "health", "iiif", "impressum", "konto", "livez", "mail",
        "metrics", "netzwerk", "oai", "open311", "openapi", "overlay", "plattform", "probleme", "readyz", "static",
        "stadtzimmer", "suche", "well-known",
    ]

    /// A name in URLs: a lower-case letter, then 1 to 40 lower-case letters, digits and hyphens; nothing of the
    /// platform's. `nil` when it cannot be one.
    static func slugProblem(_ slug: String) -> TextKey? {
        let bytes = Array(slug.utf8)
        guard (2...41).contains(bytes.count), let first = bytes.first, first.isLowercaseLetter,
            bytes.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
        else { return .slugMalformed }
        return reservedSlugs.contains(slug) ? .slugReserved : nil
    }

    /// A text in each language, from the fields `name.de`, `name.en` …; `required` demands the German one.
    static func localized(
        _ name: String, required: Bool = false, atMost limit: Int, lines: Bool = false, from input: inout Input
    ) -> LocalizedText {
        var text = LocalizedText()
        for language in Language.allCases {
            let field = "\(name).\(language.rawValue)"
            let isRequired = required && language == .german
            text[language] =
                lines
                ? input.text(field, required: isRequired, atMost: limit)
                : input.line(field, required: isRequired, atMost: limit)
        }
        return text
    }

    /// `#rrggbb` in lower case.
    static func accent(from input: inout Input) -> String? {
        guard let text = input.line("accent", required: true, atMost: 20) else { return nil }
        guard let accent = Accent(text.lowercased()) else {
            input.note("accent", .accentMalformed)
            return nil
        }
        return accent.hex
    }

    static func zone(from input: inout Input) -> TimeZone? {
        guard let name = input.line("zone", required: true, atMost: 64) else { return nil }
        guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else {
            input.note("zone", .zoneUnknown)
            return nil
        }
        return zone
    }

    static func email(_ name: String, required: Bool = false, from input: inout Input) -> MailAddress? {
        guard let text = input.line(name, required: required, atMost: 254) else { return nil }
        guard let address = MailAddress(text) else {
            input.note(name, .emailMalformed)
            return nil
        }
        return address
    }

    static func phone(_ name: String, from input: inout Input) -> String? {
        guard let text = input.line(name, atMost: 40) else { return nil }
        let digits = text.filter(\.isNumber).count
        guard digits >= 3, text.allSatisfy({ $0.isASCII && ($0.isNumber || " +-/().".contains($0)) }) else {
            input.note(name, .phoneMalformed)
            return nil
        }
        return text
    }

    static func website(_ name: String, from input: inout Input) -> Link? {
        guard let text = input.line(name, atMost: 500) else { return nil }
        guard let link = webLink(text) else {
            input.note(name, .websiteMalformed)
            return nil
        }
        return link
    }

    /// One address a line, at most 12.
    static func socialLinks(from input: inout Input) -> [Link] {
        let lines = (input.text("social", atMost: 4_000) ?? "").split(separator: "\n").map(\.trimmed)
            .filter { !$0.isEmpty }
        let links = lines.compactMap(webLink)
        if links.count < lines.count || links.count > 12 { input.note("social", .socialMalformed) }
        return links
    }

    private static func webLink(_ text: String) -> Link? {
        guard let link = Link(external: text), let host = URL(string: link.value)?.host(), host.contains("."),
            link.value.lowercased().hasPrefix("http")
        else { return nil }
        return link
    }

    /// Two or more spans a weekday from the fields `opens.1.0`, `closes.1.0` … Midnight as an end is 24:00.
    static func opening(spansPerDay: Int, from input: inout Input) -> OpeningHours {
        var spans: [OpeningHours.Span] = []
        for weekday in 1...7 {
            for index in 0..<spansPerDay {
                let names = (opens: OpeningField.opens(weekday, index), closes: OpeningField.closes(weekday, index))
                guard let span = span(on: weekday, names, from: &input) else { continue }
                if spans.contains(where: span.overlaps) { input.note(names.opens, .openingOverlaps) }
                spans.append(span)
            }
        }
        return OpeningHours(spans)
    }

    private static func span(
        on weekday: Int, _ names: (opens: String, closes: String), from input: inout Input
    ) -> OpeningHours.Span? {
        let isGiven = input.line(names.opens, atMost: 20) != nil || input.line(names.closes, atMost: 20) != nil
        guard isGiven, let opens = input.time(names.opens, required: true),
            let end = input.time(names.closes, required: true),
            let closes = end.minutes == 0 ? TimeOfDay(minutes: 1440) : end
        else { return nil }
        guard opens < closes else {
            input.note(names.closes, .openingBackwards)
            return nil
        }
        return OpeningHours.Span(weekday: weekday, opens: opens, closes: closes)
    }

    /// `count` contacts from the fields `contact-0.function.de`, `contact-0.email` …; empty ones fall away.
    static func contacts(count: Int, from input: inout Input) -> [HouseContact] {
        (0..<count).compactMap { index in
            let prefix = ContactField.prefix(index)
            let function = localized("\(prefix).function", atMost: 100, from: &input)
            let contact = HouseContact(
                function: function, email: email("\(prefix).email", from: &input)?.value,
                phone: phone("\(prefix).phone", from: &input))
            guard !function.isEmpty else {
                if contact.email != nil || contact.phone != nil {
                    input.note("\(prefix).function.de", .contactWithoutFunction)
                }
                return nil
            }
            return contact
        }
    }
}

/// Names of the fields that hold opening hours.
enum OpeningField {
    static func opens(_ weekday: Int, _ index: Int) -> String { "opens.\(weekday).\(index)" }
    static func closes(_ weekday: Int, _ index: Int) -> String { "closes.\(weekday).\(index)" }
}

/// Names of the fields that hold contacts.
enum ContactField {
    static func prefix(_ index: Int) -> String { "contact-\(index)" }
}

extension UInt8 {
    fileprivate var isLowercaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
