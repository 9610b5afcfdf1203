// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What libraries are and what it took them, in words and tables.
enum MeasureFacts {
    /// A figure of a profile with its year: `4 200 Einwohner*innen (2025)`.
    static func figure(
        _ figure: ExchangePorts.Figure, _ key: TextKey, _ decimals: Int, _ language: Language
    ) -> HTML {
        let number = NumberText.decimal(figure.value, decimals: decimals, language)
        let year: HTML = figure.year.map { " (\($0))" } ?? ""
        return "\(text: key, count: figure.value, ["n": "\(number)"])\(year)"
    }

    /// All that is known of a library's size, in a line.
    static func size(_ library: ExchangePorts.Library?, _ language: Language) -> HTML {
        guard let library else { return "" }
        let facts = [
            library.population.map { figure($0, .populationFact, 0, language) },
            library.floorArea.map { whole(figure($0, .areaFact, 0, language)) },
            library.fullTimeEquivalents.map { whole(figure($0, .postsFact, 2, language)) },
            library.isVolunteerRun ? "\(text: .volunteerRun)" : nil,
        ].compactMap(\.self)
        return facts.isEmpty ? "\(text: .sizeUnknown)" : facts.joined(by: " · ")
    }

    /// Effort as a table: what the first library told, the range, and how many say so.
    static func table(_ own: Effort, _ all: [Effort], _ language: Language) -> HTML {
        let rows = EffortFigure.allCases.map { figure -> HTML in
            let claim: HTML = own[figure].map { Amount($0, figure).html(language) } ?? unknown
            let range = EffortRange(of: figure, in: all)
            let span: HTML = range.map { Amount($0, figure).html(language) } ?? unknown
            return """
                <tr><th scope="row">\(text: figure.plainTitle)</th><td data-label="\(text: .effortClaim)">\(claim)</td>\
                <td data-label="\(text: .effortSpan)">\(span)</td>\
                <td data-label="\(text: .effortTold)">\(text: .librariesTold, count: range?.libraries ?? 0)</td></tr>
                """
        }
        return """
            <table class="stack"><caption>\(text: .measureEffort)</caption>
            <thead><tr><th scope="col">\(text: .effortWhat)</th><th scope="col">\(text: .effortClaim)</th>\
            <th scope="col">\(text: .effortSpan)</th><th scope="col">\(text: .effortTold)</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
    }

    static let unknown: HTML = "<span class=\"meta\">\(text: .figureUnknown)</span>"

    /// One library's own figures, as far as it tells any.
    static func line(_ effort: Effort, _ language: Language) -> HTML {
        EffortFigure.allCases.compactMap { figure in
            effort[figure].map { labelled(figure, whole(Amount($0, figure).html(language))) }
        }.joined(by: " · ")
    }

    /// `Zeit im Monat: 5–8 Stunden`. One text, so that it keeps its order on pages that are written from right to left.
    static func labelled(_ figure: EffortFigure, _ value: HTML) -> HTML {
        "\(text: .labelled, ["label": "\(text: figure.plainTitle)", "value": value])"
    }

    /// A number and its unit, which no line parts.
    static func whole(_ amount: HTML) -> HTML { "<span class=\"nowrap\">\(amount)</span>" }
}
