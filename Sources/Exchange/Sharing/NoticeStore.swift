// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on notices and their answers.
struct NoticeStore: Sendable {
    /// Which notices are wanted.
    struct Filter: Sendable {
        var kind: Notice.Kind?
        var topic: Topic?
        var library: OrganisationID?
        /// Settled ones instead of open ones.
        var isSettled = false
        /// Open ones also when their time is over, for the library that can prolong them.
        var withEnded = false
        /// Hidden ones, for moderators.
        var isHidden = false
    }

    func add(
        _ content: Notice.Content, by author: PersonID, of library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws -> ID<Notice> {
        let columns = Columns(content.details)
        return try connection.insert(
            """
            INSERT INTO notice (house_id, organisation_id, author_id, kind, title, words, tried, good, topic, place,
                terms, last_day, state, created_at)
            VALUES (\(HouseID.network), \(library), \(author), \(content.details.kind), \(content.title),
                \(content.words), \(columns.tried), \(columns.good), \(content.topic), \(columns.place),
                \(columns.terms), \("\(content.lastDay)"), 'open', \(now))
            RETURNING id
            """)
    }

    func update(_ id: ID<Notice>, _ content: Notice.Content, on connection: any Connection) throws -> Bool {
        let columns = Columns(content.details)
        return try connection.execute(
            """
            UPDATE notice SET title = \(content.title), words = \(content.words), tried = \(columns.tried),
                good = \(columns.good), topic = \(content.topic), place = \(columns.place), terms = \(columns.terms),
                last_day = \("\(content.lastDay)")
            WHERE id = \(id) AND state = 'open' AND kind = \(content.details.kind)
            """) == 1
    }

    func notice(_ id: ID<Notice>, on connection: any Connection) throws -> Notice? {
        try connection.first(Self.selection + "WHERE id = \(id)", Notice.init)
    }

    /// Newest first, from before `position`; open ones that have not ended by `today`.
    func notices(
        _ filter: Filter, today: Day, before position: ID<Notice>? = nil, limit: Int, on connection: any Connection
    ) throws -> [Notice] {
        var conditions: [SQL] = ["house_id = \(HouseID.network)"]
        if filter.isHidden {
            conditions += ["hidden_at IS NOT NULL", "state <> \(Notice.State.withdrawn)"]
        } else {
            conditions += ["state = \(filter.isSettled ? Notice.State.settled : .open)", "hidden_at IS NULL"]
            if !filter.isSettled, !filter.withEnded { conditions.append("last_day >= \("\(today)")") }
        }
        if let kind = filter.kind { conditions.append("kind = \(kind)") }
        if let topic = filter.topic { conditions.append("topic = \(topic)") }
        if let library = filter.library { conditions.append("organisation_id = \(library)") }
        if let position { conditions.append("id < \(position)") }
        return try connection.all(
            Self.selection + "WHERE \(SQL.all(conditions)) ORDER BY id DESC LIMIT \(limit)", Notice.init)
    }

    /// `false` when somebody else was first.
    func settle(
        _ id: ID<Notice>, _ settlement: Notice.Settlement, now: Instant, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE notice SET state = 'settled', settled_at = \(now), settled_answer = \(settlement.answer),
                settled_measure = \(settlement.measure?.id), settled_words = \(settlement.words)
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    func withdraw(_ id: ID<Notice>, on connection: any Connection) throws -> Bool {
        try connection.execute("UPDATE notice SET state = 'withdrawn' WHERE id = \(id) AND state = 'open'") == 1
    }

    /// Withdraws what a library still has up, and tells what that was.
    func withdrawAll(of library: OrganisationID, on connection: any Connection) throws -> [ID<Notice>] {
        try connection.all(
            """
            UPDATE notice SET state = 'withdrawn' WHERE organisation_id = \(library) AND state = 'open' RETURNING id
            """
        ) { try $0["id"] }
    }

    /// Those that can be read.
    func readable(on connection: any Connection) throws -> [ID<Notice>] {
        try connection.all(
            """
            SELECT id FROM notice
            WHERE house_id = \(HouseID.network) AND state IN ('open', 'settled') AND hidden_at IS NULL
            """
        ) { try $0["id"] }
    }

    /// Open ones that end by `day`, and whose libraries have not been told so.
    func ending(by day: Day, from today: Day, limit: Int, on connection: any Connection) throws -> [Notice] {
        try connection.all(
            Self.selection + """
                WHERE state = 'open' AND hidden_at IS NULL AND last_day >= \("\(today)") AND last_day <= \("\(day)")
                    AND (warned_for IS NULL OR warned_for <> last_day)
                ORDER BY last_day, id LIMIT \(limit)
                """, Notice.init)
    }

    /// `false` when the library was told of this last day before.
    func markWarned(_ notice: Notice, on connection: any Connection) throws -> Bool {
        let day = "\(notice.content.lastDay)"
        return try connection.execute(
            """
            UPDATE notice SET warned_for = \(day)
            WHERE id = \(notice.id) AND last_day = \(day) AND (warned_for IS NULL OR warned_for <> \(day))
            """) == 1
    }

    func notices(by author: PersonID, on connection: any Connection) throws -> [Notice] {
        try connection.all(Self.selection + "WHERE author_id = \(author) ORDER BY id", Notice.init)
    }

    func handOver(
        from leaving: PersonID, to heir: PersonID, of library: OrganisationID, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE notice SET author_id = \(heir) WHERE author_id = \(leaving) AND organisation_id = \(library)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE notice SET author_id = NULL WHERE author_id = \(person)")
        try connection.execute("UPDATE notice_answer SET author_id = NULL WHERE author_id = \(person)")
        try connection.execute("DELETE FROM notice_message WHERE sender_id = \(person)")
        try connection.execute("DELETE FROM notice_message WHERE receiver_id = \(person)")
    }

    private static let selection: SQL = """
        SELECT id, organisation_id, author_id, kind, title, words, tried, good, topic, place, terms, last_day, state,
            settled_answer, settled_measure, settled_words, hidden_at, hidden_reason, created_at FROM notice\u{20}
        """

    /// What only one of the kinds has, as columns.
    private struct Columns {
        var tried: String?
        var good: Notice.Good?
        var place: String?
        var terms: String?

        init(_ details: Notice.Details) {
            switch details {
            case .request(let tried): self.tried = tried
            case .offer(let good, let place, let terms):
                self.good = good
                self.place = place
                self.terms = terms
            }
        }
    }
}

extension NoticeStore {
    func addAnswer(
        to notice: ID<Notice>, _ words: String, by author: PersonID, of library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws -> ID<NoticeAnswer> {
        try connection.insert(
            """
            INSERT INTO notice_answer (house_id, notice_id, organisation_id, author_id, words, created_at)
            VALUES (\(HouseID.network), \(notice), \(library), \(author), \(words), \(now)) RETURNING id
            """)
    }

    /// Oldest first, hidden ones included.
    func answers(to notice: ID<Notice>, on connection: any Connection) throws -> [NoticeAnswer] {
        try connection.all(
            Self.answers + "WHERE notice_id = \(notice) ORDER BY id LIMIT 500", NoticeAnswer.init)
    }

    func answers(by author: PersonID, on connection: any Connection) throws -> [NoticeAnswer] {
        try connection.all(Self.answers + "WHERE author_id = \(author) ORDER BY id", NoticeAnswer.init)
    }

    /// How many answers can be read under each.
    func answerCounts(of notices: [ID<Notice>], on connection: any Connection) throws -> [ID<Notice>: Int] {
        let rows = try connection.all(
            """
            SELECT notice_id, COUNT(*) AS n FROM notice_answer
            WHERE notice_id IN (\(list: notices)) AND hidden_at IS NULL GROUP BY notice_id
            """
        ) { row in (try row["notice_id"] as ID<Notice>, try row["n"] as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private static let answers: SQL = """
        SELECT id, notice_id, organisation_id, author_id, words, hidden_at, hidden_reason, created_at
        FROM notice_answer\u{20}
        """
}

extension Notice {
    init(_ row: Row) throws {
        let kind: Kind = try row["kind"]
        let details: Details =
            switch kind {
            case .request: .request(tried: try row["tried"])
            case .offer: .offer(try row["good"], place: try row["place"], terms: try row["terms"])
            }
        let state: State = try row["state"]
        let measure: Int64? = try row["settled_measure"]
        self.init(
            id: try row["id"], library: try row["organisation_id"], author: try row["author_id"],
            content: Content(
                title: try row["title"], words: try row["words"], topic: try row["topic"],
                lastDay: try Day(column: "last_day", of: row), details: details),
            state: state,
            settlement: state == .settled
                ? Settlement(
                    answer: try row["settled_answer"],
                    measure: measure.map { ItemReference(kind: "measure", id: $0) }, words: try row["settled_words"])
                : nil,
            hiding: try Hiding(row), createdAt: try row["created_at"])
    }
}

extension NoticeAnswer {
    init(_ row: Row) throws {
        self.init(
            id: try row["id"], notice: try row["notice_id"], library: try row["organisation_id"],
            author: try row["author_id"], words: try row["words"], hiding: try Hiding(row),
            createdAt: try row["created_at"])
    }
}

extension Day {
    /// A day that stands as text in a column.
    init(column: String, of row: Row) throws {
        let text: String = try row[column]
        guard let day = Day(text) else { throw StorageError.unexpectedValue(column: column, wanted: "day") }
        self = day
    }
}
