// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a person has typed so far, and what is wrong with it: a form shows both.
package struct FormState: Sendable {
    package let values: FormData
    package let rejection: Rejection?

    package init(_ values: FormData = FormData(), rejection: Rejection? = nil) {
        self.values = values
        self.rejection = rejection
    }

    /// Values that are known already.
    package init(_ values: [(name: String, value: String)]) { self.init(FormData(values)) }

    package func message(for field: String) -> TextUse? { rejection?.fields.first { $0.field == field }?.message }

    /// The summary above a form: what is wrong, each with the name of its field and a link to it. What is wrong with
    /// something that is not among `parts` stands there without either. Empty when nothing is.
    package func summary(of parts: [FormPart]) -> HTML {
        guard let rejection else { return "" }
        let items = rejection.fields.map { problem -> HTML in
            guard let label = parts.label(of: problem.field) else { return "<li>\(text: problem.message)</li>" }
            let link = Link(fragment: Field.id(problem.field))
            return "<li><a href=\"\(url: link)\">\(label) – \(text: problem.message)</a></li>"
        }
        let list: HTML = items.isEmpty ? "" : "<ul>\(items)</ul>"
        return """
            <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="fehler">
            <h2 id="fehler">\(text: rejection.message)</h2>\(list)</div>
            """
    }

    /// The summary above a form that has nothing but fields.
    package func summary(of fields: [Field]) -> HTML { summary(of: FormPart.fields(fields)) }
}

