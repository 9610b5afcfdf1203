// SPDX-License-Identifier: EUPL-1.2

package import Kernel

import struct Foundation.Data
import class Foundation.JSONEncoder
import class Foundation.JSONSerialization

/// Stored as a JSON object from language tag to text, keys sorted.
extension LocalizedText: ColumnValue {
    package static var columnType: ColumnType { .text }

    package var columnData: ColumnData {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = Dictionary(uniqueKeysWithValues: texts.map { ($0.language.rawValue, $0.text) })
        guard let data = try? encoder.encode(object) else { return .text("{}") }
        return .text(String(decoding: data, as: UTF8.self))
    }

    package init?(columnData: ColumnData) {
        guard case .text(let json) = columnData else { return nil }
        if let texts = Self.plain(json) {
            self.init(texts)
        } else if let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String] {
            self.init(object.compactMap { tag, text in Language(rawValue: tag).map { ($0, text) } })
        } else {
            return nil
        }
    }

    /// Reads what `columnData` writes for nearly all texts: strings whose only escapes are line breaks and quotation
    /// marks. A page with hundreds of names is thus spared a parser for all of JSON. `nil` for everything else.
    private static func plain(_ json: String) -> [(Language, String)]? {
        var json = json
        return json.withUTF8 { bytes in
            var scanner = StringScanner(rest: bytes[...])
            guard scanner.skip("{") else { return nil }
            var texts: [(Language, String)] = []
            repeat {
                guard let tag = scanner.string(), scanner.skip(":"), let text = scanner.string() else { return nil }
                if let language = Language(rawValue: tag) { texts.append((language, text)) }
            } while scanner.skip(",")
            return scanner.skip("}") && scanner.rest.isEmpty ? texts : nil
        }
    }
}

/// Walks over JSON strings with few escapes.
private struct StringScanner {
    var rest: Slice<UnsafeBufferPointer<UInt8>>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// The next string; `nil` when there is none, or an escape in it is not one of the few.
    mutating func string() -> String? {
        guard skip("\"") else { return nil }
        var bytes: [UInt8] = []
        while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: rest[..<end])
            let isQuote = rest[end] == UInt8(ascii: "\"")
            rest = rest[(end + 1)...]
            if isQuote { return String(decoding: bytes, as: UTF8.self) }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            default: return nil
            }
        }
        return nil
    }
}
