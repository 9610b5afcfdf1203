// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What people belong to: a library, or an advisory office.
struct MemberGroup: Sendable {
    enum Kind: Sendable { case library, office }

    let kind: Kind
    let id: OrganisationID
    let name: String
    /// Its own page.
    let link: Link

    init(_ library: Library) {
        kind = .library
        id = library.id
        name = library.name
        link = library.link
    }

    init(_ office: AdvisoryOffice) {
        kind = .office
        id = office.id
        name = office.name
        link = LibraryLinks.office(office.id)
    }

    /// The page of its people, or an act on it.
    func members(_ act: String...) -> Link {
        switch kind {
        case .library: LibraryLinks.members(id, act)
        case .office: LibraryLinks.office(id, ["mitglieder"] + act)
        }
    }

    /// Where its pages stand in the menu.
    var section: String { kind == .library ? LibraryLinks.section : LibraryLinks.officesSection }

    var title: TextKey { kind == .library ? .members : .officeTeam }
    var leave: TextKey { kind == .library ? .leaveLibrary : .leaveOffice }
    var onlyForManagers: TextKey { kind == .library ? .onlyForManagers : .onlyForOfficeManagers }

    func duty(of role: Role) -> TextKey {
        switch kind {
        case .library: role == .manager ? .managerDuty : .memberDuty
        case .office: role == .manager ? .officeManagerDuty : .officeMemberDuty
        }
    }
}
