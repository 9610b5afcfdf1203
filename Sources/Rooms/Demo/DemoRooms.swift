// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

extension RoomsCapability {
    /// Furnishes the model houses with rooms and a few bookings, dated from `now`.
    package func fillDemo(
        _ houses: [String: HouseFrame], now: Instant, on connection: any Connection
    ) throws {
        for demo in DemoRoom.all {
            guard let house = houses[demo.house] else { continue }
            let id = try rooms.add(
                to: house.id, name: demo.name, description: demo.description, capacity: demo.capacity,
                terms: demo.terms, on: connection)
            guard let room = try rooms.room(id, on: connection) else { continue }
            try rooms.replaceOpenings(of: room, with: demo.openings, on: connection)
            try rooms.replaceFacts(of: room, with: demo.facts, on: connection)
            try rooms.addRules(to: room, text: demo.rules, now: now, on: connection)
            try addParts(demo.parts, to: room, on: connection)
            try search.note(id, on: connection)
            let furnished = try rooms.furnished(room, on: connection)
            for booking in demo.bookings { try enter(booking, in: furnished, of: house, now: now, on: connection) }
        }
    }

    private func addParts(
        _ parts: [(name: LocalizedText, capacity: Int)], to room: Room, on connection: any Connection
    ) throws {
        let spaces = try rooms.spaces(of: room.id, on: connection)
        for (index, part) in parts.enumerated() {
            if index < spaces.count {
                try rooms.updateSpace(spaces[index].id, name: part.name, capacity: part.capacity, on: connection)
            } else {
                try rooms.addSpace(
                    to: room.id, in: room.house, name: part.name, capacity: part.capacity, position: index,
                    on: connection)
            }
        }
    }

    private func enter(
        _ demo: DemoBooking, in room: FurnishedRoom, of house: HouseFrame, now: Instant, on connection: any Connection
    ) throws {
        var day = now.day(in: house.zone) + demo.daysAhead
        while house.holiday(on: day) != nil || !room.openings.contains(where: { $0.weekday == day.weekday }) {
            day = day + 1
        }
        guard let from = TimeOfDay(minutes: demo.startHour * 60),
            let start = Instant(day: day, time: from, zone: house.zone), start > now
        else { return }
        let contact = RoomsPorts.Contact(name: demo.group, email: nil, phone: nil, language: .german)
        let person = try ports.enterPerson(contact, connection)
        let wish = BookingWish(
            period: Period(start: start, end: start + .hours(demo.hours)),
            spaces: demo.part.map { [room.spaces[$0].id] } ?? [], title: demo.title, description: demo.text,
            attendees: demo.people, isPublic: true, organisation: demo.group, acceptsRules: true)
        let organiser: Bookings.Organiser = demo.isRequest ? .person(person) : .staff(person, onBehalfOf: nil)
        _ = try bookings.book(wish, in: room, of: house, by: organiser, language: .german, now: now, on: connection)
    }
}

/// A booking of the demonstration.
struct DemoBooking: Sendable {
    var daysAhead: Int
    var startHour: Int
    var hours: Int64
    var title: String
    var text: String
    var group: String
    var people: Int
    /// Index of the part; `nil`: the whole room.
    var part: Int?
    /// Waits for a decision.
    var isRequest = false
}

/// A room of the demonstration.
struct DemoRoom: Sendable {
    var house: String
    var name: LocalizedText
    var description: LocalizedText
    var capacity: Int
    var terms: BookingTerms
    var openings: [Opening]
    var parts: [(name: LocalizedText, capacity: Int)] = []
    var facts: [RoomFact]
    var rules: LocalizedText
    var bookings: [DemoBooking]

    static let all = [leipzigZimmer, libraryLab, smartCityLab, leipzigerOsten]

    static func openings(_ weekdays: ClosedRange<Int>, from: Int, to: Int) -> [Opening] {
        weekdays.compactMap { weekday in
            guard let opens = TimeOfDay(minutes: from * 60), let closes = TimeOfDay(minutes: to * 60) else {
                return nil
            }
            return Opening(weekday: weekday, opens: opens, closes: closes)
        }
    }
}

extension BookingTerms {
    /// With a decision by staff, two days ahead, four hours at the most.
    static let withApproval = BookingTerms(
        setUp: .minutes(15), cleanUp: .minutes(15), leadTime: .hours(48), longest: .hours(4), horizon: .days(120),
        needsApproval: true, mustBeOpenToAll: false)
}
