// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The three steps of booking, and what is said after them.
struct BookingPages: Sendable {
    let house: HouseFrame
    let language: Language
    let visitor: Visitor?
    let now: Instant
    let room: FurnishedRoom
    let asker: BookingRules.Asker

    private var links: RoomsLinks { RoomsLinks(house: house) }
    private var name: HTML { room.room.name.html(for: language) }
    private typealias FormField = BookingInput.FormField

    /// Step 1: day, time, part.
    func chooseTime(_ state: FormState, next: [Period]) -> Page {
        let later = Set(Self.detailFields)
        let form = Form(
            links.bookingDetails(room.room.id), button: "\(text: .continueToDetails)",
            hidden: state.values.pairs.filter { later.contains($0.name) })
        let fields = TimeFields(room: room, language: language).all
        return page(
            step: 1, title: .chooseTime,
            """
            \(state.summary(of: fields))\(conflicts(state))\(suggestions(next, keeping: form.hidden))
            \(form.html(visitor, fields, state))
            """)
    }

    /// Step 2: what for, how many, who.
    func details(_ state: FormState, at period: Period) -> Page {
        let earlier: Set = [FormField.day, FormField.start, FormField.end, FormField.spaces]
        let form = Form(
            links.bookingCheck(room.room.id), button: "\(text: .continueToCheck)",
            hidden: state.values.pairs.filter { earlier.contains($0.name) }, hasTrap: visitor == nil,
            cancel:
                "<a class=\"button quiet\" href=\"\(url: links.bookingForm(room.room.id, at: period))\">\(text: .changeTime)</a>"
        )
        let fields = detailFields
        return page(
            step: 2, title: .whatFor,
            """
            \(state.summary(of: fields))
            <p class="lead">\(period: period, zone: house.zone)</p>
            \(rules)
            \(form.html(visitor, fields, state))
            """)
    }

    /// Step 3: everything once more, and one button.
    func check(_ wish: BookingWish, _ contact: RoomsPorts.Contact?, _ state: FormState) -> Page {
        let all = state.values.pairs.filter { $0.name != "form_token" }
        let send = Form(
            links.bookingSend(room.room.id), button: "\(text: asker == .guest ? .sendBooking : .bookNow)", hidden: all)
        let change = Form(
            links.bookingDetails(room.room.id), button: "\(text: .changeDetails)", style: "quiet", hidden: all)
        let parts = room.spaces(wish.spaces) ?? room.spaces
        let place: HTML =
            parts.count == room.spaces.count
            ? name : "\(name): \(parts.map { $0.name.html(for: language) }.joined(by: ", "))"
        var facts: [(HTML, HTML)] = [
            ("\(text: .when)", "\(period: wish.period, zone: house.zone)"), ("\(text: .place)", place),
            ("\(text: .what)", "\(wish.title)"), ("\(text: .people)", "\(wish.attendees)"),
            ("\(text: .visibility)", "\(text: wish.isPublic ? .visiblePublic : .visibleTaken)"),
        ]
        if let text = wish.description { facts.insert(("\(text: .description)", Paragraphs.html(text)), at: 3) }
        if let organisation = wish.organisation { facts.append(("\(text: .organisation)", "\(organisation)")) }
        if let contact, let name = contact.name { facts.append(("\(text: .yourName)", "\(name)")) }
        if let contact, let email = contact.email {
            facts.append(("\(text: .yourEmail)", "<bdi>\(email.value)</bdi>"))
        }
        let rows = facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
        return page(
            step: 3, title: .checkAndSend,
            """
            <div class="card"><dl class="facts">\(rows)</dl></div>
            <p>\(text: whatHappensNext)</p>
            \(send.html(visitor))
            \(change.html(visitor))
            """)
    }

    /// What happens next.
    func sent(until: Instant?) -> Page {
        let isHeld = until.map { $0.seconds > 0 } ?? false
        let steps: [HTML] =
            isHeld
            ? [
                "<li>\(text: .sentStepMail)</li>",
                "<li>\(text: .sentStepConfirm, ["until": until.map { "\(text: .moment($0, zone: house.zone))" } ?? ""])</li>",
                room.room.terms.needsApproval
                    ? "<li>\(text: .sentStepApproval)</li>" : "<li>\(text: .sentStepDone)</li>",
            ]
            : ["<li>\(text: .sentStepMail)</li>"]
        return Page(
            title: isHeld ? .almostDone : .bookingEntered, section: RoomsLinks.section,
            trail: [("\(text: .rooms)", links.rooms), (name, links.room(room.room.id))],
            content: """
                <div class="confirmation"><h1>\(text: isHeld ? .almostDone : .bookingEntered)</h1>
                <h2>\(text: .whatHappensNext)</h2><ol class="next-steps">\(steps)</ol>
                <p><a class="button secondary" href="\(url: links.room(room.room.id))">\(text: .backToRoom)</a></p></div>
                """)
    }

    private static let detailFields = [
        "title", "description", "attendees", FormField.organisation, "public", "accept_rules", FormField.name,
        FormField.email,
    ]

