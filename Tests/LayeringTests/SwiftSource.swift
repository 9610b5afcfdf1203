// SPDX-License-Identifier: EUPL-1.2

/// The text of a Swift file, and what of it is code.
struct SwiftSource {
    struct Import: Hashable {
        let module: String
        let line: Int
    }

    let text: String
    /// The text with blanks for comments and for what strings say; what is interpolated into a string is code.
    let code: String

    init(_ text: String) {
        self.text = text
        var reader = CodeReader(text)
        code = reader.read()
    }

    /// Every `import`, whatever attributes, access level and kind it has.
    var imports: [Import] {
        let pattern =
            #/
            ^\s* (?:@\w+(?:\([^)]*\))?\s+)* (?:(?:public|package|internal|fileprivate|private)\s+)?
            import\s+ (?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)? (?<module>\w+)
            /#
        return code.numberedLines.compactMap { number, line in
            line.prefixMatch(of: pattern).map { Import(module: String($0.module), line: number) }
        }
    }
}

extension String {
    var numberedLines: [(number: Int, text: Substring)] {
        split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }
    }
}

/// Walks through Swift text and blanks out whatever is not code.
private struct CodeReader {
    private enum Place {
        /// `depth` counts open parentheses: an interpolation ends with the one that closes it.
        case code(depth: Int)
        case string(pounds: Int, isMultiline: Bool)
        case lineComment
        case blockComment(depth: Int)
    }

    private let characters: [Character]
    private var index = 0
    private var places: [Place] = [.code(depth: 0)]
    private var result = ""

    init(_ text: String) { characters = Array(text) }

    mutating func read() -> String {
        while index < characters.count {
            switch places[places.count - 1] {
            case .code(let depth): readCode(depth)
            case .string(let pounds, let isMultiline): readString(pounds, isMultiline)
            case .lineComment: readLineComment()
            case .blockComment(let depth): readBlockComment(depth)
            }
        }
        return result
    }

    private mutating func readCode(_ depth: Int) {
        let pounds = characters[index...].prefix { $0 == "#" }.count
        if sees("//") {
            places.append(.lineComment)
        } else if sees("/*") {
            enter(.blockComment(depth: 1), width: 2)
        } else if sees("\"\"\"", after: pounds) {
            enter(.string(pounds: pounds, isMultiline: true), width: pounds + 3)
        } else if sees("\"", after: pounds) {
            enter(.string(pounds: pounds, isMultiline: false), width: pounds + 1)
        } else if sees("("), places.count > 1 {
            places[places.count - 1] = .code(depth: depth + 1)
            keep()
        } else if sees(")"), places.count > 1 {
            if depth == 1 { places.removeLast() } else { places[places.count - 1] = .code(depth: depth - 1) }
            keep()
        } else {
            keep()
        }
    }

    private mutating func readString(_ pounds: Int, _ isMultiline: Bool) {
        let hashes = String(repeating: "#", count: pounds)
        if sees("\\" + hashes + "(") {
            blank(pounds + 1)
            keep()
            places.append(.code(depth: 1))
        } else if sees("\\" + hashes) {
            blank(pounds + 2)
        } else if sees((isMultiline ? "\"\"\"" : "\"") + hashes) {
            places.removeLast()
            blank((isMultiline ? 3 : 1) + pounds)
        } else {
            blank(1)
        }
    }

    private mutating func readLineComment() {
        if sees("\n") { places.removeLast() }
        blank(1)
    }

    private mutating func readBlockComment(_ depth: Int) {
        if sees("/*") {
            places[places.count - 1] = .blockComment(depth: depth + 1)
            blank(2)
        } else if sees("*/") {
            if depth == 1 { places.removeLast() } else { places[places.count - 1] = .blockComment(depth: depth - 1) }
            blank(2)
        } else {
            blank(1)
        }
    }

    private func sees(_ text: String, after offset: Int = 0) -> Bool {
        characters[min(index + offset, characters.count)...].starts(with: text)
    }

    private mutating func enter(_ place: Place, width: Int) {
        places.append(place)
        blank(width)
    }

    private mutating func keep() {
        result.append(characters[index])
        index += 1
    }

    private mutating func blank(_ count: Int) {
        for character in characters[index...].prefix(count) { result.append(character == "\n" ? "\n" : " ") }
        index = min(index + count, characters.count)
    }
}
