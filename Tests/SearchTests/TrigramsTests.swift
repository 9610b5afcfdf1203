// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Search

/// Which words hold some letters, asked of a table instead of walking over all words.
@Suite("The table of three letters")
struct TrigramsTests {
    /// Three thousand words of three to nine letters, umlauts and digits among them.
    private static let words: Set<String> = {
        var state: UInt64 = 7
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let letters = Array("aabcdeeinrstuü3")
        var words: Set<String> = []
        while words.count < 3_000 {
            words.insert(String((0..<3 + below(7)).map { _ in letters[below(letters.count)] }))
        }
        return words
    }()

    private static func segment(_ words: some Collection<String>) -> Segment {
        var builder = SegmentBuilder()
        builder.add(
            SegmentBuilder.Head(item: 1, kind: 0, house: 0, audience: 0), facets: [], figures: [],
            tokens: words.joined(separator: " ") + "\n")
        return builder.build { _ in "kind:test" }
    }

    @Test("The table finds exactly the longer words that hold the letters, in the order of the words")
    func findsWhatAWalkFinds() {
        let segment = Self.segment(Self.words)
        #expect(segment.trigrams != nil)
        let sought = Self.words.map { $0.prefix(3) }.filter { $0.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A } }
        for letters in Set(sought).sorted().prefix(400) + ["reade", "zzz", "naneina"] {
            let found = segment.terms(containing: String(letters)).map { segment.terms[$0] }
            let expected = Self.words.filter { $0.utf8.count > letters.utf8.count && $0.contains(letters) }
            #expect(found == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test("Few words are walked over, with the same answer")
    func walksOverFew() {
        let segment = Self.segment(["raum", "leseraum", "raumplan", "traum", "baum"])
        #expect(segment.trigrams == nil)
        #expect(segment.terms(containing: "raum").map { segment.terms[$0] } == ["leseraum", "raumplan", "traum"])
    }
}
