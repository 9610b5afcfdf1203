// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Web

/// What `openapi.json` says of measures.
enum MeasureSchemas {
    static let list = Operation(
        "listMeasures", tag: "measures",
        "Measures of libraries that did them, each with its fit for the library that asks",
        parameters: paging + seeking + asker + caps + doers,
        responses: [
            (
                .ok,
                Schema.object([
                    "items": Schema.array(item), "next": Schema.nullable(Schema.string), "total": count,
                    "hidden": ["type": "object", "additionalProperties": count], "hidden_for_several": count,
                    "counts": ["type": "object", "additionalProperties": count],
                    "suggestion": Schema.nullable(Schema.string),
                ]),
                "hidden: how many each cap alone hides; counts: how many of all that match fall under each facet"
            )
        ])

    static let get = Operation(
        "getMeasure", tag: "measures", "A measure with its story, what it takes, and everybody who did it",
        parameters: asker + caps, responses: [(.ok, full, "The measure, as far as the asker may see it")])

    static let create = Operation(
        "createMeasure", tag: "measures", "Tell a measure: title, summary and contact suffice", request: body,
        responses: [(.created, full, "The measure")], needsToken: true)

    static let replace = Operation(
        "replaceMeasure", tag: "measures", "Tell a measure anew; each time is a version", request: body,
        responses: [(.ok, full, "The measure")], needsToken: true)

    static let adapt = Operation(
        "adaptMeasure", tag: "measures", "Done here too: once for each library, a second time changes the first",
        request: Schema.object(
            [
                "library": Schema.nullable(Schema.id), "parent": Schema.nullable(Schema.id),
                "effort": Schema.nullable(effortGiven), "changes": text(5_000), "result": text(5_000),
                "outcome": Schema.nullable(outcome), "audience": Schema.nullable(audience),
            ], optional: ["library", "parent", "effort", "changes", "result", "outcome", "audience"]),
        responses: [(.created, adaptation, "The adaptation"), (.ok, adaptation, "The adaptation, changed")],
        needsToken: true)

    private static let paging: [Operation.Parameter] = [
        .query("limit", Schema.integer(1...200), "How many at most; 50 when missing"),
        .query("cursor", Schema.text(atMost: 400), "`next` of the page before"),
    ]

    private static let seeking: [Operation.Parameter] = [
        .query("q", Schema.text(atMost: 200), "What is sought"),
        .query(Space.group, words(Space.self), "One of these, with commas"),
        .query(TargetGroup.group, words(TargetGroup.self), "One of these, with commas"),
        .query(Topic.group, words(Topic.self), "One of these, with commas"),
        .query(EffortClass.group, words(EffortClass.self), "By the least hours a month that any library needed"),
    ]

    private static let asker: [Operation.Parameter] = [
        .query("for", Schema.id, "The library for which the fit is judged"),
        .query("population", figure(100_000_000), "Own figures instead: people served"),
        .query("area", figure(1_000_000), "m²"), .query("fte", figure(1_000), "Posts"),
        .query(Skill.group, words(Skill.self), "What somebody there can do, with commas; `none`: nothing"),
        .query(MeasureQuery.partners, Schema.choice(["yes", "no"]), "Whether there are partners nearby"),
        .query(MeasureQuery.backing, Schema.choice(["yes", "no"]), "Whether council and administration back it"),
    ]

    private static let caps: [Operation.Parameter] = [
        .query(MeasureQuery.hoursCap, figure(10_000_000), "Hides what needs more hours a month"),
        .query(MeasureQuery.areaCap, figure(1_000_000_000), "Hides what needs more m²"),
        .query(MeasureQuery.moneyCap, figure(10_000_000), "Hides what needs more euros a year"),
        .query(MeasureQuery.moneyOnceCap, figure(10_000_000), "Hides what needs more euros once"),
        .query(MeasureQuery.staffCap, figure(10_000_000), "Hides what needs more posts"),
        .query(
            MeasureQuery.lift, Schema.text(atMost: 60), "Caps that hide nothing: hours, area, money, staff, with commas"
        ),
    ]

    private static let doers: [Operation.Parameter] = MeasureQuery.LibraryFigure.allCases.flatMap { bound in
        let schema = figure(bound.decimals == 0 ? 1_000_000_000 : 10_000_000)
        return [
            Operation.Parameter.query(
                bound.least, schema, "Of a library that did it; one has to satisfy all of these"),
            Operation.Parameter.query(bound.most, schema, "Of a library that did it"),
        ]
    }

    private static func words<Word: Term>(_: Word.Type) -> JSON {
        ["type": "string", "maxLength": 200, "examples": .array(Word.allCases.prefix(1).map { .string($0.rawValue) })]
    }

    private static func figure(_ limit: Int) -> JSON {
        ["type": "number", "minimum": 0, "maximum": .count(limit)]
    }
    private static let count = Schema.integer(0...1_000_000_000)
    private static let number: JSON = ["type": "number", "minimum": 0]
    private static let outcome = Schema.choice(Outcome.allCases.map(\.rawValue))
    private static let audience = Schema.choice(Audience.allCases.map(\.rawValue))
    private static func text(_ length: Int) -> JSON { Schema.nullable(Schema.text(atMost: length)) }
    private static func terms<Word: Term>(_: Word.Type) -> JSON {
        Schema.array(Schema.choice(Word.allCases.map(\.rawValue)))
    }

    private static let library = Schema.object(["id": Schema.id, "name": Schema.nullable(Schema.string)])

