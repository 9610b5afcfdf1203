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
    /// What other capabilities ask about libraries.
    package let libraries: Libraries
    private let ports: DirectoryPorts

    package init(database: any Database, search: SearchIndex, letters: Letters, ports: DirectoryPorts) {
        self.ports = ports
        let index = LibraryIndex(database: database, tags: ports.published ?? { _ in [:] })
        libraries = Libraries(index: index, ports: ports)
        routes = OrganisationRoutes(database: database, ports: ports).all
    }

    /// An organisation leads to its own website, and without one to the house that knows it.
    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard let id = item.organisation,
            let organisation = try OrganisationStore().organisation(id, on: connection),
            let house = try ports.house(organisation.house, connection)
        else { return nil }
        return ResolvedItem(
            title: "\(organisation.profile.name)", link: organisation.profile.website ?? house.link(), isPublic: true)
    }
}
