// SPDX-License-Identifier: EUPL-1.2

package import Foundation

/// Documents, questions, and which document is worth how much as an answer to which question: what search is measured by.
package struct JudgedSet: Sendable {
    package struct Document: Decodable, Sendable {
        package let id: String
        package let kind: String
        package let title: String
        package let text: String

        /// A few are English; whoever enters them says so.
        package var isEnglish: Bool {
            let words = text.lowercased().split { !$0.isLetter }
            return words.count { ["the", "and", "of", "to", "is", "you"].contains($0) } * 12 > words.count
        }
    }

    package struct Question: Decodable, Sendable {
        package let id: String
        package let query: String
        /// What whoever asks wants to know.
        package let need: String
        /// 3: just that; 2: helps; 1: touches it; 0: looked at, and of no use. What is not named is worth nothing.
        package let grades: [String: Int]

        package var relevant: Set<String> { Set(grades.filter { $0.value > 0 }.keys) }
    }

    package let documents: [Document]
    package let questions: [Question]

    package init(folder: URL = Self.folder) throws {
        documents = try Self.lines(of: folder, "documents-a.jsonl") + Self.lines(of: folder, "documents-b.jsonl")
        questions = try Self.lines(of: folder, "queries-a.jsonl") + Self.lines(of: folder, "queries-b.jsonl")
    }

    package static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "SearchTests/Judged")

    private static func lines<Value: Decodable>(of folder: URL, _ name: String) throws -> [Value] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}

/// How good answers are, each figure the mean over all questions.
package struct Quality: Sendable {
    /// The part of what is relevant that was found, and the part of what was found that is relevant.
    package private(set) var recall = 0.0
    package private(set) var precision = 0.0
    /// Normalised discounted cumulative gain of the first ten, with gains 2^grade − 1.
    package private(set) var nDCG = 0.0
    /// The part of the questions that have an answer at all.
    package private(set) var answered = 0.0
    private var count = 0.0

    package init() {}

    /// Counts in the answer to a question: documents, best first. A question to which no document is relevant asks for
    /// nothing but precision. An empty answer finds nothing, and nothing wrong.
    package mutating func add(_ answer: [String], to question: JudgedSet.Question) {
        let relevant = question.relevant
        let found = Double(answer.count { relevant.contains($0) })
        let ideal = Self.gain(question.grades.values.sorted(by: >))
        let isEmpty = relevant.isEmpty
        let new = (
            isEmpty ? (answer.isEmpty ? 1 : 0) : found / Double(relevant.count),
            answer.isEmpty ? (isEmpty ? 1 : 0) : found / Double(answer.count),
            isEmpty ? (answer.isEmpty ? 1 : 0) : Self.gain(answer.map { question.grades[$0] ?? 0 }) / ideal
        )
        answered = (answered * count + (answer.isEmpty ? 0 : 1)) / (count + 1)
        recall = (recall * count + new.0) / (count + 1)
        precision = (precision * count + new.1) / (count + 1)
        nDCG = (nDCG * count + new.2) / (count + 1)
        count += 1
    }

    private static func gain(_ grades: [Int]) -> Double {
        grades.prefix(10).enumerated().reduce(0) { sum, item in
            sum + (pow(2, Double(item.element)) - 1) / log2(Double(item.offset) + 2)
        }
    }
}
