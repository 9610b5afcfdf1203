// SPDX-License-Identifier: EUPL-1.2

import Directory
import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Any two libraries compared")
struct LibrarySimilarityPropertyTests {
    private static let seeds = Array(UInt64(1)...40)

    @Test("are as alike one way as the other", arguments: seeds)
    func symmetric(seed: UInt64) {
        var random = SeededRandom(seed)
        var compared = 0
        for _ in 0..<50 {
            let (one, other) = (LibraryTraits.random(&random), LibraryTraits.random(&random))
            let there = LibrarySimilarity.compare(one, other)
            let back = LibrarySimilarity.compare(other, one)
            #expect(there?.similarity == back?.similarity)
            guard let there else { continue }
            #expect((0...1).contains(there.similarity))
            compared += 1
        }
        #expect(compared > 10)
    }

    @Test("are what the definition says, reckoned another way", arguments: seeds)
    func definition(seed: UInt64) {
        var random = SeededRandom(seed)
        for _ in 0..<50 {
            var (one, other) = (LibraryTraits.random(&random), LibraryTraits.random(&random))
            let words = (Self.groups(&random), Self.groups(&random))
            one.tags = words.0.map(LibrarySimilarityTests.tags)
            other.tags = words.1.map(LibrarySimilarityTests.tags)
            let found = LibrarySimilarity.compare(one, other)?.similarity
            let expected = Self.reckoned(one, other, Self.jaccard(words.0, words.1))
            #expect((found == nil) == (expected == nil), "\(one) \(other)")
            if let found, let expected { #expect(abs(found - expected) < 1e-9, "\(one) \(other)") }
        }
    }

    /// domain/toolkit.md by the letter: a list of what is known of both, each between 0 and 1, and its mean.
    private static func reckoned(_ one: LibraryTraits, _ other: LibraryTraits, _ tags: Double?) -> Double? {
        func size(_ mine: Int?, _ theirs: Int?) -> Double? {
            guard let mine, let theirs else { return nil }
            if mine == 0, theirs == 0 { return 1 }
            return max(0, 1 - abs(log(Double(mine)) - log(Double(theirs))) / log(8))
        }
        let staff = [one.fullTimeEquivalents, other.fullTimeEquivalents].compactMap(\.self)
        let isOneWithout = staff.count == 2 && staff.contains(0) && staff != [0, 0]
        let sizes = [
            size(one.population, other.population), size(one.floorArea, other.floorArea),
            isOneWithout
                ? equal(one.isVolunteerRun, other.isVolunteerRun)
                : size(one.fullTimeEquivalents, other.fullTimeEquivalents),
        ].compactMap(\.self)
        let all = sizes + [equal(one.kind, other.kind), tags].compactMap(\.self)
        return sizes.count < 2 ? nil : all.reduce(0, +) / Double(all.count)
    }

    private static func equal<Category: Equatable>(_ mine: Category?, _ theirs: Category?) -> Double? {
        guard let mine, let theirs else { return nil }
        return mine == theirs ? 1 : 0
    }

    private static func jaccard(_ mine: [String: Set<String>]?, _ theirs: [String: Set<String>]?) -> Double? {
        let both = Set((mine ?? [:]).keys).intersection((theirs ?? [:]).keys)
        func words(_ groups: [String: Set<String>]?) -> Set<String> {
            Set(both.flatMap { group in (groups?[group] ?? []).map { "\(group) \($0)" } })
        }
        let all = words(mine).union(words(theirs))
        return all.isEmpty ? nil : Double(words(mine).intersection(words(theirs)).count) / Double(all.count)
    }

    /// What a library published, by group; `nil` once in four times.
    private static func groups(_ random: inout SeededRandom) -> [String: Set<String>]? {
        var groups: [String: Set<String>] = [:]
        for group in ["space", "target_group", "topic"] where Bool.random(using: &random) {
            groups[group] = Set(["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) })
        }
        return Int.random(in: 0..<4, using: &random) == 0 ? nil : groups
    }

    @Test("are wholly like themselves", arguments: seeds)
    func reflexive(seed: UInt64) {
        var random = SeededRandom(seed)
        var compared = 0
        for _ in 0..<50 {
            let one = LibraryTraits.random(&random)
            guard let similarity = LibrarySimilarity.compare(one, one)?.similarity else {
                #expect([one.population, one.floorArea, one.fullTimeEquivalents].compactMap(\.self).count < 2)
                continue
            }
            #expect(similarity == 1)
            compared += 1
        }
        #expect(compared > 10)
    }

    @Test("are the mean of what their reasons say", arguments: seeds)
    func reasonsAddUp(seed: UInt64) {
        var random = SeededRandom(seed)
        var compared = 0
        defer { #expect(compared > 10) }
        for _ in 0..<50 {
            guard let found = LibrarySimilarity.compare(.random(&random), .random(&random)) else { continue }
            compared += 1
            let mean = found.reasons.reduce(0) { $0 + $1.similarity } / Double(found.reasons.count)
            #expect(abs(found.similarity - mean) < 1e-12)
        }
    }

    @Test("do not depend on the unit in which sizes are counted", arguments: seeds)
    func unitSafe(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let one = LibraryTraits(population: .random(in: 1...9_999, using: &random), floorArea: 100)
        let other = LibraryTraits(population: .random(in: 1...9_999, using: &random), floorArea: 300)
        func scaled(_ traits: LibraryTraits) -> LibraryTraits {
            LibraryTraits(population: traits.population.map { $0 * 8 }, floorArea: traits.floorArea.map { $0 * 1_024 })
        }
        let plain = try #require(LibrarySimilarity.compare(one, other)?.similarity)
        let large = try #require(LibrarySimilarity.compare(scaled(one), scaled(other))?.similarity)
        #expect(abs(plain - large) < 1e-12)
    }

    /// Forgetting a size is not the same as its being zero, and never counts as either like or unlike.
    @Test("leave out what is unknown instead of counting it as zero", arguments: seeds)
    func unknownIsNotZero(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let (people, area) = (Int.random(in: 1...9_999, using: &random), Int.random(in: 1...999, using: &random))
        let one = LibraryTraits(population: people, floorArea: area, fullTimeEquivalents: 200)
        let unknown = LibraryTraits(population: people * 2, floorArea: area)
        let zero = LibraryTraits(
            population: people * 2, floorArea: area, fullTimeEquivalents: 0, isVolunteerRun: true)
        let found = try #require(LibrarySimilarity.compare(one, unknown))
        #expect(abs(found.similarity - 5.0 / 6) < 1e-12)
        #expect(found.reasons.count == 2)
        var (published, silent) = (one, unknown)
        published.tags = LibrarySimilarityTests.tags(["space": ["a"]])
        #expect(LibrarySimilarity.compare(published, unknown)?.similarity == found.similarity)
        silent.tags = LibrarySimilarityTests.tags(["topic": ["a"]])
        #expect(LibrarySimilarity.compare(published, silent)?.similarity == found.similarity)
        var staffed = one
        staffed.isVolunteerRun = false
        #expect(try #require(LibrarySimilarity.compare(staffed, zero)).similarity < found.similarity)
    }
}

extension LibraryTraits {
    /// Each trait unknown once in four times.
    static func random(_ random: inout SeededRandom) -> LibraryTraits {
        func perhaps<Value>(_ value: Value, _ random: inout SeededRandom) -> Value? {
            Int.random(in: 0..<4, using: &random) == 0 ? nil : value
        }
        var groups: [String: Set<String>] = [:]
        for group in ["space", "target_group", "topic"] where Bool.random(using: &random) {
            groups[group] = Set(["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) })
        }
        return LibraryTraits(
            population: perhaps(.random(in: 1...200_000, using: &random), &random),
            floorArea: perhaps(.random(in: 1...5_000, using: &random), &random),
            fullTimeEquivalents: perhaps(.random(in: 0...40, using: &random) * 25, &random),
            isVolunteerRun: perhaps(.random(using: &random), &random),
            kind: perhaps(LibraryKind.allCases.randomElement(using: &random) ?? .other, &random),
            tags: perhaps(LibrarySimilarityTests.tags(groups), &random))
    }
}
