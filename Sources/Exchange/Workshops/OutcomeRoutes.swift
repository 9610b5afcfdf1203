// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import HTTPTypes
import Kernel
import Storage
import Web

extension Workshops {
    /// What comes of a workshop.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/werkstatt/moderation/{key}/ergebnis | whoever moderates |
    /// | GET | /netzwerk/werkstatt/moderation/{key}/ergebnis.csv | whoever moderates |
    /// | GET | /netzwerk/werkstatt/moderation/{key}/plan.ics | whoever moderates |
    /// | GET | /netzwerk/werkstatt/moderation/{key}/vergleich | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/freigabe | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/wiederholung | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/ausbau | whoever moderates |
    var outcomeRoutes: [Route] {
        [
            .get("/netzwerk/werkstatt/moderation/{key}/ergebnis", .everyone, handler: showOutcome),
            .get("/netzwerk/werkstatt/moderation/{key}/ergebnis.csv", .everyone, handler: downloadOutcome),
            .get("/netzwerk/werkstatt/moderation/{key}/plan.ics", .everyone, handler: planCalendar),
            .get("/netzwerk/werkstatt/moderation/{key}/vergleich", .everyone, handler: compare),
            .post("/netzwerk/werkstatt/moderation/{key}/freigabe", .everyone, handler: release),
            .post("/netzwerk/werkstatt/moderation/{key}/wiederholung", .everyone, handler: runAgain),
            .post("/netzwerk/werkstatt/moderation/{key}/ausbau", .everyone, handler: lengthen),
        ]
    }

    private func outcome(_ request: WebRequest) async throws -> (Moderated, WorkshopResults) {
        try await database.read { connection in
            let moderated = try opened(request, on: connection)
            guard moderated.workshop.state == .ended else { throw Rejection(.conflict, .workshopResultsLater) }
            return (moderated, try findings(of: moderated.workshop, on: connection))
        }
    }

    @Sendable private func showOutcome(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, results) = try await outcome(request)
        let pages = OutcomePages(
            workshop: moderated.workshop, results: results, language: request.language, visitor: request.visitor,
            zone: try request.requireHouse().zone)
        return WebResponse.page(pages.moderated(key: moderated.key)).privately
    }

    @Sendable private func downloadOutcome(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, results) = try await outcome(request)
        let written = try await database.read { try self.texts(of: moderated.workshop, on: $0) }
        let table = OutcomeTable(results: results, written: written, texts: request.texts).csv
        let name = "werkstatt-\(moderated.workshop.id).csv"
        return WebResponse(body: .bytes(Array(table.utf8), contentType: "text/csv; charset=utf-8"))
            .with(.contentDisposition, "attachment; filename=\"\(name)\"").privately
    }

    /// The dates of the plan for everybody's calendar: nine in the morning, an hour each.
    @Sendable private func planCalendar(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, results) = try await outcome(request)
        let zone = try request.requireHouse().zone
        let texts = request.texts
        func entry(_ day: Day, _ mark: String, _ summary: String, _ details: String?) -> CalendarFeed.Entry? {
            guard let nine = TimeOfDay(minutes: 540), let start = Instant(day: day, time: nine, zone: zone) else {
                return nil
            }
            return CalendarFeed.Entry(
                uid: "werkstatt-\(moderated.workshop.id)-\(mark)@stadtzimmer",
                period: Period(start: start, end: start + .hours(1)), summary: summary, description: details,
                sequence: moderated.workshop.version, isCancelled: false, stamp: request.now)
        }
        var entries = results.facts.plan.compactMap { item in
            item.due.flatMap {
                entry(
                    $0, "\(item.number)", item.what,
                    [item.owner, item.firstStep].compactMap(\.self).joined(separator: ": "))
            }
        }
        if let day = results.facts.nextRun {
            entries += [entry(day, "naechste", texts.plain(.workshopNextRun), nil)].compactMap(\.self)
        }
        let feed = CalendarFeed(name: moderated.workshop.name, entries: entries)
        return WebResponse(body: .bytes(Array(feed.text.utf8), contentType: "text/calendar; charset=utf-8"))
            .with(.contentDisposition, "attachment; filename=\"plan.ics\"").privately
    }

    @Sendable private func compare(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, results) = try await outcome(request)
        let former = try await database.read { connection -> (Workshop, WorkshopResults)? in
            guard let id = moderated.workshop.former, let former = try store.workshop(id, on: connection) else {
                return nil
            }
            return (former, try findings(of: former, on: connection))
        }
        guard let former else { throw Rejection(.missing, .workshopNoFormer) }
        let pages = OutcomePages(
            workshop: moderated.workshop, results: results, language: request.language, visitor: request.visitor,
            zone: try request.requireHouse().zone)
        return WebResponse.page(pages.comparison(with: former.1, of: former.0, key: moderated.key)).privately
    }

    @Sendable private func release(_ request: WebRequest) async throws -> WebResponse {
        let isOpen = try request.form()["offen"] == "1"
        let now = request.now
        let moderated = try await database.write { connection in
            let moderated = try opened(request, on: connection)
            try store.release(moderated.workshop.id, isOpen, now: now, on: connection)
            return moderated
        }
        return .seeOther(WorkshopLinks.moderation(moderated.key).with("getan", "freigabe"))
    }

    /// A new run that follows this one. The form names the token of its link: sent twice, it leads to the same run.
    @Sendable private func runAgain(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.form()[ModerationPages.nextRunField].flatMap(SecretToken.init) ?? .random()
        let now = request.now
        do {
            try await database.write { connection in
                let workshop = try opened(request, on: connection).workshop
                if let next = try store.workshop(token, on: connection) {
                    guard next.former == workshop.id else { throw Rejection(.conflict, .workshopNotNow) }
                } else {
                    try begin(after: workshop, token: token, now: now, on: connection)
                }
            }
        } catch StorageError.notUnique {
            // Both came at once, and the other was faster.
            guard try await database.read({ try store.workshop(token, on: $0) }) != nil else {
                throw Rejection(.conflict, .workshopNotNow)
            }
        }
        return .seeOther(WorkshopLinks.moderation(token.text)).privately
    }

    /// A run that follows another, with the figures that are known already.
    private func begin(
        after workshop: Workshop, token: SecretToken, now: Instant, on connection: any Connection
    ) throws {
        guard workshop.state == .ended else { throw Rejection(.conflict, .workshopResultsLater) }
        let new = WorkshopStore.New(
            name: workshop.name, length: workshop.length, mode: workshop.mode, organisation: workshop.organisation,
            former: workshop.id)
        let known = try store.facts(of: workshop.id, on: connection).only(WorkshopSection.figures.contains(fact:))
        _ = try enter(new, token: token, facts: known.values.mapValues(Optional.some), now: now, on: connection)
        try store.touch(workshop.id, now: now, on: connection)
    }

    /// From the short path to the full one: what was answered stays, the rest begins with R2.
    @Sendable private func lengthen(_ request: WebRequest) async throws -> WebResponse {
        let now = request.now
        let link = try await database.write { connection in
            let moderated = try opened(request, on: connection)
            let workshop = moderated.workshop
            guard workshop.length == .short, workshop.state == .ended else {
                throw Rejection(.conflict, .workshopNotNow)
            }
            let course = WorkshopRules.Course(
                state: .running, step: .r2, deadline: now + .minutes(Int64(WorkshopStep.r2.minutes(.full))))
            try keepSplits(of: workshop, on: connection)
            try store.lengthen(workshop.id, course, now: now, on: connection)
            return try renewCode(of: workshop, on: connection)
                ? WorkshopLinks.moderation(moderated.key, "einladung") : WorkshopLinks.moderation(moderated.key)
        }
        return .seeOther(link)
    }
}

