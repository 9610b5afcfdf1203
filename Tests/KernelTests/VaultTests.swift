// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Kernel

@Suite("The vault")
struct VaultTests {
    private let keys = Vault.Keys.random()
    private let vault: Vault

    init() { vault = Vault(keys) }

    @Test("opens what it sealed", arguments: ["", "Ada", "Jürgen 🏛\n\0", String(repeating: "x", count: 100_000)])
    func opens(text: String) throws {
        let (key, sealedKey) = try vault.newPersonKey()
        let sealed = try key.seal(text)
        #expect(try key.openText(sealed) == text)
        #expect(try vault.personKey(sealed: sealedKey).openText(sealed) == text)
        #expect(try vault.open(vault.seal(Data(text.utf8))) == Data(text.utf8))
    }

    @Test("shows nothing of the text, not even whether two are equal")
    func hides() throws {
        let (key, _) = try vault.newPersonKey()
        let sealed = try key.seal("ada@example.org")
        #expect(sealed.range(of: Data("ada".utf8)) == nil)
        #expect(try key.seal("ada@example.org") != sealed)
    }

    @Test("does not open with another key")
    func refusesOtherKeys() throws {
        let (key, sealedKey) = try vault.newPersonKey()
        let (otherKey, _) = try vault.newPersonKey()
        let sealed = try key.seal("Ada")
        #expect(throws: Vault.CannotOpen.self) { try otherKey.open(sealed) }
        let stranger = Vault(.random())
        #expect(throws: Vault.CannotOpen.self) { try stranger.personKey(sealed: sealedKey) }
        #expect(throws: Vault.CannotOpen.self) { try stranger.open(vault.seal(Data([1]))) }
    }

    @Test("does not open what was changed or cut")
    func refusesDamage() throws {
        let sealed = try vault.seal(Data("Ada".utf8))
        for index in sealed.indices {
            var damaged = sealed
            damaged[index] ^= 1
            #expect(throws: Vault.CannotOpen.self) { try vault.open(damaged) }
            #expect(throws: Vault.CannotOpen.self) { try vault.open(Data(sealed.prefix(index))) }
        }
    }

    @Test("finds the same person after its master key was changed")
    func rotates() throws {
        let next = Vault(Vault.Keys(master: Vault.Keys.random().master, lookup: keys.lookup))
        #expect(next.lookupHash(of: "ada@example.org") == vault.lookupHash(of: "ada@example.org"))
        let (key, sealedKey) = try vault.newPersonKey()
        let sealed = try key.seal("Ada")
        let resealed = try vault.reseal(sealedKey, for: next)
        #expect(try next.personKey(sealed: resealed).openText(sealed) == "Ada")
        #expect(throws: Vault.CannotOpen.self) { try vault.personKey(sealed: resealed) }
        #expect(throws: Vault.CannotOpen.self) { try next.personKey(sealed: sealedKey) }
    }

    @Test("looks up by a keyed hash")
    func looksUp() {
        let hash = vault.lookupHash(of: "ada@example.org")
        #expect(hash.count == 64)
        #expect(hash != vault.lookupHash(of: "eve@example.org"))
        #expect(hash != "ada@example.org".sha256)
        let stranger = Vault(Vault.Keys(master: keys.master, lookup: Vault.Keys.random().lookup))
        #expect(hash != stranger.lookupHash(of: "ada@example.org"))
    }
}

@Suite("A secret token")
struct SecretTokenTests {
    @Test("has 128 bits, is never the same, and is read as it is written")
    func isRandom() {
        let tokens = (0..<1_000).map { _ in SecretToken.random() }
        #expect(Set(tokens).count == 1_000)
        #expect(tokens.allSatisfy { $0.text.hexadecimalBytes?.count == 16 && SecretToken($0.text) == $0 })
    }

    @Test("is known by its hash, whichever case it was typed in")
    func isHashed() throws {
        let token = try #require(SecretToken("00112233445566778899aabbccddeeff"))
        #expect(token.hash == "00112233445566778899aabbccddeeff".sha256)
        #expect(token.hash.count == 64)
        #expect(SecretToken("00112233445566778899AABBCCDDEEFF") == token)
        #expect("abc".sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "is not made of other text",
        arguments: [
            "", "0011", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
            "00112233445566778899aabbccddeefg", "00112233445566778899aabbccddee f", "٠٠١١٢٢٣٣٤٤٥٥٦٦٧٧",
        ])
    func refusesOtherText(text: String) {
        #expect(SecretToken(text) == nil)
    }

    @Test(
        "reads bytes from pairs of digits alone",
        arguments: [("00ff", [0, 255]), ("", []), ("0", nil), ("0g", nil)] as [(String, [UInt8]?)])
    func readsBytes(text: String, bytes: [UInt8]?) {
        #expect(text.hexadecimalBytes == bytes)
    }
}
