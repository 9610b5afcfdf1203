// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Search
package import Storage
package import Web

/// Houses: what they are, how they are furnished, their first pages and their desks, and the platform around them.
package struct HousesCapability: Capability {
    package static let name = "houses"
    package static let catalogue = Catalogue.Source(capability: "Houses", files: Embedded.texts)
    package static let migrations = HousesMigrations.all

    /// First paths that no house may take; those of all routes are to be among them.
    package static let reservedSlugs = HouseRules.reservedSlugs

    package let routes: [Route]
    /// For the first start.
    package let setup: HouseSetup
    private let ports: HousesPorts
    private let creation: HouseCreation
    private let clock: Clock

    package init(database: any Database, clock: Clock, letters: Letters, ports: HousesPorts) {
        self.ports = ports
        self.clock = clock
        creation = HouseCreation(clock: clock)
        setup = HouseSetup(clock: clock, people: ports.people)
        routes =
            HouseRoutes(database: database, ports: ports).all
            + HousesAPI(database: database, ports: ports).all
            + LegalRoutes(database: database, letters: letters, ports: ports).all
            + DeskRoutes(database: database, ports: ports).all
            + FurnishRoutes(database: database, ports: ports).all
            + TeamRoutes(database: database, ports: ports).all
            + SetupRoutes(database: database, ports: ports, creation: creation, setup: setup).all
    }

    /// An empty house that uses all that there is. Throws a `Rejection` that names the fields `slug` and `name`.
    package func add(slug: String, name: String, on connection: any Connection) throws -> HouseID {
        try creation.add(slug: slug, name: name, modules: ports.sections().map(\.module), on: connection)
    }

    /// Fills an empty database with the model houses and returns them by their names in URLs.
    package func fillDemo(on connection: any Connection) throws -> [String: HouseID] {
        try DemoHouses(creation: creation, ports: ports).fill(on: connection)
    }

    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        if item == .house(.network) {
            let network = HouseFrame.network(isDemo: false)
            return ResolvedItem(title: HTML(network.name), link: network.link(), isPublic: true)
        }
        guard item.kind == "house", let house = try HouseStore().house(HouseID(item.id), on: connection) else {
            return nil
        }
        return ResolvedItem(title: house.name.html(for: .german), link: house.frame.link(), isPublic: true)
    }

    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        let reports = try BarrierReportStore().reports(from: person, on: connection)
        guard !reports.isEmpty else { return [:] }
        return [
            "barrier_reports": .array(
                reports.map { report in
                    [
                        "page": .string(report.page), "description": .string(report.description),
                        "created_at": .time(report.createdAt, in: .gmt),
                    ]
                })
        ]
    }

    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        try BarrierReportStore().erase(person, on: connection)
    }

    package var searchKinds: [SearchKind] { [SearchKind("house", title: .houses)] }

    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try HouseStore().frames(on: connection).map { .house($0.id) }
    }

    package func searchEntry(
        of item: ItemReference, now: Instant, on connection: any Connection
    ) throws -> SearchEntry? {
        guard item.kind == "house" else { return nil }
        return try HouseStore().house(HouseID(item.id), on: connection)?.searchEntry
    }

    package func examples(on connection: any Connection) throws -> [PageExample] {
        let houses = try HouseStore().frames(on: connection)
        return HousesExamples.platform(isEmpty: houses.isEmpty) + houses.flatMap(HousesExamples.of)
    }
}
