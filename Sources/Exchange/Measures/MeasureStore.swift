// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on measures and their versions.
struct MeasureStore: Sendable {
    private static let measureColumns: SQL = """
        m.id, m.organisation_id, m.state, m.created_at, m.published_at AS first_published_at, m.reuses, m.thanks
        """
    static let effortColumns: SQL =
        "v.hours_to_prepare, v.hours_per_month, v.money_once, v.money_per_year, v.area, v.fte"
    private static let versionColumns: SQL = """
        v.number, v.saved_at, v.published_at, v.title, v.summary, v.contact, v.problem, v.story, v.spaces,
        v.target_groups, v.topics, \(effortColumns), v.skills, v.partners, v.needs_backing, v.outcome, v.result,
        v.evidence, v.lessons, v.lessons_audience, v.audience
        """
    private static let published: SQL = """
        SELECT \(measureColumns), \(versionColumns) FROM measure m
        JOIN measure_version v ON v.measure_id = m.id AND v.number = m.published_version\u{20}
        """

    /// As it was last published; `nil` when it never was.
    func published(_ id: MeasureID, on connection: any Connection) throws -> Measure? {
        try connection.first(Self.published + "WHERE m.id = \(id)", Measure.init)
    }

    /// Those of the measures that were ever published, in no order.
    func published(_ ids: [MeasureID], on connection: any Connection) throws -> [Measure] {
        guard !ids.isEmpty else { return [] }
        return try connection.all(Self.published + "WHERE m.id IN (\(list: ids))", Measure.init)
    }

    /// All measures of which something may be found, in the order of ids.
    func everPublished(on connection: any Connection) throws -> [MeasureID] {
        try connection.all("SELECT id FROM measure WHERE state <> 'draft' ORDER BY id") { try $0["id"] }
    }

    /// With its latest version, published or not.
    func latest(_ id: MeasureID, on connection: any Connection) throws -> Measure? {
        try connection.first(
            """
            SELECT \(Self.measureColumns), \(Self.versionColumns) FROM measure m
            JOIN measure_version v ON v.measure_id = m.id
            WHERE m.id = \(id) ORDER BY v.number DESC LIMIT 1
            """, Measure.init)
    }

    /// What everyone may read, newest first.
    func newest(limit: Int, on connection: any Connection) throws -> [Measure] {
        try connection.all(
            Self.published + """
                WHERE m.state = 'published' AND m.audience = 'everyone' ORDER BY m.published_at DESC, m.id DESC
                LIMIT \(limit)
                """, Measure.init)
    }

    /// What everyone may read and most other libraries did too.
    func mostReused(limit: Int, on connection: any Connection) throws -> [Measure] {
        try connection.all(
            Self.published + """
                WHERE m.state = 'published' AND m.audience = 'everyone' AND m.reuses > 0
                ORDER BY m.reuses DESC, m.id DESC LIMIT \(limit)
                """, Measure.init)
    }

    /// All measures of a library with their latest versions, whatever their state, newest first.
    func all(of library: OrganisationID, on connection: any Connection) throws -> [Measure] {
        try connection.all(
            """
            SELECT \(Self.measureColumns), \(Self.versionColumns) FROM measure m
            JOIN measure_version v ON v.measure_id = m.id
                AND v.number = (SELECT MAX(w.number) FROM measure_version w WHERE w.measure_id = m.id)
            WHERE m.organisation_id = \(library) ORDER BY m.id DESC
            """, Measure.init)
    }

    /// All published versions, latest first.
    func history(of id: MeasureID, on connection: any Connection) throws -> [MeasureVersion] {
        try connection.all(
            """
            SELECT \(Self.versionColumns) FROM measure_version v
            WHERE v.measure_id = \(id) AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 200
            """, MeasureVersion.init)
    }

    /// Published measures of which a library is the owner, or which it adapted.
    func doneBy(_ libraries: [OrganisationID], on connection: any Connection) throws -> [MeasureID] {
        guard !libraries.isEmpty else { return [] }
        return try connection.all(
            """
            SELECT id FROM measure WHERE organisation_id IN (\(list: libraries)) AND state <> 'draft'
            UNION SELECT measure_id FROM adaptation WHERE organisation_id IN (\(list: libraries)) ORDER BY 1
            """
        ) { try $0["id"] }
    }

