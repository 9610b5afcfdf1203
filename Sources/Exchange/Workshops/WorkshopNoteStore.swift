// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A text on the common wall.
struct WallNote: Sendable, Equatable {
    let id: ID<WallNote>
    let kind: WorkshopNote.Kind
    let text: String
    let topic: Topic?
    let drawer: WorkshopNote.Drawer?
    let isHidden: Bool
    let isChosen: Bool
    /// How many wrote the like: those that were merged into it, and itself.
    let weight: Int
}

/// All statements on texts as the moderator sees them: without their authors.
struct WorkshopNoteStore: Sendable {
    /// How many stand on one page.
    static let pageLength = 40

    /// The wall in the order in which it filled, merged ones left out; at most `limit` after `position`.
    func wall(
        of workshop: ID<Workshop>, kinds: [WorkshopNote.Kind], after position: ID<WallNote>? = nil,
        limit: Int = pageLength, on connection: any Connection
    ) throws -> [WallNote] {
        try connection.all(
            Self.selection
                + """
                WHERE n.workshop_id = \(workshop) AND n.kind IN (\(list: kinds)) AND n.merged_into IS NULL
                    AND n.id > \(position ?? ID<WallNote>(0)) ORDER BY n.id LIMIT \(limit)
                """, Self.note)
    }

    /// What counts as a result: what was chosen first, then what most wrote, then what came first. Nothing hidden.
    func results(of workshop: ID<Workshop>, on connection: any Connection) throws -> [WallNote] {
        try connection.all(
            Self.selection
                + """
                WHERE n.workshop_id = \(workshop) AND n.merged_into IS NULL AND n.is_hidden = 0
                ORDER BY n.is_chosen DESC, weight DESC, n.id
                """, Self.note)
    }

    /// Puts several texts of one kind under the oldest of them, a hidden one only when all are; what had been merged into
    /// one of them moves along.
    func merge(_ ids: [ID<WallNote>], in workshop: ID<Workshop>, on connection: any Connection) throws {
        let chosen = try connection.all(
            """
            SELECT id, kind FROM workshop_note
            WHERE id IN (\(list: ids)) AND workshop_id = \(workshop) AND merged_into IS NULL
            ORDER BY is_hidden, id
            """
        ) { (id: try $0["id"] as ID<WallNote>, kind: try $0["kind"] as WorkshopNote.Kind) }
        guard let first = chosen.first else { return }
        let others = chosen.dropFirst().filter { $0.kind == first.kind }.map(\.id)
        try connection.execute(
            """
            UPDATE workshop_note SET merged_into = \(first.id)
            WHERE workshop_id = \(workshop) AND (id IN (\(list: others)) OR merged_into IN (\(list: others)))
            """)
    }

    /// Parts again what was put under these texts.
    func part(_ ids: [ID<WallNote>], in workshop: ID<Workshop>, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE workshop_note SET merged_into = \(nil as Int64?)
            WHERE merged_into IN (\(list: ids)) AND workshop_id = \(workshop)
            """)
    }

    func hide(
        _ ids: [ID<WallNote>], _ isHidden: Bool, in workshop: ID<Workshop>, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE workshop_note SET is_hidden = \(isHidden) WHERE id IN (\(list: ids)) AND workshop_id = \(workshop)
            """)
    }

    /// Takes texts into the result, or leaves them out again.
    func choose(
        _ ids: [ID<WallNote>], _ isChosen: Bool, in workshop: ID<Workshop>, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE workshop_note SET is_chosen = \(isChosen) WHERE id IN (\(list: ids)) AND workshop_id = \(workshop)
            """)
    }

    /// Says what texts are about; `nil` takes it back.
    func tag(
        _ ids: [ID<WallNote>], with topic: Topic?, in workshop: ID<Workshop>, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE workshop_note SET topic = \(topic) WHERE id IN (\(list: ids)) AND workshop_id = \(workshop)")
    }

    func sort(
        _ ids: [ID<WallNote>], into drawer: WorkshopNote.Drawer, in workshop: ID<Workshop>,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE workshop_note SET drawer = \(drawer)
            WHERE id IN (\(list: ids)) AND workshop_id = \(workshop) AND kind = 'idea'
            """)
    }

    private static let selection: SQL = """
        SELECT n.id, n.kind, n.text, n.topic, n.drawer, n.is_hidden, n.is_chosen,
            1 + (SELECT count(*) FROM workshop_note m WHERE m.merged_into = n.id AND m.is_hidden = 0) AS weight
        FROM workshop_note n\u{20}
        """

    private static func note(_ row: Row) throws -> WallNote {
        WallNote(
            id: try row["id"], kind: try row["kind"], text: try row["text"],
            topic: (try row["topic"] as String?).flatMap(Topic.init), drawer: try row["drawer"],
            isHidden: try row["is_hidden"], isChosen: try row["is_chosen"], weight: try row["weight"])
    }
}
