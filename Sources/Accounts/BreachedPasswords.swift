// SPDX-License-Identifier: EUPL-1.2

import Crypto
package import Foundation
import Kernel

/// Passwords that attackers try first. A list of common ones comes with the program; a file of hashes may be added. Both
/// are looked up here: no password, nor a part of its hash, is ever sent anywhere.
package struct BreachedPasswords: Sendable {
    private let common: Set<String>
    private let file: URL?

    /// `file` holds lines `SHA-1 in upper-case hexadecimal`, optionally `:count` behind it, in the order of the hashes,
    /// as Have I Been Pwned publishes them.
    package init(file: URL? = nil) {
        let lines = Embedded.assets.first { $0.name == "passwords.txt" }?.content.split(separator: "\n") ?? []
        common = Set(lines.map(String.init))
        self.file = file
    }

    /// Whether the password is known, or is a known one with the usual decoration: capitals, digits and signs at its
    /// ends, digits and signs for letters, itself twice.
    func contains(_ password: String) throws -> Bool {
        let word = password.lowercased()
        let candidates = [word, word.core, word.plainLetters, word.plainLetters.core, word.core.plainLetters]
        if candidates.contains(where: { common.contains($0) || $0.isRepetition(of: common) }) { return true }
        return try file.map { try Self.holds($0, hash: password.sha1) } ?? false
    }

    /// Binary search over a sorted file of lines.
    private static func holds(_ file: URL, hash: String) throws -> Bool {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var low: UInt64 = 0
        var high = try handle.seekToEnd()
        while low < high {
            let middle = low + (high - low) / 2
            guard let line = try line(from: middle, before: high, of: handle) else {
                high = middle
                continue
            }
            if line.text == hash { return true }
            if line.text < hash { low = line.end } else { high = middle }
        }
        return false
    }

    /// The first line that begins at or after `offset` and before `limit`, without its count, and where the next begins.
    private static func line(
        from offset: UInt64, before limit: UInt64, of handle: FileHandle
    ) throws -> (text: String, end: UInt64)? {
        var start = offset
        if offset > 0 {
            try handle.seek(toOffset: offset - 1)
            let chunk = try handle.read(upToCount: 256) ?? Data()
            guard let feed = chunk.firstIndex(of: 0x0A) else { return nil }
            start = offset + UInt64(feed - chunk.startIndex)
        }
        guard start < limit else { return nil }
        try handle.seek(toOffset: start)
        let line = (try handle.read(upToCount: 256) ?? Data()).prefix { $0 != 0x0A }
        let hash = line.prefix { $0 != UInt8(ascii: ":") && $0 != 0x0D }
        return (String(decoding: hash, as: UTF8.self).uppercased(), start + UInt64(line.count) + 1)
    }
}

extension String {
    /// Without what is no letter at both ends.
    fileprivate var core: String {
        String(drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed())
    }

    /// With letters for the digits and signs that stand for them.
    fileprivate var plainLetters: String {
        let letters: [Character: Character] = [
            "0": "o", "1": "i", "!": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "8": "b",
        ]
        return String(map { letters[$0] ?? $0 })
    }

    /// Whether it is a known word, or any three characters or fewer, over and over.
    fileprivate func isRepetition(of words: Set<String>) -> Bool {
        let characters = Array(self)
        return (1...max(1, characters.count / 2)).contains { length in
            guard characters.count.isMultiple(of: length), characters.count > length else { return false }
            let piece = characters[..<length]
            let repeats = characters.indices.allSatisfy { characters[$0] == piece[$0 % length] }
            return repeats && (length <= 3 || words.contains(String(piece)))
        }
    }

    fileprivate var sha1: String { Array(Insecure.SHA1.hash(data: Data(utf8))).hexadecimal.uppercased() }
}
