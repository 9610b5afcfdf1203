// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What an organiser sees of the own booking, and does with it.
struct OwnBookingPages: Sendable {
    let house: HouseFrame
    let language: Language
    let visitor: Visitor?
    let now: Instant
    let token: SecretToken
    let booking: Booking
    let room: FurnishedRoom

    private var links: RoomsLinks { RoomsLinks(house: house) }

    func overview(notice: String?) -> Page {
        page(
            title: TextUse(.plainName, ["name": "\(booking.title)"]),
            """
            \(self.notice(notice))
            <div class="title"><h1>\(booking.title)</h1><p>\(BookingTag.html(booking.state))</p></div>
            <p class="lead">\(text: stateSentence)</p>
            \(confirmation)
            <div class="card"><h2>\(text: .yourBooking)</h2>\(facts)</div>
            \(actions)
            """)
    }

    func move(_ state: FormState, next: [Period]) -> Page {
        let form = Form(
            links.own(token, "verlegung"), button: "\(text: .moveBooking)",
            cancel: "<a class=\"button quiet\" href=\"\(url: links.own(token))\">\(text: .back)</a>")
        let fields = TimeFields(room: room, language: language).all
        let conflicts = (state.rejection?.conflicts ?? []).map { "<li>\(period: $0, zone: house.zone)</li>" as HTML }
        let taken: HTML =
            conflicts.isEmpty
            ? "" : "<div class=\"notice warning\"><p>\(text: .takenTimes)</p><ul>\(conflicts)</ul></div>"
        return page(
            title: TextUse(.moveTitle),
            """
            <h1>\(text: .moveTitle)</h1>
            \(state.summary(of: fields))\(taken)
            <p class="lead">\(text: .moveLead)</p>
            \(form.html(visitor, fields, state))
            \(nextFree(next))
            """, isBelow: true)
    }

    func cancel() -> Page {
        let form = Form(
            links.own(token, "absage"), button: "\(text: .cancelBooking)", style: "danger",
            cancel: "<a class=\"button quiet\" href=\"\(url: links.own(token))\">\(text: .keepBooking)</a>")
        return page(
            title: TextUse(.cancelTitle),
            """
            <h1>\(text: .cancelTitle)</h1>
            <p class="lead">\(text: .cancelLead)</p>
            <div class="card">\(facts)</div>
            \(form.html(visitor))
            """, isBelow: true)
    }

    /// The confirmation came after somebody else took the time.
    func tooLate(_ rejection: Rejection, next: [Period]) -> Page {
        page(
            title: TextUse(.tooLateTitle),
            """
            <h1>\(text: .tooLateTitle)</h1>
            <p class="lead">\(text: .tooLateLead)</p>
            <p>\(text: rejection.message)</p>
            \(nextFree(next))
            """)
    }

    private var stateSentence: TextKey {
        switch booking.state {
        case .unconfirmed: .stateUnconfirmedLong
        case .requested: .stateRequestedLong
        case .confirmed: .stateConfirmedLong
        case .declined: .stateDeclinedLong
        case .cancelled: .stateCancelledLong
        case .expired: .stateExpiredLong
        }
    }

    private var confirmation: HTML {
        guard booking.state == .unconfirmed || booking.state == .expired else { return "" }
        let until: HTML =
            booking.expiresAt.map {
                "<p>\(text: .heldUntil, ["until": "\(text: .moment($0, zone: house.zone))"])</p>"
            } ?? ""
        return """
            \(booking.state == .unconfirmed ? until : "")
            \(Form(links.own(token, "bestaetigung"), button: "\(text: .confirmBooking)").html(visitor))
            """
    }

    private var facts: HTML {
        let place = room.room.name.html(for: language)
        let parts = room.spaces.filter { booking.occurrences.first?.spaces.contains($0.id) ?? false }
        let part: HTML =
            parts.count == room.spaces.count ? "" : ": \(parts.map { $0.name.html(for: language) }.joined(by: ", "))"
        let when: HTML = booking.period.map { "\(period: $0, zone: house.zone)" } ?? ""
        let reason: HTML =
            booking.reason.map { "<div><dt>\(text: .reason)</dt><dd>\($0)</dd></div>" } ?? ""
        return """
            <dl class="facts"><div><dt>\(text: .when)</dt><dd>\(when)</dd></div>
            <div><dt>\(text: .place)</dt><dd>\(place)\(part)</dd></div>
            <div><dt>\(text: .people)</dt><dd>\(booking.attendees)</dd></div>
            <div><dt>\(text: .visibility)</dt><dd>\(text: booking.isPublic ? .visiblePublic : .visibleTaken)</dd></div>
            \(reason)</dl>
            """
    }

    private var actions: HTML {
        guard booking.state.holdsTime, let period = booking.period, period.end > now else {
            return
                "<p><a class=\"button secondary\" href=\"\(url: links.room(room.room.id))\">\(text: .backToRoom)</a></p>"
        }
        let move: HTML =
            booking.state == .unconfirmed
            ? ""
            : "<a class=\"button secondary\" href=\"\(url: links.own(token, "verlegung"))\">\(text: .moveOrShorten)</a> "
        return """
            <p class="actions">\(move)<a class="button secondary" href="\(url: links.own(token, "absage"))">\(text: .cancelBooking)</a></p>
            """
    }

    private func nextFree(_ next: [Period]) -> HTML {
        guard !next.isEmpty else { return "<p>\(text: .nothingFreeSoon)</p>" }
        let items = next.map { period -> HTML in
            "<li><a href=\"\(url: links.bookingDetails(room.room.id, at: period))\">\(period: period, zone: house.zone)</a></li>"
        }
        return "<h2>\(text: .nextFreeTimes)</h2><ul>\(items)</ul>"
    }

    private func notice(_ done: String?) -> HTML {
        let key: TextKey? =
            switch done {
            case "bestaetigt": booking.state == .requested ? .doneRequested : .doneConfirmed
            case "verlegt": .doneMoved
            case "abgesagt": .doneCancelled
            default: nil
            }
        return key.map { "<div class=\"notice success\" role=\"status\"><p>\(text: $0)</p></div>" } ?? ""
    }

    private func page(title: TextUse, _ content: HTML, isBelow: Bool = false) -> Page {
        let own: (title: HTML, link: Link) = ("\(text: .yourBooking)", links.own(token))
        return Page(
            title: title, section: RoomsLinks.section,
            trail: [("\(text: .rooms)", links.rooms)] + (isBelow ? [own] : []),
            head: "<meta name=\"robots\" content=\"noindex\">", content: content)
    }
}

/// A booking's state as a sign and a word.
enum BookingTag {
    static func html(_ state: Booking.State) -> HTML {
        let (kind, sign, word): (String, String, TextKey) =
            switch state {
            case .unconfirmed: ("warn", "◐", .stateUnconfirmed)
            case .requested: ("warn", "◐", .stateRequested)
            case .confirmed: ("good", "●", .stateConfirmed)
            case .declined: ("bad", "✕", .stateDeclined)
            case .cancelled: ("neutral", "○", .stateCancelled)
            case .expired: ("neutral", "○", .stateExpired)
            }
        return "<span class=\"tag \(kind)\"><span aria-hidden=\"true\">\(sign)</span> \(text: word)</span>"
    }
}
