// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A person's claim on a room.
struct Booking: Sendable {
    enum State: String, ColumnValue, Sendable, CaseIterable {
        /// A guest sent it; the link in the mail is still to be confirmed. Holds the time.
        case unconfirmed
        /// Waits for staff. Holds the time.
        case requested
        case confirmed
        case declined
        case cancelled
        /// Was not confirmed in time.
        case expired

        /// Whether the time is taken.
        var holdsTime: Bool { self == .unconfirmed || self == .requested || self == .confirmed }
    }

    /// Who entered it.
    enum Channel: String, ColumnValue, Sendable { case guest, account, staff }

    let id: ID<Booking>
    let house: HouseID
    let room: ID<Room>
    let organiser: PersonID
    var state: State
    var title: String
    var description: String?
    var attendees: Int
    /// Title and description may be read by everybody.
    var isPublic: Bool
    /// A group or institution, not a natural person.
    var organisation: String?
    var channel: Channel
    var language: Language
    /// Rises with each change that a calendar has to learn of (RFC 5545, 3.8.7.4).
    var sequence: Int
    /// Until when an unconfirmed booking holds its time.
    var expiresAt: Instant?
    /// Why staff declined or withdrew it.
    var reason: String?
    var occurrences: [Occurrence]

    /// The first date; every booking has one.
    var period: Period? { occurrences.first?.period }
}

/// One date of a booking, without buffers.
struct Occurrence: Sendable {
    enum State: String, ColumnValue, Sendable { case planned, cancelled }

    let id: ID<Occurrence>
    let period: Period
    let state: State
    let spaces: [ID<Space>]
}

/// What somebody asks for, read but not yet judged.
struct BookingWish: Sendable {
    var period: Period
    /// Empty: the whole room.
    var spaces: [ID<Space>]
    var title: String
    var description: String?
    var attendees: Int
    var isPublic: Bool
    var organisation: String?
    var acceptsRules: Bool
}

/// A time that is taken, as the calendar shows it.
struct BusyTime: Sendable {
    enum Cause: String, ColumnValue, Sendable { case booking, closure }

    let space: ID<Space>
    /// With buffers.
    let period: Period
    let cause: Cause
    /// Of a public, confirmed booking.
    let title: String?
    /// Of that booking, without buffers.
    let shown: Period?
    let booking: ID<Booking>?
}