/// One field of a form: label above, hint below it, error at it.
package struct Field: Sendable {
    package enum Control: Sendable {
        case line(type: String = "text")
        case lines(rows: Int)
        case number(low: Int, high: Int)
        case date
        case time
        case password
        case colour
        case choice([(value: String, label: HTML)])
        /// A `<fieldset>` of radio buttons, each with a hint.
        case radio([(value: String, label: HTML, hint: HTML)])
        /// A `<fieldset>` of check boxes of one name.
        case several([(value: String, label: HTML)])
        /// One box to tick.
        case box
        /// A file, or several where the limits allow them. Stands last in its form: what comes before it is known when a
        /// file turns out too large.
        case file(FileLimits)
    }

    package let name: String
    package let label: HTML
    package var hint: HTML = ""
    package var control: Control
    package var isRequired: Bool
    /// Says that a field may stay empty; not where a hint says so for many of them.
    package var hasOptionalMark = true
    /// For the browser's help: `email`, `name`, `tel` …
    package var autocomplete: String?
    /// Narrow where the answer is short.
    package var width: String = ""
    /// Language of what is typed, when it is not the page's.
    package var language: Language?

    package init(
        _ name: String, _ label: HTML, hint: HTML = "", _ control: Control = .line(), required: Bool = false,
        autocomplete: String? = nil, width: String = "", language: Language? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.control = control
        isRequired = required
        self.autocomplete = autocomplete
        self.width = width
        self.language = language
    }

    /// The element id of a field.
    package static func id(_ name: String) -> String {
        "f-" + String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    func html(_ state: FormState) -> HTML {
        let error = state.message(for: name)
        let id = Self.id(name)
        let hint = fullHint
        let hintLine: HTML = hint.isEmpty ? "" : "<p class=\"hint\" id=\"\(id)-hint\">\(hint)</p>"
        let errorLine: HTML =
            error.map {
                """
                <p class="error" id="\(id)-error"><span class="visually-hidden">\(text: .errorPrefix) </span>\(text: $0)</p>
                """
            } ?? ""
        let described = [hint.isEmpty ? nil : "\(id)-hint", error == nil ? nil : "\(id)-error"].compactMap(\.self)
        let describedBy: HTML =
            described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\""
        let invalid: HTML = error == nil ? "" : " aria-invalid=\"true\""
        let kind: HTML = error == nil ? "" : " invalid"
        let optional: HTML =
            isRequired || !hasOptionalMark ? "" : " <span class=\"optional\">\(text: .optionalMark)</span>"
        switch control {
        case .box:
            let checked: HTML = state.values[name] == nil ? "" : " checked"
            return """
                <div class="field\(kind)">\(errorLine)<div class="choice">\
                <input type="checkbox" id="\(id)" name="\(name)" value="1"\(checked)\(required)\(describedBy)\(invalid)>\
                <label for="\(id)">\(label)</label>\(hintLine)</div></div>
                """
        case .radio(let options):
            let inputs = options.enumerated().map { index, option in
                choice("radio", option.value, option.label, option.hint, id: index == 0 ? id : "\(id)-\(index)", state)
            }
            return fieldset(kind, optional, hintLine, errorLine, describedBy, inputs)
        case .several(let options):
            let inputs = options.enumerated().map { index, option in
                choice("checkbox", option.value, option.label, "", id: index == 0 ? id : "\(id)-\(index)", state)
            }
            let columns: [HTML] = options.count > 6 ? ["<div class=\"choices\">\(inputs)</div>"] : inputs
            return fieldset(kind, "", hintLine, errorLine, describedBy, columns)
        default:
            return """
                <div class="field\(kind)"><label for="\(id)">\(label)\(optional)</label>\(hintLine)\(errorLine)\
                \(waitingFiles(state))\(singleControl(id, state.values[name] ?? "", describedBy + invalid))</div>
                """
        }
    }

    var isFile: Bool { if case .file = control { true } else { false } }

    /// Files that came before and need not be chosen again: a box each, to leave one out.
    private func waitingFiles(_ state: FormState) -> [HTML] {
        guard isFile else { return [] }
        let name = WaitingFile.field(for: name)
        return state.values.all(name).enumerated().compactMap { index, mark -> HTML? in
            guard let file = WaitingFile(mark) else { return nil }
            let id = "\(Self.id(name))-\(index)"
            return """
                <div class="choice"><input type="checkbox" id="\(id)" name="\(name)" value="\(mark)" checked>\
                <label for="\(id)">\(text: .fileWaits, file.slots)</label></div>
                """
        }
    }

    /// What the page says, and for files what is taken.
    private var fullHint: HTML {
        guard case .file(let limits) = control else { return hint }
        let taken = TextUse(
            .fileHint, count: limits.count, ["kinds": "\(limits.kindList)", "limit": "\(limits.bytesEach / 1_000_000)"])
        return hint.isEmpty ? "\(text: taken)" : "\(hint) \(text: taken)"
    }

    /// A choice that begins with an answer is always answered; HTML allows no `required` there.
    private var required: HTML {
        if case .choice(let options) = control, options.first?.value.isEmpty == false { return "" }
        return isRequired ? " required" : ""
    }

    private func fieldset(
        _ kind: HTML, _ optional: HTML, _ hint: HTML, _ error: HTML, _ describedBy: HTML, _ inputs: [HTML]
    ) -> HTML {
        """
        <fieldset class="field\(kind)"\(describedBy)><legend>\(label)\(optional)</legend>\(hint)\(error)\(inputs)\
        </fieldset>
        """
    }

    private func choice(
        _ type: String, _ value: String, _ label: HTML, _ hint: HTML, id: String, _ state: FormState
    ) -> HTML {
        let checked: HTML = state.values.all(name).contains(value) ? " checked" : ""
        let described: HTML = hint.isEmpty ? "" : " aria-describedby=\"\(id)-more\""
        let hintLine: HTML = hint.isEmpty ? "" : "<p class=\"hint\" id=\"\(id)-more\">\(hint)</p>"
        return """
            <div class="choice"><input type="\(type)" id="\(id)" name="\(name)" value="\(value)"\(checked)\(described)>\
            <label for="\(id)">\(label)</label>\(hintLine)</div>
            """
    }

    private func singleControl(_ id: String, _ value: String, _ attributes: HTML) -> HTML {
        let wide: HTML = width.isEmpty ? "" : " \(width)"
        let complete: HTML = autocomplete.map { " autocomplete=\"\($0)\"" } ?? ""
        let tongue: HTML =
            language.map { " lang=\"\($0.rawValue)\" dir=\"\($0.direction)\"" } ?? ""
        let common: HTML = """
            class="input\(wide)" id="\(id)" name="\(name)"\(required)\(complete)\(tongue)\(attributes)
            """
        guard control.canShow(value) || isFile else { return "<input \(common) type=\"text\" value=\"\(value)\">" }
        switch control {
        case .lines(let rows): return "<textarea \(common) rows=\"\(rows)\">\n\(value)</textarea>"
        case .number(let low, let high):
            return """
                <input \(common) type="number" inputmode="numeric" min="\(low)" max="\(high)" value="\(value)">
                """
        case .date: return "<input \(common) type=\"date\" value=\"\(value)\">"
        case .time: return "<input \(common) type=\"time\" step=\"300\" value=\"\(value)\">"
        case .colour: return "<input \(common) type=\"color\" value=\"\(value)\">"
        case .password: return "<input \(common) type=\"password\">"
        case .file(let limits):
            let several: HTML = limits.count > 1 ? " multiple" : ""
            return """
                <input \(common) type="file" accept="\(limits.accept)"\(several) data-bytes="\(limits.bytesEach)">
                """
        case .choice(let options):
            let items = options.map { option -> HTML in
                let selected: HTML = option.value == value ? " selected" : ""
                return "<option value=\"\(option.value)\"\(selected)>\(option.label)</option>"
            }
            return "<select \(common)>\(items)</select>"
        case .line(let type): return "<input \(common) type=\"\(type)\" value=\"\(value)\">"
        default: return ""
        }
    }
}

extension Field.Control {
    /// Whether a browser keeps this value in such a field. It drops what is not of the field's type; a line of text
    /// keeps it, to be corrected.
    fileprivate func canShow(_ value: String) -> Bool {
        if value.isEmpty { return true }
        return switch self {
        case .number: Int(value)?.description == value
        case .date: Day(value)?.description == value
        case .time: TimeOfDay(value).map { $0.description == value && $0.minutes < 1440 } ?? false
        case .colour: value.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil
        default: true
        }
    }
}
