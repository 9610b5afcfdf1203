// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Web

/// How libraries look to programs. What is unknown is null, never zero.
enum LibraryJSON {
    /// The largest number of posts that a filter takes.
    static let mostPosts = 1_000_000.0

    static func object(_ library: Library) -> JSON { .object(members(library)) }

    /// With all figures of all years.
    static func object(_ library: Library, _ figures: [FigureEntry]) -> JSON {
        var members = members(library)
        members["figures"] = .array(
            figures.map { entry in
                var members = value(entry)
                members["figure"] = .string(entry.figure.rawValue)
                members["note"] = .optional(entry.note)
                return .object(members)
            })
        return .object(members)
    }

    static func similar(
        _ similar: SimilarLibrary, _ published: PublishedResults, _ texts: Texts
    ) -> JSON {
        let sentences = SimilaritySentences(language: texts.language, published: published)
        let reasons = similar.comparison.reasons.map { reason -> JSON in
            let sentence = sentences.html(reason).plainText(with: texts)
            var members: [String: JSON] = [
                "about": .string(name(of: reason)), "similarity": .number(reason.similarity),
                "sentence": .string(sentence), "own": .null, "other": .null, "factor": .null,
            ]
            switch reason {
            case .size(let figure, let own, let other, let factor, _):
                members["own"] = .number(figure.number(own))
                members["other"] = .number(figure.number(other))
                members["factor"] = factor.map { .number($0) } ?? .null
            case .volunteerRun(_, _, let own, let other):
                members["own"] = .number(LibraryFigure.fullTimeEquivalents.number(own))
                members["other"] = .number(LibraryFigure.fullTimeEquivalents.number(other))
            case .kind, .tags: break
            }
            return .object(members)
        }
        return [
            "library": object(similar.library), "similarity": .number(similar.comparison.similarity),
            "reasons": .array(reasons),
        ]
    }

    private static func name(of reason: LibrarySimilarity.Reason) -> String {
        switch reason {
        case .size(let figure, _, _, _, _): figure.rawValue
        case .volunteerRun: "volunteer_run"
        case .kind: "kind"
        case .tags: "published_results"
        }
    }

    private static func members(_ library: Library) -> [String: JSON] {
        let profile = library.profile
        return [
            "id": .id(library.id), "name": .string(library.name), "place": .optional(library.place),
            "is_member": .bool(library.state == .admitted), "kind": .optional(profile.kind?.rawValue),
            "structure": .optional(profile.structure?.rawValue),
            "is_volunteer_run": profile.isVolunteerRun.map { .bool($0) } ?? .null,
            "isil": .optional(profile.isil), "ags": .optional(profile.ags), "ars": .optional(profile.ars),
            "population": library.sizes.population.map { .object(value($0)) } ?? .null,
            "area": library.sizes.floorArea.map { .object(value($0)) } ?? .null,
            "fte": library.sizes.fullTimeEquivalents.map { .object(value($0)) } ?? .null,
        ]
    }

    private static func value(_ entry: FigureEntry) -> [String: JSON] {
        [
            "value": .number(entry.figure.number(entry.value)), "year": .count(entry.year),
            "source": .string(entry.source.rawValue), "scope": .optional(entry.scope?.rawValue),
        ]
    }

    // MARK: Schemas

    private static let number: JSON = ["type": "number", "minimum": 0]
    private static let valueMembers: [String: JSON] = [
        "value": number, "year": Schema.integer(1900...2200),
        "source": Schema.choice(FigureSource.allCases.map(\.rawValue)),
        "scope": Schema.nullable(Schema.choice(AreaScope.allCases.map(\.rawValue))),
    ]

    private static let libraryMembers: [String: JSON] = {
        let value = Schema.nullable(Schema.object(valueMembers))
        return [
            "id": Schema.id, "name": Schema.string, "place": Schema.nullable(Schema.string),
            "is_member": Schema.boolean, "kind": Schema.nullable(Schema.choice(LibraryKind.allCases.map(\.rawValue))),
            "structure": Schema.nullable(Schema.choice(LibraryStructure.allCases.map(\.rawValue))),
            "is_volunteer_run": Schema.nullable(Schema.boolean), "isil": Schema.nullable(Schema.string),
            "ags": Schema.nullable(Schema.string), "ars": Schema.nullable(Schema.string), "population": value,
            "area": value, "fte": value,
        ]
    }()

    private static let figure: JSON = Schema.object(
        valueMembers.merging([
            "figure": Schema.choice(LibraryFigure.allCases.map(\.rawValue)), "note": Schema.nullable(Schema.string),
        ]) { first, _ in first })

    private static let reason: JSON = Schema.object([
        "about": Schema.choice(
            LibraryFigure.sizes.map(\.rawValue) + ["volunteer_run", "kind", "published_results"]),
        "similarity": ["type": "number", "minimum": 0, "maximum": 1], "sentence": Schema.string,
        "own": Schema.nullable(number), "other": Schema.nullable(number), "factor": Schema.nullable(number),
    ])

    static func listOperation(_ groups: [PublishedResults.Group]) -> Operation {
        let bounds = ["population", "area"].flatMap { name in
            ["min", "max"].map { end -> Operation.Parameter in
                .query(
                    "\(name)_\(end)", Schema.integer(0...1_000_000_000), "A library of which it is unknown fits none.")
            }
        }
        let posts = ["fte_min", "fte_max"].map { name -> Operation.Parameter in
            .query(name, ["type": "number", "minimum": 0, "maximum": .number(mostPosts)], "Full-time equivalents.")
        }
        let tags = groups.map { group -> Operation.Parameter in
            let examples = group.words.prefix(1).map { JSON.string($0.value) }
            return .query(
                group.name, ["type": "string", "maxLength": 200, "examples": .array(examples)],
                "What the library published of its toolkit results: one of these, with commas.")
        }
        return Operation(
            "listLibraries", tag: "libraries", "Libraries of the network",
            parameters: [.query("q", Schema.text(atMost: 100), "Words of name and place, or the start of them.")]
                + bounds + posts + tags + paging,
            responses: [(.ok, Schema.list(Schema.object(libraryMembers)), "In the order in which they were entered.")])
    }

    private static let paging: [Operation.Parameter] = [
        .query("limit", Schema.integer(1...200), "How many at most; 50 unless told."),
        .query("cursor", Schema.string, "`next` of the page before."),
    ]

    static let singleOperation = Operation(
        "getLibrary", tag: "libraries", "One library with its figures",
        responses: [
            (
                .ok,
                Schema.object(libraryMembers.merging(["figures": Schema.array(figure)]) { first, _ in first }),
                "Each figure with its year and source. What is unknown has no entry."
            )
        ])

    static let similarOperation = Operation(
        "listSimilarLibraries", tag: "libraries", "Libraries like this one",
        parameters: paging,
        responses: [
            (
                .ok,
                Schema.object(
                    [
                        "items": Schema.array(
                            Schema.object([
                                "library": Schema.object(libraryMembers),
                                "similarity": ["type": "number", "minimum": 0, "maximum": 1],
                                "reasons": Schema.array(reason),
                            ])),
                        "next": Schema.nullable(Schema.string), "note": Schema.string,
                    ], optional: ["note"]),
                "The most alike first, ties by name. Only those of which enough is known. `note` says why there are none."
            )
        ])
}
