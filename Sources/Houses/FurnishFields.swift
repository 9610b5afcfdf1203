// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Kernel
import Web

/// A week of opening hours as fields.
enum OpeningFields {
    static let spansPerDay = 4
    private static let shownAtLeast = 2

    static func values(_ hours: OpeningHours) -> [(name: String, value: String)] {
        (1...7).flatMap { weekday in
            hours.spans(on: weekday).enumerated().flatMap { index, span in
                [
                    (OpeningField.opens(weekday, index), span.opens.description),
                    // A field for times knows no 24:00.
                    (OpeningField.closes(weekday, index), span.closes.minutes == 1440 ? "00:00" : "\(span.closes)"),
                ]
            }
        }
    }

    static func week(_ state: FormState) -> FormPart {
        .group(
            legend: "\(text: .openingHours)", hint: "\(text: .openingHoursHint)", (1...7).map { day($0, state) })
    }

    /// On whose public holidays the house is closed.
    static var holidays: Field {
        let states = FederalState.allCases.map { (value: $0.rawValue, label: "\(text: $0.title)" as HTML) }
        return Field(
            "federal_state", "\(text: .closedOnHolidays)", hint: "\(text: .closedOnHolidaysHint)",
            .choice([(value: "", label: "\(text: .openOnHolidays)" as HTML)] + states))
    }

    private static func day(_ weekday: Int, _ state: FormState) -> FormPart {
        let used = (0..<spansPerDay).filter { index in
            state.values.hasText(OpeningField.opens(weekday, index))
                || state.values.hasText(OpeningField.closes(weekday, index))
        }
        let count = max(shownAtLeast, (used.last ?? -1) + 1)
        let fields = (0..<count).flatMap { index in
            [
                Field(OpeningField.opens(weekday, index), "\(text: .opensAt)", .time),
                Field(OpeningField.closes(weekday, index), "\(text: .closesAt)", .time),
            ]
        }
        let inputs = fields.map { field in
            var field = field
            field.hasOptionalMark = false
            return FormPart.field(field)
        }
        return .group(legend: "\(text: .weekday(weekday))", style: "field", namesFields: true, [.row(inputs)])
    }
}

/// Contacts by function as fields, with room for more.
enum ContactFields {
    static let atMost = 12

    static func values(_ contacts: [HouseContact]) -> [(name: String, value: String)] {
        contacts.enumerated().flatMap { index, contact in
            let prefix = ContactField.prefix(index)
            return LocalizedField.values("\(prefix).function", contact.function) + [
                ("\(prefix).email", contact.email ?? ""), ("\(prefix).phone", contact.phone ?? ""),
            ]
        }
    }

    static func all(_ state: FormState) -> [FormPart] {
        let used = (0..<atMost).filter { index in
            state.values.pairs.contains { $0.name.hasPrefix(ContactField.prefix(index) + ".") && !$0.value.isEmpty }
        }
        let count = min(atMost, (used.last ?? -1) + 3)
        return (0..<count).map(contact)
    }

    private static func contact(_ index: Int) -> FormPart {
        let prefix = ContactField.prefix(index)
        let functions = Language.allCases.map { language in
            Field(
                "\(prefix).function.\(language.rawValue)",
                "\(text: .contactFunction, ["language": "\(language.ownName)"])", language: language)
        }
        let ways = [
            Field("\(prefix).email", "\(text: .contactEmail)", .line(type: "email")),
            Field("\(prefix).phone", "\(text: .contactPhone)", .line(type: "tel"), width: "short"),
        ]
        return .group(
            legend: "\(text: .contactNumber, ["number": "\(index + 1)"])", namesFields: true,
            FormPart.fields(functions + ways))
    }
}

/// What an accent looks like in use.
enum ColourPages {
    static func preview(of hex: String) -> HTML {
        guard let accent = Accent(hex) else { return "" }
        let tenths = Int((accent.contrastToWhite * 10).rounded(.down))
        let ratio: HTML = "\(text: .ratio, ["whole": "\(tenths / 10)", "tenths": "\(tenths % 10)"])"
        let note: HTML =
            accent.fillHex == accent.hex
            ? "\(text: .colourAsGiven, ["ratio": ratio])"
            : "\(text: .colourDarkened, ["ratio": ratio, "used": "<code>\(accent.fillHex)</code>"])"
        let swatches = accent.doorHexes.enumerated().map { index, colour -> HTML in
            """
            <path fill="\(colour)" d="M\(index * 46) 56V20a20 20 0 0 1 40 0v36z"/>
            """
        }
        return """
            <svg viewBox="0 0 270 56" width="270" height="56" aria-hidden="true" focusable="false">\(swatches)</svg>
            <p>\(note)</p>
            """
    }
}

extension FormData {
    fileprivate func hasText(_ name: String) -> Bool { self[name]?.isEmpty == false }
}
