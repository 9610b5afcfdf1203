// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension Sharing {
    /// Requests, offers and two tasks of the first libraries of the network, dated from `now`. Without at least three
    /// libraries there is nobody to share with, and nothing is filled in.
    func fillDemo(
        now: Instant, on connection: any Connection, colleague: (OrganisationID) throws -> PersonID
    ) throws {
        let actors = try ports.firstLibraries(6, connection).map { library in
            Notices.Actor(person: try colleague(library.id), library: library.id)
        }
        guard actors.count >= 3 else { return }
        let today = now.day(in: try ports.network(connection).zone)
        for (index, demo) in DemoNotice.all.enumerated() {
            try enter(demo, number: index, of: actors, today: today, now: now, on: connection)
        }
        try enterFinishedTask(by: actors, today: today, now: now, on: connection)
        try enterOngoingTask(by: actors, today: today, now: now, on: connection)
    }

    private func enter(
        _ demo: DemoNotice, number: Int, of actors: [Notices.Actor], today: Day, now: Instant,
        on connection: any Connection
    ) throws {
        let content = Notice.Content(
            title: demo.title, words: demo.words, topic: demo.topic, lastDay: today + demo.daysAhead,
            details: demo.details)
        let asker = actors[number % actors.count]
        let before = now - .days(Int64(20 - number))
        let id = try notices.publish(content, by: asker, now: before, on: connection)
        for (index, words) in demo.answers.enumerated() {
            guard let notice = try notices.store.notice(id, on: connection) else { return }
            let helper = actors[(number + index + 1) % actors.count]
            let at = before + .days(Int64(index + 1))
            let answer = try notices.answer(notice, words, by: helper, today: today, now: at, on: connection)
            guard demo.settledBy == index else { continue }
            let settlement = Notice.Settlement(answer: answer, measure: nil, words: demo.settlement)
            try notices.settle(notice, settlement, today: today, now: at + .days(1), on: connection)
        }
    }

    private func enterFinishedTask(
        by actors: [Notices.Actor], today: Day, now: Instant, on connection: any Connection
    ) throws {
        let before = now - .days(60)
        let parts = DemoTask.finished.parts(today: today)
        let id = try tasks.open(
            DemoTask.finished.content, parts: parts, by: actors[0], now: before, on: connection)
        guard let task = try tasks.store.task(id, on: connection) else { return }
        for (index, part) in task.parts.enumerated() {
            let actor = actors[index % 3]
            try tasks.claim(part.id, of: task, by: actor, now: before + .days(2), on: connection)
            guard let outcome = DemoTask.finished.outcomes[index] else { continue }
            try tasks.deliver(outcome, for: part, of: task, by: actor, now: before + .days(30), on: connection)
        }
        guard let done = try tasks.store.task(id, on: connection) else { return }
        try tasks.finish(
            done, conclusion: DemoTask.finished.conclusion, by: actors[0].person, now: now - .days(10),
            on: connection)
    }

    private func enterOngoingTask(
        by actors: [Notices.Actor], today: Day, now: Instant, on connection: any Connection
    ) throws {
        let before = now - .days(9)
        let parts = DemoTask.ongoing.parts(today: today)
        let id = try tasks.open(DemoTask.ongoing.content, parts: parts, by: actors[1], now: before, on: connection)
        guard let task = try tasks.store.task(id, on: connection) else { return }
        for (index, part) in task.parts.enumerated() where index < 2 {
            let actor = actors[(index + 1) % actors.count]
            try tasks.claim(part.id, of: task, by: actor, now: before + .days(1), on: connection)
            guard let outcome = DemoTask.ongoing.outcomes[index] else { continue }
            try tasks.deliver(outcome, for: part, of: task, by: actor, now: before + .days(6), on: connection)
        }
    }
}

/// A task of the model network.
struct DemoTask: Sendable {
    let content: SharedTask.Content
    /// Title, what it delivers, hundredths of hours, days from today.
    let pieces: [(title: String, deliverable: String, hours: Int, days: Int)]
    /// By part; `nil` is not delivered.
    let outcomes: [TaskPart.Outcome?]
    let conclusion: String?

    func parts(today: Day) -> [TaskPart.Content] {
        pieces.map {
            TaskPart.Content(
                title: $0.title, deliverable: $0.deliverable, estimate: Hours(hundredths: $0.hours),
                dueDay: today + $0.days)
        }
    }

    static let finished = DemoTask(
        content: SharedTask.Content(
            title: "Ein Abend über Fake News, den jede Bibliothek veranstalten kann",
            words: """
                Wir werden alle danach gefragt und bereiten ihn alle einzeln vor. Gemeinsam wollen wir ein Paket, das in \
                einem Nachmittag aufgebaut ist: Ablauf, Übungen, Aushang, Pressetext.
                """,
            topic: .mediaLiteracy),
        pieces: [
            ("Ablauf und Moderationskarten", "Ablauf von 90 Minuten mit Zeiten und Karten zum Ausdrucken", 800, -40),
            ("Sechs Übungen mit Lösungen", "Übungen für gemischte Gruppen, je eine Seite", 1200, -35),
            ("Aushang und Pressetext", "Vorlagen zum Ausfüllen", 400, -30),
        ],
        outcomes: [
            TaskPart.Outcome(
                spent: Hours(hundredths: 950), notes: "Zwei Probeläufe haben die meiste Zeit gekostet.",
                result: "Ablauf in drei Teilen: ankommen, prüfen, Nachrichten selbst bauen. 14 Karten.", link: nil),
            TaskPart.Outcome(
                spent: Hours(hundredths: 1_125), notes: nil,
                result: "Sechs Übungen, zwei davon ohne Geräte. Lösungen auf der Rückseite.", link: nil),
            TaskPart.Outcome(
                spent: Hours(hundredths: 350), notes: nil, result: "Aushang in A3 und A4, Pressetext mit Lücken.",
                link: nil),
        ],
        conclusion:
            "Der Abend ist in drei Orten gelaufen, mit 12 bis 30 Menschen. Er braucht eine Person am Tag selbst.")

    static let ongoing = DemoTask(
        content: SharedTask.Content(
            title: "Eine Woche zum Klima: Programm für kleine Häuser",
            words: """
                Im Frühjahr soll es in vielen Orten zugleich eine Klimawoche geben. Wir suchen Bibliotheken, die je ein \
                Stück vorbereiten. Am Ende haben alle das ganze Programm.
                """,
            topic: .sustainability),
        pieces: [
            ("Reparaturabend", "Checkliste, Einladung an Helfer*innen, Versicherungsfrage geklärt", 600, 30),
            ("Saatgut tauschen", "Anleitung und Etiketten", 450, 35),
            ("Bilderbuchkino mit Gespräch", "Titel, Fragen und Bastelidee für Kinder ab vier", 300, 40),
            ("Ausstellung aus der Region", "Zehn Tafeln als Druckvorlage", 1_500, 50),
        ],
        outcomes: [
            nil,
            TaskPart.Outcome(
                spent: Hours(hundredths: 425), notes: nil, result: "Anleitung auf zwei Seiten, Etiketten als Vorlage.",
                link: nil),
            nil, nil,
        ],
        conclusion: nil)
}
