// SPDX-License-Identifier: EUPL-1.2

import CStemmer
import Synchronization

/// Snowball's stemmers. A stemmer of the library must not be used by two threads at once, hence the lock.
final class Stemmer: Sendable {
    enum Algorithm: String, Sendable { case german, english }

    /// Owns what the library gave.
    private final class Handle {
        let pointer: OpaquePointer?
        init(_ algorithm: Algorithm) { pointer = sb_stemmer_new(algorithm.rawValue, "UTF_8") }
        deinit { sb_stemmer_delete(pointer) }
    }

    static let german = Stemmer(.german)
    static let english = Stemmer(.english)

    private let handle: Mutex<Handle>

    private init(_ algorithm: Algorithm) { handle = Mutex(Handle(algorithm)) }

    /// The stem of a word in lower case; the word itself when the library has none for it.
    func stem(_ word: String) -> String {
        var word = word
        return word.withUTF8 { String(decoding: stem($0), as: UTF8.self) }
    }

    /// The same on bytes of UTF-8.
    func stem(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let letters = Array(word)
        return handle.withLock { handle in
            guard let stemmer = handle.pointer, let stem = sb_stemmer_stem(stemmer, letters, Int32(letters.count))
            else {
                return letters
            }
            return Array(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))))
        }
    }
}
