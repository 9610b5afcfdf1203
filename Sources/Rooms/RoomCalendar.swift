// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Day and week of a room: what is taken and what is free, first in words, then as a ribbon that only decorates.
struct RoomCalendar: Sendable {
    let view: RoomView
    let house: HouseFrame
    let language: Language
    let now: Instant

    private var room: FurnishedRoom { view.room }
    private var links: RoomsLinks { RoomsLinks(house: house) }

    /// The ribbon of each part, and the same as a list.
    var day: HTML {
        let hours = shownHours
        let rows = room.spaces.enumerated().map { ribbon($1, hours: hours, hatch: $0 == 0 ? Self.hatch : "") }
        let marks = stride(from: hours.lowerBound, through: hours.upperBound, by: 2).map {
            "<span>\($0)</span>" as HTML
        }
        return """
            <div class="ribbon" aria-hidden="true">\(rows)<div class="ribbon-hours">\(marks)</div></div>
            <ul class="key" aria-hidden="true">
            <li><svg viewBox="0 0 20 20" focusable="false"><rect class="free" x="1" y="1" width="18" height="18"/></svg> \(text: .free)</li>
            <li><svg viewBox="0 0 20 20" focusable="false"><rect class="taken" x="1" y="1" width="18" height="18" fill="url(#belegt)"/></svg> \(text: .taken)</li>
            </ul>
            <ul>\(lines(on: view.day))</ul>
            """
    }

    /// Seven columns; on a phone the style sheet makes a list of days of it.
    var week: HTML {
        let days = (0..<7).map { view.day.monday + $0 }
        let heads = days.map { day -> HTML in
            "<th scope=\"col\"><abbr title=\"\(text: .weekday(day.weekday))\">\(text: .shortWeekday(day.weekday))</abbr> \(day.day).</th>"
        }
        let cells = days.map { day -> HTML in
            let current: HTML = day == now.day(in: house.zone) ? " aria-current=\"date\"" : ""
            let label: HTML = "\(text: .date(day, .withoutYear))"
            let entries = lines(on: day)
            return """
                <td data-label="\(label)"\(current)><ul class="entries">\(entries)</ul></td>
                """
        }
        return """
            <table class="calendar"><caption>\(text: .weekCaption, ["room": room.room.name.html(for: language)])</caption>
            <thead><tr>\(heads)</tr></thead><tbody><tr>\(cells)</tr></tbody></table>
            """
    }

    /// What is taken and what is free on a day, in the order of the clock.
    private func lines(on day: Day) -> [HTML] {
        let bounds = Period(
            start: Instant(startOf: day, zone: house.zone), end: Instant(startOf: day + 1, zone: house.zone))
        let taken = busyGroups(in: bounds).map { group in (group.period.start, takenLine(group)) }
        let free = view.free.compactMap { $0.intersection(bounds) }.filter { $0.length >= .minutes(15) }.map {
            ($0.start, freeLine($0))
        }
        let all = (taken + free).sorted { $0.0 < $1.0 }.map(\.1)
        if let holiday = house.holiday(on: day) {
            return ["<li>\(text: .holidayOff, ["holiday": "\(text: holiday.title)"])</li>"] + all
        }
        return all.isEmpty ? ["<li>\(text: .notBookable)</li>"] : all
    }

    private struct Group {
        let period: Period
        let cause: BusyTime.Cause
        let title: String?
        var spaces: Set<ID<Space>>
    }

    /// One line per booking, whichever parts it takes.
    private func busyGroups(in bounds: Period) -> [Group] {
        var groups: [Group] = []
        for time in view.busy {
            guard let period = (time.shown ?? time.period).intersection(bounds) else { continue }
            let same = groups.firstIndex { $0.period == period && $0.title == time.title && $0.cause == time.cause }
            if let same {
                groups[same].spaces.insert(time.space)
            } else {
                groups.append(Group(period: period, cause: time.cause, title: time.title, spaces: [time.space]))
            }
        }
        return groups
    }

    private func takenLine(_ group: Group) -> HTML {
        let what: HTML =
            switch (group.cause, group.title) {
            case (.closure, _): "\(text: .closed)"
            case (_, let title?): "<bdi>\(title)</bdi>"
            default: "\(text: .taken)"
            }
        let isWhole = group.spaces.count == room.spaces.count
        let parts: HTML =
            isWhole || room.spaces.count == 1
            ? ""
            : " (\(room.spaces.filter { group.spaces.contains($0.id) }.map { $0.name.html(for: language) }.joined(by: ", ")))"
        return "<li><span>\(times(group.period))</span> \(what)\(parts)</li>"
    }

    private func freeLine(_ period: Period) -> HTML {
        let link = links.bookingDetails(room.room.id, at: period.atMost(.hours(2)))
        return "<li class=\"free\"><span>\(times(period))</span> <a href=\"\(url: link)\">\(text: .free)</a></li>"
    }

    private func times(_ period: Period) -> HTML {
        "\(time: period.start, zone: house.zone)–\(time: period.end, zone: house.zone)"
    }

    private var shownHours: ClosedRange<Int> {
        let hours = room.openings.filter { $0.weekday == view.day.weekday }
        let first = (hours.map(\.opens.minutes).min() ?? 480) / 60
        let last = ((hours.map(\.closes.minutes).max() ?? 1200) + 59) / 60
        return min(first, 8)...max(last, 20)
    }

    /// The pattern of what is taken; once a page.
    private static let hatch: HTML = """
        <defs><pattern id="belegt" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <rect class="hatch-ground" width="10" height="10"/><rect class="hatch-line" width="3" height="10"/></pattern></defs>
        """

    private func ribbon(_ space: Space, hours: ClosedRange<Int>, hatch: HTML) -> HTML {
        let start = Instant(startOf: view.day, zone: house.zone) + .hours(Int64(hours.lowerBound))
        let end = Instant(startOf: view.day, zone: house.zone) + .hours(Int64(hours.upperBound))
        let frame = Period(start: start, end: end)
        func rect(_ period: Period, _ kind: String) -> HTML {
            guard let shown = period.intersection(frame) else { return "" }
            let x = (shown.start - start).seconds / 60
            return
                "<rect class=\"\(kind)\" x=\"\(x)\" y=\"0\" width=\"\(shown.length.seconds / 60)\" height=\"40\" fill=\"url(#belegt)\"/>"
        }
        let openings = Availability(room, of: house)
        let bookable = Period(start: now + room.room.terms.leadTime, end: now + room.room.terms.horizon)
        let open = openings.openPeriods(in: frame).compactMap { $0.intersection(bookable) }
        let closed = frame.subtracting(open).map { rect($0, "buffer") }
        let taken = view.busy.filter { $0.space == space.id }.map { rect($0.shown ?? $0.period, "taken") }
        let width = (end - start).seconds / 60
        return """
            <div class="ribbon-row"><span>\(space.name.html(for: language))</span>\
            <svg viewBox="0 0 \(width) 40" preserveAspectRatio="none" focusable="false">\(hatch)\
            <rect class="free" width="\(width)" height="40"/>\(closed)\(taken)</svg></div>
            """
    }
}

extension Period {
    /// This period, cut after `length`.
    func atMost(_ length: Span) -> Period { Period(start: start, end: min(end, start + length)) }
}
