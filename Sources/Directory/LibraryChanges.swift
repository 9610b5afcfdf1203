// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// Changes of libraries, each with what must follow from it: the latest sizes, the entry in the search, the news.
struct LibraryChanges: Sendable {
    let search: SearchIndex
    private let libraries = LibraryStore()
    private let figures = FigureStore()
    private let organisations = OrganisationStore()

    init(search: SearchIndex) { self.search = search }

    /// Throws a rejection that names the field when another library has that ISIL.
    func save(_ form: LibraryForm, of id: OrganisationID, on connection: any Connection) throws {
        try checkISIL(form.library.isil, except: id, on: connection)
        try organisations.update(id, form.organisation, of: .network, on: connection)
        try libraries.update(id, name: form.organisation.name, form.library, on: connection)
        try find(id, on: connection)
    }

    /// The year's figures as the form has them; the library has checked itself, so the next reminder is a year away.
    func save(
        _ form: FigureForm, year: Int, of id: OrganisationID, now: Instant, on connection: any Connection
    ) throws {
        try figures.remove(form.unknown, year: year, of: id, on: connection)
        try figures.enter(form.entries, of: id, on: connection)
        try figures.settle(id, on: connection)
        try libraries.setReminder(of: id, at: now + ReminderRules.interval, on: connection)
        try libraries.changed(on: connection)
    }

    /// A new library with its first figures.
    func add(
        _ organisation: Organisation.Profile, _ library: LibraryProfile, _ entries: [FigureEntry],
        admittedAt: Instant? = nil, on connection: any Connection
    ) throws -> OrganisationID {
        try checkISIL(library.isil, except: nil, on: connection)
        let id = try organisations.add(organisation, to: .network, on: connection)
        try libraries.enter(
            id, name: organisation.name, library, admittedAt: admittedAt,
            remindAt: admittedAt.map { $0 + ReminderRules.interval }, on: connection)
        try figures.enter(entries, of: id, on: connection)
        try figures.settle(id, on: connection)
        try libraries.changed(on: connection)
        try find(id, on: connection)
        return id
    }

    func admit(_ id: OrganisationID, now: Instant, on connection: any Connection) throws {
        try libraries.admit(id, at: now, remindAt: now + ReminderRules.interval, on: connection)
        try find(id, on: connection)
    }

    func leave(_ id: OrganisationID, now: Instant, on connection: any Connection) throws {
        if try libraries.leave(id, at: now, on: connection) { try search.remove(.organisation(id), on: connection) }
    }

    /// Enters a library into the search.
    func find(_ id: OrganisationID, on connection: any Connection) throws {
        guard let library = try libraries.library(id, on: connection), library.state.isPublic else { return }
        try search.put(Self.entry(library), on: connection)
    }

    static func entry(_ library: Library) -> SearchEntry {
        SearchEntry(
            item: library.reference, house: .network, title: library.name,
            text: [library.place, library.profile.isil].compactMap(\.self).joined(separator: "\n"), link: library.link,
            facets: ["type:library"])
    }

    /// The same for a library that came with a statistics file.
    static func entry(_ record: ImportRecord, _ id: OrganisationID) -> SearchEntry {
        SearchEntry(
            item: .organisation(id), house: .network, title: record.name,
            text: [record.place, record.isil].compactMap(\.self).joined(separator: "\n"),
            link: LibraryLinks.library(id), facets: ["type:library"])
    }

    private func checkISIL(_ isil: String?, except id: OrganisationID?, on connection: any Connection) throws {
        guard let isil, let owner = try libraries.library(isil: isil, on: connection), owner != id else { return }
        let name = try organisations.organisation(owner, on: connection)?.profile.name ?? ""
        throw Rejection(
            .invalid, TextUse(.libraryPleaseCorrect),
            fields: [Rejection.Field("isil", .isilTaken, ["library": "\(name)"])])
    }
}
