// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Collects entries, from the database or from other segments, and builds one segment of them.
struct SegmentBuilder {
    /// An entry without its tokens.
    struct Head {
        let item: Int64
        let kind: Int32
        let house: Int32
        let audience: Int32
    }

    private var heads: [Head] = []
    private var facets = Segment.Ragged<Int32>()
    private var figures = Segment.Ragged<Int32>()
    /// With numbers of `vocabulary`.
    private var tokens = Segment.Ragged<Int32>()
    private var vocabulary = Vocabulary()

    var count: Int { heads.count }

    /// Adds an entry whose tokens are written as `Analyser.tokens` does it.
    mutating func add(_ head: Head, facets: some Sequence<Int32>, figures: some Sequence<Int32>, tokens text: String) {
        heads.append(head)
        self.facets.values.append(contentsOf: facets)
        self.facets.close()
        self.figures.values.append(contentsOf: figures)
        self.figures.close()
        var text = text
        text.withUTF8 { addTokens($0) }
        tokens.close()
    }

    private mutating func addTokens(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var isVariant = false
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : UInt8(ascii: " ")
            guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\n") else { continue }
            if index > start {
                let number = vocabulary.number(of: UnsafeBufferPointer(rebasing: bytes[start..<index]))
                tokens.values.append(isVariant ? ~number : number)
            }
            if byte == UInt8(ascii: "\n") { tokens.values.append(Segment.titleEnd) }
            isVariant = byte == UInt8(ascii: "|")
            start = index + 1
        }
    }

    /// Adds the entries of another segment that live.
    mutating func add(_ segment: Segment, where isAlive: (Int) -> Bool) {
        var numbers = ContiguousArray<Int32>(repeating: -1, count: segment.terms.count)
        for place in 0..<segment.count where isAlive(place) {
            heads.append(
                Head(
                    item: segment.items[place], kind: segment.kinds[place], house: segment.houses[place],
                    audience: segment.audiences[place]))
            facets.values.append(contentsOf: segment.facets[place])
            facets.close()
            figures.values.append(contentsOf: segment.figures[place])
            figures.close()
            for index in segment.tokens.range(place) {
                let token = segment.tokens.values[index]
                guard token != Segment.titleEnd else {
                    tokens.values.append(token)
                    continue
                }
                let term = Int(token < 0 ? ~token : token)
                if numbers[term] < 0 { numbers[term] = vocabulary.number(ofBytesOf: segment.terms, term) }
                tokens.values.append(token < 0 ? ~numbers[term] : numbers[term])
            }
            tokens.close()
        }
    }

    /// `kindName` puts kinds in an order that is the same wherever the segment is built.
    func build(kindName: (Int32) -> String) -> Segment {
        let names = Dictionary(uniqueKeysWithValues: Set(heads.map(\.kind)).map { ($0, kindName($0)) })
        let order = heads.indices.sorted { left, right in
            let (left, right) = (heads[left], heads[right])
            if left.kind != right.kind { return names[left.kind] ?? "" < names[right.kind] ?? "" }
            return left.item < right.item
        }
        let (terms, numbers) = vocabulary.sorted()
        let sortedTokens = rearranged(tokens, by: order) { token in
            token == Segment.titleEnd ? token : token < 0 ? ~numbers[Int(~token)] : numbers[Int(token)]
        }
        let (postings, marks) = Self.postings(of: sortedTokens, termCount: terms.count)
        return Segment(
            items: ContiguousArray(order.map { heads[$0].item }), kinds: ContiguousArray(order.map { heads[$0].kind }),
            houses: ContiguousArray(order.map { heads[$0].house }),
            audiences: ContiguousArray(order.map { heads[$0].audience }),
            facets: rearranged(facets, by: order) { $0 }, figures: rearranged(figures, by: order) { $0 },
            tokens: sortedTokens, terms: terms, postings: postings, marks: marks)
    }

    private func rearranged(
        _ rows: Segment.Ragged<Int32>, by order: [Int], _ renumber: (Int32) -> Int32
    ) -> Segment.Ragged<Int32> {
        var result = Segment.Ragged<Int32>()
        result.values.reserveCapacity(rows.values.count)
        result.starts.reserveCapacity(order.count + 1)
        for row in order {
            for index in rows.range(row) { result.values.append(renumber(rows.values[index])) }
            result.close()
        }
        return result
    }

    /// Turns what stands in each entry into where each term stands: counts first, then fills.
    private static func postings(
        of tokens: Segment.Ragged<Int32>, termCount: Int
    ) -> (Segment.Ragged<Int32>, ContiguousArray<UInt8>) {
        var last = ContiguousArray<Int32>(repeating: -1, count: termCount)
        var starts = ContiguousArray<Int32>(repeating: 0, count: termCount + 1)
        let count = tokens.starts.count - 1
        for place in 0..<count {
            for index in tokens.range(place) where tokens.values[index] != Segment.titleEnd {
                let token = tokens.values[index]
                let term = Int(token < 0 ? ~token : token)
                guard last[term] != Int32(place) else { continue }
                last[term] = Int32(place)
                starts[term + 1] += 1
            }
        }
        for term in 0..<termCount { starts[term + 1] += starts[term] }
        var next = starts
        let total = Int(starts[termCount])
        var entries = ContiguousArray<Int32>(repeating: -1, count: total)
        var marks = ContiguousArray<UInt8>(repeating: 0, count: total)
        for place in 0..<count {
            var titleBit: UInt8 = 0x80
            for index in tokens.range(place) {
                let token = tokens.values[index]
                guard token != Segment.titleEnd else {
                    titleBit = 0
                    continue
                }
                let term = Int(token < 0 ? ~token : token)
                var slot = Int(next[term]) - 1
                if slot < Int(starts[term]) || entries[slot] != Int32(place) {
                    slot += 1
                    next[term] += 1
                    entries[slot] = Int32(place)
                }
                marks[slot] |= titleBit
                if marks[slot] & 0x7F < 0x7F { marks[slot] += 1 }
            }
        }
        var postings = Segment.Ragged<Int32>()
        postings.starts = starts
        postings.values = entries
        return (postings, marks)
    }
}

