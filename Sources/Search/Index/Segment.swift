// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// A number of entries, in flat arrays that never change once they are built. An entry is known by its place, `0..<count`,
/// in the order of kinds and ids; a term by its number in the order of its bytes.
final class Segment: Sendable {
    /// Lists of a table's rows, one behind the other.
    struct Ragged<Element: Sendable>: Sendable {
        var starts: ContiguousArray<Int32> = [0]
        var values: ContiguousArray<Element> = []

        mutating func close() { starts.append(Int32(values.count)) }

        subscript(row: Int) -> ArraySlice<Element> { values[range(row)] }

        func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
    }

    private static let fewTerms = 2_000

    /// Stands in `tokens` for the end of the title.
    static let titleEnd = Int32.max

    let items: ContiguousArray<Int64>
    /// The facets `kind:…` and `house:…` of each entry, by number.
    let kinds: ContiguousArray<Int32>
    let houses: ContiguousArray<Int32>
    /// By number; 0 is everyone.
    let audiences: ContiguousArray<Int32>
    let facets: Ragged<Int32>
    /// Which entries fall under each facet, kinds and houses among them …
    let byFacet: Grouping
    /// … and which are for each audience.
    let byAudience: Grouping
    let figures: Ragged<Int32>
    /// The terms of each entry as they follow on each other, `titleEnd` among them; `~term` stands for the same word as
    /// the term before it.
    let tokens: Ragged<Int32>
    let terms: TermList
    /// `nil` where the terms are few enough to walk over.
    let trigrams: Trigrams?
    /// Where each term occurs: entries in rising order …
    let postings: Ragged<Int32>
    /// … and how: bit 7 in the title, the others how often, at most 127.
    let marks: ContiguousArray<UInt8>
    let compounds = KnownCompounds()
    let tables = FigureTables()
    /// Where the entries of each kind lie.
    private let runs: [Int32: Range<Int>]

    init(
        items: ContiguousArray<Int64>, kinds: ContiguousArray<Int32>, houses: ContiguousArray<Int32>,
        audiences: ContiguousArray<Int32>, facets: Ragged<Int32>, figures: Ragged<Int32>, tokens: Ragged<Int32>,
        terms: TermList, postings: Ragged<Int32>, marks: ContiguousArray<UInt8>
    ) {
        self.items = items
        self.kinds = kinds
        self.houses = houses
        self.audiences = audiences
        self.facets = facets
        byFacet = Grouping(count: items.count) { place, note in
            note(kinds[place])
            note(houses[place])
            for facet in facets[place] { note(facet) }
        }
        byAudience = Grouping(count: items.count) { place, note in note(audiences[place]) }
        self.figures = figures
        self.tokens = tokens
        self.terms = terms
        trigrams = terms.count > Self.fewTerms ? Trigrams(terms) : nil
        self.postings = postings
        self.marks = marks
        var runs: [Int32: Range<Int>] = [:]
        for (place, kind) in kinds.enumerated() { runs[kind] = (runs[kind]?.lowerBound ?? place)..<place + 1 }
        self.runs = runs
    }

    var count: Int { items.count }

    /// Where the item stands, if it is here.
    func place(of id: Int64, kind: Int32) -> Int? {
        guard let run = runs[kind] else { return nil }
        let place = items[run].partition { $0 >= id }
        return place < run.upperBound && items[place] == id ? place : nil
    }
}

/// Terms in the order of their bytes, as one run of bytes with a line break behind each.
struct TermList: Sendable {
    var bytes: ContiguousArray<UInt8> = []
    var starts: ContiguousArray<Int32> = [0]

    var count: Int { starts.count - 1 }

    mutating func append(_ term: some Sequence<UInt8>) {
        bytes.append(contentsOf: term)
        bytes.append(UInt8(ascii: "\n"))
        starts.append(Int32(bytes.count))
    }

    func range(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) - 1 }

    subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

    func number(of term: String) -> Int? {
        var term = term
        return term.withUTF8 { wanted in
            let place = (0..<count).partition { !bytes[range($0)].lexicographicallyPrecedes(wanted) }
            return place < count && bytes[range(place)].elementsEqual(wanted) ? place : nil
        }
    }
}

extension RandomAccessCollection {
    /// The first index from which on `belongsBehind` holds, or the end; before it, it holds nowhere.
    func partition(_ belongsBehind: (Element) -> Bool) -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if belongsBehind(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
