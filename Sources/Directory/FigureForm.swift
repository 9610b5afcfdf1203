// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// A library's figures of one year, as its members enter them.
struct FigureForm: Sendable {
    /// What is known now of that year, after the form.
    let entries: [FigureEntry]
    /// What the form left empty.
    let unknown: [LibraryFigure]

    static let scopeField = "scope"
    static let sourceField = "source"
    static let noteField = "note"
    /// Ticked by who was asked whether a conspicuous value is right.
    static let confirmField = "stimmt"

    /// Reads the form. `known` are the entries of all years: what did not change keeps its source and note, and what
    /// differs from other years by an order of magnitude is asked about once.
    static func read(_ form: FormData, year: Int, known: [FigureEntry], language: Language) throws(Rejection)
        -> FigureForm
    {
        var input = Input(form: form)
        let before = known.filter { $0.year == year }
        let scope = input.choice(scopeField, of: AreaScope.self)
        let source = input.choice(sourceField, of: FigureSource.self) ?? .own
        let note = input.line(noteField, atMost: 500)
        var entries: [FigureEntry] = []
        for figure in LibraryFigure.allCases {
            guard let value = FigureRules.value(of: figure, field: figure.rawValue, from: &input, language)
            else { continue }
            if let same = before.first(where: { $0.figure == figure }), same.value == value,
                figure != .floorArea || same.scope == scope
            {
                entries.append(same)
            } else {
                entries.append(FigureEntry(figure, year: year, value: value, scope: scope, source: source, note: note))
            }
        }
        let changed = entries.filter { entry in !before.contains(entry) }
        if !input.flag(confirmField) {
            for doubt in FigureRules.doubts(about: changed, known: known) { input.note(doubt, language) }
        }
        do {
            try input.finish()
        } catch {
            throw error.amongLibraries
        }
        let told = Set(entries.map(\.figure))
        return FigureForm(entries: entries, unknown: LibraryFigure.allCases.filter { !told.contains($0) })
    }

    /// Whether the form was sent back to ask about a value.
    static func isAsking(_ state: FormState) -> Bool {
        state.rejection?.fields.contains { $0.message.key == .figureConspicuous } == true
    }

    static func values(of entries: [FigureEntry], _ language: Language) -> [(name: String, value: String)] {
        var values = entries.map { entry in
            (
                name: entry.figure.rawValue,
                value: NumberText.decimal(entry.value, decimals: entry.figure.decimals, language)
            )
        }
        if let scope = entries.first(where: { $0.figure == .floorArea })?.scope {
            values.append((scopeField, scope.rawValue))
        }
        return values
    }

    static func parts(_ state: FormState) -> [FormPart] {
        func field(_ figure: LibraryFigure) -> FormPart {
            .field(Field(figure.rawValue, "\(text: figure.title)", hint: hint(figure), width: "short"))
        }
        let scopes =
            [("", "\(text: .scopeUnknown)" as HTML)] + AreaScope.allCases.map { ($0.rawValue, "\(text: $0.title)") }
        let sources = [FigureSource.own, .other].map { ($0.rawValue, "\(text: $0.title)" as HTML) }
        var parts: [FormPart] = [
            .group(
                legend: "\(text: .figuresForComparison)", hint: "\(text: .figuresForComparisonHint)",
                [
                    field(.population), field(.floorArea),
                    .field(Field(scopeField, "\(text: .scopeLabel)", .choice(scopes), width: "short")),
                    field(.fullTimeEquivalents),
                ]),
            .group(
                legend: "\(text: .figuresMore)", hint: "\(text: .figuresMoreHint)",
                LibraryFigure.allCases.filter { !LibraryFigure.sizes.contains($0) }.map(field)),
            .group(
                legend: "\(text: .figureOrigin)",
                [
                    .field(
                        Field(sourceField, "\(text: .sourceLabel)", .choice(sources), required: true, width: "short")),
                    .field(Field(noteField, "\(text: .noteLabel)", hint: "\(text: .noteHint)")),
                ]),
        ]
        if isAsking(state) {
            parts.append(.field(Field(confirmField, "\(text: .figureConfirm)", .box)))
        }
        return parts
    }

    private static func hint(_ figure: LibraryFigure) -> HTML {
        switch figure {
        case .population: "\(text: .populationHint)"
        case .floorArea: "\(text: .floorAreaHint)"
        case .fullTimeEquivalents: "\(text: .fteHint)"
        case .weeklyHours: "\(text: .weeklyHoursHint)"
        case .budget: "\(text: .budgetHint)"
        default: ""
        }
    }
}

extension Input {
    fileprivate mutating func note(_ doubt: FigureRules.Doubt, _ language: Language) {
        let figure = doubt.entry.figure
        note(
            figure.rawValue,
            TextUse(
                .figureConspicuous,
                [
                    "value": FigureNumber.withUnit(doubt.entry.value, of: figure, language),
                    "other": FigureNumber.withUnit(doubt.neighbour.value, of: figure, language),
                    "year": "\(doubt.neighbour.year)",
                ]))
    }
}
