// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a person may be, somewhere. A role contains those below it in the same place.
package enum Role: String, Sendable, CaseIterable {
    /// Of the server: may everything everywhere.
    case admin
    /// Of a house: furnishes it and appoints its staff. Of an organisation: says who belongs to it.
    case manager
    /// Of a house: works at its desk.
    case staff
    /// Of a house: keeps its discussions in order.
    case moderator
    /// Of an organisation.
    case member

    /// The role's name for people.
    package var title: TextKey {
        switch self {
        case .admin: .roleAdmin
        case .manager: .roleManager
        case .staff: .roleStaff
        case .moderator: .roleModerator
        case .member: .roleMember
        }
    }

    /// Whether holding this role suffices where `other` is asked for.
    package func contains(_ other: Role) -> Bool {
        switch (self, other) {
        case (.admin, _), (.manager, .manager), (.manager, .staff), (.manager, .moderator),
            (.manager, .member), (.staff, .staff), (.staff, .moderator), (.moderator, .moderator), (.member, .member):
            true
        default: false
        }
    }
}

/// A role in a place.
package struct Grant: Sendable, Hashable {
    package let role: Role
    package let scope: ItemReference

    package init(role: Role, scope: ItemReference) {
        self.role = role
        self.scope = scope
    }
}

/// Somebody who proved who they are.
package struct Visitor: Sendable {
    /// How they proved it.
    package enum Means: Sendable, Equatable {
        /// A cookie; `formToken` stands in the forms of the session.
        case session(formToken: String)
        /// `Authorization: Bearer`.
        case bearer
    }

    package let person: PersonID
    package let means: Means
    package let grants: [Grant]
    /// The advisory offices among the organisations that they belong to; known on the network's pages.
    package var offices: Set<OrganisationID> = []

    package init(person: PersonID, means: Means, grants: [Grant]) {
        self.person = person
        self.means = means
        self.grants = grants
    }

    package var isAdmin: Bool { grants.contains { $0.role == .admin && $0.scope == .server } }

    /// Whether they hold `role`, or one that contains it, in the house.
    package func has(_ role: Role, in house: HouseID) -> Bool {
        isAdmin || grants.contains { $0.scope == .house(house) && $0.role.contains(role) }
    }

    /// Whether they hold `role`, or one that contains it, in the organisation.
    package func has(_ role: Role, in organisation: OrganisationID) -> Bool {
        isAdmin || grants.contains { $0.scope == .organisation(organisation) && $0.role.contains(role) }
    }

    /// Whether they work in any house, or on the server.
    package var isStaffSomewhere: Bool { isAdmin || !houses(with: .staff).isEmpty }

    /// The houses in which they hold `role`; for an admin use `isAdmin`.
    package func houses(with role: Role) -> [HouseID] {
        grants.filter { $0.scope.kind == "house" && $0.role.contains(role) }.map { HouseID($0.scope.id) }
    }

    /// The organisations in which they hold `role`, each once; for an admin use `isAdmin`.
    package func organisations(with role: Role) -> [OrganisationID] {
        Set(grants.filter { $0.role.contains(role) }.compactMap(\.scope.organisation)).sorted()
    }
}
