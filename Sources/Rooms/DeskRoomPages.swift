// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Where the people who run a house furnish its rooms.
struct DeskRoomPages: Sendable {
    let house: HouseFrame
    let visitor: Visitor
    let language: Language

    private var links: RoomsLinks { RoomsLinks(house: house) }

    func list(_ rooms: [Room]) -> Page {
        let items = rooms.map { room -> HTML in
            """
            <li><a href="\(url: links.deskRoom(room.id))">\(room.name.html(for: language))</a>
            <p class="meta">\(text: .seats, count: room.capacity)</p></li>
            """
        }
        let list: HTML =
            items.isEmpty
            ? "<div class=\"empty\"><p>\(text: .noRoomsYet)</p></div>" : "<ul class=\"plain\">\(items)</ul>"
        return page(
            title: TextUse(.furnishRooms),
            """
            <h1>\(text: .furnishRooms)</h1>\(list)
            <p class="actions"><a class="button" href="\(url: links.newRoom)">\(text: .newRoom)</a></p>
            """)
    }

    func new(_ state: FormState) -> Page {
        page(
            title: TextUse(.newRoom), isBelow: true,
            """
            <h1>\(text: .newRoom)</h1>\(state.summary(of: fields))
            \(Form(links.newRoom, button: "\(text: .addRoom)").html(visitor, fields, state))
            """)
    }

