// SPDX-License-Identifier: EUPL-1.2

import Crypto
package import Kernel
package import Storage

import struct Foundation.Data

extension Administration {
    /// Whether the vault's master key is the one that the database was sealed with; a database that holds nothing sealed
    /// fits every key.
    package static func fits(_ vault: Vault, _ database: any Database) async throws -> Bool {
        try await database.read { connection in
            let store = PersonStore()
            let keys =
                try store.serverKey(on: connection).map { [$0] }
                ?? store.sealedKeys(after: PersonID(0), limit: 1, on: connection).map(\.key)
            return keys.allSatisfy { (try? vault.personKey(sealed: $0)) != nil }
        }
    }

    /// Seals all keys with another master key, in one transaction; the look-up key must stay. Returns how many keys.
    @discardableResult
    package func rotateMasterKey(from old: Vault, to new: Vault) async throws -> Int {
        try await database.write { connection in
            let store = PersonStore()
            var count = 0
            if let key = try store.serverKey(on: connection) {
                try store.setServerKey(old.reseal(key, for: new), on: connection)
                count += 1
            }
            var last = PersonID(0)
            while true {
                let some = try store.sealedKeys(after: last, limit: 1_000, on: connection)
                for (person, key) in some {
                    try store.setSealedKey(old.reseal(key, for: new), of: person, on: connection)
                }
                count += some.count
                guard let next = some.last?.id else { return count }
                last = next
            }
        }
    }
}

/// The keys of a vault as words that can be written on paper: a word for each of the 64 bytes, then two that tell a slip
/// of the pen.
package enum RecoveryWords {
    /// What is wrong with words that were typed.
    package enum Failure: Error, Equatable {
        case count(Int)
        /// Not in the list: the position, from 1, and the word.
        case unknown(Int, String)
        case checksum
    }

    /// 256 words, told apart by their first four letters.
    static let words: [String] = {
        let asset = Embedded.assets.first { $0.name == "words.txt" }?.content ?? ""
        return asset.split(separator: "\n").map(String.init)
    }()

    private static let checksumLength = 2

    package static func encode(_ keys: Vault.Keys) -> [String] {
        let bytes = Array(keys.master + keys.lookup)
        return (bytes + checksum(of: bytes)).map { words[Int($0)] }
    }

    /// Reads words, case and the space between them aside; the first four letters of each suffice.
    package static func decode(_ text: String) throws(Failure) -> Vault.Keys {
        let typed = text.lowercased().split { !$0.isLetter }
        guard typed.count == 64 + checksumLength else { throw .count(typed.count) }
        var bytes: [UInt8] = []
        for (index, word) in typed.enumerated() {
            guard let byte = words.firstIndex(where: { $0.prefix(4) == word.prefix(4) }) else {
                throw .unknown(index + 1, String(word))
            }
            bytes.append(UInt8(byte))
        }
        let keys = Array(bytes[..<64])
        guard checksum(of: keys) == Array(bytes[64...]) else { throw .checksum }
        return Vault.Keys(master: Data(keys[..<32]), lookup: Data(keys[32...]))
    }

    private static func checksum(of bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Data(bytes)).prefix(checksumLength))
    }
}
