// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on reports of barriers.
struct BarrierReportStore: Sendable {
    func add(_ draft: BarrierReportDraft, from person: PersonID?, now: Instant, on connection: any Connection) throws
        -> BarrierReportID
    {
        try connection.insert(
            """
            INSERT INTO barrier_report (house_id, page, description, person_id, created_at)
            VALUES (\(draft.house), \(draft.page), \(draft.description), \(person), \(now)) RETURNING id
            """)
    }

    /// What is still to be settled in a house, or on the platform's own pages; oldest first, at most 200.
    func open(of house: HouseID?, on connection: any Connection) throws -> [BarrierReport] {
        try connection.all(
            Self.selection + "WHERE \(Self.belongs(to: house)) AND done_at IS NULL ORDER BY created_at, id LIMIT 200",
            BarrierReport.init)
    }

    /// `false` when the house has no open report of that id.
    func settle(_ id: BarrierReportID, of house: HouseID?, now: Instant, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE barrier_report SET done_at = \(now)
            WHERE id = \(id) AND \(Self.belongs(to: house)) AND done_at IS NULL
            """) == 1
    }

    func reports(from person: PersonID, on connection: any Connection) throws -> [BarrierReport] {
        try connection.all(Self.selection + "WHERE person_id = \(person) ORDER BY id", BarrierReport.init)
    }

    /// What a person wrote may tell who they are, so it goes with them.
    func erase(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM barrier_report WHERE person_id = \(person)")
    }

    private static let selection: SQL = """
        SELECT id, house_id, page, description, person_id, created_at FROM barrier_report\u{20}
        """

    private static func belongs(to house: HouseID?) -> SQL {
        if let house { "house_id = \(house)" } else { "house_id IS NULL" }
    }
}

extension BarrierReport {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row["id"], house: try row["house_id"], page: try row["page"],
            description: try row["description"], person: try row["person_id"], createdAt: try row["created_at"])
    }
}
