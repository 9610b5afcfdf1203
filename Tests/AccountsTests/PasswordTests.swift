// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import Kernel
import Testing

@testable import Accounts

@Suite struct PasswordTests {
    @Test("a password is verified against its hash, however its umlauts are composed")
    func verify() async throws {
        let hashing = PasswordHashing()
        let hash = try await hashing.hash("Käse und zwölf Türen")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try await hashing.verify("Ka\u{308}se und zwo\u{308}lf Tu\u{308}ren", against: hash))
        #expect(try await !hashing.verify("Käse und zwölf Turen", against: hash))
        #expect(try await hashing.hash("Käse und zwölf Türen") != hash)
    }

    @Test("without a hash nothing verifies, at the same cost")
    func nobody() async throws {
        #expect(try await !PasswordHashing().verify("falsch", against: nil))
        #expect(PasswordHashing.nobodys.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(PasswordHashing.nobodys.count > 90)
    }

    @Test("a crowd is sent away before it fills the memory")
    func crowd() async throws {
        let hashing = PasswordHashing(atOnce: 1)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<70 {
                group.addTask {
                    do {
                        _ = try await hashing.hash("x")
                        return false
                    } catch {
                        return (error as? Rejection)?.kind == .unavailable
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect((1...20).contains(refused))
    }

    @Test(
        "what attackers try first is known, decorated too",
        arguments: [
            "passwort", "Passwort123!", "P@ssw0rt2024", "qwertzuiopqwertzuiop", "123456789012", "aaaaaaaaaaaa",
            "abcabcabcabc", "Leipzig2025!!", "SommerSommer", "hallohallohallo", "1q2w3e4r5t6z", "!!!Geheim!!!",
            "Fussball2024", "stadtbibliothek1",
        ])
    func breached(password: String) throws {
        #expect(try BreachedPasswords().contains(password))
    }

    @Test(
        "a few words are not",
        arguments: ["Tinte Waffel Orkan", "lila-Ziege-42-Pudel", "x7K!pq93mZaa", "Zwölf Türen im Mai"])
    func unknown(password: String) throws {
        #expect(try !BreachedPasswords().contains(password))
    }

    @Test("the list is long, and in the shape in which it is searched")
    func list() {
        let lines = Embedded.assets.first { $0.name == "passwords.txt" }?.content.split(separator: "\n") ?? []
        #expect(lines.count >= 1_000)
        #expect(lines.allSatisfy { $0 == $0.lowercased() && $0.count >= 3 && !$0.contains(" ") })
    }

    @Test("a file of sorted hashes is searched too", arguments: [1, 2, 3, 50, 500])
    func file(count: Int) throws {
        let folder = try TemporaryFolder()
        let passwords = (0..<count).map { "Wort Nummer \($0)" }
        let lines = passwords.map { word in
            Insecure.SHA1.hash(data: Data(word.utf8)).hexadecimal.uppercased() + ":\(word.count * 7919)"
        }.sorted()
        let url = folder.url.appending(path: "hashes.txt")
        try Data((lines.joined(separator: "\r\n") + "\r\n").utf8).write(to: url)
        let breached = BreachedPasswords(file: url)
        for word in passwords { #expect(try breached.contains(word), "\(word)") }
        for number in 0..<50 { #expect(try !breached.contains("Kein Wort \(number)")) }
    }

    @Test(
        "a password is judged by length, lists and closeness to its owner",
        arguments: [
            ("Tinte Waffel Orkan", "Tinte Waffel Orkan", false, nil), ("elf Zeichen", "elf Zeichen", false, "password"),
            ("zwölfZeichen", "zwölfZeichen", false, nil), ("Tinte Waffel Orkan", "Tinte Waffel", false, "repeated"),
            ("Tinte Waffel Orkan", "Tinte Waffel Orkan", true, "password"),
            ("AnnaBeispiel99", "AnnaBeispiel99", false, "password"),
            ("anna@beispiel.example", "anna@beispiel.example", false, "password"),
            (String(repeating: "Tinte ", count: 34), String(repeating: "Tinte ", count: 34), false, "password"),
        ] as [(String, String, Bool, String?)])
    func rules(password: String, repeated: String, isBreached: Bool, field: String?) {
        let contact = Contact(name: "Anna Beispiel", email: anna, phone: nil, language: .german)
        var found: String?
        do throws(Rejection) {
            try PasswordRules.check(password, repeated: repeated, of: contact, isBreached: isBreached)
        } catch {
            found = error.fields.first?.field
        }
        #expect(found == field)
    }

    @Test("after ten tries in vain a pause follows, and after the pause all begins anew")
    func attempts() throws {
        let now = Instant(seconds: 1_800_000_000)
        var attempts = Attempts.none
        for _ in 0..<10 { attempts = try #require(attempts.trying(now: now)) }
        #expect(attempts.lockedUntil == now + .minutes(15))
        #expect(attempts.trying(now: now + .seconds(899)) == nil)
        #expect(attempts.trying(now: now + .minutes(15)) == Attempts(failed: 1, lockedUntil: nil))
    }
}
