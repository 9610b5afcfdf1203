// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// What this process keeps of an entry.
struct StoredEntry: Sendable, Equatable {
    let item: ItemReference
    let isGone: Bool
    let house: HouseID
    let audience: ItemReference?
    let facets: [String]
    let figures: [Int32]
    let tokens: String
}

/// The table of entries. Facets are kept a line each, in order; figures divided by commas, nothing for what is unknown.
struct SearchStore {
    /// The number of the last change.
    func sequence(on connection: any Connection) throws -> Int64 {
        try connection.row("SELECT sequence FROM search_state WHERE id = 1").map { try $0["sequence"] } ?? 0
    }

    /// Whether the items that were there before the index have been entered.
    func isFilled(on connection: any Connection) throws -> Bool {
        try connection.row("SELECT is_filled FROM search_state WHERE id = 1").map { try $0["is_filled"] } ?? false
    }

    func markFilled(on connection: any Connection) throws {
        try connection.execute("UPDATE search_state SET is_filled = 1 WHERE id = 1")
    }

    /// Enters items or replaces their entries; of several to one item the last holds. Three statements for those of a
    /// kind, however many: the counter's row is raised once, for on PostgreSQL each further time in a transaction takes
    /// longer than the one before.
    func put(_ entries: [SearchEntry], on connection: any Connection) throws {
        let last = Dictionary(entries.enumerated().map { ($1.item, $0) }, uniquingKeysWith: max)
        let unique = entries.enumerated().filter { last[$0.element.item] == $0.offset }.map(\.element)
        for (kind, entries) in Dictionary(grouping: unique, by: \.item.kind).sorted(by: { $0.key < $1.key }) {
            try put(entries, of: kind, on: connection)
        }
    }

    private func put(_ entries: [SearchEntry], of kind: String, on connection: any Connection) throws {
        let stored = try rows(of: kind, entries.map(\.item.id), on: connection)
        let changed = try entries.compactMap { entry -> (entry: SearchEntry, tokens: String)? in
            let tokens = Analyser.tokens(title: entry.title, text: entry.text, language: entry.language)
            guard let row = stored[entry.item.id], try row["is_gone"] == false else { return (entry, tokens) }
            return try Self.entry(row) == entry && row["tokens"] == tokens ? nil : (entry, tokens)
        }
        guard !changed.isEmpty else { return }
        let first = try raiseSequence(by: changed.count, on: connection) - Int64(changed.count) + 1
        let values = changed.enumerated().map { index, change -> SQL in
            let (entry, tokens) = change
            return """
                (\(entry.house), \(entry.item.kind), \(entry.item.id), \(entry.audience?.kind),
                \(entry.audience?.id), \(entry.language), \(entry.title), \(entry.text), \(entry.link.value),
                \(Self.lines(entry.facets)), \(Self.figures(entry.figures)), \(tokens), \(first + Int64(index)), 0)
                """
        }
        try connection.execute(
            """
            INSERT INTO search_entry (house_id, kind, item_id, audience_kind, audience_id, language, title, body, link,
                facets, figures, tokens, sequence, is_gone)
            VALUES \(SQL.list(values))
            ON CONFLICT (kind, item_id) DO UPDATE SET house_id = excluded.house_id,
                audience_kind = excluded.audience_kind, audience_id = excluded.audience_id,
                language = excluded.language, title = excluded.title, body = excluded.body, link = excluded.link,
                facets = excluded.facets, figures = excluded.figures, tokens = excluded.tokens,
                sequence = excluded.sequence, is_gone = 0
            """)
    }

    func remove(_ item: ItemReference, on connection: any Connection) throws {
        guard
            try connection.exists(
                """
                SELECT 1 AS one FROM search_entry WHERE kind = \(item.kind) AND item_id = \(item.id) AND is_gone = 0
                """)
        else { return }
        let sequence = try raiseSequence(by: 1, on: connection)
        try connection.execute(
            """
            UPDATE search_entry SET audience_kind = NULL, audience_id = NULL, title = '', body = '', link = '',
                facets = '', figures = '', tokens = '', sequence = \(sequence), is_gone = 1
            WHERE kind = \(item.kind) AND item_id = \(item.id)
            """)
    }

