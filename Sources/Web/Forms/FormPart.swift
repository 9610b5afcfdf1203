// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A piece of a form. A page lists the pieces once: `Form` shows them, and the error summary takes from the same list
/// how each field is called.
package indirect enum FormPart: Sendable {
    case field(Field)
    /// Side by side where there is room.
    case row([FormPart])
    /// A `<fieldset>`. `namesFields` where a label alone says too little ("Deutsch", "von"): the error summary then
    /// puts the legend before it.
    case group(legend: HTML, hint: HTML = "", style: String = "card", namesFields: Bool = false, [FormPart])

    /// Folded away below a title, for what may be left out. Open when something in it is filled in, or wrong.
    case folded(title: HTML, [FormPart])
    /// What stands among the fields and is none.
    case other(HTML)

    /// One below the other.
    package static func fields(_ fields: [Field]) -> [FormPart] { fields.map(FormPart.field) }

    func html(_ state: FormState) -> HTML {
        switch self {
        case .field(let field): return field.html(state)
        case .other(let html): return html
        case .row(let parts): return "<div class=\"field-row\">\(parts.html(state))</div>"
        case .group(let legend, let hint, let style, _, let parts):
            let hintLine: HTML = hint.isEmpty ? "" : "<p class=\"hint\">\(hint)</p>"
            return """
                <fieldset class="\(style)"><legend>\(legend)</legend>\(hintLine)\(parts.html(state))</fieldset>
                """
        case .folded(let title, let parts):
            let told = state.values.pairs.filter { !$0.value.isEmpty }.map(\.name)
            let wrong = state.rejection?.fields.map(\.field) ?? []
            let open: HTML = (told + wrong).contains { parts.label(of: $0) != nil } ? " open" : ""
            return "<details\(open)><summary>\(title)</summary>\(parts.html(state))</details>"
        }
    }

    var takesFiles: Bool {
        switch self {
        case .field(let field): field.isFile
        case .other: false
        case .row(let parts), .group(_, _, _, _, let parts), .folded(_, let parts): parts.contains { $0.takesFiles }
        }
    }

    /// How the error summary calls the field of that name; `nil` when it is not in this piece.
    func label(of name: String) -> HTML? {
        switch self {
        case .field(let field): return field.name == name ? field.label : nil
        case .other: return nil
        case .row(let parts), .folded(_, let parts): return parts.label(of: name)
        case .group(let legend, _, _, let namesFields, let parts):
            let label = parts.label(of: name)
            return namesFields ? label.map { "\(legend), \($0)" } : label
        }
    }
}

extension [FormPart] {
    /// The pieces with the values and problems of `state`, for forms that do not post: `Form` shows all others.
    package func html(_ state: FormState) -> HTML { map { $0.html(state) }.joined(by: "\n") }

    func label(of name: String) -> HTML? { lazy.compactMap { $0.label(of: name) }.first }
}