    private var detailFields: [Field] {
        var fields = [
            Field("title", "\(text: .titleLabel)", hint: "\(text: .titleHint)", required: true),
            Field("description", "\(text: .descriptionLabel)", hint: "\(text: .descriptionHint)", .lines(rows: 4)),
            Field(
                "attendees", "\(text: .attendeesLabel)", hint: "\(text: .attendeesHint, count: room.room.capacity)",
                .number(low: 1, high: room.room.capacity), required: true, width: "tiny"),
        ]
        fields.append(
            room.room.terms.mustBeOpenToAll
                ? Field("public", "\(text: .freeAndOpenLabel)", hint: "\(text: .freeAndOpenHint)", .box, required: true)
                : Field("public", "\(text: .publicLabel)", hint: "\(text: .publicHint)", .box))
        fields.append(
            Field(
                FormField.organisation, "\(text: .organisationLabel)", hint: "\(text: .organisationHint)",
                autocomplete: "organization"))
        if asker == .guest || asker == .staff {
            let isGuest = asker == .guest
            fields += [
                Field(
                    FormField.name, "\(text: isGuest ? .yourName : .nameOfOrganiser)", required: isGuest,
                    autocomplete: isGuest ? "name" : "off"),
                Field(
                    FormField.email, "\(text: isGuest ? .yourEmail : .emailOfOrganiser)",
                    hint: "\(text: isGuest ? .emailHint : .emailOfOrganiserHint)", .line(type: "email"),
                    required: isGuest, autocomplete: isGuest ? "email" : "off"),
            ]
        }
        if room.rules != nil {
            fields.append(Field("accept_rules", "\(text: .acceptRulesLabel)", .box, required: true))
        }
        return fields
    }

    private var rules: HTML {
        guard let rules = room.rules else { return "" }
        return """
            <details><summary>\(text: .houseRules)</summary>\(Paragraphs.html(rules.text, for: language))</details>
            """
    }

    private var whatHappensNext: TextKey {
        switch asker {
        case .guest: room.room.terms.needsApproval ? .nextGuestApproval : .nextGuest
        case .person: room.room.terms.needsApproval ? .nextPersonApproval : .nextPerson
        case .staff: .nextStaff
        }
    }

    private func conflicts(_ state: FormState) -> HTML {
        guard let conflicts = state.rejection?.conflicts, !conflicts.isEmpty else { return "" }
        let items = conflicts.map { "<li>\(period: $0, zone: house.zone)</li>" as HTML }
        return "<div class=\"notice warning\"><p>\(text: .takenTimes)</p><ul>\(items)</ul></div>"
    }

    /// The next free times; what was typed already goes along.
    private func suggestions(_ next: [Period], keeping typed: [(name: String, value: String)]) -> HTML {
        guard !next.isEmpty else { return "" }
        let items = next.map { period -> HTML in
            let words: HTML = "\(period: period, zone: house.zone, .withoutYear)"
            let label: HTML = "\(text: .takeThisTime)<span class=\"visually-hidden\">: \(words)</span>"
            let take: HTML =
                typed.isEmpty
                ? """
                <a class="button compact secondary" href="\(url: links.bookingDetails(room.room.id, at: period))">\(label)</a>
                """
                : Form(
                    links.bookingDetails(room.room.id), button: label, style: "compact secondary",
                    hidden: typed + links.timeValues(period)
                ).html(visitor)
            return "<li><p><strong>\(words)</strong></p>\(take)</li>"
        }
        return """
            <section class="card" aria-labelledby="frei"><h2 id="frei">\(text: .nextFreeTimes)</h2>
            <ol class="slots" aria-labelledby="frei">\(items)</ol></section>
            """
    }

    private func page(step: Int, title: TextKey, _ content: HTML) -> Page {
        Page(
            title: TextUse(title), section: RoomsLinks.section,
            trail: [("\(text: .rooms)", links.rooms), (name, links.room(room.room.id))],
            content: """
                \(steps(step))
                <div class="title"><h1>\(text: title)</h1><p class="meta">\(name)</p></div>
                \(content)
                """)
    }

    private func steps(_ current: Int) -> HTML {
        let titles: [TextKey] = [.stepWhen, .stepWhat, .stepCheck]
        let items = titles.enumerated().map { index, title -> HTML in
            let isCurrent = index + 1 == current
            let mark: HTML = isCurrent ? " aria-current=\"step\"" : ""
            let spoken: HTML = "\(text: isCurrent ? .stepNow : .stepNumber, ["n": "\(index + 1)"]) "
            return """
                <li\(mark)><span aria-hidden="true">\(index + 1)</span> <span><span class="visually-hidden">\(spoken)</span>\
                \(text: title)</span></li>
                """
        }
        return "<nav class=\"steps\" aria-label=\"\(text: .steps)\"><ol>\(items)</ol></nav>"
    }
}

/// Day, from, until and part, as fields of a form.
struct TimeFields: Sendable {
    let room: FurnishedRoom
    let language: Language

    var all: [FormPart] {
        let row = [
            Field(BookingInput.FormField.day, "\(text: .dayLabel)", .date, required: true),
            Field(BookingInput.FormField.start, "\(text: .fromLabel)", .time, required: true),
            Field(BookingInput.FormField.end, "\(text: .untilLabel)", .time, required: true),
        ]
        return [.row(FormPart.fields(row))] + (part.map { [.field($0)] } ?? [])
    }

    /// Where there is something to choose.
    private var part: Field? {
        guard room.spaces.count > 1 else { return nil }
        let whole = ("", "\(text: .wholeRoom)" as HTML)
        let parts = room.spaces.map { space in
            (
                space.id.description,
                "\(space.name.html(for: language)) (\(text: .seats, count: space.capacity))" as HTML
            )
        }
        return Field(
            BookingInput.FormField.spaces, "\(text: .partLabel)", .choice([whole] + parts), required: true,
            width: "short")
    }
}
