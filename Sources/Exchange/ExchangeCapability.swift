// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// What libraries learn from each other: the toolkit, measures and what others made of them.
package struct ExchangeCapability: Capability {
    package static let name = "exchange"
    package static let catalogue = Catalogue.Source(capability: "Exchange", files: Embedded.texts)
    /// Scripts for pages of this capability alone.
    package static let assets = Embedded.assets
    package static let migrations: [Migration] = Workshops.migrations + MeasuresMigrations.all + Sharing.migrations

    package let routes: [Route]
    package let workshops: Workshops
    let measures: MeasureHandlers
    let sharing: Sharing
    let files: FileStore

    package init(
        database: any Database, search: SearchIndex, ports: ExchangePorts, workshops workshopPorts: WorkshopPorts,
        sharing sharingPorts: SharingPorts, letters: Letters, once: Once, files: FileStore
    ) {
        self.files = files
        workshops = Workshops(database: database, search: search, ports: workshopPorts)
        measures = MeasureHandlers(
            database: database, search: search, ports: ports, once: once, workshops: workshops,
            files: files,
            measures: Measures(
                search: search, ports: ports, letters: MeasureLetters(letters: letters, ports: ports)))
        sharing = Sharing(
            database: database, ports: sharingPorts, letters: letters, files: files, finds: measures.finds)
        routes = measures.networkRoutes + measures.routes + workshops.routes + sharing.routes
    }

    package var sections: [Section] {
        [
            Section(
                module: Self.name, isOfNetwork: true, path: NetworkLinks.measuresSection, menuTitle: .measuresMenu,
                doorTitle: .measuresDoor, doorLine: .measuresDoorLine)
        ] + workshops.sections + sharing.sections + [
            Section(
                module: Self.name, isOfNetwork: true, audience: .members, path: NetworkLinks.ownSection,
                menuTitle: .ownMeasures, doorTitle: .ownMeasures, doorLine: .ownDoorLine)
        ]
    }

    /// What a library does here first that has just joined the network.
    package static let firstSteps: [(title: TextUse, link: Link)] = [
        (title: TextUse(.firstWorkshop), link: WorkshopLinks.start),
        (title: TextUse(.firstMeasures), link: NetworkLinks.measures),
    ]

    package var jobs: [JobHandler] { [measures.measures.enteringAnew(measures.database)] }

    package var recurring: [RecurringWork] {
        [
            RecurringWork("inquiries", every: .hours(1)) { [measures] now in
                try await measures.database.write {
                    try measures.measures.inquiries.removeUnconfirmed(before: now - Measures.confirmWithin, on: $0)
                }
            }
        ] + workshops.recurring + sharing.recurring
    }

    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        try measures.resolve(item, on: connection) ?? workshops.resolve(item, on: connection)
            ?? sharing.resolve(item, on: connection)
    }

    package func examples(on connection: any Connection) throws -> [PageExample] {
        try measures.examples(on: connection) + workshops.examples(on: connection) + sharing.examples(on: connection)
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        try measures.export(person, on: connection)
            .merging(sharing.export(person, on: connection)) { first, _ in first }
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try measures.erase(person, on: connection)
        try sharing.leaving.forget(person, now: now, on: connection)
    }

    package func usedFiles(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash> {
        try measures.measures.materials.used(among: files, on: connection)
            .union(sharing.tasks.store.used(among: files, on: connection))
    }

    package func shows(
        _ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection
    ) throws -> Bool {
        try measures.shows(file, named: name, to: visitor, on: connection)
            || sharing.shows(file, named: name, to: visitor, on: connection)
    }

    /// Fills the model network with what its libraries share, dated from `now`; `colleague` is somebody who belongs to
    /// the library.
    package func fillDemo(
        now: Instant, on connection: any Connection, colleague: (OrganisationID) throws -> PersonID
    ) throws {
        try sharing.fillDemo(now: now, on: connection, colleague: colleague)
    }

    /// A library has left the network: what it holds and has not delivered is free again.
    package func left(_ library: OrganisationID, now: Instant, on connection: any Connection) throws {
        try sharing.leaving.leave(library, now: now, on: connection)
    }

    /// A member has left a library; `heir`, who belongs to it still, takes over.
    package func handOver(
        from leaving: PersonID, to heir: PersonID, of library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws {
        try sharing.leaving.handOver(from: leaving, to: heir, of: library, now: now, on: connection)
    }

    /// Whether somebody follows that, for `FollowButton`.
    package func isFollowing(
        _ target: FollowTarget, _ visitor: Visitor?, on connection: any Connection
    ) throws -> Bool {
        guard let visitor else { return false }
        return try sharing.follows.isFollowing(target, by: visitor.person, on: connection)
    }
}