    func edit(
        _ room: FurnishedRoom, _ state: FormState, closures: [Closure], closureState: FormState = FormState(),
        isSaved: Bool
    ) -> Page {
        let saved: HTML =
            isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .savedNotice)</p></div>" : ""
        return page(
            title: TextUse(.plainName, ["name": room.room.name.html(for: language)]), isBelow: true,
            """
            \(saved)\(state.summary(of: fields))\(closureState.summary(of: closureFields))
            <h1>\(room.room.name.html(for: language))</h1>
            <p><a href="\(url: links.room(room.room.id))">\(text: .seePublicPage)</a></p>
            \(Form(links.deskRoom(room.room.id), button: "\(text: .save)").html(visitor, fields, state))
            \(closuresSection(room, closures, closureState))
            """)
    }

    private var fields: [FormPart] {
        let terms = [
            Field("capacity", "\(text: .capacityLabel)", .number(low: 1, high: 100_000), required: true, width: "tiny"),
            Field("set_up", "\(text: .setUpLabel)", .number(low: 0, high: 240), width: "tiny"),
            Field("clean_up", "\(text: .cleanUpLabel)", .number(low: 0, high: 240), width: "tiny"),
            Field("lead_hours", "\(text: .leadLabel)", .number(low: 0, high: 2_000), required: true, width: "tiny"),
            Field("longest_hours", "\(text: .longestLabel)", .number(low: 1, high: 24), required: true, width: "tiny"),
            Field(
                "horizon_days", "\(text: .horizonLabel)", .number(low: 1, high: 1_000), required: true, width: "tiny"),
            Field("needs_approval", "\(text: .needsApprovalLabel)", hint: "\(text: .needsApprovalHint)", .box),
            Field("open_to_all", "\(text: .openToAllLabel)", hint: "\(text: .openToAllHint)", .box),
        ]
        let hours = (1...7).map {
            Field("hours.\($0)", "\(text: .weekday($0))", width: "short")
        }
        return [
            localized("name", .roomNameLabel, required: true),
            localized("description", .roomDescriptionLabel, lines: 4),
            .group(legend: "\(text: .termsLegend)", FormPart.fields(terms)),
            .group(
                legend: "\(text: .openingHours)", hint: "\(text: .hoursHint)", namesFields: true,
                FormPart.fields(hours)),
            .group(legend: "\(text: .partsLegend)", hint: "\(text: .partsHint)", parts),
            .group(legend: "\(text: .factsLegend)", facts),
            localized("rules", .rulesLabel, lines: 6),
        ]
    }

    private func localized(
        _ name: String, _ label: TextKey, required: Bool = false, lines: Int? = nil
    ) -> FormPart {
        let fields = Language.allCases.map { language in
            Field(
                "\(name).\(language.rawValue)", "\(language.ownName)", lines.map { .lines(rows: $0) } ?? .line(),
                required: required && language == .german, language: language)
        }
        return .group(legend: "\(text: label)", namesFields: true, FormPart.fields(fields))
    }

    private var parts: [FormPart] {
        (0..<RoomForm.partCount).map { index in
            let row = [
                Field("part.\(index).name", "\(text: .partName, ["n": "\(index + 1)"])", language: .german),
                Field("part.\(index).name_en", "\(text: .partNameEnglish, ["n": "\(index + 1)"])", language: .english),
                Field(
                    "part.\(index).capacity", "\(text: .partCapacity, ["n": "\(index + 1)"])",
                    .number(low: 1, high: 100_000),
                    width: "tiny"),
            ]
            return .row(FormPart.fields(row))
        }
    }

    private var facts: [FormPart] {
        let kinds: [(value: String, label: HTML)] = [
            ("", "–"), ("area", "\(text: .areaLabel)"), ("equipment", "\(text: .equipmentLabel)"),
            ("access", "\(text: .accessLabel)"),
        ]
        return (0..<RoomForm.factCount).map { index in
            let n: Slots = ["n": "\(index + 1)"]
            let row = [
                Field("fact.\(index).kind", "\(text: .factKind, n)", .choice(kinds)),
                Field(
                    "fact.\(index).amount", "\(text: .factAmount, n)", .number(low: 0, high: 1_000_000), width: "tiny"),
                Field("fact.\(index).text", "\(text: .factText, n)", language: .german),
                Field("fact.\(index).text_en", "\(text: .factTextEnglish, n)", language: .english),
                Field("fact.\(index).source", "\(text: .factSource, n)"),
            ]
            return .row(FormPart.fields(row))
        }
    }

    private var closureFields: [Field] {
        [
            Field("closure.first", "\(text: .closureFirst)", .date, required: true),
            Field("closure.from", "\(text: .closureFrom)", .time),
            Field("closure.last", "\(text: .closureLast)", .date, required: true),
            Field("closure.until", "\(text: .closureUntil)", .time),
            Field("closure.reason", "\(text: .closureReason)", required: true),
            Field("alle", "\(text: .closureAll)", .box),
        ]
    }

    private func closuresSection(_ room: FurnishedRoom, _ closures: [Closure], _ state: FormState) -> HTML {
        let items = closures.map { closure -> HTML in
            let label: HTML =
                "\(text: .removeClosure)<span class=\"visually-hidden\">: \(closure.reason.html(for: language))</span>"
            return """
                <li>\(period: closure.period, zone: house.zone): \(closure.reason.html(for: language))\
                \(closure.room == nil ? " (\(text: .allRooms))" : "")
                \(Form(links.closureRemoval(closure.id), button: label, style: "compact quiet",
                    hidden: [("zurueck", links.deskRoom(room.room.id).value)]).html(visitor))</li>
                """
        }
        let list: HTML = items.isEmpty ? "<p>\(text: .noClosures)</p>" : "<ul class=\"plain\">\(items)</ul>"
        return """
            <section class="card" aria-labelledby="zu"><h2 id="zu">\(text: .closures)</h2>\(list)
            <h3>\(text: .newClosure)</h3>
            \(Form(links.deskRoom(room.room.id, "schliesszeiten"), button: "\(text: .addClosure)", style: "secondary")
                .html(visitor, closureFields, state))</section>
            """
    }

    private func page(title: TextUse, isBelow: Bool = false, _ content: HTML) -> Page {
        let desk: (title: HTML, link: Link) = ("\(text: .desk)", house.link("schreibtisch"))
        let list: (title: HTML, link: Link) = ("\(text: .furnishRooms)", links.deskRooms)
        return Page(title: title, trail: [desk] + (isBelow ? [list] : []), content: content)
    }
}
