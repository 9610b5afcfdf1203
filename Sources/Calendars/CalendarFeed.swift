// SPDX-License-Identifier: EUPL-1.2

import CIcal
import Foundation
package import Kernel

/// An iCalendar object (RFC 5545) made by libical, which escapes and folds.
package struct CalendarFeed: Sendable {
    /// One event of it.
    package struct Entry: Sendable {
        package var uid: String
        package var period: Period
        package var summary: String
        package var description: String?
        package var location: String?
        package var url: String?
        /// Rises with every change that matters to a calendar.
        package var sequence: Int
        package var isCancelled: Bool
        package var stamp: Instant

        package init(
            uid: String, period: Period, summary: String, description: String? = nil, location: String? = nil,
            url: String? = nil, sequence: Int, isCancelled: Bool, stamp: Instant
        ) {
            self.uid = uid
            self.period = period
            self.summary = summary
            self.description = description
            self.location = location
            self.url = url
            self.sequence = sequence
            self.isCancelled = isCancelled
            self.stamp = stamp
        }
    }

    package var name: String
    package var entries: [Entry]

    package init(name: String, entries: [Entry]) {
        self.name = name
        self.entries = entries
    }

    /// The text with CRLF line ends; times are in UTC.
    package var text: String {
        let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT)
        defer { icalcomponent_free(calendar) }
        icalcomponent_add_property(calendar, icalproperty_new_version("2.0"))
        icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Stadtzimmer//Stadtzimmer//DE"))
        icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"))
        icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH))
        let title = icalproperty_new_x(name)
        icalproperty_set_x_name(title, "X-WR-CALNAME")
        icalcomponent_add_property(calendar, title)
        for entry in entries { icalcomponent_add_component(calendar, Self.component(entry)) }
        guard let text = icalcomponent_as_ical_string_r(calendar) else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    private static func component(_ entry: Entry) -> OpaquePointer? {
        let event = icalcomponent_new(ICAL_VEVENT_COMPONENT)
        icalcomponent_add_property(event, icalproperty_new_uid(entry.uid))
        icalcomponent_add_property(event, icalproperty_new_dtstamp(time(entry.stamp)))
        icalcomponent_add_property(event, icalproperty_new_dtstart(time(entry.period.start)))
        icalcomponent_add_property(event, icalproperty_new_dtend(time(entry.period.end)))
        icalcomponent_add_property(event, icalproperty_new_sequence(Int32(clamping: entry.sequence)))
        icalcomponent_add_property(
            event, icalproperty_new_status(entry.isCancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED))
        icalcomponent_add_property(event, icalproperty_new_summary(entry.summary))
        if let text = entry.description { icalcomponent_add_property(event, icalproperty_new_description(text)) }
        if let place = entry.location { icalcomponent_add_property(event, icalproperty_new_location(place)) }
        if let url = entry.url { icalcomponent_add_property(event, icalproperty_new_url(url)) }
        return event
    }

    private static func time(_ instant: Instant) -> icaltimetype {
        icaltime_from_timet_with_zone(time_t(instant.seconds), 0, icaltimezone_get_utc_timezone())
    }
}