/// Gives each term a number, in the order of their first appearance.
private struct Vocabulary {
    private var terms = TermList()
    /// Numbers plus one by the hash of the term; 0 is an empty place.
    private var places = ContiguousArray<Int32>(repeating: 0, count: 1024)

    mutating func number(of term: UnsafeBufferPointer<UInt8>) -> Int32 {
        var place = start(WordHash(term).value)
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            let range = terms.range(number)
            if range.count == term.count, terms.bytes[range].elementsEqual(term) { return Int32(number) }
            place = (place + 1) & (places.count - 1)
        }
        terms.append(term)
        places[place] = Int32(terms.count)
        if terms.count * 2 > places.count { grow() }
        return Int32(terms.count - 1)
    }

    mutating func number(ofBytesOf other: TermList, _ term: Int) -> Int32 {
        other.bytes.withUnsafeBufferPointer { number(of: UnsafeBufferPointer(rebasing: $0[other.range(term)])) }
    }

    private func start(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 29) & (places.count - 1) }

    private mutating func grow() {
        places = ContiguousArray(repeating: 0, count: places.count * 2)
        for number in 0..<terms.count {
            var place = start(WordHash(terms.bytes[terms.range(number)]).value)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(number + 1)
        }
    }

    /// The terms in the order of their bytes, and for each of the old numbers the new one.
    func sorted() -> (TermList, ContiguousArray<Int32>) {
        let order = (0..<terms.count).sorted {
            terms.bytes[terms.range($0)].lexicographicallyPrecedes(terms.bytes[terms.range($1)])
        }
        var list = TermList()
        list.bytes.reserveCapacity(terms.bytes.count)
        var numbers = ContiguousArray<Int32>(repeating: 0, count: order.count)
        for (new, old) in order.enumerated() {
            list.append(terms.bytes[terms.range(old)])
            numbers[old] = Int32(new)
        }
        return (list, numbers)
    }
}
