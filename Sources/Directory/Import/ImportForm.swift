// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

import struct Foundation.Data

/// The form that takes a statistics file: chosen, or its text pasted.
struct ImportForm: Sendable {
    private static let (yearField, fileField, textField) = ("jahr", "datei", "csv")

    /// The file is read and shown to nobody as it is, so that old encodings do no harm.
    static let limits = FileLimits([.csv, .text], takesOldText: true)

    let year: Int
    let content: Data
    /// Where the content stood.
    let field: String

    /// What stands in a form; its problems are noted. `nil` when it says too little.
    static func read(_ input: inout Input, typed: FormData, lastYear: Int) throws -> ImportForm? {
        let year = input.integer(yearField, required: true, in: FigureRules.years(now: lastYear))
        let upload = input.file(fileField)
        let isRefused = input.problems.contains { $0.field == fileField }
        let text = typed[textField].flatMap { $0.trimmed.isEmpty ? nil : $0 }
        if upload != nil, text != nil { input.note(textField, .importFileAndText) }
        if upload == nil, text == nil, !isRefused { input.note(fileField, .importNothingChosen) }
        guard let year else { return nil }
        if let upload {
            let bytes = try upload.file.bytes(at: 0, count: upload.byteCount)
            return ImportForm(year: year, content: Data(bytes), field: fileField)
        }
        return text.map { ImportForm(year: year, content: Data($0.utf8), field: textField) }
    }

    static var fields: [Field] {
        var fields = [
            Field(yearField, "\(text: .reportYear)", hint: "\(text: .reportYearHint)", required: true, width: "tiny"),
            Field(textField, "\(text: .pasteFile)", hint: "\(text: .pasteFileHint)", .lines(rows: 8)),
            Field(fileField, "\(text: .importFile)", hint: "\(text: .importFileHint)", .file(limits)),
        ]
        for index in fields.indices { fields[index].hasOptionalMark = false }
        return fields
    }
}
