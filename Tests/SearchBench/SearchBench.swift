// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Storage
import TestSupport

/// Measures search beside the plain methods that a database brings.
///
/// - `SearchBench quality`: recall, precision and nDCG@10 of the judged questions.
/// - `SearchBench scale [N]`: times of the real pages over N generated measures, 100 000 unless told.
/// - `SearchBench pool`: what of the first 15 of each method has not been judged, a line a question.
/// - `SearchBench show`: what is found wrongly and what is missed, a line a question.
@main
struct SearchBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let judged = try JudgedSet()
        switch arguments.first {
        case "scale":
            let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
            if try await !NetworkScale(judged, count: count).run() { exit(1) }
        case "pool": try await pool(judged, methods(judged.documents))
        case "show": try await show(judged, .own(.sqlite, judged.documents))
        default: try await quality(judged, methods(judged.documents))
        }
    }

    private static func methods(_ documents: [JudgedSet.Document]) async throws -> [Method] {
        var methods: [Method] = []
        for engine in Engine.available { methods.append(try await .own(engine, documents)) }
        methods.append(try await .fts5("unicode61", name: "FTS5 unicode61", documents))
        methods.append(try await .fts5("trigram", name: "FTS5 trigram", documents))
        if Engine.available.contains(.postgres) { methods.append(try await .german(documents)) }
        return methods
    }

    private static func quality(_ judged: JudgedSet, _ methods: [Method]) async throws {
        print("\(judged.questions.count) questions, \(judged.documents.count) documents\n")
        print("".padding(toLength: 25, withPad: " ", startingAt: 0), "recall precision nDCG@10 answered")
        for method in methods {
            var quality = Quality()
            for question in judged.questions { quality.add(try await method.answer(question.query), to: question) }
            let figures = [quality.recall, quality.precision, quality.nDCG, quality.answered]
                .map { String(format: "%6.1f %%", $0 * 100) }
            print(method.name.padding(toLength: 24, withPad: " ", startingAt: 0), figures.joined(separator: " "))
        }
        guard methods.count > 2, methods[1].isOwn else { return }
        var differing = 0
        for question in judged.questions {
            let answers = (try await methods[0].answer(question.query), try await methods[1].answer(question.query))
            if answers.0 != answers.1 { differing += 1 }
        }
        print("\nQuestions to which the two engines give different answers: \(differing)")
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
            let wrong = found.filter { question.grades[$0] ?? 0 == 0 }.joined(separator: " ")
            let missed = question.relevant.subtracting(found).sorted().joined(separator: " ")
            print("\(question.id) [\(question.query)] \(found.count) found; wrong: \(wrong); missed: \(missed)")
        }
    }
}
