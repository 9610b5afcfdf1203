// SPDX-License-Identifier: EUPL-1.2

import Kernel
package import Storage
package import Web

extension DirectoryCapability {
    package func examples(on connection: any Connection) throws -> [PageExample] {
        var pages = [
            PageExample(LibraryLinks.list),
            PageExample(LibraryLinks.list.with("q", "gibtesnicht"), state: "empty"),
            PageExample(LibraryLinks.list.with("flaeche_von", "viel"), state: "error"),
            PageExample(
                LibraryLinks.list.with("einwohner", "4.200").with("flaeche", "180 m²").with("vzae", "1,5"),
                state: "similar"),
            PageExample(LibraryLinks.list.with("einwohner", "4200"), state: "too little"),
            PageExample(LibraryLinks.join),
            PageExample(LibraryLinks.join.with("einwohner", "4200").with("flaeche", "180"), state: "prefilled"),
            PageExample(LibraryLinks.join, state: "error", post: [("einwohner", "-3"), ("ags", "1002003")]),
            PageExample(LibraryLinks.joinSent), PageExample(LibraryLinks.application(.random()), state: "expired"),
            PageExample(LibraryLinks.desk, viewer: .staff), PageExample(LibraryLinks.offices, viewer: .staff),
            PageExample(LibraryLinks.offices, state: "error", viewer: .staff, post: [("region", "x")]),
            PageExample(LibraryLinks.imports, viewer: .staff),
            PageExample(LibraryLinks.imports, state: "error", viewer: .staff, post: [("jahr", "zwei"), ("csv", "")]),
        ]
        if let group = ports.published?.groups.last, let word = group.words.first?.value {
            pages.append(PageExample(LibraryLinks.list.with(group.name, word), state: "published"))
        }
        let libraries = try LibraryStore().all(on: connection)
        for library in libraries.prefix(40) { pages.append(PageExample(library.link)) }
        if let library = libraries.first(where: { $0.state == .admitted }) { pages += examples(of: library.id) }
        if let waiting = try ApplicationStore().waiting(on: connection).first {
            let link = LibraryLinks.admission(waiting.id)
            pages.append(PageExample(link, viewer: .staff))
            pages.append(
                PageExample(
                    LibraryLinks.admission(waiting.id, "ablehnung"), state: "error", viewer: .staff,
                    post: [("grund", "")]))
        }
        for office in try OfficeStore().all(on: connection).prefix(3) {
            let members = MemberGroup(office).members()
            pages.append(PageExample(LibraryLinks.office(office.id), viewer: .staff))
            pages.append(PageExample(members, viewer: .staff))
            pages.append(PageExample(members, state: "error", viewer: .staff, post: [("email", "x")]))
        }
        for entry in try ImportStore().latest(limit: 5, on: connection) {
            pages.append(PageExample(LibraryLinks.imports(entry.id), state: entry.state.rawValue, viewer: .staff))
        }
        return pages
    }

    private func examples(of id: OrganisationID) -> [PageExample] {
        let figures = LibraryLinks.figures(id, year: 2025)
        return [
            PageExample(LibraryLinks.edit(id), viewer: .staff),
            PageExample(LibraryLinks.welcome(id), state: "welcome", viewer: .staff),
            PageExample(
                LibraryLinks.edit(id), state: "error", viewer: .staff,
                post: [("name", ""), ("isil", "x"), ("ags", "1002003")]),
            PageExample(figures, viewer: .staff),
            PageExample(
                figures, state: "error", viewer: .staff, post: [("population", "-1"), ("floor_area", "99999999")]),
            PageExample(figures, state: "asking", viewer: .staff, post: [("population", "9000000")]),
            PageExample(LibraryLinks.members(id), viewer: .staff),
            PageExample(LibraryLinks.members(id), state: "error", viewer: .staff, post: [("email", "x")]),
            PageExample(LibraryLinks.members(id, ["ende"]), viewer: .staff),
        ]
    }
}
