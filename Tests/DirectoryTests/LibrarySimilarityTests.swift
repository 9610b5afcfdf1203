// SPDX-License-Identifier: EUPL-1.2

import Directory
import Foundation
import Kernel
import Testing

@Suite("Libraries compared")
struct LibrarySimilarityTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let own: LibraryTraits
        let other: LibraryTraits
        /// By hand; `nil`: too little is known.
        let similarity: Double?

        var testDescription: String { name }
    }

    /// Population, m², hundredths of a post, run by volunteers.
    private static func library(
        _ population: Int?, _ area: Int?, _ staff: Int?, _ volunteers: Bool? = nil, kind: LibraryKind? = nil,
        tags: LibraryTags? = nil
    ) -> LibraryTraits {
        LibraryTraits(
            population: population, floorArea: area, fullTimeEquivalents: staff, isVolunteerRun: volunteers, kind: kind,
            tags: tags)
    }

    /// Words of three groups.
    private static let published = PublishedResults(
        groups: ["space", "target_group", "topic"].map { name in
            PublishedResults.Group(
                name: name, title: TextKey(name), shared: TextKey(name),
                words: ["a", "b", "c", "d", "x", "y"].map { ($0, TextKey($0)) })
        }, read: { _, _ in [:] })

    static func tags(_ groups: [String: Set<String>]) -> LibraryTags { published.tags(groups) }

    /// Each with its arithmetic. A size counts 1 − log2(larger / smaller) / 3, at least 0; the result is the mean.
    static let examples = [
        // 1, 1, 1 → 3/3
        Example(name: "the same", own: library(4_200, 180, 150), other: library(4_200, 180, 150), similarity: 1),
        // log2 2 = 1: 2/3; 1; 1 → 8/9
        Example(
            name: "twice the people", own: library(4_000, 180, 150), other: library(8_000, 180, 150),
            similarity: 8.0 / 9),
        // log2 2 = 1: 2/3; 1; 1 → 8/9
        Example(
            name: "half the people", own: library(8_000, 180, 150), other: library(4_000, 180, 150),
            similarity: 8.0 / 9),
        // log2 4 = 2: 1/3; 1; 1 → 7/9
        Example(
            name: "four times the area", own: library(4_000, 100, 150), other: library(4_000, 400, 150),
            similarity: 7.0 / 9),
        // log2 8 = 3: 0; 1; 1 → 2/3
        Example(
            name: "eight times the staff", own: library(4_000, 100, 50), other: library(4_000, 100, 400),
            similarity: 2.0 / 3),
        // log2 16 = 4: 1 − 4/3 < 0 → 0; 1; 1 → 2/3
        Example(
            name: "never below nothing", own: library(4_000, 100, 50), other: library(64_000, 100, 50),
            similarity: 2.0 / 3),
        // 2/3, 2/3, 2/3 → 2/3
        Example(
            name: "all of it twice", own: library(4_000, 100, 50), other: library(8_000, 200, 100),
            similarity: 2.0 / 3),
        // 2/3, 1/3, 0 → 1/3
        Example(
            name: "twice, four, eight times", own: library(1_000, 100, 100), other: library(2_000, 400, 800),
            similarity: 1.0 / 3),
        // 0, 0, 0 → 0
        Example(
            name: "nothing alike", own: library(1_000, 50, 10), other: library(100_000, 5_000, 5_000), similarity: 0),
        // log2 √2 = 1/2: 1 − 1/6 = 5/6; 1; 1 → 17/18. 1 000 000 / 707 107 is √2 to six digits.
        Example(
            name: "half an octave", own: library(1_000_000, 100, 100), other: library(707_107, 100, 100),
            similarity: 17.0 / 18),
        // 5 100 / 4 200 = 1.2142857, log2 = 0.2801079: 0.9066307; area missing; staff 1 → 0.9533153
        Example(
            name: "one size unknown of the other", own: library(4_200, 180, 150), other: library(5_100, nil, 150),
            similarity: 0.953_315_3),
        // the same from the other side
        Example(
            name: "one size unknown of one's own", own: library(5_100, nil, 150), other: library(4_200, 180, 150),
            similarity: 0.953_315_3),
        // people and area: 2/3, 1/3 → 1/2
        Example(
            name: "staff unknown of both", own: library(1_000, 100, nil), other: library(2_000, 400, nil),
            similarity: 0.5),
        // area and staff: 1, 2/3 → 5/6
        Example(
            name: "people unknown", own: library(nil, 100, 100), other: library(9_000, 100, 200), similarity: 5.0 / 6),
        // one in common
        Example(
            name: "one size in common", own: library(4_200, nil, nil), other: library(4_200, 180, 150),
            similarity: nil),
        // one of each, none in common
        Example(
            name: "different sizes known", own: library(4_200, nil, 100), other: library(nil, 180, 100),
            similarity: nil),
        Example(name: "nothing known", own: library(nil, nil, nil), other: library(1, 1, 1), similarity: nil),
        // 0 against 0 is 1: 1, 1, 1
        Example(
            name: "no staff here nor there", own: library(900, 60, 0), other: library(900, 60, 0), similarity: 1),
        // 0 against 0.5: both run by volunteers: 1, 1, 1
        Example(
            name: "volunteers with half a post", own: library(900, 60, 0, true), other: library(900, 60, 50, true),
            similarity: 1),
        // 0 against 0.5: one run by volunteers, the other not: 1, 1, 0 → 2/3
        Example(
            name: "volunteers and staff", own: library(900, 60, 0, true), other: library(900, 60, 50, false),
            similarity: 2.0 / 3),
        // 0 against 0.5, one category unknown: staff takes no part: 1, 1
        Example(
            name: "nobody said who runs it", own: library(900, 60, 0, true), other: library(900, 60, 50),
            similarity: 1),
        // staff takes no part, and area is unknown: one in common
        Example(
            name: "a category that is missing is no size in common", own: library(900, nil, 0, true),
            other: library(900, 60, 50), similarity: nil),
        // people 2/3 and the category 1 → 5/6
        Example(
            name: "the category stands for staff", own: library(900, nil, 0, true),
            other: library(1_800, 60, 15, true), similarity: 5.0 / 6),
        // 0.15 against 0.3: log2 2: 2/3; 1; 1 → 8/9; both above 0, so the category takes no part
        Example(
            name: "0.15 of a post is a number", own: library(900, 60, 15, true), other: library(900, 60, 30, false),
            similarity: 8.0 / 9),
        // 1, 1, 1, kind 1 → 1
        Example(
            name: "of one kind", own: library(900, 60, 100, kind: .church),
            other: library(900, 60, 100, kind: .church), similarity: 1),
        // 1, 1, 1, kind 0 → 3/4
        Example(
            name: "of two kinds", own: library(900, 60, 100, kind: .church),
            other: library(900, 60, 100, kind: .mobile), similarity: 0.75),
        // 1, 1, 1; kind unknown of one
        Example(
            name: "kind unknown", own: library(900, 60, 100, kind: .church), other: library(900, 60, 100),
            similarity: 1),
        // kind is no size: one size in common is too little
        Example(
            name: "kind is no size", own: library(900, nil, nil, kind: .church),
            other: library(900, 60, 100, kind: .church), similarity: nil),
        // 1, 1, 1; Jaccard {a, b} {b, c} = 1/3 → 10/12
        Example(
            name: "one tag of three", own: library(900, 60, 100, tags: tags(["topic": ["a", "b"]])),
            other: library(900, 60, 100, tags: tags(["topic": ["b", "c"]])), similarity: 10.0 / 12),
        // 1, 1, 1; Jaccard 0/2 → 3/4
        Example(
            name: "no tag in common", own: library(900, 60, 100, tags: tags(["topic": ["a"]])),
            other: library(900, 60, 100, tags: tags(["topic": ["b"]])), similarity: 0.75),
        // tags unknown of one
        Example(
            name: "tags unknown", own: library(900, 60, 100, tags: tags(["topic": ["a"]])),
            other: library(900, 60, 100), similarity: 1),
        // spaces {a} {a}, groups {x, y} {x}: Jaccard 2/3 over both together → (3 + 2/3) / 4
        Example(
            name: "tags of two groups",
            own: library(900, 60, 100, tags: tags(["space": ["a"], "target_group": ["x", "y"]])),
            other: library(900, 60, 100, tags: tags(["space": ["a"], "target_group": ["x"]])), similarity: 11.0 / 12),
        // target groups were not published by one: Jaccard {a} {a} = 1 → 4/4
        Example(
            name: "a group that one did not publish takes no part",
            own: library(900, 60, 100, tags: tags(["space": ["a"], "target_group": ["x"]])),
            other: library(900, 60, 100, tags: tags(["space": ["a"]])), similarity: 1),
        // published, and nobody to reach better: Jaccard {a, x} {a} = 1/2 → 3.5/4
        Example(
            name: "a group that one published as empty is known",
            own: library(900, 60, 100, tags: tags(["space": ["a"], "target_group": ["x"]])),
            other: library(900, 60, 100, tags: tags(["space": ["a"], "target_group": []])), similarity: 7.0 / 8),
        // nothing in common was published: tags take no part
        Example(
            name: "groups of which each published another", own: library(900, 60, 100, tags: tags(["space": ["a"]])),
            other: library(900, 60, 100, tags: tags(["topic": ["a"]])), similarity: 1),
        // 2/3, 1/3, 0, kind 1, Jaccard 1/2 → (2/3 + 1/3 + 0 + 1 + 1/2) / 5 = 1/2
        Example(
            name: "everything at once",
            own: library(1_000, 100, 100, kind: .municipal, tags: tags(["topic": ["a", "b"]])),
            other: library(2_000, 400, 800, kind: .municipal, tags: tags(["topic": ["a"]])), similarity: 0.5),
    ]

    @Test("are as alike as reckoned by hand", arguments: examples)
    func byHand(example: Example) throws {
        let found = LibrarySimilarity.compare(example.own, example.other)?.similarity
        guard let expected = example.similarity else {
            #expect(found == nil)
            return
        }
        #expect(abs(try #require(found) - expected) < 0.000_001)
    }

    @Test("say why, with both values and the factor between them")
    func reasons() throws {
        let comparison = try #require(
            LibrarySimilarity.compare(
                Self.library(4_200, 180, 0, true, kind: .municipal),
                Self.library(8_400, nil, 50, false, kind: .church)))
        #expect(
            comparison.reasons == [
                .size(.population, own: 4_200, other: 8_400, factor: 2, similarity: 1 - 1.0 / 3),
                .volunteerRun(isAlike: false, isOwn: true, own: 0, other: 50),
                .kind(own: .municipal, other: .church),
            ])
    }

    @Test("are called similar as long as no more than twofold in everything")
    func threshold() throws {
        let own = Self.library(4_000, 100, 100)
        for (other, isSimilar) in [
            (Self.library(8_000, 200, 200), true), (Self.library(2_000, 50, 50), true),
            (Self.library(8_000, 200, 201), false), (Self.library(8_000, 200, nil), true),
            (Self.library(4_000, 100, 800), true), (Self.library(4_001, 100, 800), false),
        ] {
            let score = try #require(LibrarySimilarity.compare(own, other)?.similarity)
            #expect((score >= LibrarySimilarity.similarFrom) == isSimilar, "\(other)")
        }
    }

    @Test("say which published words they share")
    func sharedTags() throws {
        let own = Self.library(
            900, 60, 100, tags: Self.tags(["space": ["a"], "target_group": ["x", "y"], "topic": ["d"]]))
        let other = Self.library(900, 60, 100, tags: Self.tags(["space": ["b"], "target_group": ["y"]]))
        let reason = try #require(LibrarySimilarity.compare(own, other)?.reasons.last)
        // {a, x, y} and {b, y}: 1 of 4
        let common = Self.tags(["space": [], "target_group": ["y"]])
        #expect(reason == .tags(common: common, similarity: 0.25))
    }
}
