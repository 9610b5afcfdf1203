// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// How answers spread over the steps of a scale: bars as a chart and the same numbers as text, so that chart and table are
/// one. A row may hold several questions about the same thing side by side.
package struct ScaleChart: Sendable {
    package struct Answers: Sendable {
        /// How many chose each step, lowest step first.
        package let counts: [Int]
        package let median: String
        package let spread: String

        package init(counts: [Int], median: String, spread: String) {
            self.counts = counts
            self.median = median
            self.spread = spread
        }
    }

    package struct Row: Sendable {
        package let label: HTML
        /// One for each of the chart's questions; `nil` where nothing may be shown.
        package let answers: [Answers?]
        /// What is to be noted about it: a tag, or nothing.
        package let remark: HTML

        package init(label: HTML, answers: [Answers?], remark: HTML = "") {
            self.label = label
            self.answers = answers
            self.remark = remark
        }
    }

    package struct Headings: Sendable {
        package let label: HTML
        /// For each question: what its counts are called.
        package let counts: [HTML]
        package let median, spread: HTML

        package init(label: HTML, counts: [HTML], median: HTML, spread: HTML) {
            self.label = label
            self.counts = counts
            self.median = median
            self.spread = spread
        }
    }

    private let caption: HTML
    private let headings: Headings
    private let rows: [Row]

    package init(caption: HTML, headings: Headings, rows: [Row]) {
        self.caption = caption
        self.headings = headings
        self.rows = rows
    }

    package var html: HTML {
        let columns = headings.counts.map { counts -> HTML in
            "<th scope=\"col\">\(counts)<th scope=\"col\">\(headings.median)<th scope=\"col\">\(headings.spread)"
        }
        return """
            <div class="scroll" role="group" tabindex="0" aria-label="\(caption)"><table class="scales">\
            <caption>\(caption)</caption><thead><tr><th scope="col">\(headings.label)\(columns)</thead>\
            <tbody>\(rows.map(Self.line))</tbody></table></div>
            """
    }

    private static func line(_ row: Row) -> HTML {
        let cells = row.answers.map { answers -> HTML in
            guard let answers else { return "<td>–<td>–<td>–" }
            let counts = answers.counts.map(String.init).joined(separator: " ")
            return "<td>\(bars(answers.counts))\(counts)<td>\(answers.median)<td>\(answers.spread)"
        }
        return "<tr><th scope=\"row\">\(row.label)\(row.remark)\(cells)"
    }

    /// A stroke for each step, the highest as high as the picture, whose size the stylesheet knows: 60 by 20 pixels.
    static func bars(_ counts: [Int]) -> HTML {
        let highest = max(1, counts.max() ?? 1)
        let strokes = counts.enumerated().map { step, count -> String in
            count == 0 ? "" : "M\(step * 12 + 6) 20v-\(max(2, count * 20 / highest))"
        }
        return "<svg><path d=\"\(strokes.joined())\"/></svg>"
    }
}

/// Two values on the same scale for each of several things, and what lies between them: today and wanted, reached and
/// important. Chart and table are one.
package struct PairChart: Sendable {
    package struct Row: Sendable {
        package let label: HTML
        /// In hundredths; `nil` is unknown.
        package let first, second: Int?
        package let remark: HTML

        package init(label: HTML, first: Int?, second: Int?, remark: HTML = "") {
            self.label = label
            self.first = first
            self.second = second
            self.remark = remark
        }
    }

    package struct Headings: Sendable {
        package let label, picture, first, second, difference: HTML

        package init(label: HTML, picture: HTML, first: HTML, second: HTML, difference: HTML) {
            self.label = label
            self.picture = picture
            self.first = first
            self.second = second
            self.difference = difference
        }
    }

    private let caption: HTML
    private let headings: Headings
    private let rows: [Row]
    /// The end of the scale, in hundredths.
    private let highest: Int
    private let language: Language

    package init(caption: HTML, headings: Headings, rows: [Row], highest: Int, language: Language) {
        self.caption = caption
        self.headings = headings
        self.rows = rows
        self.highest = highest
        self.language = language
    }

    package var html: HTML {
        """
        <table class="scales pairs"><caption>\(caption)</caption><thead><tr><th scope="col">\(headings.label)\
        <th scope="col">\(headings.picture)<th scope="col">\(headings.first)<th scope="col">\(headings.second)\
        <th scope="col">\(headings.difference)</thead><tbody>\(rows.map(line))</tbody></table>
        """
    }

    private func line(_ row: Row) -> HTML {
        let difference = row.first.flatMap { first in row.second.map { $0 - first } }
        return """
            <tr><th scope="row">\(row.label)\(row.remark)<td>\(picture(row))<td>\(number(row.first))\
            <td>\(number(row.second))<td>\(number(difference))
            """
    }

    private func number(_ hundredths: Int?) -> String {
        hundredths.map { NumberText.decimal($0, decimals: 2, language) } ?? "–"
    }

    /// A hollow dot for the first value, a full one for the second, a line between them, in 92 by 20 pixels; nothing when
    /// one is unknown.
    private func picture(_ row: Row) -> HTML {
        guard let first = row.first.map(position), let second = row.second.map(position) else { return "" }
        return """
            <svg><path d="M\(first) 10H\(second)"/><circle cx="\(first)" cy="10" r="5"/>\
            <circle cx="\(second)" cy="10" r="4"/></svg>
            """
    }

    private func position(_ hundredths: Int) -> Int { 6 + 80 * hundredths / max(1, highest) }
}
