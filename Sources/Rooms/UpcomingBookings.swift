// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The next things that everybody may join, as first pages show them.
enum UpcomingBookings {
    static func html(
        _ bookings: [(booking: Booking, house: HouseFrame)], names: [ID<Room>: LocalizedText], namesHouses: Bool
    ) -> HTML {
        guard !bookings.isEmpty else { return "<p class=\"empty\">\(text: .nothingOn)</p>" }
        let items = bookings.compactMap { booking, house -> HTML? in
            guard let period = booking.period else { return nil }
            let day = period.start.day(in: house.zone)
            let link = RoomsLinks(house: house).room(booking.room, day: day)
            let place: HTML = names[booking.room].map { "\($0)" } ?? ""
            return """
                <li>\(tile(day))<div><h3><a href="\(url: link)">\(booking.title)</a></h3>
                <p class="meta">\(time: period.start, zone: house.zone)–\(time: period.end, zone: house.zone) · \(place)\
                \(namesHouses ? " · \(house.name)" : "")</p></div>
                <p class="side"><span class="tag good"><span aria-hidden="true">○</span> \(text: .openToAll)</span></p></li>
                """
        }
        return "<ul class=\"dated\">\(items)</ul>"
    }

    private static func tile(_ day: Day) -> HTML {
        """
        <time class="date-tile" datetime="\(day.description)"><span>\(text: .shortWeekday(day.weekday))</span> \
        <strong>\(day.day)</strong> <span>\(text: .shortMonth(day.month))</span></time>
        """
    }
}