/// Results as a table for other programs (RFC 4180): a line for each question and each text.
struct OutcomeTable: Sendable {
    let results: WorkshopResults
    /// All that was written, of which results show the first ones.
    let written: [WorkshopResults.Text]
    let texts: Texts

    var csv: String {
        var lines = [["kind", "key", "text", "0", "1", "2", "3", "4", "median", "spread", "topic", "drawer", "weight"]]
        for question in WorkshopQuestion.all {
            guard let summary = results[question] else { continue }
            let numbers = summary.counts.map(String.init)
            let measures = [summary.median, results.isJoint ? nil : summary.spread].map { $0.map(Self.number) ?? "" }
            lines.append(
                ["scale", question.key, question.text.plainText(with: texts)] + numbers + measures + ["", "", ""])
        }
        let blank = Array(repeating: "", count: 7)
        for skill in results.skills.compactMap(Skill.init) {
            lines.append(["skill", skill.rawValue, texts.plain(skill.title)] + blank + ["", "", ""])
        }
        // Where texts are kept back, they are kept back here.
        for text in results.texts.isEmpty ? [] : inOrder {
            lines.append(
                [text.kind.rawValue, "", text.text] + blank
                    + [text.topic ?? "", text.drawer?.rawValue ?? "", "\(text.weight)"])
        }
        for (name, value) in WorkshopForms.values(results.facts).sorted(by: { $0 < $1 }) {
            lines.append(["fact", name, value] + blank + ["", "", ""])
        }
        return "\u{FEFF}" + lines.map { $0.map(Self.cell).joined(separator: ";") + "\r\n" }.joined()
    }

    private var inOrder: [WorkshopResults.Text] {
        WorkshopNote.Kind.allCases.flatMap { kind in written.filter { $0.kind == kind } }
    }

    private static func number(_ hundredths: Int) -> String { WorkshopFilters.plain(hundredths, decimals: 2) }

    /// A cell that begins like a formula is text for a spreadsheet, too.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
