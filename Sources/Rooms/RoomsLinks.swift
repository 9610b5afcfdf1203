// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Every address of this capability.
struct RoomsLinks: Sendable {
    let house: HouseFrame

    static let section = "raeume"

    /// Names the room after which a page of the list begins.
    static let after = "nach"

    var rooms: Link { house.link("raeume") }
    func rooms(after room: ID<Room>) -> Link { house.link("raeume", query: [(Self.after, "\(room)")]) }
    func room(_ id: ID<Room>) -> Link { house.link("raeume", "\(id)") }
    func room(_ id: ID<Room>, day: Day) -> Link { house.link("raeume", "\(id)", query: [("tag", "\(day)")]) }
    func week(_ id: ID<Room>, of day: Day) -> Link {
        house.link("raeume", "\(id)", query: [("ansicht", "woche"), ("tag", "\(day)")])
    }

    func bookingForm(_ room: ID<Room>) -> Link { house.link("raeume", "\(room)", "buchung") }
    /// The first step with a time filled in.
    func bookingForm(_ room: ID<Room>, at period: Period) -> Link {
        house.link("raeume", "\(room)", "buchung", query: timeValues(period))
    }
    /// The second step for a time that is free.
    func bookingDetails(_ room: ID<Room>, at period: Period) -> Link {
        house.link("raeume", "\(room)", "buchung", "angaben", query: timeValues(period))
    }

    /// A time as the fields of a form.
    func timeValues(_ period: Period) -> [(String, String)] {
        let (day, start, _) = period.start.local(in: house.zone)
        let end = period.end.local(in: house.zone).time
        return [
            (BookingInput.FormField.day, "\(day)"), (BookingInput.FormField.start, "\(start)"),
            (BookingInput.FormField.end, "\(end)"),
        ]
    }
    func bookingDetails(_ room: ID<Room>) -> Link { house.link("raeume", "\(room)", "buchung", "angaben") }
    func bookingCheck(_ room: ID<Room>) -> Link { house.link("raeume", "\(room)", "buchung", "pruefung") }
    func bookingSend(_ room: ID<Room>) -> Link { house.link("raeume", "\(room)", "buchung") }
    func bookingSent(_ room: ID<Room>, until: Instant) -> Link {
        house.link("raeume", "\(room)", "buchung", "gesendet").with("bis", "\(until.seconds)")
    }

    /// The organiser's private page.
    func own(_ token: SecretToken) -> Link { house.link("buchungen", token.text) }
    func own(_ token: SecretToken, _ act: String) -> Link { house.link("buchungen", token.text, act) }

    var deskBookings: Link { house.link("schreibtisch", "buchungen") }
    func deskBooking(_ id: ID<Booking>) -> Link { house.link("schreibtisch", "buchungen", "\(id)") }
    func deskBooking(_ id: ID<Booking>, _ act: String) -> Link {
        house.link("schreibtisch", "buchungen", "\(id)", act)
    }
    var deskRooms: Link { house.link("schreibtisch", "raeume") }
    var newRoom: Link { house.link("schreibtisch", "raeume", "neu") }
    func deskRoom(_ id: ID<Room>) -> Link { house.link("schreibtisch", "raeume", "\(id)") }
    func deskRoom(_ id: ID<Room>, _ part: String) -> Link { house.link("schreibtisch", "raeume", "\(id)", part) }
    func closureRemoval(_ id: ID<Closure>) -> Link { house.link("schreibtisch", "schliesszeiten", "\(id)", "ende") }

    /// The calendar of a room, for programs that subscribe.
    static func calendar(_ room: ID<Room>) -> Link { Link(path: "api", "v1", "rooms", "\(room).ics") }
}
