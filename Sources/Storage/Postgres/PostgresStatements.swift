// SPDX-License-Identifier: EUPL-1.2

import CPostgres

/// Which statements a session has prepared: the ones used last, up to a limit.
struct PostgresStatements {
    /// The same text with other types of bindings is another statement.
    struct Key: Hashable {
        let text: String
        let types: [Oid]
    }

    private static let limit = 256

    private var known: [Key: (name: String, lastUse: Int)] = [:]
    private var uses = 0
    private var made = 0

    /// The name that the statement was prepared under.
    mutating func name(of key: Key) -> String? {
        uses += 1
        known[key]?.lastUse = uses
        return known[key]?.name
    }

    /// The name for the statement that is added next.
    var nextName: String { "s\(made)" }

    /// Enters a statement under `nextName` and returns the name of one that must go for it.
    mutating func add(_ key: Key) -> String? {
        let oldest = known.count < Self.limit ? nil : known.min { $0.value.lastUse < $1.value.lastUse }
        if let oldest { known[oldest.key] = nil }
        known[key] = (nextName, uses)
        made += 1
        return oldest?.value.name
    }
}
