// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// That a moderator took something away, and why.
struct Hiding: Sendable, Equatable {
    let at: Instant
    let reason: String
}

extension Hiding {
    /// `nil` when the row's item is there for all to see.
    init?(_ row: Row) throws {
        guard let at: Instant = try row["hidden_at"], let reason: String = try row["hidden_reason"] else { return nil }
        self.init(at: at, reason: reason)
    }
}

/// Something that a moderator can hide, and whose it is.
struct HideableItem: Sendable {
    /// Its table, which keeps the hiding in `hidden_at`, `hidden_reason` and `hidden_by`.
    enum Table: CaseIterable, Sendable {
        case notice, answer, task

        fileprivate var name: SQL {
            switch self {
            case .notice: "notice"
            case .answer: "notice_answer"
            case .task: "shared_task"
            }
        }

        /// Names it in exports and in the keys of mails.
        var word: String {
            switch self {
            case .notice: "notice"
            case .answer: "notice-answer"
            case .task: "task"
            }
        }
    }

    let table: Table
    let id: Int64
    /// Of the page that it stands on.
    let title: String
    let author: PersonID?
    let library: OrganisationID
}

/// All statements on what moderators hid.
struct HidingStore: Sendable {
    /// `nil` shows it again. `false` when it was so already.
    func set(
        _ hiding: Hiding?, on item: HideableItem, by moderator: PersonID, on connection: any Connection
    ) throws -> Bool {
        let actor = hiding == nil ? nil : moderator
        return try connection.execute(
            """
            UPDATE \(item.table.name)
            SET hidden_at = \(hiding?.at), hidden_reason = \(hiding?.reason), hidden_by = \(actor)
            WHERE id = \(item.id) AND (CASE WHEN hidden_at IS NULL THEN 1 ELSE 0 END) = \(hiding != nil)
            """) == 1
    }

    /// What somebody hid and gave a reason for, in the order of tables and ids.
    func hidden(
        by moderator: PersonID, on connection: any Connection
    ) throws -> [(table: HideableItem.Table, id: Int64, hiding: Hiding)] {
        try HideableItem.Table.allCases.flatMap { table in
            try connection.all(
                """
                SELECT id, hidden_at, hidden_reason FROM \(table.name) WHERE hidden_by = \(moderator) ORDER BY id
                """
            ) { row in
                let id: Int64 = try row["id"]
                return try Hiding(row).map { (table: table, id: id, hiding: $0) }
            }.compactMap(\.self)
        }
    }

    /// What was hidden stays hidden, without a name.
    func forget(_ moderator: PersonID, on connection: any Connection) throws {
        for table in HideableItem.Table.allCases {
            try connection.execute("UPDATE \(table.name) SET hidden_by = NULL WHERE hidden_by = \(moderator)")
        }
    }
}

extension SharingLetters {
    /// Takes something away and tells its library why; `nil` shows it again. `changed` follows when it was not so before.
    func hide(
        _ item: HideableItem, because reason: String?, by moderator: PersonID, now: Instant,
        on connection: any Connection, _ changed: () throws -> Void
    ) throws {
        let hiding = reason.map { Hiding(at: now, reason: $0) }
        guard try HidingStore().set(hiding, on: item, by: moderator, on: connection) else { return }
        try changed()
        guard let reason else { return }
        try write(
            SharingLetters.Words(
                subject: TextUse(.requestMailHiddenSubject, ["title": "\(item.title)"]),
                lead: TextUse(.requestMailHiddenLead, ["title": "\(item.title)"]),
                facts: [("\(text: .requestReason)", "\(reason)")]),
            toOwner: item.author, of: item.library,
            key: "\(item.table.word)-\(item.id)-hidden-\(now.seconds)", on: connection)
    }
}
