// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Web

/// What `openapi.json` says of rooms.
enum RoomSchemas {
    static let list = Operation(
        "listRooms", tag: "rooms", "The rooms of a house", parameters: paging,
        responses: [(.ok, Schema.list(summary), "A page of rooms")])

    static let get = Operation(
        "getRoom", tag: "rooms", "A room with its spaces, equipment, rules, buffers and opening hours",
        responses: [(.ok, full, "The room")])

    static let availability = Operation(
        "getAvailability", tag: "rooms", "When a room can be booked and when it is taken",
        parameters: [
            .query("from", Schema.time, "Start of the window; now when missing"),
            .query("to", Schema.time, "End of the window, at most 366 days later; a week when missing"),
            .query(
                "spaces", ["type": "string", "maxLength": 400],
                "Ids of spaces, with commas; the whole room when missing"),
        ],
        responses: [
            (
                .ok, Schema.object(["free": Schema.array(Schema.period), "busy": Schema.array(Schema.period)]),
                "free: bookable, within opening hours, net of buffers"
            )
        ])

    static let calendar = Operation(
        "getRoomCalendar", tag: "rooms", "The bookings of a room as iCalendar (RFC 5545)",
        responses: [(.ok, Schema.string, "A calendar")], mediaType: "text/calendar")

    static let paging: [Operation.Parameter] = [
        .query("limit", Schema.integer(1...200), "How many at most; 50 when missing"),
        .query("cursor", Schema.text(atMost: 400), "`next` of the page before"),
    ]

    private static let summaryMembers: [String: JSON] = [
        "id": Schema.id, "house": Schema.string, "name": Schema.string, "capacity": Schema.integer(1...100_000),
        "needs_approval": Schema.boolean, "open_to_all": Schema.boolean,
    ]

    private static let summary = Schema.object(summaryMembers)

    private static let full = Schema.object(
        summaryMembers.merging([
            "description": Schema.string, "time_zone": Schema.string,
            "spaces": Schema.array(
                Schema.object(["id": Schema.id, "name": Schema.string, "capacity": Schema.integer(1...100_000)])),
            "equipment": Schema.array(fact), "accessibility": Schema.array(fact),
            "areas": Schema.array(
                Schema.object([
                    "square_metres": Schema.nullable(Schema.integer(0...1_000_000)), "scope": Schema.string,
                    "source": Schema.nullable(Schema.string),
                ])),
            "rules": Schema.nullable(Schema.object(["version": Schema.integer(1...100_000), "text": Schema.string])),
            "buffers": Schema.object([
                "set_up_minutes": Schema.integer(0...1_440), "clean_up_minutes": Schema.integer(0...1_440),
            ]),
            "lead_time_minutes": Schema.integer(0...1_000_000), "longest_minutes": Schema.integer(1...1_000_000),
            "horizon_days": Schema.integer(0...100_000),
            "opening_hours": Schema.array(
                Schema.object([
                    "weekday": Schema.integer(1...7), "opens": Schema.string, "closes": Schema.string,
                ])),
        ]) { first, _ in first })

    private static let fact = Schema.object([
        "text": Schema.string, "count": Schema.nullable(Schema.integer(0...1_000_000_000)),
    ])
}
