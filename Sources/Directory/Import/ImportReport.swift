// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// What is to be known of an import's rows when it is done: which were refused, and what was put right in others. Kept
/// in no language: keys of the catalogue with what fills them.
struct ImportReport: Sendable, Codable {
    struct Line: Sendable, Codable {
        let line: Int
        let name: String
        let isRefused: Bool
        let column: String?
        let key: String
        let slots: [String: String]

        var message: TextUse {
            var filling: Slots = [:]
            for (name, text) in slots { filling[name] = "\(text)" }
            return TextUse(TextKey(key), filling)
        }
    }

    let lines: [Line]

    init(_ plan: ImportPlan) {
        lines = plan.rows.flatMap { row -> [Line] in
            var lines = row.notes.map { Self.line(row, isRefused: false, $0.column, $0.reason) }
            if case .refused(let column, let reason) = row.fate {
                lines.append(Self.line(row, isRefused: true, column, reason))
            }
            return lines
        }
    }

    private static func line(
        _ row: ImportPlan.Row, isRefused: Bool, _ column: String?, _ reason: TextUse
    ) -> Line {
        var slots: [String: String] = [:]
        for (name, filling) in reason.slots { slots[name] = filling.plainText(with: NoTexts()) }
        return Line(
            line: row.line, name: row.name, isRefused: isRefused, column: column, key: reason.key.name, slots: slots)
    }

    var json: String {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{\"lines\":[]}"
    }

    static func lines(of json: String?) -> [Line] {
        (try? JSONDecoder().decode(ImportReport.self, from: Data((json ?? "").utf8)))?.lines ?? []
    }
}

/// For fillings that hold no text of the catalogue.
private struct NoTexts: TextResolver {
    let language = Language.german
    func append(_ use: TextUse, to bytes: inout [UInt8]) {}
}
