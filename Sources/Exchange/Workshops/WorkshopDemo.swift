// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Storage

/// Model workshops: one that ended and the one before it, one that runs, one that is prepared, one of two people at one
/// device. Their links are known to everybody; a demonstration keeps no secrets.
struct WorkshopDemo {
    enum Run: String, CaseIterable, Sendable {
        case former, ended, running, wall, prepared, joint

        /// Derived from the name, so that examples find it again.
        private func token(_ use: String) -> SecretToken {
            SecretToken(String("stadtzimmer demo workshop \(rawValue) \(use)".sha256.prefix(32))) ?? .random()
        }

        var token: SecretToken { token("moderator") }
        var participant: SecretToken { token("participant") }
    }

    let workshops: Workshops
    let now: Instant
    let connection: any Connection

    private var store: WorkshopStore { workshops.store }
    private var answers: WorkshopAnswerStore { workshops.answers }

    /// - Parameter library: the model library whose workshop ended.
    func fill(library: OrganisationID?) throws {
        let former = try begin(
            .former,
            .init(
                name: "Gemeindebücherei Beispielsee, voriges Jahr", length: .short, mode: .each, organisation: library),
            at: now - .days(370))
        try fillAnswers(former, people: 4, shift: -1, token: nil)
        try finish(former, at: now - .days(370))
        let ended = try begin(
            .ended,
            .init(
                name: "Gemeindebücherei Beispielsee", length: .full, mode: .each, organisation: library, former: former),
            at: now - .days(5))
        try fillAnswers(ended, people: 5, shift: 0, token: Run.ended.participant)
        try store.enter(Self.facts, in: ended, on: connection)
        try tidy(ended)
        try finish(ended, at: now - .days(5))
        try store.release(ended, true, now: now - .days(5), on: connection)
        if let library { try publish(ended, by: library) }

        let running = try begin(
            .running, .init(name: "Stadtbibliothek Beispielstadt", length: .full, mode: .each), at: now)
        try fillAnswers(running, people: 3, shift: 0, token: Run.running.participant, steps: [.r2])
        try course(running, .running, .r3, deadline: now + .minutes(12))
        let wall = try begin(
            .wall, .init(name: "Bücherei Beispieldorf", length: .full, mode: .each), at: now)
        try fillAnswers(wall, people: 4, shift: 0, token: Run.wall.participant, steps: [.r3, .r7])
        try course(wall, .running, .r7, deadline: now + .minutes(9))
        _ = try begin(.prepared, .init(name: "Bücherei Beispielberg", length: .full, mode: .each), at: now)
        let joint = try begin(
            .joint, .init(name: "Bücherei Beispielhausen", length: .short, mode: .joint), at: now)
        try course(joint, .running, .r5, deadline: now + .minutes(6))
    }

    private func begin(_ run: Run, _ new: WorkshopStore.New, at time: Instant) throws -> ID<Workshop> {
        try workshops.enter(new, token: run.token, facts: [:], now: time, on: connection)
    }

    private func course(_ id: ID<Workshop>, _ state: Workshop.State, _ step: WorkshopStep, deadline: Instant?) throws {
        guard let workshop = try store.workshop(id, on: connection) else { return }
        let course = WorkshopRules.Course(state: state, step: step, deadline: deadline)
        _ = try store.set(course, of: workshop, seen: workshop.version, now: now, on: connection)
    }

    private func finish(_ id: ID<Workshop>, at time: Instant) throws {
        guard let workshop = try store.workshop(id, on: connection) else { return }
        let course = WorkshopRules.Course(state: .ended, step: workshop.length.steps.last ?? .r6)
        _ = try store.set(course, of: workshop, seen: workshop.version, now: time, on: connection)
    }

    private func fillAnswers(
        _ id: ID<Workshop>, people: Int, shift: Int, token: SecretToken?, steps: [WorkshopStep]? = nil
    ) throws {
        for person in 0..<people {
            let participant = try answers.add(
                .phone, token: person == 0 ? token ?? .random() : .random(), to: id, on: connection)
            for step in steps ?? WorkshopStep.allCases where step.isAnsweredByEach {
                try answers.enter(
                    Self.submission(step, person, shift), for: step, of: participant, in: id, on: connection)
            }
        }
    }

