// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Web

/// Reads what was sent into a wish and a contact. Every problem is noted at its field.
struct BookingInput: Sendable {
    /// The names of the fields of a form; a program uses those of the contract.
    enum FormField {
        static let day = "tag"
        static let start = "von"
        static let end = "bis"
        static let spaces = "teil"
        static let name = "organiser.name"
        static let email = "organiser.email"
        static let organisation = "organiser.organisation"
    }

    /// The time and the parts that a form or a link names.
    static func time(
        _ input: inout Input, zone: TimeZone
    ) -> (period: Period, spaces: [ID<Space>])? {
        let day = input.day(FormField.day, required: true)
        let start = input.time(FormField.start, required: true)
        let end = input.time(FormField.end, required: true)
        let spaces = spaceIDs(input.list(FormField.spaces).flatMap { $0.split(separator: ",").map(String.init) })
        guard let day, let start, let end else { return nil }
        guard let from = Instant(day: day, time: start, zone: zone) else {
            input.note(FormField.start, .timeIsSkipped)
            return nil
        }
        let lastDay = end.minutes == 0 || end.minutes == 1440 ? day + 1 : day
        let clock = end.minutes == 1440 ? TimeOfDay(minutes: 0) : end
        guard let clock, let until = Instant(day: lastDay, time: clock, zone: zone) else {
            input.note(FormField.end, .timeIsSkipped)
            return nil
        }
        guard let spaces else {
            input.note(FormField.spaces, .spaceUnknown)
            return nil
        }
        if until <= from {
            input.note(FormField.end, .endBeforeStart)
            return nil
        }
        return (Period(start: from, end: until), spaces)
    }

    /// What, for how many, on what terms.
    static func details(_ input: inout Input, at time: (period: Period, spaces: [ID<Space>])?) -> BookingWish? {
        let title = input.line("title", required: true, atMost: 120)
        let description = input.text("description", atMost: 4_000)
        let attendees = input.integer("attendees", required: true, in: 1...100_000)
        var organiser = input.nested("organiser")
        let organisation = organiser.line("organisation", atMost: 200)
        input.absorb(organiser)
        let isPublic = input.flag("public")
        let accepts = input.flag("accept_rules")
        guard let time, let title, let attendees else { return nil }
        return BookingWish(
            period: time.period, spaces: time.spaces, title: title, description: description, attendees: attendees,
            isPublic: isPublic, organisation: organisation, acceptsRules: accepts)
    }

    /// A wish as programs send it.
    static func wish(json input: inout Input) -> BookingWish? {
        let start = input.instant("starts_at", required: true)
        let end = input.instant("ends_at", required: true)
        let spaces = spaceIDs(input.list("spaces"))
        if spaces == nil { input.note("spaces", .spaceUnknown) }
        if input.has("repeats") { input.note("repeats", .seriesLater) }
        let time = start.flatMap { start in
            end.flatMap { end in spaces.map { (Period(start: start, end: end), $0) } }
        }
        return details(&input, at: time)
    }

    /// Who answers for it.
    static func contact(
        _ input: inout Input, required: Bool, language: Language
    ) -> RoomsPorts.Contact? {
        var organiser = input.nested("organiser", required: required && input.isJSON)
        defer { input.absorb(organiser) }
        if !required, !organiser.has("name"), !organiser.has("email") { return nil }
        let name = organiser.line("name", required: required, atMost: 120)
        let typed = organiser.line("email", required: required, atMost: 254)
        let phone = organiser.line("phone", atMost: 40)
        let email = typed.flatMap { text -> MailAddress? in
            if let address = MailAddress(text) { return address }
            organiser.note("email", .notAnAddress)
            return nil
        }
        if !required, name == nil, email == nil { return nil }
        guard name != nil || !required, email != nil || !required else { return nil }
        return RoomsPorts.Contact(name: name, email: email, phone: phone, language: language)
    }

    private static func spaceIDs(_ texts: [String]) -> [ID<Space>]? {
        let ids = texts.compactMap { ID<Space>($0) }
        return ids.count == texts.count ? ids : nil
    }
}

extension Rejection {
    /// The same, with the fields named as the form names them.
    var forForm: Rejection {
        let names = [
            "starts_at": BookingInput.FormField.start, "ends_at": BookingInput.FormField.end,
            "spaces": BookingInput.FormField.spaces,
        ]
        return Rejection(
            kind, message, fields: fields.map { Field(names[$0.field] ?? $0.field, $0.message) },
            conflicts: conflicts, retryAfter: retryAfter)
    }
}
