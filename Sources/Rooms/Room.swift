// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A room of a house: a set of spaces, and the conditions under which they are lent.
struct Room: Sendable {
    let id: ID<Room>
    let house: HouseID
    var name: LocalizedText
    var description: LocalizedText
    /// How many people fit into all of it.
    var capacity: Int
    var terms: BookingTerms
    var isRetired: Bool
}

/// Under which conditions a room is booked.
struct BookingTerms: Sendable, Equatable {
    /// Kept free before and after each booking.
    var setUp: Span
    var cleanUp: Span
    /// How long ahead at the latest.
    var leadTime: Span
    var longest: Span
    /// How long ahead at the earliest.
    var horizon: Span
    /// Whether staff decide on each booking; else it holds at once, and staff may withdraw it with a reason.
    var needsApproval: Bool
    /// Only for what is free of charge and open to everyone.
    var mustBeOpenToAll: Bool
}

/// A part of a room that can be occupied by itself. A room without parts has one space.
struct Space: Sendable {
    let id: ID<Space>
    let room: ID<Room>
    var name: LocalizedText
    var capacity: Int
}

/// From–until on one weekday, in the house's zone.
struct Opening: Sendable, Hashable {
    /// 1 = Monday … 7 = Sunday
    let weekday: Int
    let opens: TimeOfDay
    let closes: TimeOfDay
}

/// What is worth knowing of a room, one fact a line.
struct RoomFact: Sendable {
    enum Kind: String, ColumnValue, Sendable, CaseIterable { case area, equipment, access }

    var kind: Kind
    var text: LocalizedText
    /// Square metres for an area, pieces for equipment.
    var amount: Int?
    /// Who says so, where figures differ.
    var source: String?
}

/// A text that a person accepts when booking. Never changed, only followed by a later version.
struct HouseRules: Sendable {
    let id: ID<HouseRules>
    let version: Int
    let text: LocalizedText
}

/// A time in which a room, or the whole house, is not lent.
struct Closure: Sendable {
    let id: ID<Closure>
    /// `nil`: all rooms of the house.
    let room: ID<Room>?
    let period: Period
    let reason: LocalizedText
}

/// A room with all that a page or a rule has to know.
struct FurnishedRoom: Sendable {
    let room: Room
    let spaces: [Space]
    let openings: [Opening]
    let facts: [RoomFact]
    let rules: HouseRules?

    /// The spaces with these ids; all of them when none is named. `nil` when one does not belong to the room.
    func spaces(_ wanted: [ID<Space>]) -> [Space]? {
        if wanted.isEmpty { return spaces }
        let found = spaces.filter { wanted.contains($0.id) }
        return found.count == Set(wanted).count ? found : nil
    }

    /// How many people fit into these spaces.
    func capacity(of chosen: [Space]) -> Int {
        chosen.count == spaces.count ? room.capacity : chosen.map(\.capacity).reduce(0, +)
    }
}
