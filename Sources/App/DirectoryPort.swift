// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Kernel
import Storage
import Web

extension Wiring {
    /// People, as libraries know them.
    static func directoryPeople(_ people: People, _ invitation: Invitation) -> DirectoryPeople {
        DirectoryPeople(
            enter: { name, email, language, connection in
                try people.enter(name: name, email: email, phone: nil, language: language, on: connection)
            },
            contact: { person, connection in try people.correspondent(person, on: connection) },
            members: { organisation, connection in
                let holders = try people.people(with: .organisation(organisation), on: connection)
                let managers = Set(holders.filter { $0.role == .manager }.map(\.person))
                return Set(holders.map(\.person)).sorted().map {
                    Libraries.Member(person: $0, role: managers.contains($0) ? .manager : .member)
                }
            },
            holders: { role, scope, connection in
                let holders = try people.people(with: scope, on: connection)
                return Set(holders.filter { $0.role.contains(role) }.map(\.person)).sorted()
            },
            organisations: { person, connection in
                Set(try people.grants(of: person, on: connection).compactMap(\.scope.organisation)).sorted()
            },
            grant: { role, organisation, person, connection in
                try people.grant(role, in: .organisation(organisation), to: person, on: connection)
            },
            revoke: { organisation, person, connection in
                for role in [Role.manager, .member] {
                    try people.revoke(role, in: .organisation(organisation), from: person, on: connection)
                }
            },
            signInLink: { person, email, link, connection in
                try invitation.signInLink(for: person, at: email, leadingTo: link, on: connection)
            })
    }
}
