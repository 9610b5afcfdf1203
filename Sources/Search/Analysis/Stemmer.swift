// SPDX-License-Identifier: EUPL-1.2

import CStemmer
import Synchronization

/// Snowball's stemmers, for any number of threads.
final class Stemmer: Sendable {
    enum Algorithm: String, Sendable { case german, english }

    static let german = Stemmer(.german)
    static let english = Stemmer(.english)

    private let session: Mutex<StemmingSession>

    private init(_ algorithm: Algorithm) { session = Mutex(StemmingSession(algorithm)) }

    /// The stem of a word in lower case; the word itself when the library has none for it.
    func stem(_ word: String) -> String {
        session.withLock { session in
            var word = word
            return word.withUTF8 { letters in
                session.stem(letters)
                return String(decoding: session.result, as: UTF8.self)
            }
        }
    }
}

/// A stemmer for one thread at a time, as the library demands it.
final class StemmingSession {
    private let pointer: OpaquePointer?
    private let restoresNouns: Bool
    /// The last stem.
    private(set) var result: [UInt8] = []

    init(_ algorithm: Stemmer.Algorithm) {
        pointer = sb_stemmer_new(algorithm.rawValue, "UTF_8")
        restoresNouns = algorithm == .german
        result.reserveCapacity(64)
    }

    deinit { sb_stemmer_delete(pointer) }

    /// Leaves the stem of a word (UTF-8) in `result`.
    func stem(_ word: UnsafeBufferPointer<UInt8>) {
        result.removeAll(keepingCapacity: true)
        guard let pointer, let base = word.baseAddress, let stem = sb_stemmer_stem(pointer, base, Int32(word.count))
        else { return result.append(contentsOf: word) }
        result.append(contentsOf: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(pointer))))
        if restoresNouns { restore(word) }
    }

    /// The library takes the *-est* of *Straßenfest* and *Protest* for that of a superlative.
    private func restore(_ word: UnsafeBufferPointer<UInt8>) {
        let ending = Array("est".utf8)
        var place = 0
        var index = 0
        // An umlaut has two bytes in the word, its vowel one in the stem.
        while index < word.count, place < result.count {
            index += word[index] == 0xC3 && result[place] < 0x80 ? 2 : 1
            place += 1
        }
        guard place == result.count, place > 2, index + 3 <= word.count, word[index..<index + 3].elementsEqual(ending),
            word.count - index <= 5
        else { return }
        result += ending
    }
}
