// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// A room as the form of its furnishing sends it.
struct RoomForm: Sendable {
    let name: LocalizedText
    let description: LocalizedText
    let capacity: Int
    let terms: BookingTerms
    let openings: [Opening]
    let facts: [RoomFact]
    /// The parts; none: the room as a whole.
    let parts: [(name: LocalizedText, capacity: Int)]
    let rules: LocalizedText

    /// How many parts and facts the form has room for.
    static let partCount = 4
    static let factCount = 8

    static let defaults: [(name: String, value: String)] = [
        ("capacity", "20"), ("set_up", "0"), ("clean_up", "0"), ("lead_hours", "24"), ("longest_hours", "4"),
        ("horizon_days", "180"),
    ]

    static func read(_ form: FormData) throws(Rejection) -> RoomForm {
        var input = Input(form: form)
        let name = localized("name", &input, required: true, limit: 80)
        let description = localized("description", &input, limit: 2_000)
        let capacity = input.integer("capacity", required: true, in: 1...100_000) ?? 1
        let terms = BookingTerms(
            setUp: .minutes(Int64(input.integer("set_up", in: 0...240) ?? 0)),
            cleanUp: .minutes(Int64(input.integer("clean_up", in: 0...240) ?? 0)),
            leadTime: .hours(Int64(input.integer("lead_hours", required: true, in: 0...2_000) ?? 0)),
            longest: .hours(Int64(input.integer("longest_hours", required: true, in: 1...24) ?? 1)),
            horizon: .days(Int64(input.integer("horizon_days", required: true, in: 1...1_000) ?? 1)),
            needsApproval: input.flag("needs_approval"), mustBeOpenToAll: input.flag("open_to_all"))
        let openings = (1...7).flatMap { Self.openings(on: $0, &input) }
        let facts = (0..<factCount).compactMap { Self.fact($0, &input) }
        let parts = (0..<partCount).compactMap { Self.part($0, &input) }
        let rules = localized("rules", &input, limit: 10_000)
        try input.finish()
        return RoomForm(
            name: name, description: description, capacity: capacity, terms: terms, openings: openings, facts: facts,
            parts: parts, rules: rules)
    }

    /// The room as values of the form.
    static func values(of room: FurnishedRoom) -> FormData {
        var values: [(name: String, value: String)] = []
        func add(_ name: String, _ text: LocalizedText) {
            for language in Language.allCases { values.append(("\(name).\(language.rawValue)", text[language] ?? "")) }
        }
        let terms = room.room.terms
        add("name", room.room.name)
        add("description", room.room.description)
        add("rules", room.rules?.text ?? LocalizedText())
        values += [
            ("capacity", "\(room.room.capacity)"), ("set_up", "\(terms.setUp.wholeMinutes)"),
            ("clean_up", "\(terms.cleanUp.wholeMinutes)"), ("lead_hours", "\(terms.leadTime.seconds / 3_600)"),
            ("longest_hours", "\(terms.longest.seconds / 3_600)"),
            ("horizon_days", "\(terms.horizon.seconds / 86_400)"),
        ]
        if terms.needsApproval { values.append(("needs_approval", "1")) }
        if terms.mustBeOpenToAll { values.append(("open_to_all", "1")) }
        for (day, list) in Dictionary(grouping: room.openings, by: \.weekday) {
            values.append(("hours.\(day)", list.map { "\($0.opens)–\($0.closes)" }.joined(separator: ", ")))
        }
        for (index, fact) in room.facts.prefix(factCount).enumerated() {
            values += [
                ("fact.\(index).kind", fact.kind.rawValue), ("fact.\(index).text", fact.text[.german] ?? ""),
                ("fact.\(index).text_en", fact.text[.english] ?? ""),
                ("fact.\(index).amount", fact.amount.map { "\($0)" } ?? ""),
                ("fact.\(index).source", fact.source ?? ""),
            ]
        }
        for (index, space) in room.spaces.prefix(partCount).enumerated() where room.spaces.count > 1 {
            values += [
                ("part.\(index).name", space.name[.german] ?? ""),
                ("part.\(index).name_en", space.name[.english] ?? ""),
                ("part.\(index).capacity", "\(space.capacity)"),
            ]
        }
        return FormData(values)
    }

    private static func localized(
        _ name: String, _ input: inout Input, required: Bool = false, limit: Int
    ) -> LocalizedText {
        var text = LocalizedText()
        for language in Language.allCases {
            text[language] = input.text(
                "\(name).\(language.rawValue)", required: required && language == .german, atMost: limit)
        }
        return text
    }

    /// Reads `10:00–13:00, 14:00–18:00`.
    private static func openings(on weekday: Int, _ input: inout Input) -> [Opening] {
        let field = "hours.\(weekday)"
        guard let line = input.line(field, atMost: 120) else { return [] }
        var openings: [Opening] = []
        for part in line.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let ends = part.split(whereSeparator: { $0 == "-" || $0 == "–" }).map { TimeOfDay(String($0)) }
            guard ends.count == 2, let opens = ends[0], let closes = ends[1], opens < closes else {
                input.note(field, .hoursUnreadable)
                return []
            }
            openings.append(Opening(weekday: weekday, opens: opens, closes: closes))
        }
        openings.sort { $0.opens < $1.opens }
        for (earlier, later) in zip(openings, openings.dropFirst()) where later.opens < earlier.closes {
            input.note(field, .hoursOverlap)
        }
        return openings
    }

    private static func fact(_ index: Int, _ input: inout Input) -> RoomFact? {
        let kind: RoomFact.Kind? = input.choice("fact.\(index).kind")
        let german = input.line("fact.\(index).text", atMost: 200)
        let english = input.line("fact.\(index).text_en", atMost: 200)
        let amount = input.integer("fact.\(index).amount", in: 0...1_000_000)
        let source = input.line("fact.\(index).source", atMost: 200)
        guard let kind, let german else { return nil }
        return RoomFact(
            kind: kind, text: LocalizedText([.german: german, .english: english ?? ""]), amount: amount, source: source)
    }

    private static func part(_ index: Int, _ input: inout Input) -> (name: LocalizedText, capacity: Int)? {
        let german = input.line("part.\(index).name", atMost: 80)
        let english = input.line("part.\(index).name_en", atMost: 80)
        let capacity = input.integer("part.\(index).capacity", required: german != nil, in: 1...100_000)
        guard let german, let capacity else { return nil }
        return (LocalizedText([.german: german, .english: english ?? ""]), capacity)
    }
}

/// A closure as its form sends it.
enum ClosureForm {
    static func read(
        _ form: FormData, zone: TimeZone
    ) throws(Rejection) -> (period: Period, reason: LocalizedText) {
        var input = Input(form: form)
        let firstDay = input.day("closure.first", required: true)
        let lastDay = input.day("closure.last", required: true)
        let from = input.time("closure.from")
        let until = input.time("closure.until")
        let reason = input.line("closure.reason", required: true, atMost: 200)
        if let firstDay, let lastDay, let reason {
            let start =
                from.flatMap { Instant(day: firstDay, time: $0, zone: zone) } ?? Instant(startOf: firstDay, zone: zone)
            let end =
                until.flatMap { Instant(day: lastDay, time: $0, zone: zone) }
                ?? Instant(startOf: lastDay + 1, zone: zone)
            if end > start, input.problems.isEmpty {
                return (Period(start: start, end: end), LocalizedText([.german: reason]))
            }
            if end <= start { input.note("closure.last", .endBeforeStart) }
        }
        try input.finish()
        throw Rejection(.invalid, .pleaseCorrect)
    }
}
