// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// How a figure changed over the years: small bars that begin at zero, and the table that says the same.
package struct HistoryChart: Sendable {
    /// One bar and one row. Without a value there is a gap, and `text` says why.
    package struct Point: Sendable {
        package let label: String
        package let value: Double?
        package let text: HTML
        /// Where the value comes from, and what else is to be said.
        package let details: HTML

        package init(label: String, value: Double?, text: HTML, details: HTML = "") {
            self.label = label
            self.value = value
            self.text = text
            self.details = details
        }
    }

    private let title: HTML
    private let points: [Point]
    /// Headings of the table: what labels, values and details are.
    private let columns: (label: HTML, value: HTML, details: HTML)

    /// - Parameter points: oldest first; at most 40 are drawn well.
    package init(_ title: HTML, _ points: [Point], columns: (label: HTML, value: HTML, details: HTML)) {
        self.title = title
        self.points = points
        self.columns = columns
    }

    package var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption>\(picture)\(table)</figure>
        """
    }

    private static let height = 96.0

    /// Drawn only when there is something to compare; the table has all of it for who does not see it.
    private var picture: HTML {
        let known = points.compactMap(\.value)
        guard known.count > 1, let largest = known.max(), largest > 0 else { return "" }
        let step = 320.0 / Double(points.count)
        let width = min(step * 0.7, 48)
        let bars = points.enumerated().map { index, point -> HTML in
            let middle = (Double(index) + 0.5) * step
            let label: HTML = """
                <text x="\(Self.short(middle))" y="116" text-anchor="middle" class="chart-label">\(point.label)</text>
                """
            guard let value = point.value else { return label }
            let tall = max(value / largest * Self.height, value > 0 ? 1 : 0)
            return """
                <rect class="chart-bar" x="\(Self.short(middle - width / 2))" y="\(Self.short(Self.height - tall + 2))" \
                width="\(Self.short(width))" height="\(Self.short(tall))"/>\(label)
                """
        }
        return """
            <svg viewBox="0 0 320 122" aria-hidden="true" focusable="false">\(bars)\
            <line class="chart-ground" x1="0" y1="98" x2="320" y2="98"/></svg>
            """
    }

    private var table: HTML {
        let rows = points.reversed().map { point -> HTML in
            """
            <tr><th scope="row">\(point.label)</th><td class="number">\(point.text)</td><td>\(point.details)</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="\(title)"><table>\
            <thead><tr><th scope="col">\(columns.label)</th>\
            <th scope="col" class="number">\(columns.value)</th><th scope="col">\(columns.details)</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    /// One decimal is finer than any screen.
    private static func short(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
