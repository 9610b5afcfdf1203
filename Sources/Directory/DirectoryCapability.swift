// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// The institutions that a house has to do with.
package struct DirectoryCapability: Capability {
    package static let name = "directory"
    package static let catalogue = Catalogue.Source(capability: "Directory", files: Embedded.texts)
    package static let migrations = DirectoryMigrations.all

    package let routes: [Route]
    private let ports: DirectoryPorts

    package init(database: any Database, ports: DirectoryPorts) {
        self.ports = ports
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
