// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import HTTPTypes
import Kernel
import Web

/// How a house looks to programs. Texts are in the asker's language, or the nearest that there is.
enum HouseJSON {
    static func object(_ house: House, parties: [PartyView], language: Language) -> JSON {
        [
            "id": .id(house.id), "slug": .string(house.slug), "name": .string(house.name.text(for: language)),
            "claim": .string(house.claim.text(for: language)), "lead": .string(house.lead.text(for: language)),
            "accent": .string(house.accent), "time_zone": .string(house.zone.identifier),
            "address": address(house.address, language),
            "email": .optional(house.email), "phone": .optional(house.phone),
            "website": .optional(house.website?.value),
            "social_links": .array(house.socialLinks.map { .string($0.value) }),
            "opening_hours": .array(house.opening.spans.map(span)),
            "federal_state": .optional(house.federalState?.rawValue),
            "opening_note": .string(house.openingNote.text(for: language)),
            "contacts": .array(house.contacts.map { contact($0, language) }),
            "organisations": .array(parties.flatMap { group in group.members.map(party) }),
            "modules": .array(house.modules.map(JSON.string)), "demo": .bool(house.isDemo),
        ]
    }

    private static func address(_ address: HouseAddress, _ language: Language) -> JSON {
        [
            "street": .optional(address.street), "postal_code": .optional(address.postalCode),
            "city": .optional(address.city), "note": .string(address.note.text(for: language)),
        ]
    }

    private static func span(_ span: OpeningHours.Span) -> JSON {
        [
            "weekday": .count(span.weekday), "opens": .string("\(span.opens)"), "closes": .string("\(span.closes)"),
        ]
    }

    private static func contact(_ contact: HouseContact, _ language: Language) -> JSON {
        [
            "function": .string(contact.function.text(for: language)), "email": .optional(contact.email),
            "phone": .optional(contact.phone),
        ]
    }

    private static func party(_ member: PartyView.Member) -> JSON {
        [
            "part": .string(member.party.part.rawValue), "id": .string("\(member.party.organisation.id)"),
            "name": .string(member.organisation.name),
        ]
    }

    private static let optionalText = Schema.nullable(Schema.string)
    private static let time: JSON = ["type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9]$"]

    private static let schema = Schema.object([
        "id": Schema.id, "slug": Schema.string, "name": Schema.string, "claim": Schema.string,
        "lead": Schema.string, "accent": ["type": "string", "pattern": "^#[0-9a-f]{6}$"],
        "time_zone": Schema.string,
        "address": Schema.object([
            "street": optionalText, "postal_code": optionalText, "city": optionalText, "note": Schema.string,
        ]),
        "email": optionalText, "phone": optionalText, "website": optionalText,
        "social_links": Schema.array(Schema.string),
        "opening_hours": Schema.array(
            Schema.object(["weekday": Schema.integer(1...7), "opens": time, "closes": time])),
        "federal_state": Schema.nullable(Schema.choice(FederalState.allCases.map(\.rawValue))),
        "opening_note": Schema.string,
        "contacts": Schema.array(
            Schema.object(["function": Schema.string, "email": optionalText, "phone": optionalText])),
        "organisations": Schema.array(
            Schema.object([
                "part": Schema.choice(HousePart.allCases.map(\.rawValue)), "id": Schema.id, "name": Schema.string,
            ])),
        "modules": Schema.array(Schema.string), "demo": Schema.boolean,
    ])

    static let listOperation = Operation(
        "listHouses", tag: "houses", "Houses on this server",
        parameters: [
            .query("limit", Schema.integer(1...200), "How many at most; 50 unless told."),
            .query("cursor", Schema.string, "`next` of the page before."),
        ],
        responses: [(.ok, Schema.list(schema), "In the order in which they came.")])

    static let singleOperation = Operation(
        "getHouse", tag: "houses", "One house",
        responses: [
            (.ok, schema, "Opening hours are in its own time zone; on holidays of `federal_state` it is closed.")
        ])
}