    /// What the moderator does with the texts.
    private func tidy(_ id: ID<Workshop>) throws {
        let notes = workshops.notes
        for (index, note) in try notes.wall(of: id, kinds: WorkshopNote.Kind.allCases, on: connection).enumerated() {
            if note.kind == .idea {
                try notes.sort([note.id], into: WorkshopNote.Drawer.allCases[index % 4], in: id, on: connection)
            } else if note.kind == .weakness {
                try notes.tag([note.id], with: [.openLibrary, .furnishing][index % 2], in: id, on: connection)
            }
        }
    }

    private static func submission(
        _ step: WorkshopStep, _ person: Int, _ shift: Int
    ) -> WorkshopAnswerStore.Submission {
        var submission = WorkshopAnswerStore.Submission()
        for (index, question) in step.questions.enumerated() {
            submission.answers[question] = max(0, min(4, usual(question, index) + shift + (person + index) % 3 - 1))
        }
        if step == .r3 { submission.answers[.space(.performative, .wanted)] = person.isMultiple(of: 2) ? 4 : 1 }
        if step == .r6 {
            for (index, skill) in Skill.allCases.enumerated() {
                submission.answers[.skill(skill)] = index % 3 == person % 3 ? 1 : 0
            }
        }
        for kind in step.notes {
            guard let text = texts[kind].flatMap({ person < $0.count ? $0[person] : nil }) else { continue }
            submission.notes[.init(kind: kind, slot: 1)] = text
        }
        return submission
    }

    private static func usual(_ question: WorkshopQuestion, _ index: Int) -> Int {
        switch question {
        case .space(.meeting, .today), .space(.learning, .today), .group(.teenagers, .reach),
            .group(.newcomers, .reach):
            1
        case .space(.meeting, .wanted), .group(.teenagers, .importance), .group(.newcomers, .importance): 4
        case .space(_, .wanted), .group(.families, _), .group(.children, _): 3
        default: 1 + index % 3
        }
    }

    private static let texts: [WorkshopNote.Kind: [String]] = [
        .strength: ["Wir kennen fast alle Familien im Ort", "Kurze Wege zur Schule"],
        .weakness: ["Nur zwölf Stunden in der Woche offen", "Kaum Platz zum Bleiben", "Jugendliche kommen nicht"],
        .opportunity: ["Das Jugendhaus zieht nebenan ein", "Der Verein sucht einen Raum"],
        .threat: ["Das Gebäude wird in drei Jahren saniert"],
        .idea: [
            "Spieleabend am Freitag", "Schlüssel für Vereine", "Offene Stunde ohne Personal",
            "Jugendliche kaufen mit ein",
        ],
    ]

    private static let facts: [String: String?] = [
        "population": "4200", "floor_area": "180", "staff": "150", "year": "2025",
        "partners": "Grundschule, Jugendhaus, Heimatverein", "hours": "60", "area": "40", "budget": "60000",
        "challenge": "Wie können wir Jugendlichen einen Grund geben, nach der Schule zu bleiben?",
        "topics": "gaming,cooperation", "plan.1.what": "Spieleabend im Mai ausprobieren",
        "plan.1.owner": "Leitung mit Jugendhaus", "plan.1.due": "2027-05-07",
        "plan.1.first": "Beim Jugendhaus nach Spielen und einem Termin fragen", "plan.1.sign": "application",
        "plan.1.evidence": "observed", "next_run": "2027-11-05",
    ]

    private func publish(_ id: ID<Workshop>, by library: OrganisationID) throws {
        guard let workshop = try store.workshop(id, on: connection),
            let known = try workshops.ports.library(library, connection)
        else { return }
        let results = try workshops.findings(of: workshop, on: connection)
        try workshops.publish(
            [.spaces, .groups, .challenge, .plan], of: id, results, as: library, known, now: now, on: connection)
    }
}

extension Workshops {
    /// Fills in the model workshops; `library` is a model library that one of them belongs to.
    package func fillDemo(library: OrganisationID?, now: Instant, on connection: any Connection) throws {
        try WorkshopDemo(workshops: self, now: now, connection: connection).fill(library: library)
    }
}
