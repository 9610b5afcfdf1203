// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Search

/// The floors lie a little below what was measured when they were set (docs/decisions/0008).
@Suite("The judged questions")
struct JudgedTests {
    @Test("are answered as well as before, and the same on every engine")
    func quality() async throws {
        try #require(!Lexicon.debian.isEmpty, "package wngerman is missing")
        let judged = try JudgedSet()
        #expect(judged.questions.count >= 150)
        #expect(judged.documents.count >= 400)
        var answers: [[[String]]] = []
        for engine in Engine.available {
            let library = try await Library(engine)
            let index = library.index
            try await library.database.write { connection in
                for (number, document) in judged.documents.enumerated() {
                    try index.put(
                        Library.entry(
                            Int64(number), document.title, document.text, kind: document.kind,
                            language: document.isEnglish ? .english : .german), on: connection)
                }
            }
            var found: [[String]] = []
            for question in judged.questions {
                let hits = try await index.find(SearchQuery(question.query, limit: 1_000)).hits
                found.append(hits.map { judged.documents[Int($0.item.id)].id })
            }
            answers.append(found)
        }
        for other in answers.dropFirst() { #expect(other == answers[0]) }
        var quality = Quality()
        for (question, answer) in zip(judged.questions, answers[0]) { quality.add(answer, to: question) }
        #expect(quality.recall >= 0.49)
        #expect(quality.precision >= 0.55)
        #expect(quality.nDCG >= 0.62)
    }
}
