// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Directory
@testable import Web

@Suite("Who belongs to a library")
struct MembershipRulesTests {
    private let library = OrganisationID(7)
    private func member(_ id: Int64, _ role: Role = .member) -> Libraries.Member {
        Libraries.Member(person: PersonID(id), role: role)
    }
    private func visitor(_ id: Int64, _ role: Role?) -> Visitor {
        Visitor(
            person: PersonID(id), means: .bearer,
            grants: role.map { [Grant(role: $0, scope: .organisation(library))] } ?? [])
    }

    @Test("hands over to a manager, or makes one of who stays")
    func departure() throws {
        let members = [member(1, .manager), member(2), member(3, .manager)]
        func leave(_ id: Int64, _ all: [Libraries.Member], heir: Int64? = nil) throws -> MembershipRules.Departure {
            try MembershipRules.departure(of: PersonID(id), from: all, heir: heir.map { PersonID($0) })
        }
        #expect(try leave(1, members) == .handOver(heir: PersonID(3), promotes: false))
        #expect(try leave(1, members, heir: 2) == .handOver(heir: PersonID(2), promotes: false))
        #expect(try leave(1, [member(1, .manager), member(2)]) == .handOver(heir: PersonID(2), promotes: true))
        #expect(try leave(1, [member(1, .manager)]) == .close)
        #expect(throws: Rejection.self) { try leave(9, members) }
        #expect(throws: Rejection.self) { try leave(1, members, heir: 9) }
        #expect(throws: Rejection.self) { try leave(1, members, heir: 1) }
    }

    @Test("is sent away by managers, from an office by moderators too, but never by themselves")
    func removal() {
        let office = MemberGroup(AdvisoryOffice(id: library, name: "Beispiel-Fachstelle", prefixes: []))
        let own = MemberGroup(
            Library(
                id: library, name: "Bücherei Beispielhausen", place: "Beispielhausen", state: .admitted,
                profile: LibraryProfile(), sizes: .unknown))
        let moderator = Visitor(
            person: PersonID(3), means: .bearer, grants: [Grant(role: .moderator, scope: .house(.network))])
        for group in [own, office] {
            #expect(MembershipRules.mayRemove(PersonID(2), as: visitor(1, .manager), from: group))
            #expect(!MembershipRules.mayRemove(PersonID(1), as: visitor(1, .manager), from: group))
            #expect(!MembershipRules.mayRemove(PersonID(2), as: visitor(1, .member), from: group))
        }
        let another = MemberGroup(AdvisoryOffice(id: OrganisationID(8), name: "Andere Fachstelle", prefixes: []))
        #expect(!MembershipRules.mayRemove(PersonID(2), as: visitor(1, .manager), from: another))
        #expect(MembershipRules.mayRemove(PersonID(2), as: moderator, from: office))
        #expect(!MembershipRules.mayRemove(PersonID(2), as: moderator, from: own))
    }

    @Test("closes the membership as a manager, or when alone")
    func closing() {
        let (alone, two) = ([member(1)], [member(1), member(2)])
        #expect(MembershipRules.mayClose(visitor(1, .member), alone, of: library))
        #expect(!MembershipRules.mayClose(visitor(1, .member), two, of: library))
        #expect(MembershipRules.mayClose(visitor(1, .manager), two, of: library))
        #expect(!MembershipRules.mayClose(visitor(3, nil), alone, of: library))
    }

    @Test("has a role that holds in that library alone, and is no staff by it")
    func roles() {
        let manager = visitor(1, .manager)
        #expect(manager.has(.member, in: library) && !manager.has(.member, in: OrganisationID(8)))
        #expect(manager.organisations(with: .member) == [library])
        #expect(!manager.isStaffSomewhere && !manager.has(.moderator, in: HouseID(7)))
    }

    @Test("decides on applications as moderator of the network, or for the region of an office")
    func admission() {
        let office = AdvisoryOffice(id: library, name: "Beispiel-Fachstelle", prefixes: ["053"])
        let member = visitor(1, .member)
        let moderator = Visitor(
            person: PersonID(2), means: .bearer, grants: [Grant(role: .moderator, scope: .house(.network))])
        #expect(AdmissionRules.mayDecide(member, on: "05315000", offices: [office]))
        #expect(!AdmissionRules.mayDecide(member, on: "09162000", offices: [office]))
        #expect(!AdmissionRules.mayDecide(member, on: nil, offices: [office]))
        #expect(!AdmissionRules.mayDecide(visitor(3, nil), on: "05315000", offices: [office]))
        #expect(AdmissionRules.mayDecide(moderator, on: nil, offices: []))
    }
}
