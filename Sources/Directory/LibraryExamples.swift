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
            PageExample(LibraryLinks.reminder(.random()), state: "unknown"),
            PageExample(LibraryLinks.desk, viewer: .staff), PageExample(LibraryLinks.offices, viewer: .staff),
            PageExample(LibraryLinks.offices, state: "error", viewer: .staff, post: [("region", "x")]),
            PageExample(LibraryLinks.ownOffice, viewer: .staff), PageExample(LibraryLinks.imports, viewer: .staff),
            PageExample(LibraryLinks.imports, state: "error", viewer: .staff, post: [("jahr", "zwei"), ("csv", "")]),
        ]
        pages += Self.importingFiles
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
            pages.append(PageExample(LibraryLinks.offices(office.id, "ende"), viewer: .staff))
            pages.append(PageExample(members, viewer: .staff))
            pages.append(PageExample(members, state: "error", viewer: .staff, post: [("email", "x")]))
        }
        for entry in try ImportStore().latest(limit: 5, on: connection) {
            pages.append(PageExample(LibraryLinks.imports(entry.id), state: entry.state.rawValue, viewer: .staff))
        }
        return pages
    }

    /// What comes of a file that cannot be read, of one that cannot be taken yet, and of one that can: the last leads on
    /// to its preview.
    private static var importingFiles: [PageExample] {
        func example(_ state: String, year: String, _ content: String) -> PageExample {
            PageExample(
                LibraryLinks.imports, state: state, viewer: .staff, post: [("jahr", year), ("csv", "")],
                file: PageExample.File("datei", name: "dbs.csv", contentType: "text/csv", content: content))
        }
        let rows = """
            ISIL;Bibliothek;Ort;1 Einwohner;Publikumsfläche;VZÄ
            DE-Bsp90;Bücherei Beispielquelle;Beispielquelle;4.200;180;1,5
            NULL;Bücherei N;Beispielnebel;viele;0;N

            """
        return [
            example("unreadable", year: "2024", "%PDF-1.4"), example("waiting", year: "zwei", rows),
            example("preview", year: "2024", rows),
        ]
    }

    private func examples(of id: OrganisationID) -> [PageExample] {
        let member = PageExample.Viewer.member(id)
        let figures = LibraryLinks.figures(id, year: 2025)
        return [
            PageExample(LibraryLinks.library(id), state: "own", viewer: member),
            PageExample(LibraryLinks.edit(id), viewer: member),
            PageExample(LibraryLinks.welcome(id), state: "welcome", viewer: member),
            PageExample(
                LibraryLinks.edit(id), state: "error", viewer: member,
                post: [("name", ""), ("isil", "x"), ("ags", "1002003")]),
            PageExample(figures, viewer: member),
            PageExample(LibraryLinks.figures(id, year: 2001), state: "empty", viewer: member),
            PageExample(
                figures, state: "error", viewer: member, post: [("population", "-1"), ("floor_area", "99999999")]),
            PageExample(figures, state: "asking", viewer: member, post: [("population", "9000000")]),
            PageExample(LibraryLinks.members(id), viewer: member),
            PageExample(LibraryLinks.members(id), state: "error", viewer: member, post: [("email", "x")]),
            PageExample(LibraryLinks.members(id, ["ende"]), viewer: member),
            PageExample(LibraryLinks.members(id, ["ende"]), state: "error", viewer: member, post: []),
        ]
    }
}
