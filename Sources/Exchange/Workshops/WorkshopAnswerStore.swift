// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on participants and what they answered.
struct WorkshopAnswerStore: Sendable {
    /// What a participant sends for one step.
    struct Submission: Sendable, Equatable {
        var answers: [WorkshopQuestion: Int] = [:]
        /// Questions that have no answer any more.
        var takenBack: [WorkshopQuestion] = []
        /// By kind and place among the texts of that kind; `nil` takes one away.
        var notes: [NoteSlot: String?] = [:]
    }

    struct NoteSlot: Sendable, Hashable, Comparable {
        let kind: WorkshopNote.Kind
        let slot: Int

        static func < (left: NoteSlot, right: NoteSlot) -> Bool {
            (left.kind.rawValue, left.slot) < (right.kind.rawValue, right.slot)
        }
    }

    struct Progress: Sendable, Equatable {
        let joined: Int
        /// How many have sent the current step.
        let done: Int
        let notes: Int
    }

    func add(
        _ kind: Participant.Kind, token: SecretToken? = nil, to workshop: ID<Workshop>, on connection: any Connection
    ) throws -> ParticipantID {
        try connection.insert(
            """
            INSERT INTO workshop_participant (house_id, workshop_id, kind, token_hash)
            VALUES (\(HouseID.network), \(workshop), \(kind), \(token?.hash)) RETURNING id
            """)
    }

    func participant(
        _ token: SecretToken, on connection: any Connection
    ) throws -> (id: ParticipantID, workshop: ID<Workshop>)? {
        try connection.first(
            "SELECT id, workshop_id FROM workshop_participant WHERE token_hash = \(token.hash)"
        ) { (try $0["id"], try $0["workshop_id"]) }
    }

    /// The one that answers for the whole team.
    func jointParticipant(of workshop: ID<Workshop>, on connection: any Connection) throws -> ParticipantID? {
        try connection.first(
            "SELECT id FROM workshop_participant WHERE workshop_id = \(workshop) AND kind = 'joint'"
        ) { try $0["id"] }
    }

    func joined(_ workshop: ID<Workshop>, on connection: any Connection) throws -> Int {
        try count("SELECT count(*) AS n FROM workshop_participant WHERE workshop_id = \(workshop)", on: connection)
    }

    /// How many answered the question, or wrote in the step, that most did: whoever joins again weeks later, for steps
    /// that are new, is not another person.
    func took(partIn workshop: ID<Workshop>, on connection: any Connection) throws -> Int {
        try count(
            """
            SELECT COALESCE(max(people), 0) AS n FROM (
                SELECT count(*) AS people FROM workshop_answer WHERE workshop_id = \(workshop) GROUP BY question
                UNION ALL
                SELECT count(DISTINCT participant_id) FROM workshop_note WHERE workshop_id = \(workshop)
                GROUP BY CASE WHEN kind = \(WorkshopNote.Kind.idea) THEN 1 ELSE 0 END) AS answering
            """, on: connection)
    }

    func sheets(of workshop: ID<Workshop>, on connection: any Connection) throws -> Int {
        try count(
            "SELECT count(*) AS n FROM workshop_participant WHERE workshop_id = \(workshop) AND kind = 'sheet'",
            on: connection)
    }

    func progress(of workshop: Workshop, on connection: any Connection) throws -> Progress {
        Progress(
            joined: try joined(workshop.id, on: connection),
            done: try count(
                """
                SELECT count(*) AS n FROM workshop_done WHERE workshop_id = \(workshop.id) AND step = \(workshop.step)
                """, on: connection),
            notes: try count(
                """
                SELECT count(*) AS n FROM workshop_note
                WHERE workshop_id = \(workshop.id) AND kind IN (\(list: workshop.step.notes))
                """, on: connection))
    }

    private func count(_ sql: SQL, on connection: any Connection) throws -> Int {
        try connection.first(sql) { try $0["n"] } ?? 0
    }

