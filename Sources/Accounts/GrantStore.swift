// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// All statements on who is what, and where.
struct GrantStore: Sendable {
    func enter(_ grant: Grant, to person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO grant_role (person_id, role, scope_kind, scope_id)
            VALUES (\(person), \(grant.role.rawValue), \(grant.scope.kind), \(grant.scope.id))
            ON CONFLICT (person_id, role, scope_kind, scope_id) DO NOTHING
            """)
    }

    func remove(_ grant: Grant, from person: PersonID, on connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM grant_role WHERE person_id = \(person) AND role = \(grant.role.rawValue)
                AND scope_kind = \(grant.scope.kind) AND scope_id = \(grant.scope.id)
            """)
    }

    func grants(of person: PersonID, on connection: any Connection) throws -> [Grant] {
        try connection.all(
            """
            SELECT role, scope_kind, scope_id FROM grant_role WHERE person_id = \(person)
            ORDER BY scope_kind, scope_id, role
            """, Grant.init(row:)
        ).compactMap(\.self)
    }

    func people(in scope: ItemReference, on connection: any Connection) throws -> [(person: PersonID, role: Role)] {
        try connection.all(
            """
            SELECT person_id, role FROM grant_role WHERE scope_kind = \(scope.kind) AND scope_id = \(scope.id)
            ORDER BY person_id, role
            """
        ) { row in
            guard let role = Role(rawValue: try row["role"]) else { return nil }
            return (try row["person_id"], role)
        }.compactMap(\.self)
    }

    func removeAll(of person: PersonID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM grant_role WHERE person_id = \(person)")
    }
}

extension Grant {
    /// `nil` where a join found no role, or one that this program does not know.
    init?(row: Row) throws {
        guard let name: String = try row["role"], let role = Role(rawValue: name) else { return nil }
        self.init(role: role, scope: ItemReference(kind: try row["scope_kind"], id: try row["scope_id"]))
    }
}
