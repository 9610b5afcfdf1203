// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Search
import Storage
import TestSupport

/// A way to search the judged documents: the answer to a question, best first.
struct Method {
    let name: String
    var isOwn = false
    let answer: (String) async throws -> [String]

    /// Ours, on either engine.
    static func own(_ engine: Engine, _ documents: [JudgedSet.Document]) async throws -> Method {
        let database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations, clock: .system)
        let index = SearchIndex(database: database)
        try await database.write { connection in
            for (number, document) in documents.enumerated() {
                try index.put(
                    SearchEntry(
                        item: ItemReference(kind: document.kind, id: Int64(number)), house: HouseID(1),
                        language: document.isEnglish ? .english : .german, title: document.title, text: document.text,
                        link: Link(path: "d", document.id)),
                    on: connection)
            }
        }
        return Method(name: "Stadtzimmer, \(engine.testDescription)", isOwn: true) { question in
            try await index.find(SearchQuery(question, limit: 1_000)).hits.map { documents[Int($0.item.id)].id }
        }
    }

    /// FTS5 as it comes, ranked by its bm25.
    static func fts5(_ tokenizer: SQL, name: String, _ documents: [JudgedSet.Document]) async throws -> Method {
        let database = try await Engine.sqlite.makeDatabase()
        try await database.write { connection in
            try connection.execute(
                "CREATE VIRTUAL TABLE document USING fts5(title, body, name UNINDEXED, tokenize = '" + tokenizer + "')")
            for document in documents {
                try connection.execute(
                    """
                    INSERT INTO document (title, body, name)
                    VALUES (\(document.title), \(document.text), \(document.id))
                    """)
            }
        }
        return Method(name: name) { question in
            let words = Self.words(question)
            guard !words.isEmpty else { return [] }
            let match = words.map { "\"\($0)\"" }.joined(separator: " ")
            return try await database.read { connection in
                try connection.all(
                    "SELECT name FROM document WHERE document MATCH \(match) ORDER BY bm25(document), rowid"
                ) { try $0["name"] }
            }
        }
    }

    /// PostgreSQL's own configuration for German, titles weighted above texts.
    static func german(_ documents: [JudgedSet.Document]) async throws -> Method {
        let database = try await Engine.postgres.makeDatabase()
        try await database.write { connection in
            try connection.execute(
                "CREATE TABLE document (name TEXT, number BIGINT, words TSVECTOR)")
            for (number, document) in documents.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO document (name, number, words) VALUES (\(document.id), \(number),
                        setweight(to_tsvector('german', \(document.title)), 'A')
                        || setweight(to_tsvector('german', \(document.text)), 'D'))
                    """)
            }
        }
        return Method(name: "PostgreSQL german") { question in
            let words = Self.words(question)
            guard !words.isEmpty else { return [] }
            let text = words.joined(separator: " ")
            return try await database.read { connection in
                try connection.all(
                    """
                    SELECT name FROM document, plainto_tsquery('german', \(text)) wanted WHERE words @@ wanted
                    ORDER BY ts_rank(words, wanted) DESC, number
                    """
                ) { try $0["name"] }
            }
        }
    }

    /// The words of a question, as somebody does it who wants no trouble with the syntax of queries; in quotes together.
    static func words(_ question: String) -> [String] {
        question.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, piece in
            let cleaned = String(piece.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : " " })
            return index % 2 == 1 ? [cleaned] : cleaned.split(separator: " ").map(String.init)
        }.filter { $0.contains { $0.isLetter || $0.isNumber } }
    }
}
