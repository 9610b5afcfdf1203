// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Web

extension TextUse {
    /// Whether the house is open, in a sentence. `nil` when it gives no hours.
    static func opening(of house: House, at now: Instant) -> TextUse? {
        switch house.opening.status(at: now, in: house.zone, holiday: house.frame.holiday) {
        case .unknown: nil
        case .open(let end): TextUse(.openUntil, ["time": "\(end.description)"])
        case .opensLaterToday(let start): TextUse(.opensToday, ["time": "\(start.description)"])
        case .closed(let holiday, let next, let start):
            TextUse(
                holiday == nil ? .closedUntil : .closedForHoliday,
                [
                    "weekday": HTML(reopening(next, today: now.day(in: house.zone))), "time": "\(start.description)",
                    "holiday": holiday.map { "\(text: $0.title)" } ?? "",
                ])
        }
    }
}

extension TextUse {
    /// A weekday is enough within a week.
    private static func reopening(_ day: Day, today: Day) -> TextUse {
        day - today < 7 ? .weekday(day.weekday) : .date(day, .withoutYear)
    }
}

/// Opening hours as a list.
enum OpeningPages {
    /// That the house is closed on holidays, and when next.
    static func holidays(of house: House, today: Day) -> HTML {
        guard house.federalState != nil, let next = house.opening.nextHoliday(after: today, house.frame.holiday) else {
            return ""
        }
        return """
            <p>\(text: .closedOnHolidaysNext, [
                "date": "\(date: next.day)", "holiday": "\(text: next.holiday.title)",
            ])</p>
            """
    }

    static func week(_ hours: OpeningHours) -> HTML {
        guard !hours.isEmpty else { return "<p>\(text: .noOpeningHours)</p>" }
        let rows = hours.groups.map { group -> HTML in
            "<div><dt>\(text: days(group))</dt>\(times(group))</div>"
        }
        return "<dl class=\"facts\">\(rows)</dl>"
    }

    private static func days(_ group: OpeningHours.Group) -> TextUse {
        guard group.first < group.last else { return .weekday(group.first) }
        let slots: Slots = ["first": HTML(TextUse.weekday(group.first)), "last": HTML(TextUse.weekday(group.last))]
        return TextUse(group.last - group.first == 1 ? .twoWeekdays : .weekdays, slots)
    }

    private static func times(_ group: OpeningHours.Group) -> [HTML] {
        guard !group.times.isEmpty else { return ["<dd>\(text: .closed)</dd>"] }
        return group.times.map { times in
            """
            <dd>\(text: .openingTimes, [
                "opens": "<time>\(times.opens.description)</time>", "closes": "<time>\(times.closes.description)</time>",
            ])</dd>
            """
        }
    }
}
