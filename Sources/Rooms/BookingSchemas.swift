// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Web

/// What `openapi.json` says of bookings.
enum BookingSchemas {
    static let create = Operation(
        "createBooking", tag: "bookings", "Book a room: as a guest (confirmed by mail), signed in, or as staff",
        request: wish, responses: [(.created, answer, "The booking and its state")])

    static let get = Operation(
        "getBooking", tag: "bookings", "A booking, as far as the asker may see it",
        responses: [(.ok, full, "The booking")])

    static let cancel = Operation(
        "cancelBooking", tag: "bookings", "Cancel, or as staff withdraw with a reason",
        request: Schema.object(["reason": Schema.text(atMost: 1_000)], optional: ["reason"]),
        responses: [(.ok, answer, "Cancelled")], needsToken: true)

    static let move = Operation(
        "moveBooking", tag: "bookings", "Move to another time or other spaces, or shorten",
        request: Schema.object(
            ["starts_at": Schema.time, "ends_at": Schema.time, "spaces": Schema.array(Schema.id)],
            optional: ["spaces"]),
        responses: [(.ok, answer, "Moved")], needsToken: true)

    static let approve = Operation(
        "approveBooking", tag: "bookings", "Grant a request", responses: [(.ok, answer, "Confirmed")],
        needsToken: true)

    static let refuse = Operation(
        "refuseBooking", tag: "bookings", "Decline a request with a reason",
        request: Schema.object(["reason": Schema.text(atMost: 1_000, atLeast: 1)]),
        responses: [(.ok, answer, "Declined")], needsToken: true)

    private static let wish = Schema.object(
        [
            "starts_at": Schema.time, "ends_at": Schema.time, "title": Schema.text(atMost: 120, atLeast: 1),
            "description": Schema.nullable(Schema.text(atMost: 4_000)), "attendees": Schema.integer(1...100_000),
            "public": Schema.boolean, "spaces": Schema.array(Schema.id), "accept_rules": Schema.boolean,
            "organiser": Schema.object(
                [
                    "organisation": Schema.nullable(Schema.text(atMost: 200)),
                    "name": Schema.text(atMost: 120, atLeast: 1), "email": ["type": "string", "format": "email"],
                    "phone": Schema.nullable(Schema.text(atMost: 40)),
                ], optional: ["phone", "organisation"]),
        ], optional: ["description", "spaces", "organiser", "public"])

    private static let members: [String: JSON] = [
        "id": Schema.id, "room": Schema.id, "state": Schema.choice(Booking.State.allCases.map(\.rawValue)),
        "expires_at": Schema.nullable(Schema.time),
        "occurrences": Schema.array(
            Schema.object([
                "starts_at": Schema.time, "ends_at": Schema.time, "state": Schema.choice(["planned", "cancelled"]),
                "spaces": Schema.array(Schema.id),
            ])),
    ]

    private static let answer = Schema.object(members)

    private static let full = Schema.object(
        members.merging([
            "title": Schema.string, "description": Schema.nullable(Schema.string),
            "attendees": Schema.integer(1...100_000), "public": Schema.boolean,
            "organisation": Schema.nullable(Schema.string),
            "organiser": Schema.object([
                "name": Schema.nullable(Schema.string), "email": Schema.nullable(Schema.string),
            ]),
        ]) { first, _ in first }, optional: ["organiser"])
}
