// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

extension TextUse {
    /// Whether the house is open, in a sentence. `nil` when it gives no hours.
    static func opening(_ hours: OpeningHours, at now: Instant, in zone: TimeZone) -> TextUse? {
        switch hours.status(at: now, in: zone) {
        case .unknown: nil
        case .open(let end): TextUse(.openUntil, ["time": "\(end.description)"])
        case .opensLaterToday(let start): TextUse(.opensToday, ["time": "\(start.description)"])
        case .closed(let weekday, let start):
            TextUse(.closedUntil, ["weekday": HTML(TextUse.weekday(weekday)), "time": "\(start.description)"])
        }
    }
}

/// Opening hours as a list.
enum OpeningPages {
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
