// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// What a person wrote, asked and answered.
    func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        let versions = try measures.store.versions(by: person, on: connection)
        let runs = try measures.adaptations.adaptations(writtenBy: person, on: connection)
        let (questions, answers) = try measures.talk.words(of: person, on: connection)
        let inquiries = try measures.inquiries.inquiries(of: person, on: connection)
        return [
            "measures": .array(
                versions.map { id, version in
                    [
                        "measure": .id(id), "version": .count(version.number),
                        "saved_at": .string(version.savedAt.rfc3339), "title": .string(version.content.title),
                        "summary": .string(version.content.summary),
                    ]
                }),
            "adaptations": .array(
                runs.map {
                    [
                        "measure": .id($0.measure), "changed_at": .string($0.changedAt.rfc3339),
                        "changes": .optional($0.content.changes), "result": .optional($0.content.result),
                    ]
                }),
            "measure_questions": .array(
                questions.map { ["asked_at": .string($0.askedAt.rfc3339), "text": .string($0.text)] }),
            "measure_answers": .array(
                answers.map { ["answered_at": .string($0.at.rfc3339), "text": .string($0.text)] }),
            "measure_inquiries": .array(
                try inquiries.map { inquiry in
                    let words = try measures.words(of: inquiry, on: connection)
                    return [
                        "asked_at": .string(inquiry.askedAt.rfc3339), "name": .string(words.name),
                        "from": .optional(words.from), "text": .string(words.text),
                        "answer": .optional(inquiry.answer),
                    ]
                }),
        ]
    }

    /// What was said for a library stays the library's, without a name; letters go with the person.
    func erase(_ person: PersonID, on connection: any Connection) throws {
        try measures.store.forget(person, on: connection)
        try measures.adaptations.forget(person, on: connection)
        try measures.talk.forget(person, on: connection)
        try measures.inquiries.forget(person, on: connection)
    }
}
