// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Search
import Storage
import TestSupport

/// Times over many entries, made of the words of the judged documents.
struct Scale {
    private let judged: JudgedSet
    private let count: Int
    private let words: [String]
    private let questions: [String]

    init(_ judged: JudgedSet, count: Int) {
        self.judged = judged
        self.count = count
        words = judged.documents.flatMap { "\($0.title) \($0.text)".split(separator: " ").map(String.init) }
        questions = judged.questions.map(\.query).filter { !$0.contains("\"") }
    }

    func run() async throws {
        for engine in Engine.available { try await own(engine) }
        try await report("FTS5 unicode61, bm25, top 20", fts5())
        if Engine.available.contains(.postgres) { try await report("PostgreSQL german, ts_rank, top 20", german()) }
    }

    private func own(_ engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations, clock: .system)
        try await eachBatch { batch in
            try await database.write { connection in
                for (number, title, text) in batch {
                    try SearchEntries().put(entry(number, title, text), on: connection)
                }
            }
        }
        let before = Self.residentMegabytes
        let index = SearchIndex(database: database)
        let start = ContinuousClock.now
        try await index.load()
        let took = start.duration(to: .now)
        print("\(engine.testDescription): \(count) entries loaded in \(took), \(Self.residentMegabytes - before) MB")
        try await report("ours, top 20 with counts, \(engine.testDescription)") { question in
            var query = SearchQuery(question)
            query.judge = { ($0[0] ?? 0) > 900 ? 1 : 0 }
            query.rank = { Int($0[1] ?? 0) }
            _ = try await index.find(query)
        }
    }

    private func entry(_ number: Int, _ title: String, _ text: String) -> SearchEntry {
        SearchEntry(
            item: ItemReference(kind: "measure", id: Int64(number)), house: HouseID(Int64(number % 500 + 1)),
            title: title,
            text: text, link: Link(path: "m", "\(number)"),
            facets: ["space:\(number % 4)", "topic:\(number % 20)", "target_group:\(number % 13)"],
            figures: [Int32(number % 1_000), Int32(number % 77), nil])
    }

    private func fts5() async throws -> @Sendable (String) async throws -> Void {
        let database = try await Engine.sqlite.makeDatabase()
        try await database.write { connection in
            try connection.execute("CREATE VIRTUAL TABLE entry USING fts5(title, body, tokenize = 'unicode61')")
        }
        try await eachBatch { batch in
            try await database.write { connection in
                for (number, title, text) in batch {
                    try connection.execute(
                        "INSERT INTO entry (rowid, title, body) VALUES (\(number), \(title), \(text))")
                }
            }
        }
        return { question in
            let match = Method.words(question).map { "\"\($0)\"" }.joined(separator: " ")
            _ = try await database.read { connection in
                try connection.rows(
                    "SELECT rowid FROM entry WHERE entry MATCH \(match) ORDER BY bm25(entry) LIMIT 20")
            }
        }
    }

    private func german() async throws -> @Sendable (String) async throws -> Void {
        let database = try await Engine.postgres.makeDatabase()
        try await database.write { connection in
            try connection.execute("CREATE TABLE entry (number BIGINT PRIMARY KEY, words TSVECTOR)")
        }
        try await eachBatch { batch in
            try await database.write { connection in
                for (number, title, text) in batch {
                    try connection.execute(
                        """
                        INSERT INTO entry (number, words) VALUES (\(number),
                            setweight(to_tsvector('german', \(title)), 'A') || to_tsvector('german', \(text)))
                        """)
                }
            }
        }
        try await database.write { _ = try $0.execute("CREATE INDEX entry_words ON entry USING gin (words)") }
        return { question in
            let text = Method.words(question).joined(separator: " ")
            _ = try await database.read { connection in
                try connection.rows(
                    """
                    SELECT number FROM entry, plainto_tsquery('german', \(text)) wanted WHERE words @@ wanted
                    ORDER BY ts_rank(words, wanted) DESC LIMIT 20
                    """)
            }
        }
    }

    /// The entries, always the same ones: numbers from a linear congruential generator (Knuth's MMIX).
    private func eachBatch(_ body: ([(Int, String, String)]) async throws -> Void) async throws {
        var state: UInt64 = 2026
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for start in stride(from: 0, to: count, by: 1_000) {
            let batch = (start..<min(start + 1_000, count)).map { number in
                let title = (0..<3 + next(4)).map { _ in words[next(words.count)] }.joined(separator: " ")
                let text = (0..<40 + next(60)).map { _ in words[next(words.count)] }.joined(separator: " ")
                return (number + 1, title, text)
            }
            try await body(batch)
        }
    }

    private func report(_ name: String, _ ask: @Sendable (String) async throws -> Void) async throws {
        for question in questions.prefix(20) { try await ask(question) }
        var times: [Double] = []
        for question in questions {
            let start = ContinuousClock.now
            try await ask(question)
            times.append(start.duration(to: .now) / .milliseconds(1))
        }
        times.sort()
        let figures = [times[times.count / 2], times[times.count * 95 / 100], times[times.count - 1]]
            .map { String(format: "%.2f", $0) }
        print("\(name): median \(figures[0]) ms, p95 \(figures[1]) ms, longest \(figures[2]) ms")
    }

    private static var residentMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4 / 1024
    }
}
