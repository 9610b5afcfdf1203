// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Search

@Suite("Of any entries and any choice")
struct FacetPropertyTests {
    private static let spaces = ["learning", "meeting", "inspiration", "performative"].map { "space:\($0)" }
    private static let topics = (0..<40).map { "topic:\($0)" }

    private static func entry(_ id: Int64, _ random: inout SeededRandom) -> SearchEntry {
        // A few topics are common, most are rare.
        let topic = topics[Int.random(in: 0..<40, using: &random) * Int.random(in: 0..<40, using: &random) / 40]
        return Library.entry(
            id, "Raum", kind: Int.random(in: 0..<4, using: &random) == 0 ? "room" : "measure",
            house: Int64.random(in: 1...3, using: &random),
            audience: Int.random(in: 0..<6, using: &random) == 0 ? .house(HouseID(7)) : nil,
            facets: Set(spaces.filter { _ in Bool.random(using: &random) } + [topic]),
            figures: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                Int.random(in: 0..<4, using: &random) == 0 ? nil : Int32.random(in: 0..<100, using: &random)
            })
    }

    private static func query(_ random: inout SeededRandom) -> SearchQuery {
        func some(_ facets: [String]) -> [String] {
            Bool.random(using: &random) ? [] : facets.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        }
        return SearchQuery(
            Bool.random(using: &random) ? "" : "Raum", kinds: Bool.random(using: &random) ? [] : ["measure"],
            house: Int.random(in: 0..<3, using: &random) == 0 ? HouseID(1) : nil,
            audiences: Bool.random(using: &random) ? [] : [.house(HouseID(7))],
            facets: Set(some(spaces) + some(topics)),
            // The last two have one reason.
            limits: (0..<3).filter { _ in Bool.random(using: &random) }.map { figure in
                SearchLimit(figure: figure, most: 60, reason: (figure + 1) / 2 * 3)
            }.shuffled(using: &random),
            filter: Bool.random(using: &random) ? ThirdIsSmall() : nil,
            ranking: Bool.random(using: &random) ? FirstFigure() : nil, offset: Int.random(in: 0...5, using: &random),
            limit: 10)
    }

    @Test("the index counts, hides and orders as looking at each entry does", arguments: 1...6 as ClosedRange<UInt64>)
    func sameAsOneByOne(seed: UInt64) async throws {
        var random = SeededRandom(seed)
        let library = try await Library()
        var entries: [ItemReference: SearchEntry] = [:]
        // Each commit is read at once, and smaller than the one before: so there are several segments, with entries that
        // died in them.
        for size in [300, 90, 30, 10, 3] {
            let batch = (0..<size).map { _ in Self.entry(Int64.random(in: 1...400, using: &random), &random) }
            try await library.database.write { connection in
                for entry in batch { try library.index.put(entry, on: connection) }
            }
            for entry in batch { entries[entry.item] = entry }
            try await library.index.load()
        }
        for _ in 0..<40 {
            let query = Self.query(&random)
            let expected = OneByOne(Array(entries.values), query)
            let results = try await library.index.find(query)
            #expect(results.total == expected.total)
            #expect(results.counts == expected.counts)
            #expect(results.hidden == expected.hidden)
            #expect(results.hiddenForSeveral == expected.hiddenForSeveral)
            if query.ranking != nil { #expect(results.hits.map(\.item) == expected.items) }
        }
    }
}

private struct ThirdIsSmall: SearchFilter {
    func includes(_ figures: SearchFigures) -> Bool { figures.number(2).map { $0 < 50 } ?? true }
}

private struct FirstFigure: SearchRanking {
    func rank(_ figures: SearchFigures, atLeast least: Int) -> Int? {
        let rank = Int(figures.number(0) ?? -1)
        return rank < least ? nil : rank
    }
}

/// The answer by the definitions, entry by entry. All of them answer the words equally well.
private struct OneByOne {
    var total = 0
    var counts: [String: Int] = [:]
    var hidden: [Int: Int] = [:]
    var hiddenForSeveral = 0
    var items: [ItemReference] = []

    init(_ entries: [SearchEntry], _ query: SearchQuery) {
        var chosen = query.facets.union(query.kinds.map { "kind:\($0)" })
        if let house = query.house { chosen.insert("house:\(house)") }
        let groups = Dictionary(grouping: chosen) { $0.prefix { $0 != ":" } }
        var found: [SearchEntry] = []
        for entry in entries where entry.audience.map(query.audiences.contains) ?? true {
            let facets = entry.facets.union(["kind:\(entry.item.kind)", "house:\(entry.house)"])
            let missing = groups.filter { facets.isDisjoint(with: $0.value) }.keys
            if query.filter != nil, let third = entry.figure(2), third >= 50 { continue }
            let reasons = Set(
                query.limits.filter { limit in entry.figure(limit.figure).map { $0 > limit.most } ?? false }
                    .map(\.reason))
            if let reason = reasons.first {
                guard missing.isEmpty else { continue }
                if reasons.count == 1 { hidden[reason, default: 0] += 1 } else { hiddenForSeveral += 1 }
                continue
            }
            for facet in facets where missing.allSatisfy({ facet.hasPrefix("\($0):") }) {
                counts[facet, default: 0] += 1
            }
            if missing.isEmpty { found.append(entry) }
        }
        total = found.count
        found.sort { left, right in
            let (first, second) = (left.figure(0) ?? -1, right.figure(0) ?? -1)
            if first != second { return first > second }
            if left.item.kind != right.item.kind { return left.item.kind < right.item.kind }
            return left.item.id < right.item.id
        }
        items = found.dropFirst(query.offset).prefix(query.limit).map(\.item)
    }
}

extension SearchEntry {
    fileprivate func figure(_ place: Int) -> Int32? { figures.indices.contains(place) ? figures[place] : nil }
}
