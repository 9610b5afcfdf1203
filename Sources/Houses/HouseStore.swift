// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
package import Kernel
import Search
package import Storage
import Web

/// All statements on houses and their parts.
package struct HouseStore: Sendable {
    package init() {}

    /// Enters an empty house. Throws `StorageError.notUnique` when the slug is taken.
    func add(_ draft: HouseDraft, now: Instant, on connection: any Connection) throws -> HouseID {
        let empty = LocalizedText()
        let id: HouseID = try connection.insert(
            """
            INSERT INTO house (slug, name, claim, lead, accent, time_zone, place_note, social_links, opening_note,
                imprint, privacy, accessibility, is_demo, modules, created_at)
            VALUES (\(draft.slug), \(draft.name), \(empty), \(empty), \(draft.accent), \(draft.zone.identifier),
                \(empty), \(StringList([])), \(empty), \(empty), \(empty), \(empty), \(draft.isDemo),
                \(StringList(draft.modules)), \(now))
            RETURNING id
            """)
        connection.signal(.publicData(nil))
        connection.signal(.publicData(id))
        if let house = try house(id, on: connection) { try SearchEntries().put(house.searchEntry, on: connection) }
        return id
    }

    /// Writes the house with its opening hours and contacts.
    func update(_ house: House, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE house SET name = \(house.name), claim = \(house.claim), lead = \(house.lead),
                accent = \(house.accent), time_zone = \(house.zone.identifier), street = \(house.address.street),
                postal_code = \(house.address.postalCode), city = \(house.address.city),
                place_note = \(house.address.note), email = \(house.email), phone = \(house.phone),
                website = \(house.website?.value), social_links = \(StringList(house.socialLinks.map(\.value))),
                opening_note = \(house.openingNote), imprint = \(house.imprint), privacy = \(house.privacy),
                accessibility = \(house.accessibility), modules = \(StringList(house.modules)),
                federal_state = \(house.federalState?.rawValue)
            WHERE id = \(house.id)
            """)
        connection.signal(.publicData(nil))
        try connection.execute("DELETE FROM house_opening WHERE house_id = \(house.id)")
        for span in house.opening.spans {
            try connection.execute(
                """
                INSERT INTO house_opening (house_id, weekday, opens_at, closes_at)
                VALUES (\(house.id), \(span.weekday), \(span.opens), \(span.closes))
                """)
        }
        try connection.execute("DELETE FROM house_contact WHERE house_id = \(house.id)")
        for (position, contact) in house.contacts.enumerated() {
            try connection.execute(
                """
                INSERT INTO house_contact (house_id, position, job, email, phone)
                VALUES (\(house.id), \(position), \(contact.function), \(contact.email), \(contact.phone))
                """)
        }
        try SearchEntries().put(house.searchEntry, on: connection)
        connection.signal(.publicData(house.id))
    }

    /// `nil` when there is none of that id.
    package func house(_ id: HouseID, on connection: any Connection) throws -> House? {
        try houses(where: "id = \(id)", limit: 1, on: connection).first
    }

    /// The houses in the order of ids, after `position`, at most `limit` of them.
    package func houses(
        after position: HouseID? = nil, limit: Int, on connection: any Connection
    ) throws -> [House] {
        try houses(where: "id > \(position ?? HouseID(0))", limit: limit, on: connection)
    }

    private func houses(where condition: SQL, limit: Int, on connection: any Connection) throws -> [House] {
        let rows = try connection.rows(
            """
            SELECT id, slug, name, claim, lead, accent, time_zone, street, postal_code, city, place_note, email, phone,
                website, social_links, opening_note, imprint, privacy, accessibility, is_demo, modules, created_at,
                federal_state
            FROM house WHERE \(condition) ORDER BY id LIMIT \(limit)
            """)
        let ids: [HouseID] = try rows.map { try $0["id"] }
        let spans = try spans(of: ids, on: connection)
        let contacts = try contacts(of: ids, on: connection)
        return try rows.map { row in
            var house = try House(row)
            house.opening = OpeningHours(spans[house.id] ?? [])
            house.contacts = contacts[house.id] ?? []
            return house
        }
    }

    private func spans(
        of ids: [HouseID], on connection: any Connection
    ) throws -> [HouseID: [OpeningHours.Span]] {
        let pairs = try connection.all(
            """
            SELECT house_id, weekday, opens_at, closes_at FROM house_opening WHERE house_id IN (\(list: ids))
            ORDER BY house_id, weekday, opens_at
            """
        ) { row -> (HouseID, OpeningHours.Span) in
            let span = OpeningHours.Span(
                weekday: try row["weekday"], opens: try row["opens_at"], closes: try row["closes_at"])
            return (try row["house_id"], span)
        }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }

    private func contacts(of ids: [HouseID], on connection: any Connection) throws -> [HouseID: [HouseContact]] {
        let pairs = try connection.all(
            """
            SELECT house_id, job, email, phone FROM house_contact WHERE house_id IN (\(list: ids))
            ORDER BY house_id, position
            """
        ) { row -> (HouseID, HouseContact) in
            let contact = HouseContact(function: try row["job"], email: try row["email"], phone: try row["phone"])
            return (try row["house_id"], contact)
        }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }

    /// What pages need to know of all houses.
    func frames(on connection: any Connection) throws -> [HouseFrame] {
        try connection.all(
            """
            SELECT id, slug, name, time_zone, accent, is_demo, modules, street, postal_code, city, email, phone,
                federal_state
            FROM house ORDER BY id
            """
        ) { row in
            let modules: StringList = try row["modules"]
            let address = HouseAddress(
                street: try row["street"], postalCode: try row["postal_code"], city: try row["city"])
            return HouseFrame(
                id: try row["id"], slug: try row["slug"], name: try row["name"], zone: try row.zone("time_zone"),
                accent: try row["accent"], isDemo: try row["is_demo"], modules: Set(modules.values),
                reach: address.reach(email: try row["email"], phone: try row["phone"]),
                federalState: try row.federalState)
        }
    }
}

extension House {
    /// Without opening hours and contacts.
    fileprivate init(_ row: Row) throws {
        let website: String? = try row["website"]
        let social: StringList = try row["social_links"]
        let modules: StringList = try row["modules"]
        self.init(
            id: try row["id"], slug: try row["slug"], name: try row["name"], claim: try row["claim"],
            lead: try row["lead"], accent: try row["accent"], zone: try row.zone("time_zone"),
            address: HouseAddress(
                street: try row["street"], postalCode: try row["postal_code"], city: try row["city"],
                note: try row["place_note"]),
            email: try row["email"], phone: try row["phone"], website: website.flatMap(Link.init(external:)),
            socialLinks: social.values.compactMap(Link.init(external:)), federalState: try row.federalState,
            openingNote: try row["opening_note"],
            imprint: try row["imprint"], privacy: try row["privacy"], accessibility: try row["accessibility"],
            isDemo: try row["is_demo"], modules: modules.values, createdAt: try row["created_at"])
    }
}

extension Row {
    /// A zone that this machine no longer knows becomes UTC.
    fileprivate func zone(_ name: String) throws -> TimeZone {
        TimeZone(identifier: try self[name]) ?? .gmt
    }

    fileprivate var federalState: FederalState? {
        get throws {
            let code: String? = try self["federal_state"]
            return code.flatMap(FederalState.init)
        }
    }
}

/// Texts in order, stored as a JSON array.
private struct StringList: ColumnValue {
    let values: [String]

    init(_ values: [String]) { self.values = values }

    static var columnType: ColumnType { .text }

    var columnData: ColumnData {
        let bytes = (try? JSON.array(values.map(JSON.string)).bytes) ?? Array("[]".utf8)
        return .text(String(decoding: bytes, as: UTF8.self))
    }

    init?(columnData: ColumnData) {
        guard case .text(let json) = columnData,
            let values = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        else { return nil }
        self.values = values
    }
}
