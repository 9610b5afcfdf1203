// SPDX-License-Identifier: EUPL-1.2

package import Foundation

/// German words by their spellings and stems, all without umlauts: what a compound can be made of. Read from Debian's
/// word list (package wngerman) where it is installed; without it, splitting knows the site's own words alone.
package final class Lexicon: Sendable {
    /// What is known of a spelling.
    struct Kind: OptionSet {
        let rawValue: UInt8
        /// A noun is written like this.
        static let noun = Kind(rawValue: 1)
        /// A word of another kind is written like this.
        static let word = Kind(rawValue: 2)
        /// It is the stem of a noun.
        static let nounStem = Kind(rawValue: 4)
        /// It is the stem of another word.
        static let wordStem = Kind(rawValue: 8)
        /// A noun of three letters that stands in many compounds of the list.
        static let productive = Kind(rawValue: 16)
        /// It is the stem of a longer noun: *lad* of *Laden*.
        static let shortened = Kind(rawValue: 32)
    }

    package static let empty = Lexicon(words: Data())

    private let table: HashTable

    package convenience init(file path: String = "/usr/share/dict/ngerman") {
        self.init(words: (try? Data(contentsOf: URL(filePath: path))) ?? Data())
    }

    /// One word a line, UTF-8.
    package init(words: Data) {
        var table = HashTable(capacity: words.count / 8)
        let stemmer = StemmingSession(.german)
        words.withUnsafeBytes { raw in
            let bytes = raw.bindMemory(to: UInt8.self)
            Self.eachWord(in: bytes) { word, isNoun in
                table.insert(hash(word), isNoun ? .noun : .word)
                stemmer.stem(word)
                var kind: Kind = isNoun ? .nounStem : .wordStem
                if isNoun, word.count > stemmer.result.count, word.count < 7 { kind.insert(.shortened) }
                table.insert(WordHash(stemmer.result), kind)
            }
            Self.markProductive(bytes, in: &table)
        }
        self.table = table
    }

    var isEmpty: Bool { table.isEmpty }

    /// What is known of the word with this hash.
    func kind(_ hash: WordHash) -> Kind { table[hash] }

    func kind(of word: String) -> Kind { kind(WordHash(word)) }

    /// Nouns of three letters are parts of compounds only if the list has at least this many with them.
    private static let leastCompounds = 12

    /// Looks for compounds of a noun of three letters with a noun of at least four before or behind it.
    private static func markProductive(_ bytes: UnsafeBufferPointer<UInt8>, in table: inout HashTable) {
        var counts: [WordHash: Int] = [:]
        eachWord(in: bytes) { word, isNoun in
            guard isNoun, word.count >= 7 else { return }
            let head = UnsafeBufferPointer(rebasing: word.prefix(3))
            if table[hash(head)].contains(.noun),
                table[hash(UnsafeBufferPointer(rebasing: word.dropFirst(3)))]
                    .contains(.noun)
            {
                counts[hash(head), default: 0] += 1
            }
            let tail = UnsafeBufferPointer(rebasing: word.suffix(3))
            if table[hash(tail)].contains(.noun),
                table[hash(UnsafeBufferPointer(rebasing: word.dropLast(3)))]
                    .contains(.noun)
            {
                counts[hash(tail), default: 0] += 1
            }
        }
        for (word, count) in counts where count >= leastCompounds { table.insert(word, .productive) }
    }

    /// Calls `body` with each word of at least three letters, in lower case, without umlauts; words with other signs
    /// than German letters are left out.
    private static func eachWord(
        in bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, _ isNoun: Bool) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { word in
            var length = 0
            var isNoun = false
            var isWord = true
            var isAfterC3 = false
            for byte in bytes {
                if byte == UInt8(ascii: "\n") {
                    if isWord, length >= 3 { body(UnsafeBufferPointer(rebasing: word[..<length]), isNoun) }
                    (length, isNoun, isWord, isAfterC3) = (0, false, true, false)
                } else if length > 250 || !isWord {
                    isWord = false
                } else if isAfterC3 {
                    isAfterC3 = false
                    isNoun = isNoun || length == 0 && byte < 0xA0
                    guard let letters = plain(byte) else {
                        isWord = false
                        continue
                    }
                    for letter in letters {
                        word[length] = letter
                        length += 1
                    }
                } else if byte == 0xC3 {
                    isAfterC3 = true
                } else if byte >= 0x61, byte <= 0x7A {
                    word[length] = byte
                    length += 1
                } else if byte >= 0x41, byte <= 0x5A {
                    if length == 0 { isNoun = true } else { isWord = false }
                    word[length] = byte | 0x20
                    length += 1
                } else {
                    isWord = false
                }
            }
            if isWord, length >= 3 { body(UnsafeBufferPointer(rebasing: word[..<length]), isNoun) }
        }
    }

    /// The letters for the second byte of a letter whose first is 0xC3.
    private static func plain(_ byte: UInt8) -> [UInt8]? {
        switch byte | 0x20 {
        case 0xA4: [UInt8(ascii: "a")]
        case 0xB6: [UInt8(ascii: "o")]
        case 0xBC: [UInt8(ascii: "u")]
        case 0xBF: [UInt8(ascii: "s"), UInt8(ascii: "s")]
        case 0xA8, 0xA9, 0xAA: [UInt8(ascii: "e")]
        case 0xA0, 0xA1, 0xA2: [UInt8(ascii: "a")]
        default: nil
        }
    }
}

/// FNV-1a over a word's bytes, 64 bits: two of a few hundred thousand words meet once in 10⁸ lists.
struct WordHash: Hashable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(_ word: String) { for byte in word.utf8 { append(byte) } }

    init(_ bytes: some Sequence<UInt8>) { for byte in bytes { append(byte) } }

    mutating func append(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}

private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> WordHash {
    var hash = WordHash()
    for byte in bytes { hash.append(byte) }
    return hash
}

/// Kinds by hashes, in two flat arrays: nine bytes a place, where a dictionary takes three times as many.
private struct HashTable: Sendable {
    private var keys: [UInt64]
    private var kinds: [UInt8]
    private var count = 0

    init(capacity: Int) {
        let places = max(16, capacity * 2).roundedUpToPowerOfTwo
        keys = Array(repeating: 0, count: places)
        kinds = Array(repeating: 0, count: places)
    }

    var isEmpty: Bool { count == 0 }

    subscript(hash: WordHash) -> Lexicon.Kind {
        Lexicon.Kind(rawValue: kinds[place(of: hash.value)])
    }

    mutating func insert(_ hash: WordHash, _ kind: Lexicon.Kind) {
        let place = place(of: hash.value)
        if keys[place] == 0 {
            keys[place] = hash.value
            count += 1
            if count * 10 > keys.count * 8 {
                kinds[place] |= kind.rawValue
                return grow()
            }
        }
        kinds[place] |= kind.rawValue
    }

    /// Where the key stands, or the empty place where it belongs.
    private func place(of key: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: key ^ key >> 32) & (keys.count - 1)
        while keys[place] != 0, keys[place] != key { place = (place + 1) & (keys.count - 1) }
        return place
    }

    private mutating func grow() {
        var bigger = HashTable(capacity: keys.count)
        for (key, kind) in zip(keys, kinds) where key != 0 {
            let place = bigger.place(of: key)
            bigger.keys[place] = key
            bigger.kinds[place] = kind
        }
        bigger.count = count
        self = bigger
    }
}

extension Int {
    fileprivate var roundedUpToPowerOfTwo: Int { 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
