// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Search
import Storage
import Web

/// Changes of who belongs to a library or an office, in the caller's transaction.
struct Memberships: Sendable {
    let ports: DirectoryPorts
    let letters: LibraryLetters
    let search: SearchIndex

    /// Takes somebody in and mails them a link to sign in with.
    func invite(
        _ invitation: MemberInvitation, to group: MemberGroup, on connection: any Connection
    ) throws {
        let person = try ports.people.enter(invitation.name, invitation.email, invitation.language, connection)
        try ports.people.grant(invitation.role, group.id, person, connection)
        try letters.invitation(invitation, person, to: group, on: connection)
    }

    /// Somebody goes, of their own will or sent away. With the last one a library leaves the network; an office stays,
    /// for those who appointed it to invite others.
    func depart(
        _ person: PersonID, from organisation: OrganisationID, heir: PersonID? = nil, now: Instant,
        on connection: any Connection
    ) throws {
        let isLibrary = try LibraryStore().library(organisation, on: connection) != nil
        let members = try ports.people.members(organisation, connection)
        switch try MembershipRules.departure(of: person, from: members, heir: heir) {
        case .handOver(let heir, let promotes):
            if promotes { try ports.people.grant(.manager, organisation, heir, connection) }
            if isLibrary { try ports.handOver(person, heir, organisation, connection) }
            try ports.people.revoke(organisation, person, connection)
        case .close where isLibrary: try close(organisation, now: now, on: connection)
        case .close: try ports.people.revoke(organisation, person, connection)
        }
    }

    /// Somebody is forgotten: they go from every library and office that they belong to.
    func forget(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        for organisation in try ports.people.organisations(person, connection) {
            try depart(person, from: organisation, now: now, on: connection)
        }
    }

    /// The library leaves the network: nobody belongs to it any more, and it is no longer listed.
    func close(_ library: OrganisationID, now: Instant, on connection: any Connection) throws {
        for member in try ports.people.members(library, connection) {
            try ports.people.revoke(library, member.person, connection)
        }
        try LibraryChanges(search: search).leave(library, now: now, on: connection)
        try ports.left(library, now, connection)
    }
}

/// Whom a manager wants to belong to the library or office.
struct MemberInvitation: Sendable {
    let name: String
    let email: MailAddress
    let role: Role
    let language: Language

    static func read(_ form: FormData, language: Language) throws(Rejection) -> MemberInvitation {
        var input = Input(form: form)
        let name = input.line("name", required: true, atMost: 100)
        let email = LibraryForm.mailAddress("email", required: true, from: &input)
        let role = input.choice("role", of: Role.self, required: true)
        if let role, !MembershipRules.roles.contains(role) { input.note("role", .fieldNotAChoice) }
        do {
            try input.finish()
        } catch {
            throw error.amongLibraries
        }
        guard let name, let email, let role else { throw Rejection(.invalid, .libraryPleaseCorrect) }
        return MemberInvitation(name: name, email: email, role: role, language: language)
    }
}
