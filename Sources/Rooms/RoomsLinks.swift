// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Every address of this capability.
struct RoomsLinks: Sendable {
    let house: HouseFrame

    static let section = "raeume"

    var rooms: Link { house.link("raeume") }
    func room(_ id: ID<Room>) -> Link { house.link("raeume", "\(id)") }
    func room(_ id: ID<Room>, day: Day) -> Link { room(id).with("tag", "\(day)") }
    func week(_ id: ID<Room>, of day: Day) -> Link { room(id).with("ansicht", "woche").with("tag", "\(day)") }

    func bookingForm(_ room: ID<Room>) -> Link { house.link("raeume", "\(room)", "buchung") }
    /// The first step with a time filled in.
    func bookingForm(_ room: ID<Room>, at period: Period) -> Link { at(period, bookingForm(room)) }
    /// The second step for a time that is free.
    func bookingDetails(_ room: ID<Room>, at period: Period) -> Link { at(period, bookingDetails(room)) }

    private func at(_ period: Period, _ link: Link) -> Link {
        timeValues(period).reduce(link) { $0.with($1.name, $1.value) }
    }

    /// A time as the fields of a form.
    func timeValues(_ period: Period) -> [(name: String, value: String)] {
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