    /// Enters a draft.
    func add(
        _ content: MeasureContent, of library: OrganisationID, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws -> MeasureID {
        let id: MeasureID = try connection.insert(
            """
            INSERT INTO measure (organisation_id, state, audience, created_at)
            VALUES (\(library), 'draft', \(content.audience), \(now)) RETURNING id
            """)
        try insert(content, number: 1, of: id, by: person, now: now, on: connection)
        return id
    }

    /// Saves an edit: the open version is replaced, else a new one begun.
    func save(
        _ content: MeasureContent, of measure: Measure, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        let latest = measure.version
        if latest.publishedAt == nil {
            try connection.execute(
                """
                DELETE FROM measure_version
                WHERE measure_id = \(measure.id) AND number = \(latest.number) AND published_at IS NULL
                """)
            try insert(content, number: latest.number, of: measure.id, by: person, now: now, on: connection)
        } else {
            try insert(content, number: latest.number + 1, of: measure.id, by: person, now: now, on: connection)
        }
    }

    /// Makes the latest version the one that is shown.
    func publish(_ measure: Measure, now: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE measure_version SET published_at = \(now)
            WHERE measure_id = \(measure.id) AND number = \(measure.version.number) AND published_at IS NULL
            """)
        try connection.execute(
            """
            UPDATE measure SET state = 'published', published_version = \(measure.version.number),
                published_at = COALESCE(measure.published_at, \(now)), audience = \(measure.content.audience)
            WHERE id = \(measure.id)
            """)
    }

    func withdraw(_ id: MeasureID, on connection: any Connection) throws -> Bool {
        try connection.execute("UPDATE measure SET state = 'withdrawn' WHERE id = \(id) AND state = 'published'") == 1
    }

    /// Removes a measure that was never published; nobody can have built on it.
    func removeDraft(_ id: MeasureID, on connection: any Connection) throws -> Bool {
        guard try connection.exists("SELECT id FROM measure WHERE id = \(id) AND state = 'draft' \(ddl: .forUpdate)")
        else { return false }
        try connection.execute("DELETE FROM measure_material WHERE measure_id = \(id)")
        try connection.execute("DELETE FROM measure_version WHERE measure_id = \(id)")
        return try connection.execute("DELETE FROM measure WHERE id = \(id) AND state = 'draft'") == 1
    }

    /// Counts anew how many other libraries did it too, as far as they say so to everyone, and how many said thanks.
    func recount(_ ids: [MeasureID], on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE measure SET
                reuses = (SELECT COUNT(*) FROM adaptation a WHERE a.measure_id = measure.id
                    AND a.organisation_id <> measure.organisation_id AND a.audience = 'everyone'),
                thanks = (SELECT COUNT(*) FROM measure_thanks t WHERE t.measure_id = measure.id)
            WHERE id IN (\(list: ids))
            """)
    }

    /// What a person wrote, for them to read.
    func versions(by person: PersonID, on connection: any Connection) throws -> [(MeasureID, MeasureVersion)] {
        try connection.all(
            "SELECT v.measure_id, \(Self.versionColumns) FROM measure_version v WHERE v.person_id = \(person)"
        ) { (try $0["measure_id"], try MeasureVersion($0)) }
    }

    /// Forgets who wrote; what they wrote is their library's.
    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE measure_version SET person_id = NULL WHERE person_id = \(person)")
    }

    private func insert(
        _ content: MeasureContent, number: Int, of id: MeasureID, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        let effort = content.effort
        try connection.execute(
            """
            INSERT INTO measure_version (measure_id, number, person_id, saved_at, title, summary, contact, problem, story,
                spaces, target_groups, topics, hours_to_prepare, hours_per_month, money_once, money_per_year, area, fte,
                skills, partners, needs_backing, outcome, result, evidence, lessons, lessons_audience, audience)
            VALUES (\(id), \(number), \(person), \(now), \(content.title), \(content.summary), \(content.contact),
                \(content.problem), \(content.story), \(words(content.spaces)), \(words(content.targetGroups)),
                \(words(content.topics)), \(effort[.hoursToPrepare]), \(effort[.hoursPerMonth]), \(effort[.moneyOnce]),
                \(effort[.moneyPerYear]), \(effort[.area]), \(effort[.fte]), \(content.skills.map(words)),
                \(content.partners), \(content.needsBacking), \(content.outcome), \(content.result), \(content.evidence),
                \(content.lessons), \(content.lessonsAudience), \(content.audience))
            """)
    }

    private func words(_ terms: Set<some Term>) -> String { terms.map(\.rawValue).sorted().joined(separator: " ") }
}

extension Measure {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], library: try row["organisation_id"], state: try row["state"],
            createdAt: try row["created_at"], publishedAt: try row["first_published_at"],
            version: try MeasureVersion(row), reuses: try row["reuses"], thanks: try row["thanks"])
    }
}

extension MeasureVersion {
    fileprivate init(_ row: Row) throws {
        var content = MeasureContent()
        content.title = try row["title"]
        content.summary = try row["summary"]
        content.contact = try row["contact"]
        content.problem = try row["problem"]
        content.story = try row["story"]
        content.spaces = Self.terms(try row["spaces"])
        content.targetGroups = Self.terms(try row["target_groups"])
        content.topics = Self.terms(try row["topics"])
        content.effort = try Effort(row)
        content.skills = (try row["skills"] as String?).map { Self.terms($0) }
        content.partners = try row["partners"]
        content.needsBacking = try row["needs_backing"]
        content.outcome = try row["outcome"]
        content.result = try row["result"]
        content.evidence = try row["evidence"]
        content.lessons = try row["lessons"]
        content.lessonsAudience = try row["lessons_audience"]
        content.audience = try row["audience"]
        self.init(
            number: try row["number"], savedAt: try row["saved_at"], publishedAt: try row["published_at"],
            content: content)
    }

    private static func terms<Word: Term>(_ text: String) -> Set<Word> {
        Set(text.split(separator: " ").compactMap { Word(rawValue: String($0)) })
    }
}

extension Effort {
    /// From columns that are named like the figures.
    init(_ row: Row) throws {
        self.init()
        for figure in EffortFigure.allCases { self[figure] = try row[figure.rawValue] }
    }
}