    private static func figures(_ schema: (EffortFigure) -> JSON, isOptional: Bool = false) -> JSON {
        let names = EffortFigure.allCases.map(\.rawValue)
        return Schema.object(
            Dictionary(uniqueKeysWithValues: EffortFigure.allCases.map { ($0.rawValue, schema($0)) }),
            optional: isOptional ? Set(names) : [])
    }

    private static let effort = figures { _ in Schema.nullable(number) }
    private static let effortGiven = figures(
        { figure in
            let scale = figure.decimals == 0 ? 1 : 100
            return Schema.nullable([
                "type": "number", "minimum": 0, "maximum": .count(figure.limit / scale),
                "multipleOf": scale == 1 ? 1 : .number(0.01),
            ])
        }, isOptional: true)

    private static let range = figures { _ in
        Schema.nullable(Schema.object(["low": number, "high": number, "libraries": count]))
    }

    private static let value: JSON = [
        "anyOf": [number, Schema.array(Schema.string), Schema.boolean, ["type": "null"]]
    ]

    private static let fit = Schema.object([
        "verdict": Schema.choice(Fit.Verdict.allCases.map(\.rawValue)),
        "checks": Schema.array(
            Schema.object([
                "requirement": Schema.choice(Requirement.allCases.map(\.rawValue)), "needed": value,
                "available": value, "result": Schema.choice(["passes", "fails", "unknown"]),
            ])),
        "sentences": Schema.array(Schema.string),
    ])

    private static let itemMembers: [String: JSON] = [
        "id": Schema.id, "title": Schema.string, "summary": Schema.string,
        "state": Schema.choice(["draft", "published", "withdrawn"]), "outcome": outcome, "audience": audience,
        "library": library, "spaces": terms(Space.self), "target_groups": terms(TargetGroup.self),
        "topics": terms(Topic.self), "effort": effort, "range": range,
        "skills": Schema.nullable(terms(Skill.self)), "partners": Schema.nullable(Schema.string),
        "needs_backing": Schema.nullable(Schema.boolean), "reuse_count": count, "thanks_count": count,
        "published_at": Schema.nullable(Schema.time), "fit": Schema.nullable(fit),
    ]

    private static let item = Schema.object(itemMembers)

    private static let adaptation = Schema.object([
        "id": Schema.id, "measure": Schema.id, "library": library, "parent": Schema.nullable(Schema.id),
        "effort": effort, "changes": Schema.nullable(Schema.string), "result": Schema.nullable(Schema.string),
        "outcome": outcome, "audience": audience, "created_at": Schema.time, "changed_at": Schema.time,
    ])

    private static let full = Schema.object(
        itemMembers.merging([
            "contact": Schema.string, "problem": Schema.nullable(Schema.string),
            "story": Schema.nullable(Schema.string), "result": Schema.nullable(Schema.string),
            "evidence": Schema.nullable(Schema.choice(Evidence.allCases.map(\.rawValue))),
            "lessons": Schema.nullable(Schema.string), "lessons_audience": audience,
            "adaptations": Schema.array(adaptation),
            "materials": Schema.array(material),
        ]) { first, _ in first })

    private static let material = Schema.object([
        "name": Schema.string, "url": Schema.string, "file_name": Schema.nullable(Schema.string),
        "media_type": Schema.nullable(Schema.string), "size": Schema.nullable(count), "licence": licence,
        "credit": Schema.nullable(Schema.string), "alt_text": Schema.nullable(Schema.string),
    ])

    private static let licence = Schema.choice(Licence.allCases.map(\.rawValue))

    /// What both a body and a form say of a material; each adds where it is.
    private static let materialMembers: [String: JSON] = [
        "name": Schema.text(atMost: 120, atLeast: 1), "licence": licence,
        "source": Schema.choice(SourceLicence.allCases.map(\.rawValue)), "credit": Schema.text(atMost: 200),
    ]

    static let addMaterial = Operation(
        "addMaterial", tag: "measures",
        "Give something to take along: a page elsewhere, or a file as a form; an image needs `alt`",
        request: Schema.object(
            materialMembers.merging(["url": Schema.text(atMost: 1_000, atLeast: 1)]) { first, _ in first },
            optional: ["credit"]),
        form: Schema.object(
            materialMembers.merging([
                "url": Schema.text(atMost: 1_000), "alt": Schema.text(atMost: 300), "file": Schema.file,
            ]) { first, _ in first },
            optional: ["credit", "url", "alt", "file"]),
        responses: [(.created, material, "The material")], needsToken: true)

    /// Only the title is always needed: a draft may be short of the rest, and what is null is not said.
    private static let body = Schema.object(
        optionalMembers.merging(["title": Schema.text(atMost: 120, atLeast: 1)]) { first, _ in first },
        optional: Set(optionalMembers.keys))

    private static let optionalMembers: [String: JSON] = [
        "library": Schema.id, "publish": Schema.boolean, "summary": Schema.text(atMost: 600),
        "contact": Schema.text(atMost: 120), "problem": Schema.text(atMost: 2_000),
        "story": Schema.text(atMost: 10_000), "spaces": terms(Space.self), "target_groups": terms(TargetGroup.self),
        "topics": terms(Topic.self), "effort": effortGiven, "skills": terms(Skill.self),
        "partners": Schema.text(atMost: 500), "needs_backing": Schema.boolean, "outcome": outcome,
        "result": Schema.text(atMost: 5_000), "evidence": Schema.choice(Evidence.allCases.map(\.rawValue)),
        "lessons": Schema.text(atMost: 5_000), "lessons_audience": audience, "audience": audience,
    ].mapValues { Schema.nullable($0) }
}
