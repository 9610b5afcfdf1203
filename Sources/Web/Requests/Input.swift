// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a form or a JSON body says, read field by field. Each problem is noted with its field; `finish()` throws them
/// all at once, so that a person sees everything that is to be mended.
package struct Input: Sendable {
    private enum Source: Sendable {
        case form(FormData)
        case json([String: JSON])
    }

    private let source: Source
    private let prefix: String
    /// What came with a form beside its texts.
    private(set) var files: [ReceivedFile] = []
    package private(set) var problems: [Rejection.Field] = []

    package init(form: FormData) {
        source = .form(form)
        prefix = ""
    }

    init(_ multipart: Multipart) {
        self.init(form: multipart.form)
        files = multipart.files
    }

    package init(json: [String: JSON], prefix: String = "") {
        source = .json(json)
        self.prefix = prefix
    }

    /// Whether it came from a program.
    package var isJSON: Bool { if case .json = source { true } else { false } }

    /// One line of text, trimmed. Missing and empty are the same.
    package mutating func line(_ name: String, required: Bool = false, atMost limit: Int = 200) -> String? {
        text(name, required: required, atMost: limit, allowsLines: false)
    }

    /// Text of several lines, trimmed.
    package mutating func text(_ name: String, required: Bool = false, atMost limit: Int = 5_000) -> String? {
        text(name, required: required, atMost: limit, allowsLines: true)
    }

    private mutating func text(_ name: String, required: Bool, atMost limit: Int, allowsLines: Bool) -> String? {
        guard let raw = string(name) else {
            if required, !has(name) { note(name, .fieldRequired) }
            return nil
        }
        let text = raw.trimmed
        if text.isEmpty {
            if required { note(name, .fieldRequired) }
            return nil
        }
        let forbidden = text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 && !(allowsLines && (scalar == "\n" || scalar == "\t")) || scalar.value == 0x7F
                || (0x80...0x9F).contains(scalar.value) || scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
        }
        if forbidden {
            note(name, .fieldControlCharacters)
            return nil
        }
        if text.count > limit {
            note(name, TextUse(.fieldTooLong, count: limit, ["given": "\(text.count)"]))
            return nil
        }
        return text
    }

    /// A whole number.
    package mutating func integer(
        _ name: String, required: Bool = false, in range: ClosedRange<Int> = 0...1_000_000_000
    ) -> Int? {
        let number: Int?
        switch value(name) {
        case nil, .null:
            if required { note(name, .fieldRequired) }
            return nil
        case .integer(let value): number = Int(exactly: value)
        case .string(let text):
            let text = text.trimmed
            if text.isEmpty {
                if required { note(name, .fieldRequired) }
                return nil
            }
            number = isJSON ? nil : Int(text)
        default: number = nil
        }
        guard let number else {
            note(name, .fieldNotANumber)
            return nil
        }
        guard range.contains(number) else {
            note(
                name,
                TextUse(.fieldOutOfRange, ["low": "\(range.lowerBound)", "high": "\(range.upperBound)"]))
            return nil
        }
        return number
    }

    /// True or false; a box of a form that is not ticked is false.
    package mutating func flag(_ name: String) -> Bool {
        switch value(name) {
        case nil, .null: return false
        case .bool(let value): return value
        case .string(let text) where !isJSON: return !["", "0", "false", "off"].contains(text)
        default:
            note(name, .fieldNotABool)
            return false
        }
    }

    /// One of the raw values of an enumeration.
    package mutating func choice<Choice: RawRepresentable<String>>(
        _ name: String, of: Choice.Type = Choice.self, required: Bool = false
    ) -> Choice? {
        guard let text = line(name, required: required) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            note(name, .fieldNotAChoice)
            return nil
        }
        return choice
    }

    /// The same in the query of a program, which leaves out what it does not choose: to say nothing is no choice there.
    package mutating func filter<Choice: RawRepresentable<String>>(
        _ name: String, of: Choice.Type = Choice.self
    ) -> Choice? {
        guard let choice: Choice = choice(name) else {
            if string(name)?.trimmed.isEmpty == true { note(name, .fieldNotAChoice) }
            return nil
        }
        return choice
    }

    /// An instant of RFC 3339.
    package mutating func instant(_ name: String, required: Bool = false) -> Instant? {
        guard let text = line(name, required: required, atMost: 64) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            note(name, .fieldNotAnInstant)
            return nil
        }
        return instant
    }

    /// A day as `2026-11-28`, or as people write it: `28.11.2026`.
    package mutating func day(_ name: String, required: Bool = false) -> Day? {
        guard let text = line(name, required: required, atMost: 40) else { return nil }
        guard let day = Day(text) ?? Day(german: text) else {
            note(name, .fieldNotADay)
            return nil
        }
        return day
    }

    /// A time of day as `16:30`.
    package mutating func time(_ name: String, required: Bool = false) -> TimeOfDay? {
        guard let text = line(name, required: required, atMost: 20) else { return nil }
        guard let time = TimeOfDay(text) else {
            note(name, .fieldNotATime)
            return nil
        }
        return time
    }

    /// Several values of one name, or an array of strings.
    package mutating func list(_ name: String) -> [String] {
        switch source {
        case .form(let form): return form.all(name).map(\.trimmed).filter { !$0.isEmpty }
        case .json(let members):
            guard let value = members[name], value != .null else { return [] }
            guard case .array(let items) = value else {
                note(name, .fieldNotAList)
                return []
            }
            return items.compactMap { item in
                if case .string(let text) = item { return text }
                note(name, .fieldNotAList)
                return nil
            }
        }
    }

    /// What lies in an object of a JSON body, or, in a form, in fields named `name.field`. Its problems count here after
    /// `absorb`.
    package mutating func nested(_ name: String, required: Bool = false) -> Input {
        switch source {
        case .form(let form):
            let inner = form.pairs.filter { $0.name.hasPrefix(name + ".") }
                .map { (name: String($0.name.dropFirst(name.count + 1)), value: $0.value) }
            return Input(source: .form(FormData(inner)), prefix: prefix + name + ".")
        case .json(let members):
            switch members[name] {
            case .object(let inner): return Input(json: inner, prefix: prefix + name + ".")
            case nil, .null: if required { note(name, .fieldRequired) }
            default: note(name, .fieldNotAnObject)
            }
            return Input(json: [:], prefix: prefix + name + ".")
        }
    }

    private init(source: Source, prefix: String) {
        self.source = source
        self.prefix = prefix
    }

    package mutating func absorb(_ nested: Input) { problems += nested.problems }

    /// The number of a JSON body; `nil` when there is none, and in forms, which hold texts.
    func number(_ name: String) -> Double? {
        switch value(name) {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Whether something stands under that name.
    package func has(_ name: String) -> Bool {
        switch value(name) {
        case nil, .null: false
        default: true
        }
    }

    package mutating func note(_ name: String, _ key: TextKey) { note(name, TextUse(key)) }

    package mutating func note(_ name: String, _ message: TextUse) {
        problems.append(Rejection.Field(prefix + name, message))
    }

    /// Throws one rejection with all problems, when there are any: 422, or 413 when a file is too large.
    package func finish() throws(Rejection) {
        if !problems.isEmpty {
            throw Rejection(hasTooLargeFile ? .tooLarge : .invalid, .pleaseCorrect, fields: problems)
        }
    }

    private mutating func string(_ name: String) -> String? {
        switch value(name) {
        case nil, .null: return nil
        case .string(let text): return text
        default:
            note(name, .fieldNotText)
            return nil
        }
    }

    private func value(_ name: String) -> JSON? {
        switch source {
        case .form(let form): form[name].map(JSON.string)
        case .json(let members): members[name]
        }
    }
}

extension Day {
    /// Reads `28.11.2026` and `28.11.26`.
    fileprivate init?(german text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        self.init(year: year < 100 ? 2000 + year : year, month: month, day: day)
    }
}
