// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The pages that tell what rooms there are and when they are free.
struct RoomPages: Sendable {
    let house: HouseFrame
    let language: Language
    let visitor: Visitor?
    let now: Instant

    private var links: RoomsLinks { RoomsLinks(house: house) }

    /// How many rooms a page of the list shows.
    static let onOnePage = 24

    /// `rooms` holds one more than a page when others follow.
    func list(_ rooms: [(room: FurnishedRoom, next: Period?)]) -> Page {
        let shown = rooms.prefix(Self.onOnePage)
        let cards = shown.map { room, next -> HTML in
            let nextLine: HTML =
                next.map {
                    "<p>\(text: .nextFreeFrom, ["when": "\(text: .moment($0.start, zone: house.zone, .withoutYear))"])</p>"
                }
                ?? "<p>\(text: .nothingFreeSoon)</p>"
            return """
                <li><div class="card"><h2><a href="\(url: links.room(room.room.id))">\(room.room.name.html(for: language))</a></h2>
                <p class="meta">\(keyFacts(room))</p>
                \(nextLine)
                </div></li>
                """
        }
        let content: HTML =
            rooms.isEmpty
            ? "<div class=\"empty\"><p>\(text: .noRooms)</p></div>"
            : "<ul class=\"cards\">\(cards)</ul>"
        var more: HTML = ""
        if rooms.count > shown.count, let last = shown.last {
            more = """
                <nav class="pages" aria-label="\(text: .browse)">\
                <a rel="next" href="\(url: links.rooms(after: last.room.room.id))">\
                \(text: .moreRooms) <span class="arrow" aria-hidden="true">→</span></a></nav>
                """
        }
        return Page(
            title: .rooms, section: RoomsLinks.section,
            content: """
                <div class="title"><h1>\(text: .rooms)</h1><p class="lead">\(text: .roomsLead)</p></div>
                \(content)\(more)
                """)
    }

    func room(_ view: RoomView) -> Page {
        let room = view.room
        let lengthNote = room.room.terms.needsApproval ? TextKey.termsApproval : TextKey.termsImmediate
        return Page(
            title: TextUse(.plainName, ["name": room.room.name.html(for: language)]), section: RoomsLinks.section,
            trail: [("\(text: .rooms)", links.rooms)],
            head: """
                <link rel="alternate" type="text/calendar" href="\(url: RoomsLinks.calendar(room.room.id))">
                """,
            content: """
                <div class="title"><h1>\(room.room.name.html(for: language))</h1>
                <p class="meta">\(keyFacts(room))</p></div>
                \(paragraphs(room.room.description))
                \(nextFree(view))
                <div class="\(view.showsWeek ? "week" : "columns")">
                <section class="card" aria-labelledby="kalender"><h2 id="kalender">\(calendarTitle(view))</h2>
                \(tabs(view))
                \(view.showsWeek ? RoomCalendar(view: view, house: house, language: language, now: now).week : RoomCalendar(view: view, house: house, language: language, now: now).day)
                </section>
                <aside class="card" aria-labelledby="fakten"><h2 id="fakten">\(text: .atAGlance)</h2>
                \(facts(room))
                <p>\(text: lengthNote)</p>
                <p><a href="\(url: RoomsLinks.calendar(room.room.id))">\(text: .subscribeCalendar)</a></p>
                </aside></div>
                """)
    }