    /// Enters answers; one that is there already is replaced, so that nobody votes twice. What is not a draft any more,
    /// or complete, counts as done.
    func enter(
        _ submission: Submission, for step: WorkshopStep, isDraft: Bool = false, of participant: ParticipantID,
        in workshop: ID<Workshop>, on connection: any Connection
    ) throws {
        for (question, value) in submission.answers.sorted(by: { $0.key.key < $1.key.key }) {
            try connection.execute(
                """
                INSERT INTO workshop_answer (house_id, workshop_id, participant_id, question, value)
                VALUES (\(HouseID.network), \(workshop), \(participant), \(question.key), \(value))
                ON CONFLICT (participant_id, question) DO UPDATE SET value = excluded.value
                """)
        }
        try remove(submission.takenBack, of: participant, on: connection)
        for (slot, text) in submission.notes.sorted(by: { $0.key < $1.key }) {
            try enter(text, at: slot, of: participant, in: workshop, on: connection)
        }
        let isComplete = !step.questions.isEmpty && step.questions.allSatisfy { submission.answers[$0] != nil }
        if isDraft, !isComplete { return }
        try connection.execute(
            """
            INSERT INTO workshop_done (house_id, workshop_id, participant_id, step)
            VALUES (\(HouseID.network), \(workshop), \(participant), \(step))
            ON CONFLICT (participant_id, step) DO NOTHING
            """)
    }

    /// Whether a participant's word on a step is the last one so far. Words are numbered, each higher than the one before
    /// it: what was held up on its way is known by that, and heard no more.
    func hears(
        _ word: Int64, on step: WorkshopStep, of participant: ParticipantID, in workshop: ID<Workshop>,
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO workshop_word (house_id, workshop_id, participant_id, step, number)
            VALUES (\(HouseID.network), \(workshop), \(participant), \(step), \(word))
            ON CONFLICT (participant_id, step) DO UPDATE SET number = excluded.number
                WHERE workshop_word.number < excluded.number
            """) == 1
    }

    /// The number of a participant's last word on a step.
    func lastWord(
        on step: WorkshopStep, of participant: ParticipantID, on connection: any Connection
    ) throws -> Int64 {
        try connection.first(
            "SELECT number FROM workshop_word WHERE participant_id = \(participant) AND step = \(step)"
        ) { try $0["number"] } ?? 0
    }

    private func remove(
        _ questions: [WorkshopQuestion], of participant: ParticipantID, on connection: any Connection
    ) throws {
        for question in questions {
            try connection.execute(
                "DELETE FROM workshop_answer WHERE participant_id = \(participant) AND question = \(question.key)")
        }
    }

    private func enter(
        _ text: String?, at slot: NoteSlot, of participant: ParticipantID, in workshop: ID<Workshop>,
        on connection: any Connection
    ) throws {
        guard let text else {
            let own: SQL = "participant_id = \(participant) AND kind = \(slot.kind) AND slot = \(slot.slot)"
            try connection.execute(
                """
                UPDATE workshop_note SET merged_into = \(nil as Int64?)
                WHERE merged_into IN (SELECT id FROM workshop_note WHERE \(own))
                """)
            try connection.execute("DELETE FROM workshop_note WHERE \(own)")
            return
        }
        try connection.execute(
            """
            INSERT INTO workshop_note (house_id, workshop_id, participant_id, kind, slot, text)
            VALUES (\(HouseID.network), \(workshop), \(participant), \(slot.kind), \(slot.slot), \(text))
            ON CONFLICT (participant_id, kind, slot) DO UPDATE SET text = excluded.text,
                merged_into = CASE WHEN workshop_note.text = excluded.text THEN workshop_note.merged_into END
            """)
    }

    /// What a participant has answered so far.
    func submission(of participant: ParticipantID, on connection: any Connection) throws -> Submission {
        var submission = Submission()
        for row in try connection.rows(
            "SELECT question, value FROM workshop_answer WHERE participant_id = \(participant)")
        {
            guard let question = WorkshopQuestion(key: try row["question"]) else { continue }
            submission.answers[question] = try row["value"] as Int
        }
        for row in try connection.rows(
            "SELECT kind, slot, text FROM workshop_note WHERE participant_id = \(participant)")
        {
            submission.notes[NoteSlot(kind: try row["kind"], slot: try row["slot"])] = try row["text"] as String
        }
        return submission
    }

    func hasDone(_ step: WorkshopStep, _ participant: ParticipantID, on connection: any Connection) throws -> Bool {
        try connection.exists(
            "SELECT step FROM workshop_done WHERE participant_id = \(participant) AND step = \(step)")
    }

    /// How many chose each step of the scale, by question.
    func counts(of workshop: ID<Workshop>, on connection: any Connection) throws -> [WorkshopQuestion: [Int]] {
        var counts: [WorkshopQuestion: [Int]] = [:]
        for row in try connection.rows(
            """
            SELECT question, value, count(*) AS n FROM workshop_answer WHERE workshop_id = \(workshop)
            GROUP BY question, value
            """)
        {
            guard let question = WorkshopQuestion(key: try row["question"]) else { continue }
            counts[question, default: [0, 0, 0, 0, 0]][try row["value"] as Int] = try row["n"]
        }
        return counts
    }
}
