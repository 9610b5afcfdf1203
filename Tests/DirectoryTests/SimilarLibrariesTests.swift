// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Directory

@Suite("Libraries like a given one")
struct SimilarLibrariesTests {
    private static func library(
        _ id: Int64, _ name: String, _ population: Int?, _ area: Int? = 100, state: LibraryState = .admitted
    ) -> Library {
        Library(
            id: OrganisationID(id), name: name, place: nil, state: state, profile: LibraryProfile(),
            sizes: LibrarySizes(
                population: population.map { FigureEntry(.population, year: 2025, value: $0, source: .own) },
                floorArea: area.map { FigureEntry(.floorArea, year: 2025, value: $0, source: .own) },
                fullTimeEquivalents: nil))
    }

    private func names(_ found: [SimilarLibrary]) -> [String] { found.map(\.library.name) }

    @Test("come in falling order, without itself, ties by name")
    func order() {
        let snapshot = LibrarySnapshot([
            Self.library(4, "Adorf", 2_000), Self.library(1, "Bach", 1_000), Self.library(3, "Cella", 4_000),
            Self.library(2, "Dorf", 2_000),
        ])
        let own = LibraryTraits(Self.library(1, "Bach", 1_000))
        #expect(names(snapshot.similar(to: own, except: OrganisationID(1), limit: 9)) == ["Adorf", "Dorf", "Cella"])
        #expect(names(snapshot.similar(to: own, except: OrganisationID(1), limit: 1)) == ["Adorf"])
        #expect(names(snapshot.similar(to: own, limit: 1)) == ["Bach"], "a guest's own figures exclude nobody")
    }

    @Test("are none of which too little is known, or no population")
    func comparable() {
        let snapshot = LibrarySnapshot([
            Self.library(1, "Adorf", 1_000, nil), Self.library(2, "Bach", nil), Self.library(3, "Cella", 1_000),
        ])
        let guest = LibraryTraits(population: 1_000, floorArea: 100, fullTimeEquivalents: 100)
        #expect(names(snapshot.similar(to: guest, limit: 9)) == ["Cella"])
        #expect(snapshot.similar(to: LibraryTraits(population: 1_000), limit: 9).isEmpty)
    }

    @Test("keep their order when an outlier joins", arguments: Array(UInt64(1)...30))
    func outlier(seed: UInt64) {
        var random = SeededRandom(seed)
        let libraries = (1...60).map { number in
            Self.library(
                Int64(number), "Bibliothek \(number.description)", .random(in: 500...60_000, using: &random),
                .random(in: 20...2_000, using: &random))
        }
        let outlier = Self.library(99, "Ausreißer", 3_600_000, 38_000)
        var tags: [OrganisationID: LibraryTags] = [:]
        for library in libraries where Bool.random(using: &random) {
            let words = ["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) }
            tags[library.id] = LibrarySimilarityTests.tags(["target_group": Set(words)])
        }
        let own = LibraryTraits(libraries[0], tags: tags[libraries[0].id])
        let before = LibrarySnapshot(libraries, tags: tags).similar(to: own, except: OrganisationID(1), limit: 99)
        tags[outlier.id] = LibrarySimilarityTests.tags(["target_group": ["a", "x"], "topic": ["d"]])
        let after = LibrarySnapshot(libraries + [outlier], tags: tags)
            .similar(to: own, except: OrganisationID(1), limit: 99)
        #expect(Set(names(before)) == Set(libraries.dropFirst().map(\.name)), "everybody but itself")
        #expect(names(after).contains("Ausreißer"))
        #expect(names(before) == names(after).filter { $0 != "Ausreißer" })
        #expect(before.map(\.comparison.similarity) == before.map(\.comparison.similarity).sorted(by: >))
    }

    @Test("are found among ten thousand in little time")
    func thousands() {
        var random = SeededRandom(7)
        let libraries = (1...10_000).map { number in
            Self.library(
                Int64(number), "Bibliothek \(number)", .random(in: 500...60_000, using: &random),
                .random(in: 20...2_000, using: &random))
        }
        let words = ["a", "b", "c", "d", "x", "y"]
        let tags = libraries.map { library in
            let some = ["space", "target_group", "topic"].map { group in
                (group, Set(words.filter { _ in Bool.random(using: &random) }))
            }
            return (library.id, LibrarySimilarityTests.tags(Dictionary(uniqueKeysWithValues: some)))
        }
        let snapshot = LibrarySnapshot(libraries, tags: Dictionary(uniqueKeysWithValues: tags))
        let own = LibraryTraits(libraries[0], tags: tags[0].1)
        var times: [Duration] = []
        for _ in 0..<9 {
            times.append(
                ContinuousClock().measure { _ = snapshot.similar(to: own, except: OrganisationID(1), limit: 10) })
        }
        // 20 ms are promised of an optimised build; tests are built without.
        let limit: Duration = _isDebugAssertConfiguration() ? .milliseconds(400) : .milliseconds(20)
        #expect(times.sorted()[4] < limit, "\(times)")
    }
}
