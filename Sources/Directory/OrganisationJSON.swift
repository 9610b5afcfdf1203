// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Web

/// How an organisation looks to programs.
enum OrganisationJSON {
    /// `house` is the house's name in URLs.
    static func object(_ organisation: Organisation, house: String) -> JSON {
        let profile = organisation.profile
        return [
            "id": .id(organisation.id), "house": .string(house), "name": .string(profile.name),
            "kind": .string(profile.kind.rawValue),
            "address": [
                "street": .optional(profile.street), "postal_code": .optional(profile.postalCode),
                "city": .optional(profile.city),
            ],
            "email": .optional(profile.email), "phone": .optional(profile.phone),
            "website": .optional(profile.website?.value), "contact": .optional(profile.contact),
        ]
    }

    private static let schema = Schema.object([
        "id": Schema.id, "house": Schema.string, "name": Schema.string, "kind": kind,
        "address": Schema.object([
            "street": Schema.nullable(Schema.string), "postal_code": Schema.nullable(Schema.string),
            "city": Schema.nullable(Schema.string),
        ]),
        "email": Schema.nullable(Schema.string), "phone": Schema.nullable(Schema.string),
        "website": Schema.nullable(Schema.string), "contact": Schema.nullable(Schema.string),
    ])

    private static let kind = Schema.choice(OrganisationKind.allCases.map(\.rawValue))

    static let listOperation = Operation(
        "listOrganisations", tag: "directory", "Organisations in the directory of a house",
        parameters: [
            .query("kind", kind, "Only organisations of this kind."),
            .query("limit", Schema.integer(1...200), "How many at most; 50 unless told."),
            .query("cursor", Schema.string, "`next` of the page before."),
        ],
        responses: [(.ok, Schema.list(schema), "In the order in which they were entered.")])

    static let singleOperation = Operation(
        "getOrganisation", tag: "directory", "One organisation",
        responses: [(.ok, schema, "Its public details. The contact is a function, never a person.")])
}
