// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A member's question at a measure, with the answers of others.
struct Question: Sendable {
    enum Mark {}

    let id: ID<Mark>
    let measure: MeasureID
    let library: OrganisationID
    /// `nil` when the asker is forgotten.
    let person: PersonID?
    let text: String
    let askedAt: Instant
    var answers: [Answer] = []

    struct Answer: Sendable {
        let library: OrganisationID
        let text: String
        let answeredAt: Instant
    }
}

/// All statements on questions, answers and thanks.
struct TalkStore: Sendable {
    /// The questions at a measure with their answers, oldest first; the latest two hundred.
    func questions(at measure: MeasureID, on connection: any Connection) throws -> [Question] {
        var questions =
            try connection.all(
                """
                SELECT id, measure_id, organisation_id, person_id, text, created_at FROM measure_question
                WHERE measure_id = \(measure) ORDER BY id DESC LIMIT 200
                """, Question.init
            ).reversed() as [Question]
        guard !questions.isEmpty else { return [] }
        let answers = try connection.all(
            """
            SELECT question_id, organisation_id, text, created_at FROM measure_answer
            WHERE question_id IN (\(list: questions.map(\.id))) ORDER BY id
            """
        ) { row in
            (
                try row["question_id"] as ID<Question.Mark>,
                Question.Answer(
                    library: try row["organisation_id"], text: try row["text"], answeredAt: try row["created_at"])
            )
        }
        let byQuestion = Dictionary(grouping: answers, by: \.0)
        for index in questions.indices { questions[index].answers = (byQuestion[questions[index].id] ?? []).map(\.1) }
        return questions
    }

    func question(_ id: ID<Question.Mark>, on connection: any Connection) throws -> Question? {
        try connection.first(
            """
            SELECT id, measure_id, organisation_id, person_id, text, created_at FROM measure_question WHERE id = \(id)
            """, Question.init)
    }

    func ask(
        _ text: String, at measure: MeasureID, for library: OrganisationID, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws -> ID<Question.Mark> {
        try connection.insert(
            """
            INSERT INTO measure_question (measure_id, organisation_id, person_id, text, created_at)
            VALUES (\(measure), \(library), \(person), \(text), \(now)) RETURNING id
            """)
    }

    func answer(
        _ question: ID<Question.Mark>, _ text: String, for library: OrganisationID, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws -> Int64 {
        let id: ID<Question.Answer> = try connection.insert(
            """
            INSERT INTO measure_answer (question_id, organisation_id, person_id, text, created_at)
            VALUES (\(question), \(library), \(person), \(text), \(now)) RETURNING id
            """)
        return id.value
    }

    /// A library thanks once; a second time changes nothing.
    func thank(
        for measure: Measure, by library: OrganisationID, person: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO measure_thanks (measure_id, owner_id, organisation_id, person_id, created_at)
            VALUES (\(measure.id), \(measure.library), \(library), \(person), \(now))
            ON CONFLICT (measure_id, organisation_id) DO NOTHING
            """)
    }

    /// Those of the libraries that have said thanks.
    func thanked(
        _ measure: MeasureID, by libraries: [OrganisationID], on connection: any Connection
    ) throws -> Set<OrganisationID> {
        guard !libraries.isEmpty else { return [] }
        return Set(
            try connection.all(
                """
                SELECT organisation_id FROM measure_thanks
                WHERE measure_id = \(measure) AND organisation_id IN (\(list: libraries))
                """
            ) { try $0["organisation_id"] })
    }

    /// What a person asked and answered, for them to read.
    func words(
        of person: PersonID, on connection: any Connection
    ) throws -> (questions: [Question], answers: [(text: String, at: Instant)]) {
        let questions = try connection.all(
            """
            SELECT id, measure_id, organisation_id, person_id, text, created_at FROM measure_question
            WHERE person_id = \(person) ORDER BY id
            """, Question.init)
        let answers = try connection.all(
            "SELECT text, created_at FROM measure_answer WHERE person_id = \(person) ORDER BY id"
        ) { row in (text: try row["text"] as String, at: try row["created_at"] as Instant) }
        return (questions, answers)
    }

    /// Forgets who spoke; what a library asked and answered in public stays the library's.
    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE measure_question SET person_id = NULL WHERE person_id = \(person)")
        try connection.execute("UPDATE measure_answer SET person_id = NULL WHERE person_id = \(person)")
        try connection.execute("UPDATE measure_thanks SET person_id = NULL WHERE person_id = \(person)")
    }
}

extension Question {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], measure: try row["measure_id"], library: try row["organisation_id"],
            person: try row["person_id"], text: try row["text"], askedAt: try row["created_at"])
    }
}
