// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange

@Suite("Workshops in the database")
struct WorkshopStoreTests {
    private static let now = WorkshopSite.start

    private func running(_ site: WorkshopSite, length: Workshop.Length = .full) async throws -> ID<Workshop> {
        let (workshops, now) = (site.workshops, Self.now)
        return try await site.database.write { connection in
            let id = try workshops.enter(
                .init(name: "Beispiel", length: length, mode: .each), token: .random(), facts: [:], now: now,
                on: connection)
            let workshop = try #require(try workshops.store.workshop(id, on: connection))
            let course = try WorkshopRules.course(of: workshop, after: .start, seen: 0, now: now)
            _ = try workshops.store.set(try #require(course), of: workshop, seen: 0, now: now, on: connection)
            return id
        }
    }

    private func participants(_ count: Int, in id: ID<Workshop>, _ site: WorkshopSite) async throws -> [ParticipantID] {
        let workshops = site.workshops
        return try await site.database.write { connection in
            try (0..<count).map { _ in try workshops.answers.add(.phone, token: .random(), to: id, on: connection) }
        }
    }

    @Test("keep one answer of a participant who votes many times at once", arguments: Engine.available)
    func votingTwice(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let participant = try await participants(1, in: id, site)[0]
        let workshops = site.workshops
        try await withThrowingTaskGroup(of: Void.self) { group in
            for value in 0..<20 {
                group.addTask {
                    try await site.database.write {
                        try workshops.answers.enter(
                            .init(answers: [.backing: value % 5]), for: .r6, of: participant, in: id, on: $0)
                    }
                }
            }
            try await group.waitForAll()
        }
        let counts = try await site.database.read { try workshops.answers.counts(of: id, on: $0) }
        #expect(counts[.backing]?.reduce(0, +) == 1)
    }

    @Test("refuse a second row for one participant and question themselves", arguments: Engine.available)
    func guardedVote(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let participant = try await participants(1, in: id, site)[0]
        await #expect(throws: StorageError.self) {
            try await site.database.write { connection in
                for value in [1, 2] {
                    try connection.execute(
                        """
                        INSERT INTO workshop_answer (house_id, workshop_id, participant_id, question, value)
                        VALUES (0, \(id), \(participant), 'backing', \(value))
                        """)
                }
            }
        }
        await #expect(throws: StorageError.self) {
            try await site.database.write {
                try $0.execute(
                    """
                    INSERT INTO workshop_answer (house_id, workshop_id, participant_id, question, value)
                    VALUES (0, \(id), \(participant), 'backing', 5)
                    """)
            }
        }
    }

    @Test("let exactly one of two moderators change the step", arguments: Engine.available)
    func twoModerators(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let workshops = site.workshops
        let workshop = try #require(try await site.database.read { try workshops.store.workshop(id, on: $0) })
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for step in [WorkshopStep.r2, .r3, .r4, .r5, .r6, .r7] {
                group.addTask {
                    try await site.database.write {
                        try workshops.store.set(
                            .init(state: .running, step: step), of: workshop, seen: workshop.version, now: Self.now,
                            on: $0)
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
        let after = try await site.database.read { try workshops.store.workshop(id, on: $0) }
        #expect(after?.version == workshop.version + 1)
    }

    @Test("count what is done step by step, drafts only when they are complete", arguments: Engine.available)
    func progress(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let people = try await participants(3, in: id, site)
        let workshops = site.workshops
        let whole = Dictionary(uniqueKeysWithValues: WorkshopStep.r4.questions.map { ($0, 2) })
        let progress = try await site.database.write { connection in
            let answers = workshops.answers
            try answers.enter(.init(answers: whole), for: .r4, isDraft: true, of: people[0], in: id, on: connection)
            try answers.enter(
                .init(answers: [.place(.anchor): 1]), for: .r4, isDraft: true, of: people[1], in: id, on: connection)
            try answers.enter(.init(), for: .r4, of: people[2], in: id, on: connection)
            let workshop = try #require(try workshops.store.workshop(id, on: connection))
            _ = try workshops.store.set(
                .init(state: .running, step: .r4), of: workshop, seen: workshop.version, now: Self.now, on: connection)
            let there = try #require(try workshops.store.workshop(id, on: connection))
            #expect(try answers.took(partIn: id, on: connection) == 2)
            return try answers.progress(of: there, on: connection)
        }
        #expect(progress == .init(joined: 3, done: 2, notes: 0))
    }

    private func write(_ texts: [(ParticipantID, String)], in id: ID<Workshop>, _ site: WorkshopSite) async throws {
        let workshops = site.workshops
        try await site.database.write { connection in
            for (participant, text) in texts {
                try workshops.answers.enter(
                    .init(notes: [.init(kind: .strength, slot: 1): text]), for: .r7, of: participant, in: id,
                    on: connection)
            }
        }
    }

    private func wall(_ id: ID<Workshop>, _ site: WorkshopSite) async throws -> [WallNote] {
        let workshops = site.workshops
        return try await site.database.read { try workshops.notes.wall(of: id, kinds: [.strength], on: $0) }
    }

    @Test("merge texts under the oldest, however often, and part them again", arguments: Engine.available)
    func merging(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let people = try await participants(4, in: id, site)
        try await write(Array(zip(people, ["A", "B", "C", "D"])), in: id, site)
        let notes = site.workshops.notes
        let ids = try await wall(id, site).map(\.id)
        try await site.database.write { try notes.merge([ids[1], ids[2]], in: id, on: $0) }
        try await site.database.write { try notes.merge([ids[1], ids[0]], in: id, on: $0) }
        #expect(try await wall(id, site).map { "\($0.text)\($0.weight)" } == ["A3", "D1"])
        try await site.database.write { try notes.part([ids[0]], in: id, on: $0) }
        #expect(try await wall(id, site).map(\.weight) == [1, 1, 1, 1])
        try await site.database.write { try notes.hide([ids[3]], true, in: id, on: $0) }
        try await site.database.write { try notes.choose([ids[2]], true, in: id, on: $0) }
        let shown = try await site.database.read { try notes.results(of: id, on: $0) }
        #expect(shown.map(\.text) == ["C", "A", "B"])
    }

    @Test("let a text stand alone again when its author changes it or takes it back", arguments: Engine.available)
    func changedTexts(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let id = try await running(site)
        let people = try await participants(3, in: id, site)
        try await write(Array(zip(people, ["A", "B", "C"])), in: id, site)
        let (notes, answers) = (site.workshops.notes, site.workshops.answers)
        let ids = try await wall(id, site).map(\.id)
        try await site.database.write { try notes.merge(ids, in: id, on: $0) }
        try await write([(people[1], "B")], in: id, site)
        #expect(try await wall(id, site).map(\.weight) == [3])
        try await write([(people[1], "B anders")], in: id, site)
        #expect(try await wall(id, site).map { "\($0.text)\($0.weight)" } == ["A2", "B anders1"])
        try await site.database.write {
            var nothing = WorkshopAnswerStore.Submission()
            nothing.notes.updateValue(nil, forKey: .init(kind: .strength, slot: 1))
            try answers.enter(nothing, for: .r7, of: people[0], in: id, on: $0)
        }
        #expect(try await wall(id, site).map { "\($0.text)\($0.weight)" } == ["B anders1", "C1"])
    }

    @Test("are deleted with everything when nobody wanted them, and only then", arguments: Engine.available)
    func forgetting(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let (old, kept) = (try await running(site), try await running(site))
        let people = try await participants(2, in: old, site)
        try await write([(people[0], "A")], in: old, site)
        let workshops = site.workshops
        try await site.database.write { connection in
            #expect(try workshops.answers.hears(1, on: .r7, of: people[0], in: old, on: connection))
            try workshops.shownSplits.keep([.backing: [0, 0, 3, 0, 0]], of: old, on: connection)
            try workshops.store.attach(kept, to: WorkshopSite.library, now: Self.now, on: connection)
            try workshops.store.enter(["population": "1"], in: old, on: connection)
        }
        let work = try #require(workshops.recurring.first)
        try await work.run(Self.now + .days(395))
        #expect(try await there([old, kept], site) == [true, true])
        try await work.run(Self.now + .days(397))
        #expect(try await there([old, kept], site) == [false, true])
        for table in ["participant", "answer", "note", "done", "word", "split", "fact"] {
            let rows = try await site.database.read { connection in
                switch table {
                case "participant": try connection.rows("SELECT 1 FROM workshop_participant WHERE workshop_id = \(old)")
                case "answer": try connection.rows("SELECT 1 FROM workshop_answer WHERE workshop_id = \(old)")
                case "note": try connection.rows("SELECT 1 FROM workshop_note WHERE workshop_id = \(old)")
                case "word": try connection.rows("SELECT 1 FROM workshop_word WHERE workshop_id = \(old)")
                case "split": try connection.rows("SELECT 1 FROM workshop_split WHERE workshop_id = \(old)")
                case "done": try connection.rows("SELECT 1 FROM workshop_done WHERE workshop_id = \(old)")
                default: try connection.rows("SELECT 1 FROM workshop_fact WHERE workshop_id = \(old)")
                }
            }
            #expect(rows.isEmpty, "\(table)")
        }
    }

    private func there(_ ids: [ID<Workshop>], _ site: WorkshopSite) async throws -> [Bool] {
        let store = site.workshops.store
        return try await site.database.read { connection in
            try ids.map { try store.workshop($0, on: connection) != nil }
        }
    }

    @Test("walk through no table")
    func indexes() async throws {
        let site = try await WorkshopSite()
        let id = try await running(site)
        let people = try await participants(3, in: id, site)
        try await write([(people[0], "A")], in: id, site)
        let workshops = site.workshops
        let scans = try await site.database.write { base in
            let connection = ExplainingConnection(base)
            let workshop = try #require(try workshops.store.workshop(id, on: connection))
            _ = try workshops.store.workshop(.random(), on: connection)
            _ = try workshops.store.workshop(code: workshop.code ?? "", on: connection)
            _ = try workshops.store.workshops(of: WorkshopSite.library, on: connection)
            _ = try workshops.store.forgotten(before: Self.now, on: connection)
            try workshops.store.expireCodes(endedBefore: Self.now, on: connection)
            _ = try workshops.findings(of: workshop, on: connection)
            try workshops.shownSplits.keep([.backing: [0, 0, 3, 0, 0]], of: id, on: connection)
            _ = try workshops.answers.progress(of: workshop, on: connection)
            _ = try workshops.answers.participant(.random(), on: connection)
            _ = try workshops.answers.submission(of: people[0], on: connection)
            _ = try workshops.answers.hears(2, on: .r7, of: people[0], in: id, on: connection)
            _ = try workshops.answers.lastWord(on: .r7, of: people[0], on: connection)
            _ = try workshops.answers.sheets(of: id, on: connection)
            _ = try workshops.notes.wall(of: id, kinds: [.idea], on: connection)
            _ = try workshops.publications.publications(of: id, on: connection)
            _ = try workshops.publications.publications(by: WorkshopSite.library, on: connection)
            try workshops.store.delete(id, on: connection)
            return connection.scans
        }
        #expect(scans == [])
    }
}
