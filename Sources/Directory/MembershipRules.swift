// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Who belongs to a library, and what happens when they go.
enum MembershipRules {
    /// The strongest first.
    static let roles: [Role] = [.manager, .member]

    /// What a member's going means for the library.
    enum Departure: Sendable, Equatable {
        /// `heir` takes over what the leaving one held; `promotes`: and becomes manager, for nobody else is.
        case handOver(heir: PersonID, promotes: Bool)
        /// Nobody is left: the membership ends.
        case close
    }

    /// - Parameter heir: whom the leaving one chose; `nil` leaves it to the rule: a manager first, then the longest known.
    static func departure(
        of person: PersonID, from members: [Libraries.Member], heir: PersonID?
    ) throws(Rejection) -> Departure {
        guard members.contains(where: { $0.person == person }) else { throw Rejection(.missing, .notAMember) }
        let others = members.filter { $0.person != person }
        guard !others.isEmpty else { return .close }
        let manager = others.first { $0.role == .manager }
        guard let chosen = heir ?? manager?.person ?? others.first?.person,
            others.contains(where: { $0.person == chosen })
        else {
            throw Rejection(.invalid, TextUse(.libraryPleaseCorrect), fields: [Rejection.Field("erbe", .heirUnknown)])
        }
        return .handOver(heir: chosen, promotes: manager == nil)
    }

    /// Who says who belongs to it: its managers; of an office also those who appoint offices.
    static func manages(_ visitor: Visitor, _ group: MemberGroup) -> Bool {
        visitor.has(.manager, in: group.id) || group.kind == .office && visitor.has(.moderator, in: .network)
    }

    /// Managers send others away; themselves they leave, so that something is handed over.
    static func mayRemove(_ person: PersonID, as visitor: Visitor, from group: MemberGroup) -> Bool {
        manages(visitor, group) && visitor.person != person
    }

    /// Closing ends it for everybody: a manager may, and whoever is alone.
    static func mayClose(_ visitor: Visitor, _ members: [Libraries.Member], of library: OrganisationID) -> Bool {
        visitor.has(.manager, in: library)
            || members.map(\.person) == [visitor.person]
    }
}