    /// What changed after `sequence`, in order.
    func changes(after sequence: Int64, limit: Int, on connection: any Connection) throws -> [(Int64, StoredEntry)] {
        try connection.all(
            """
            SELECT sequence, kind, item_id, house_id, audience_kind, audience_id, facets, figures, tokens, is_gone
            FROM search_entry WHERE sequence > \(sequence) ORDER BY sequence LIMIT \(limit)
            """
        ) { row in
            let facets: String = try row["facets"]
            let figures: String = try row["figures"]
            return (
                try row["sequence"],
                StoredEntry(
                    item: try Self.item(row), isGone: try row["is_gone"], house: try row["house_id"],
                    audience: try Self.audience(row),
                    facets: facets.split(separator: "\n").map(String.init),
                    figures: Self.figures(figures).map { $0 ?? SearchFigures.unknown }, tokens: try row["tokens"])
            )
        }
    }

    /// The entry of an item, and the tokens that are stored with it.
    func entry(of item: ItemReference, on connection: any Connection) throws -> (entry: SearchEntry, tokens: String)? {
        guard let row = try row(of: item, on: connection), try row["is_gone"] == false else { return nil }
        return (try Self.entry(row), try row["tokens"])
    }

    /// The items that have an entry, by kind and id, after the given one.
    func items(after item: ItemReference?, limit: Int, on connection: any Connection) throws -> [ItemReference] {
        let (kind, id) = (item?.kind ?? "", item?.id ?? Int64.min)
        return try connection.all(
            """
            SELECT kind, item_id FROM search_entry
            WHERE (kind, item_id) > (\(kind), \(id)) AND is_gone = 0 ORDER BY kind, item_id LIMIT \(limit)
            """, Self.item)
    }

    func items(of kind: String, on connection: any Connection) throws -> [ItemReference] {
        try connection.all(
            "SELECT kind, item_id FROM search_entry WHERE kind = \(kind) AND is_gone = 0 ORDER BY item_id", Self.item)
    }

    private func row(of item: ItemReference, on connection: any Connection) throws -> Row? {
        try rows(of: item.kind, [item.id], on: connection)[item.id]
    }

    private func rows(of kind: String, _ ids: [Int64], on connection: any Connection) throws -> [Int64: Row] {
        let rows = try connection.all(
            """
            SELECT kind, item_id, house_id, audience_kind, audience_id, language, title, body, link, facets, figures,
                tokens, is_gone
            FROM search_entry WHERE kind = \(kind) AND item_id IN (\(list: ids))
            """
        ) { (try $0["item_id"] as Int64, $0) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The number of the last of so many changes.
    private func raiseSequence(by count: Int, on connection: any Connection) throws -> Int64 {
        try connection.execute("UPDATE search_state SET sequence = sequence + \(count) WHERE id = 1")
        return try sequence(on: connection)
    }

    private static func entry(_ row: Row) throws -> SearchEntry {
        let address: String = try row["link"]
        let facets: String = try row["facets"]
        return SearchEntry(
            item: try item(row), house: try row["house_id"], audience: try audience(row),
            language: try row["language"], title: try row["title"], text: try row["body"],
            link: Link(local: address) ?? Link(external: address) ?? Link(path: []),
            facets: Set(facets.split(separator: "\n").map(String.init)), figures: figures(try row["figures"]))
    }

    private static func item(_ row: Row) throws -> ItemReference {
        ItemReference(kind: try row["kind"], id: try row["item_id"])
    }

    private static func audience(_ row: Row) throws -> ItemReference? {
        let kind: String? = try row["audience_kind"]
        let id: Int64? = try row["audience_id"]
        guard let kind, let id else { return nil }
        return ItemReference(kind: kind, id: id)
    }

    private static func lines(_ facets: Set<String>) -> String { facets.sorted().joined(separator: "\n") }

    private static func figures(_ figures: [Int32?]) -> String {
        figures.map { $0.map(String.init) ?? "" }.joined(separator: ",")
    }

    private static func figures(_ text: String) -> [Int32?] {
        text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { Int32($0) }
    }
}
