// SPDX-License-Identifier: EUPL-1.2

package import Kernel

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// Stored as a JSON object from language tag to text, keys sorted.
extension LocalizedText: ColumnValue {
    package static var columnType: ColumnType { .text }

    package var columnData: ColumnData {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
        guard let data = try? encoder.encode(object) else { return .text("{}") }
        return .text(String(decoding: data, as: UTF8.self))
    }

    package init?(columnData: ColumnData) {
        guard case .text(let json) = columnData,
            let object = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        else { return nil }
        let pairs = object.compactMap { tag, text in Language(rawValue: tag).map { ($0, text) } }
        self.init(Dictionary(uniqueKeysWithValues: pairs))
    }
}
