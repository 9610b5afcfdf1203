// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport

@testable import Search

/// A database with a few entries, and the index over it.
struct Library {
    let database: any Database
    let index: SearchIndex

    init(_ engine: Engine = .sqlite, lexicon: Lexicon = .debian) async throws {
        database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations, clock: .system)
        index = SearchIndex(database: database) { lexicon }
    }

    /// Another process on the same database.
    func anotherNode() -> SearchIndex { SearchIndex(database: database) { .debian } }

    static func entry(
        _ id: Int64, _ title: String, _ text: String = "", kind: String = "measure", house: Int64 = 1,
        audience: ItemReference? = nil, language: Language = .german, facets: Set<String> = [], figures: [Int32?] = []
    ) -> SearchEntry {
        SearchEntry(
            item: ItemReference(kind: kind, id: id), house: HouseID(house), audience: audience, language: language,
            title: title, text: text, link: Link(path: kind, "\(id)"), facets: facets, figures: figures)
    }

    func put(_ entries: SearchEntry...) async throws {
        let index = index
        try await database.write { connection in for entry in entries { try index.put(entry, on: connection) } }
    }

    func remove(_ id: Int64, kind: String = "measure") async throws {
        let index = index
        try await database.write { try index.remove(ItemReference(kind: kind, id: id), on: $0) }
    }

    /// The ids of what is found, best first.
    func find(_ text: String) async throws -> [Int64] { try await find(SearchQuery(text)) }

    func find(_ query: SearchQuery) async throws -> [Int64] { try await index.find(query).hits.map(\.item.id) }

    /// Whether one text is found by a question.
    static func finds(_ question: String, in text: String) async throws -> Bool {
        let library = try await Library()
        try await library.put(entry(1, "Titel", text))
        return try await !library.find(question).isEmpty
    }
}

extension Lexicon {
    /// Read once for all tests.
    static let debian = Lexicon()
}
