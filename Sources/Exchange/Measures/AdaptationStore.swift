// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on adaptations.
struct AdaptationStore: Sendable {
    private static let selection: SQL = """
        SELECT v.id, v.measure_id, v.organisation_id, v.parent_id, v.created_at, v.changed_at, v.title, v.summary,
            \(MeasureStore.effortColumns), v.changes, v.result, v.outcome, v.audience FROM adaptation v\u{20}
        """

    /// All adaptations of the measures, oldest first.
    func adaptations(of measures: [MeasureID], on connection: any Connection) throws -> [Adaptation] {
        guard !measures.isEmpty else { return [] }
        return try connection.all(
            Self.selection + "WHERE v.measure_id IN (\(list: measures)) ORDER BY v.id", Adaptation.init)
    }

    /// Who adapted the measures and what it took, oldest first.
    func runs(of measures: [MeasureID], on connection: any Connection) throws -> [Run] {
        guard !measures.isEmpty else { return [] }
        return try connection.all(
            """
            SELECT v.measure_id, v.organisation_id, v.audience, \(MeasureStore.effortColumns) FROM adaptation v
            WHERE v.measure_id IN (\(list: measures)) ORDER BY v.id
            """
        ) { row in
            Run(
                measure: try row["measure_id"], library: try row["organisation_id"], audience: try row["audience"],
                effort: try Effort(row))
        }
    }

    func adaptation(
        of measure: MeasureID, by library: OrganisationID, on connection: any Connection
    ) throws -> Adaptation? {
        try connection.first(
            Self.selection + "WHERE v.measure_id = \(measure) AND v.organisation_id = \(library)", Adaptation.init)
    }

    /// What a library adapted, newest first.
    func adaptations(by library: OrganisationID, on connection: any Connection) throws -> [Adaptation] {
        try connection.all(
            Self.selection + "WHERE v.organisation_id = \(library) ORDER BY v.id DESC", Adaptation.init)
    }

    func add(
        _ content: AdaptationContent, to measure: Measure, of library: OrganisationID, parent: AdaptationID?,
        by person: PersonID, now: Instant, on connection: any Connection
    ) throws -> AdaptationID {
        let effort = content.effort
        return try connection.insert(
            """
            INSERT INTO adaptation (measure_id, organisation_id, parent_id, person_id, created_at, changed_at, title,
                summary, hours_to_prepare, hours_per_month, money_once, money_per_year, area, fte, changes, result,
                outcome, audience)
            VALUES (\(measure.id), \(library), \(parent), \(person), \(now), \(now), \(measure.content.title),
                \(measure.content.summary), \(effort[.hoursToPrepare]), \(effort[.hoursPerMonth]),
                \(effort[.moneyOnce]), \(effort[.moneyPerYear]), \(effort[.area]), \(effort[.fte]), \(content.changes),
                \(content.result), \(content.outcome), \(content.audience))
            RETURNING id
            """)
    }

    func update(
        _ id: AdaptationID, to content: AdaptationContent, parent: AdaptationID?, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        let effort = content.effort
        try connection.execute(
            """
            UPDATE adaptation SET parent_id = \(parent), person_id = \(person), changed_at = \(now),
                hours_to_prepare = \(effort[.hoursToPrepare]), hours_per_month = \(effort[.hoursPerMonth]),
                money_once = \(effort[.moneyOnce]), money_per_year = \(effort[.moneyPerYear]), area = \(effort[.area]),
                fte = \(effort[.fte]), changes = \(content.changes), result = \(content.result),
                outcome = \(content.outcome), audience = \(content.audience)
            WHERE id = \(id)
            """)
    }

    /// What a person wrote, for them to read.
    func adaptations(writtenBy person: PersonID, on connection: any Connection) throws -> [Adaptation] {
        try connection.all(Self.selection + "WHERE v.person_id = \(person) ORDER BY v.id", Adaptation.init)
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE adaptation SET person_id = NULL WHERE person_id = \(person)")
    }
}

extension Adaptation {
    fileprivate init(_ row: Row) throws {
        var content = AdaptationContent()
        content.effort = try Effort(row)
        content.changes = try row["changes"]
        content.result = try row["result"]
        content.outcome = try row["outcome"]
        content.audience = try row["audience"]
        self.init(
            id: try row["id"], measure: try row["measure_id"], library: try row["organisation_id"],
            parent: try row["parent_id"], createdAt: try row["created_at"], changedAt: try row["changed_at"],
            title: try row["title"], summary: try row["summary"], content: content)
    }
}
