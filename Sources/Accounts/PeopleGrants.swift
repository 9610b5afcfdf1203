// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

extension People {
    private var grantStore: GrantStore { GrantStore() }

    /// Gives a role in a place; a second time changes nothing.
    package func grant(
        _ role: Role, in scope: ItemReference, to person: PersonID, on connection: any Connection
    ) throws {
        try grantStore.enter(Grant(role: role, scope: scope), to: person, on: connection)
    }

    package func revoke(
        _ role: Role, in scope: ItemReference, from person: PersonID, on connection: any Connection
    ) throws {
        try grantStore.remove(Grant(role: role, scope: scope), from: person, on: connection)
    }

    package func grants(of person: PersonID, on connection: any Connection) throws -> [Grant] {
        try grantStore.grants(of: person, on: connection)
    }

    /// Who holds a role in this place, in the order of ids.
    package func people(
        with scope: ItemReference, on connection: any Connection
    ) throws -> [(person: PersonID, role: Role)] {
        try grantStore.people(in: scope, on: connection)
    }
}