    private func nextFree(_ view: RoomView) -> HTML {
        let room = view.room.room
        let items = view.next.map { period -> HTML in
            let when: HTML = "\(period: period, zone: house.zone, .withoutYear)"
            return """
                <li><p><strong>\(when)</strong></p>
                <a class="button compact" href="\(url: links.bookingDetails(room.id, at: period))">\(text: .takeThisTime)\
                <span class="visually-hidden">: \(when)</span></a></li>
                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>\(text: .nothingFreeSoon)</p>" : "<ol class=\"slots\" aria-labelledby=\"frei\">\(items)</ol>"
        return """
            <section class="card" aria-labelledby="frei"><h2 id="frei">\(text: .nextFreeTimes)</h2>\(list)
            <p class="actions"><a class="button secondary" href="\(url: links.bookingForm(room.id))">\(text: .chooseAnotherTime)</a></p>
            </section>
            """
    }

    private func calendarTitle(_ view: RoomView) -> HTML {
        guard view.showsWeek else { return "\(date: view.day, .withoutYear)" }
        return
            "\(text: .weekOf, ["first": "\(date: view.day.monday, .withoutYear)", "last": "\(date: view.day.monday + 6)"])"
    }

    private func tabs(_ view: RoomView) -> HTML {
        let id = view.room.room.id
        let step = view.showsWeek ? 7 : 1
        func to(_ day: Day) -> Link { view.showsWeek ? links.week(id, of: day) : links.room(id, day: day) }
        let (dayMark, weekMark): (HTML, HTML) =
            view.showsWeek ? ("", " aria-current=\"page\"") : (" aria-current=\"page\"", "")
        return """
            <nav class="tabs" aria-label="\(text: .view)"><ul>
            <li><a href="\(url: links.room(id, day: view.day))"\(dayMark)>\(text: .day)</a></li>
            <li><a href="\(url: links.week(id, of: view.day))"\(weekMark)>\(text: .week)</a></li></ul></nav>
            <nav class="pages" aria-label="\(text: .browse)">
            <a rel="prev" href="\(url: to(view.day + -step))"><span class="arrow" aria-hidden="true">←</span> \
            \(text: view.showsWeek ? .previousWeek : .previousDay)</a>
            <a rel="next" href="\(url: to(view.day + step))">\(text: view.showsWeek ? .nextWeek : .nextDay) \
            <span class="arrow" aria-hidden="true">→</span></a></nav>
            """
    }

    private func keyFacts(_ room: FurnishedRoom) -> HTML {
        var facts: [HTML] = ["\(text: .seats, count: room.room.capacity)"]
        facts += room.facts.filter { $0.kind != .area }.prefix(4).map { fact($0) }
        if room.spaces.count > 1 { facts.append("\(text: .parts, count: room.spaces.count)") }
        return facts.joined(by: " · ")
    }

    private func fact(_ fact: RoomFact) -> HTML {
        let text = fact.text.html(for: language)
        return fact.amount.map { "\($0) \(text)" } ?? text
    }

    private func facts(_ room: FurnishedRoom) -> HTML {
        func values(_ kind: RoomFact.Kind) -> [HTML] {
            room.facts.filter { $0.kind == kind }.map { fact in
                guard kind == .area else { return "<dd>\(self.fact(fact))</dd>" }
                let source: HTML =
                    fact.source.map { " <span class=\"meta\">(\(text: .source, ["source": "\($0)"]))</span>" } ?? ""
                return
                    "<dd>\(text: .squareMetres, count: fact.amount ?? 0) \(fact.text.html(for: language))\(source)</dd>"
            }
        }
        func row(_ title: TextKey, _ values: [HTML]) -> HTML {
            values.isEmpty ? "" : "<div><dt>\(text: title)</dt>\(values)</div>"
        }
        let hours = Dictionary(grouping: room.openings, by: \.weekday).sorted { $0.key < $1.key }.map {
            day, list -> HTML in
            let times = list.map { "\($0.opens.description)–\($0.closes.description)" as HTML }.joined(by: ", ")
            return "<dd>\(text: .shortWeekday(day)) \(times)</dd>"
        }
        let spaces: [HTML] =
            room.spaces.count > 1
            ? room.spaces.map { "<dd>\($0.name.html(for: language)): \(text: .seats, count: $0.capacity)</dd>" } : []
        return """
            <dl class="facts">\(row(.placesLabel, ["<dd>\(room.room.capacity)</dd>"]))\(row(.partsLabel, spaces))\
            \(row(.areaLabel, values(.area)))\(row(.equipmentLabel, values(.equipment)))\
            \(row(.accessLabel, values(.access)))\(row(.openingHours, hours))\(row(.termsLabel, terms(room.room.terms)))</dl>
            \(rules(room.rules))
            """
    }

    private func terms(_ terms: BookingTerms) -> [HTML] {
        var lines: [HTML] = []
        if terms.mustBeOpenToAll { lines.append("<dd>\(text: .freeAndOpen)</dd>") }
        if terms.leadTime > .zero {
            lines.append("<dd>\(text: .leadTimeLine, ["lead": "\(text: .length(terms.leadTime))"])</dd>")
        }
        lines.append("<dd>\(text: .longestLine, ["longest": "\(text: .length(terms.longest))"])</dd>")
        if terms.setUp > .zero || terms.cleanUp > .zero {
            lines.append(
                "<dd>\(text: .bufferLine, ["before": "\(text: .length(terms.setUp))", "after": "\(text: .length(terms.cleanUp))"])</dd>"
            )
        }
        return lines
    }

    private func rules(_ rules: HouseRules?) -> HTML {
        guard let rules else { return "" }
        return "<details><summary>\(text: .houseRules)</summary>\(paragraphs(rules.text))</details>"
    }

    private func paragraphs(_ text: LocalizedText) -> HTML { Paragraphs.html(text, for: language) }
}
