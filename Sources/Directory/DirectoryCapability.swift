// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// The institutions that a house has to do with.
package struct DirectoryCapability: Capability {
    package static let name = "directory"
    package static let catalogue = Catalogue.Source(capability: "Directory", files: Embedded.texts)
    package static let migrations = DirectoryMigrations.all

    package let routes: [Route]
    package let jobs: [JobHandler]
    package let recurring: [RecurringWork]
    /// What other capabilities ask about libraries.
    package let libraries: Libraries
    /// Statistics files, for commands.
    package let imports: Imports
    let ports: DirectoryPorts
    let search: SearchIndex
    private let database: any Database
    private let memberships: Memberships
    private let applications = ApplicationStore()

    package init(database: any Database, search: SearchIndex, letters: Letters, ports: DirectoryPorts) {
        self.database = database
        self.ports = ports
        self.search = search
        let letters = LibraryLetters(letters: letters, ports: ports)
        let index = LibraryIndex(database: database, published: ports.published)
        let libraries = Libraries(index: index, ports: ports)
        let memberships = Memberships(ports: ports, letters: letters, search: search)
        let admissions = Admissions(ports: ports, letters: letters, search: search)
        let reminders = Reminders(database: database, ports: ports, letters: letters)
        let imports = Imports(database: database, search: search, ports: ports)
        self.libraries = libraries
        self.memberships = memberships
        self.imports = imports
        jobs = [imports.job]
        recurring = [reminders.recurring, Self.tidying(database)]
        routes =
            OrganisationRoutes(database: database, ports: ports).all
            + LibraryRoutes(database: database, libraries: libraries, ports: ports).all
            + LibraryAPI(database: database, libraries: libraries, ports: ports).all
            + LibraryEditRoutes(database: database, search: search, ports: ports).all
            + MembershipRoutes(database: database, memberships: memberships, ports: ports).all
            + ApplicationRoutes(database: database, admissions: admissions).all
            + AdmissionRoutes(database: database, admissions: admissions, ports: ports).all
            + OfficeRoutes(database: database, libraries: libraries, memberships: memberships).all
            + ImportRoutes(database: database, imports: imports).all + reminders.routes
    }

    /// Forgets what led to nothing.
    private static func tidying(_ database: any Database) -> RecurringWork {
        RecurringWork("directory.tidying", every: .hours(6)) { now in
            try await database.write { connection in
                try ApplicationStore().removeOld(
                    unconfirmedBefore: now - AdmissionRules.confirmedWithin,
                    endedBefore: now - AdmissionRules.keptAfterEnd, on: connection)
                try ImportStore().removeDrafts(before: now - .days(7), on: connection)
                try ReminderStore().removeOld(before: now - ReminderRules.linkLife, on: connection)
            }
        }
    }

    package var sections: [Section] {
        [
            Section(
                module: Self.name, isOfNetwork: true, path: LibraryLinks.section, menuTitle: .libraries,
                doorTitle: .librariesDoor, doorLine: .librariesDoorLine),
            Section(
                module: Self.name, isOfNetwork: true, audience: .offices, path: LibraryLinks.officesSection,
                menuTitle: .ownOffice, doorTitle: .ownOffice, doorLine: .ownOfficeLine),
        ]
    }

    /// Those of the organisations that are advisory offices: their people see them in the menu.
    package func offices(among organisations: [OrganisationID]) async throws -> Set<OrganisationID> {
        try await database.read { try OfficeStore().ids(among: organisations, on: $0) }
    }

    package func desk(
        of house: HouseFrame, for visitor: Visitor, in language: Language, now: Instant, on connection: any Connection
    ) throws -> [DeskSection] {
        guard house.isNetwork, visitor.has(.moderator, in: .network) else { return [] }
        let pages = AdmissionPages(visitor: visitor, language: language)
        return [
            DeskSection(
                title: TextUse(.applicationsWaiting), items: try applications.waiting(on: connection).map(pages.item))
        ]
    }

    package func deskNotice(
        of house: HouseFrame, for visitor: Visitor, _ query: FormData, on connection: any Connection
    ) throws -> HTML {
        guard house.isNetwork, visitor.has(.moderator, in: .network) else { return "" }
        return try applications.decided(query, on: connection).map(AdmissionPages.notice) ?? ""
    }

    /// Staff pages of this capability that the visitor may use.
    package func tools(of house: HouseFrame, for visitor: Visitor) -> [(title: TextUse, link: Link)] {
        guard house.isNetwork, visitor.has(.moderator, in: .network) else { return [] }
        return [
            (title: TextUse(.offices), link: LibraryLinks.offices),
            (title: TextUse(.importLibraries), link: LibraryLinks.imports),
        ]
    }

    package var searchKinds: [SearchKind] { [SearchKind("organisation", title: .organisations)] }

    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try OrganisationStore().references(on: connection)
    }

    package func searchEntry(
        of item: ItemReference, now: Instant, on connection: any Connection
    ) throws -> SearchEntry? {
        guard let id = item.organisation, let organisation = try OrganisationStore().organisation(id, on: connection),
            let frame = try ports.house(organisation.house, connection)
        else { return nil }
        guard let library = try LibraryStore().library(id, on: connection) else {
            return organisation.searchEntry(in: frame)
        }
        return library.state.isPublic ? LibraryChanges.entry(library) : nil
    }

    /// A library leads to its page, another organisation to its own website, and without one to the house that knows it.
    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard let id = item.organisation,
            let organisation = try OrganisationStore().organisation(id, on: connection),
            let house = try ports.house(organisation.house, connection)
        else { return nil }
        let title: HTML = "\(organisation.profile.name)"
        if let library = try LibraryStore().library(id, on: connection) {
            return ResolvedItem(title: title, link: library.link, isPublic: library.state.isPublic)
        }
        return ResolvedItem(title: title, link: organisation.profile.website ?? house.link(), isPublic: true)
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        let asked = try applications.applications(of: person, on: connection).map { application -> JSON in
            [
                "library": .string(application.wish.name), "place": .string(application.wish.place),
                "email": .string(application.wish.email), "contact": .optional(application.wish.contact),
                "state": .string(application.state.rawValue), "reason": .optional(application.reason),
                "created_at": .string(application.createdAt.rfc3339),
            ]
        }
        let libraries = try LibraryStore().libraries(
            try ports.people.organisations(person, connection), on: connection)
        return [
            "library_applications": .array(asked),
            "libraries": .array(libraries.map { ["id": .id($0.id), "name": .string($0.name)] }),
            "library_reminders": .bool(try !ReminderStore().isStopped(person, on: connection)),
        ]
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try memberships.forget(person, now: now, on: connection)
        try applications.forget(person, on: connection)
        try ReminderStore().forget(person, on: connection)
    }
}
