// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import TestSupport
import Web

/// What the measures are searched by where nothing else is at hand: the database's own full-text search over the same
/// titles and texts, and this project's index without fit, filters and order of ranks. Both answer over HTTP, so that
/// they are measured like the real pages.
struct PlainSearch {
    let network: GeneratedNetwork

    var routes: [Route] {
        let (database, search, engine) = (network.database, network.search, network.engine)
        return [
            .get("/bare", .everyone) { request in
                let words = Method.words(request.query["q"] ?? "")
                let ids = try await database.read { try Self.best(words, engine, on: $0) }
                return try .json(.array(ids.map { .count(Int($0)) }))
            },
            .get("/own", .everyone) { request in
                let results = try await search.find(SearchQuery(request.query["q"] ?? "", kinds: ["measure"]))
                return try .json(.array(results.hits.map { .count(Int($0.item.id)) }))
            },
        ]
    }

    /// Enters all measures anew.
    func fill() async throws {
        let isSQLite = network.engine == .sqlite
        try await network.database.write { connection in
            if isSQLite {
                try connection.execute("DROP TABLE IF EXISTS plain")
                try connection.execute("CREATE VIRTUAL TABLE plain USING fts5(title, body, tokenize = 'unicode61')")
                try connection.execute(
                    """
                    INSERT INTO plain (rowid, title, body)
                    SELECT item_id, title, body FROM search_entry WHERE kind = 'measure'
                    """)
                try connection.execute("ANALYZE")
            } else {
                try connection.execute("DROP TABLE IF EXISTS plain")
                try connection.execute("CREATE TABLE plain (number BIGINT PRIMARY KEY, words TSVECTOR)")
                try connection.execute(
                    """
                    INSERT INTO plain (number, words)
                    SELECT item_id, setweight(to_tsvector('german', title), 'A') || to_tsvector('german', body)
                    FROM search_entry WHERE kind = 'measure'
                    """)
                try connection.execute("CREATE INDEX plain_words ON plain USING gin (words)")
                try connection.execute("ANALYZE")
            }
        }
    }

    /// The best twenty, by bm25 or ts_rank.
    static func best(_ words: [String], _ engine: Engine, on connection: any Connection) throws -> [Int64] {
        guard !words.isEmpty else { return [] }
        switch engine {
        case .sqlite:
            let match = words.map { "\"\($0)\"" }.joined(separator: " ")
            return try connection.all(
                "SELECT rowid FROM plain WHERE plain MATCH \(match) ORDER BY bm25(plain) LIMIT 20"
            ) { try $0["rowid"] }
        case .postgres:
            let text = words.joined(separator: " ")
            return try connection.all(
                """
                SELECT number FROM plain, plainto_tsquery('german', \(text)) wanted WHERE words @@ wanted
                ORDER BY ts_rank(words, wanted) DESC LIMIT 20
                """
            ) { try $0["number"] }
        }
    }
}
