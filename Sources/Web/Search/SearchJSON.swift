// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Search

/// What is found, for programs.
enum SearchJSON {
    static func answer(
        _ results: SearchResults, _ hits: [ShownHit], next: String?, houses: [HouseFrame], base: String
    ) -> JSON {
        let slugs = Dictionary(houses.map { ($0.id, $0.slug) }) { first, _ in first }
        let kinds = results.counts.compactMap { name, count in
            name.hasPrefix("kind:") ? (String(name.dropFirst(5)), JSON.count(count)) : nil
        }
        return [
            "items": .array(hits.map { item($0, house: slugs[$0.entry.house], base: base) }),
            "next": .optional(next.map { Array($0.utf8).hexadecimal }), "total": .count(results.total),
            "kinds": .object(Dictionary(kinds) { first, _ in first }), "suggestion": .optional(results.suggestion),
        ]
    }

    private static func item(_ hit: ShownHit, house: String?, base: String) -> JSON {
        [
            "kind": .string(hit.entry.item.kind), "id": .string("\(hit.entry.item.id)"), "house": .optional(house),
            "title": .string(hit.entry.title), "url": .string(hit.entry.link.absolute(below: base)),
            "excerpt": .array(
                hit.excerpt.pieces.map { ["text": .string($0.text), "marked": .bool($0.isMarked)] }),
        ]
    }

    private static let schema = Schema.object([
        "items": Schema.array(
            Schema.object([
                "kind": Schema.string, "id": Schema.string, "house": Schema.nullable(Schema.string),
                "title": Schema.string, "url": Schema.string,
                "excerpt": Schema.array(Schema.object(["text": Schema.string, "marked": Schema.boolean])),
            ])),
        "next": Schema.nullable(Schema.string), "total": Schema.integer(0...Int(Int32.max)),
        "kinds": ["type": "object", "additionalProperties": Schema.integer(0...Int(Int32.max))],
        "suggestion": Schema.nullable(Schema.string),
    ])

    static let operation = Operation(
        "search", tag: "search", "Search everything that the caller may see",
        parameters: [
            .query("q", Schema.text(atMost: 400), "Words, and phrases in quotes; without it, everything."),
            .query("house", Schema.text(atMost: 60), "Only items of the house with that name in URLs."),
            .query("kind", Schema.text(atMost: 60), "Only items of this kind: `room`, `organisation` …"),
            .query("limit", Schema.integer(1...200), "How many at most; 50 unless told."),
            .query("cursor", Schema.string, "`next` of the page before."),
        ],
        responses: [
            (
                .ok, schema,
                "The best first. `kinds` counts the hits of each kind, whichever is chosen. `suggestion` is what was "
                    + "sought instead when a word occurs nowhere."
            )
        ])
}
