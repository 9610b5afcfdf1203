// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// One text in every language, as fields of a form: `name.de`, `name.en` …
enum LocalizedField {
    static func values(_ name: String, _ text: LocalizedText) -> [(name: String, value: String)] {
        Language.allCases.map { ("\(name).\($0.rawValue)", text[$0] ?? "") }
    }

    /// A card with a field a language; with no `rows`, of one line each.
    static func group(
        _ name: String, _ title: TextKey, hint: TextKey? = nil, rows: Int? = nil, required: Bool = false
    ) -> FormPart {
        let control: Field.Control = rows.map { .lines(rows: $0) } ?? .line()
        let fields = Language.allCases.map { language in
            Field(
                "\(name).\(language.rawValue)", label(language), control,
                required: required && language == .german, language: language)
        }
        return .group(
            legend: "\(text: title)", hint: hint.map { "\(text: $0)" } ?? "", namesFields: true, FormPart.fields(fields)
        )
    }

    private static func label(_ language: Language) -> HTML {
        "<span lang=\"\(language.rawValue)\" dir=\"\(language.direction)\">\(language.ownName)</span>"
    }
}
