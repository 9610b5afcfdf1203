// SPDX-License-Identifier: EUPL-1.2

import Houses
import Kernel
import Mail
import Storage
import Synchronization
import Web

/// Accounts, in memory.
final class PeopleDouble: Sendable {
    private struct Person {
        var name: String?
        let email: String
        var grants: [Grant] = []
    }

    private struct State {
        var people: [PersonID: Person] = [:]
        var sessions: [SecretToken: PersonID] = [:]
    }

    private let state = Mutex(State())

    /// Signs in somebody with that role in the house, or as administrator.
    func session(_ role: Role, in house: HouseID?) -> SecretToken {
        let scope = house.map(ItemReference.house) ?? .server
        let person = enter(
            "Beispielperson", "\(role.rawValue).\(house?.value ?? 0)@beispiel.example",
            [Grant(role: role, scope: scope)])
        return session(of: person)
    }

    func person(_ email: String) -> PersonID? {
        state.withLock { state in state.people.first { $0.value.email == email }?.key }
    }

    func grants(_ email: String) -> [Grant] {
        state.withLock { state in state.people.values.first { $0.email == email }?.grants ?? [] }
    }

    func visitor(_ token: SecretToken) -> Visitor? {
        state.withLock { state in
            state.sessions[token].map {
                Visitor(person: $0, means: .session(formToken: "zeichen"), grants: state.people[$0]?.grants ?? [])
            }
        }
    }

    var ports: HousesPeople {
        HousesPeople(
            enter: { name, email, _, _ in self.enter(name, email.value, []) },
            contact: { person, _ in
                self.state.withLock { state in
                    state.people[person].map { PersonContact(name: $0.name, email: $0.email) }
                }
            },
            staff: { house, _ in self.staff(of: house) },
            invite: { invitation, house, _ in
                let grant = Grant(role: invitation.role, scope: .house(house.id))
                _ = self.enter(invitation.name, invitation.email.value, [grant])
            },
            revoke: { person, role, house, _ in
                self.state.withLock { state in
                    state.people[person]?.grants.removeAll { $0 == Grant(role: role, scope: .house(house)) }
                }
            },
            hasAdministrator: { _ in
                self.state.withLock { state in
                    state.people.values.contains { $0.grants.contains { $0.role == .admin } }
                }
            },
            addAdministrator: { name, email, _, _ in
                self.enter(name, email.value, [Grant(role: .admin, scope: .server)])
            },
            startSession: { person, request, _ in
                SessionCookie.start(self.session(of: person), for: request, maxAge: .days(1))
            })
    }

    private func session(of person: PersonID) -> SecretToken {
        let token = SecretToken.random()
        state.withLock { $0.sessions[token] = person }
        return token
    }

    private func enter(_ name: String?, _ email: String, _ grants: [Grant]) -> PersonID {
        state.withLock { state in
            let known = state.people.first { $0.value.email == email }?.key
            let id = known ?? PersonID(Int64(state.people.count + 1))
            state.people[id, default: Person(name: name, email: email)].grants += grants
            return id
        }
    }

    private func staff(of house: HouseID) -> [StaffMember] {
        state.withLock { state in
            state.people.sorted { $0.key < $1.key }.flatMap { id, person in
                person.grants.filter { $0.scope == .house(house) }.map {
                    StaffMember(
                        person: id, contact: PersonContact(name: person.name, email: person.email), role: $0.role)
                }
            }
        }
    }
}
