// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Storage
import TestSupport

/// `SearchBench quality`: recall, precision and nDCG@10 of the judged questions, beside plain methods.
/// `SearchBench pool`: which documents of the first 15 of each method have not been judged yet, a line a question.
@main
struct SearchBench {
    static func main() async throws {
        let judged = try JudgedSet()
        var methods = [try await Method.own(.sqlite, judged.documents)]
        if Engine.available.contains(.postgres) {
            methods += [
                try await .own(.postgres, judged.documents)
            ]
        }
        methods += [
            try await .fts5("unicode61", name: "FTS5 unicode61", judged.documents),
            try await .fts5("trigram", name: "FTS5 trigram", judged.documents),
        ]
        if Engine.available.contains(.postgres) { methods.append(try await .german(judged.documents)) }
        switch CommandLine.arguments.dropFirst().first {
        case "pool": try await pool(judged, methods)
        case "show": try await show(judged, methods[0])
        default: try await quality(judged, methods)
        }
    }

    private static func quality(_ judged: JudgedSet, _ methods: [Method]) async throws {
        print("\(judged.questions.count) questions, \(judged.documents.count) documents")
        for method in methods {
            var quality = Quality()
            for question in judged.questions { quality.add(try await method.answer(question.query), to: question) }
            let figures = [quality.recall, quality.precision, quality.nDCG].map { String(format: "%5.1f %%", $0 * 100) }
            print(method.name.padding(toLength: 26, withPad: " ", startingAt: 0), figures.joined(separator: "  "))
        }
    }

    private static func pool(_ judged: JudgedSet, _ methods: [Method]) async throws {
        for question in judged.questions {
            var open: Set<String> = []
            for method in methods { open.formUnion(try await method.answer(question.query).prefix(15)) }
            open.subtract(question.grades.keys)
            print(question.id, open.sorted().joined(separator: " "))
        }
    }

    private static func show(_ judged: JudgedSet, _ method: Method) async throws {
        for question in judged.questions {
            let found = try await method.answer(question.query)
            let wrong = found.filter { question.grades[$0] ?? 0 == 0 }
            let missed = question.relevant.subtracting(found)
            print(
                "\(question.id) [\(question.query)] \(found.count) found, wrong: \(wrong.joined(separator: " ")); missed: \(missed.sorted().joined(separator: " "))"
            )
        }
    }
}
