// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// Bookings as the people at the desk see them.
struct DeskBookingPages: Sendable {
    let house: HouseFrame
    let visitor: Visitor

    private var links: RoomsLinks { RoomsLinks(house: house) }

    func list(_ bookings: [Booking], names: [ID<Room>: LocalizedText], first: Day) -> Page {
        let rows = bookings.compactMap { booking -> HTML? in
            guard let period = booking.period else { return nil }
            return """
                <tr><td data-label="\(text: .when)">\(period: period, zone: house.zone, .short)</td>
                <td data-label="\(text: .what)"><a href="\(url: links.deskBooking(booking.id))">\(booking.title)</a></td>
                <td data-label="\(text: .place)">\(names[booking.room]?.text(for: .german) ?? "")</td>
                <td data-label="\(text: .people)" class="number">\(booking.attendees)</td>
                <td data-label="\(text: .stateLabel)">\(BookingTag.html(booking.state))</td></tr>
                """
        }
        let table: HTML =
            rows.isEmpty
            ? "<div class=\"empty\"><p>\(text: .noBookingsThen)</p></div>"
            : """
            <table class="stack"><caption>\(text: .fourWeeksFrom, ["first": "\(date: first)"])</caption>
            <thead><tr><th scope="col">\(text: .when)</th><th scope="col">\(text: .what)</th><th scope="col">\(text: .place)</th>
            <th scope="col">\(text: .people)</th><th scope="col">\(text: .stateLabel)</th></tr></thead><tbody>\(rows)</tbody></table>
            """
        return page(
            title: TextUse(.bookings),
            """
            <h1>\(text: .bookings)</h1>
            <p class="actions"><a class="button" href="\(url: links.rooms)">\(text: .bookForSomebody)</a></p>
            \(table)
            <nav class="pages" aria-label="\(text: .browse)">
            <a rel="prev" href="\(url: links.deskBookings.with("tag", "\(first + -28)"))"><span class="arrow" aria-hidden="true">←</span> \(text: .earlier)</a>
            <a rel="next" href="\(url: links.deskBookings.with("tag", "\(first + 28)"))">\(text: .later) <span class="arrow" aria-hidden="true">→</span></a></nav>
            """)
    }

    func booking(
        _ booking: Booking, in room: FurnishedRoom, _ contact: RoomsPorts.Contact?, _ state: FormState,
        language: Language, now: Instant, isSaved: Bool
    ) -> Page {
        let saved: HTML =
            isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .savedNotice)</p></div>" : ""
        let times = TimeFields(room: room, language: language).all
        return page(
            title: TextUse(.plainName, ["name": "\(booking.title)"]), isBelow: true,
            """
            \(saved)\(state.summary(of: [.field(reason)] + times))
            <div class="title"><h1>\(booking.title)</h1><p>\(BookingTag.html(booking.state))</p></div>
            <div class="card">\(facts(booking, room, contact, language))</div>
            \(acts(booking, state, times, now))
            """)
    }

    /// The booking as one line of the desk, with what can be done at once.
    func deskItem(_ booking: Booking, names: [ID<Room>: LocalizedText]) -> DeskItem {
        let when: HTML = booking.period.map { "\(period: $0, zone: house.zone, .short)" } ?? ""
        let place: HTML = "\(names[booking.room]?.text(for: .german) ?? "")"
        let label: HTML = "\(text: .approve)<span class=\"visually-hidden\">: \(booking.title)</span>"
        let approve: HTML =
            booking.state == .requested
            ? Form(links.deskBooking(booking.id, "zusage"), button: label, style: "compact").html(visitor) : ""
        return DeskItem(
            title: "\(booking.title)", link: links.deskBooking(booking.id),
            details: "\(when) · \(place) · \(text: .seats, count: booking.attendees)", actions: approve)
    }

    private func facts(
        _ booking: Booking, _ room: FurnishedRoom, _ contact: RoomsPorts.Contact?, _ language: Language
    ) -> HTML {
        let parts = room.spaces.filter { booking.occurrences.first?.spaces.contains($0.id) ?? false }
        let part: HTML =
            parts.count == room.spaces.count ? "" : ": \(parts.map { $0.name.html(for: language) }.joined(by: ", "))"
        var facts: [(HTML, HTML)] = [
            ("\(text: .when)", booking.period.map { "\(period: $0, zone: house.zone)" } ?? ""),
            ("\(text: .place)", "\(room.room.name.html(for: language))\(part)"),
            ("\(text: .people)", "\(booking.attendees)"),
            ("\(text: .visibility)", "\(text: booking.isPublic ? .visiblePublic : .visibleTaken)"),
            ("\(text: .organiser)", contact.map { "\($0.name ?? "–")" } ?? "\(text: .personForgotten)"),
        ]
        if let email = contact?.email {
            facts.append(
                ("\(text: .email)", "<a href=\"\(url: Link(mail: email.value))\"><bdi>\(email.value)</bdi></a>"))
        }
        if let organisation = booking.organisation { facts.append(("\(text: .organisation)", "\(organisation)")) }
        if let description = booking.description {
            facts.append(("\(text: .description)", Paragraphs.html(description)))
        }
        if let reason = booking.reason { facts.append(("\(text: .reason)", "\(reason)")) }
        return "<dl class=\"facts\">\(facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML })</dl>"
    }

    private var reason: Field {
        Field("reason", "\(text: .reason)", hint: "\(text: .reasonHint)", .lines(rows: 3), required: true)
    }

    private func acts(
        _ booking: Booking, _ state: FormState, _ timeFields: [FormPart], _ now: Instant
    ) -> HTML {
        guard booking.state.holdsTime, let period = booking.period, period.end > now else { return "" }
        let isRequest = booking.state == .requested
        let approve: HTML =
            isRequest
            ? "<h2>\(text: .decide)</h2>\(Form(links.deskBooking(booking.id, "zusage"), button: "\(text: .approve)").html(visitor))"
            : ""
        let end = Form(
            links.deskBooking(booking.id, isRequest ? "ablehnung" : "absage"),
            button: "\(text: isRequest ? .decline : .withdrawBooking)", style: "danger"
        ).html(visitor, [reason], state)
        let times = state.values["tag"] == nil ? FormState(links.timeValues(period)) : state
        let move: HTML =
            booking.state == .unconfirmed
            ? ""
            : """
            <details><summary>\(text: .moveOrShorten)</summary>
            \(Form(links.deskBooking(booking.id, "verlegung"), button: "\(text: .moveBooking)", style: "secondary")
                .html(visitor, timeFields, times))</details>
            """
        return """
            <section class="card" aria-labelledby="tun"><h2 id="tun">\(text: .whatToDo)</h2>\(approve)
            <details\(state.message(for: "reason") == nil ? "" : " open")>\
            <summary>\(text: isRequest ? .decline : .withdrawBooking)</summary>\(end)</details>\(move)</section>
            """
    }

    private func page(title: TextUse, isBelow: Bool = false, _ content: HTML) -> Page {
        let desk: (title: HTML, link: Link) = ("\(text: .desk)", house.link("schreibtisch"))
        let list: (title: HTML, link: Link) = ("\(text: .bookings)", links.deskBookings)
        return Page(title: title, trail: [desk] + (isBelow ? [list] : []), content: content)
    }
}
