// SPDX-License-Identifier: EUPL-1.2

import Kernel

package import struct Foundation.Data

/// A table of comma-separated values (RFC 4180) as programs for offices really write it.
///
/// Written for this purpose, for a parser off the shelf gives up the whole file where one quotation mark is missing,
/// guesses neither encoding nor separator, and cannot say in which line a value stood. Here one bad row stays one bad row.
package struct CSVTable: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        /// In the file, counted from 1; a row with line breaks in its fields begins here.
        package let line: Int
        package let fields: [String]
        /// A quotation mark in it is never closed; its fields are what the one line holds.
        package let isBroken: Bool
    }

    package let header: [String]
    /// Without rows that are empty.
    package let rows: [Row]
    package let separator: Character

    /// A field in quotation marks is no longer than this: a lost mark must not swallow the rest of the file.
    private static let longestField = 20_000

    /// UTF-8 with or without a byte-order mark, else Windows-1252, of which Latin-1 is a part. `nil` without any row.
    package init?(_ data: Data) {
        var bytes = Array(data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        self.init(String(validating: bytes, as: UTF8.self) ?? Self.windows1252(bytes))
    }

    package init?(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let separator = Self.separator(of: bytes)
        var scanner = Scanner(bytes: bytes, separator: separator, longestField: Self.longestField)
        var rows: [Row] = []
        while let row = scanner.next() {
            if !row.fields.allSatisfy({ $0.trimmed.isEmpty }) { rows.append(row) }
        }
        guard !rows.isEmpty else { return nil }
        header = rows.removeFirst().fields.map(\.trimmed)
        self.rows = rows
        self.separator = Character(Unicode.Scalar(separator))
    }

    /// The sign that stands most often in the first line, outside quotation marks.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"), !counts.isEmpty { break }
            if [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")].contains(byte) {
                counts[byte, default: 0] += 1
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? UInt8(ascii: ";")
    }

    /// Each byte a character: 0x80–0x9F as Windows has them, the rest as Latin-1.
    private static func windows1252(_ bytes: [UInt8]) -> String {
        let upper: [Unicode.Scalar] = Array(
            "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            scalars.append((0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(scalars)
    }
}

/// Walks over the bytes of a table, row by row.
private struct Scanner {
    let bytes: [UInt8]
    let separator: UInt8
    let longestField: Int
    private var position = 0
    private var line = 1

    init(bytes: [UInt8], separator: UInt8, longestField: Int) {
        self.bytes = bytes
        self.separator = separator
        self.longestField = longestField
    }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func next() -> CSVTable.Row? {
        guard !isAtEnd else { return nil }
        let (start, startLine) = (position, line)
        if let fields = fields() { return CSVTable.Row(line: startLine, fields: fields, isBroken: false) }
        position = start
        line = startLine
        return CSVTable.Row(line: startLine, fields: brokenLine(), isBroken: true)
    }

    /// The fields of a row, and the position behind its end. `nil` when a quotation mark is not closed.
    private mutating func fields() -> [String]? {
        var fields: [String] = []
        while true {
            guard let field = isAt("\"") ? quoted() : plain() else { return nil }
            fields.append(field)
            if isAtEnd { return fields }
            if bytes[position] == separator {
                position += 1
                if isAtEnd { return fields + [""] }
                continue
            }
            endLine()
            return fields
        }
    }

    private func isAt(_ character: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: character)
    }

    private mutating func plain() -> String? {
        let start = position
        while !isAtEnd, bytes[position] != separator, !isAt("\n"), !isAt("\r") { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted() -> String? {
        var field: [UInt8] = []
        position += 1
        while !isAtEnd, field.count < longestField {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\"") else {
                field.append(byte)
                continue
            }
            if isAt("\"") {
                field.append(byte)
                position += 1
                continue
            }
            // Behind the closing mark comes a separator or the end of the row; anything else belongs to the field.
            if isAtEnd || bytes[position] == separator || isAt("\n") || isAt("\r") {
                return String(decoding: field, as: UTF8.self)
            }
            field.append(byte)
        }
        return nil
    }

    /// The one line, parted at each separator, marks and all.
    private mutating func brokenLine() -> [String] {
        let start = position
        while !isAtEnd, !isAt("\n"), !isAt("\r") { position += 1 }
        let fields = bytes[start..<position].split(separator: separator, omittingEmptySubsequences: false)
        if !isAtEnd { endLine() }
        return fields.map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func endLine() {
        if isAt("\r") { position += 1 }
        if isAt("\n") { position += 1 }
        line += 1
    }
}
