// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// What requests, tasks and following need of other capabilities, each in the caller's transaction.
package struct SharingPorts: Sendable {
    /// A library of the network, as its name leads to it.
    package struct Library: Sendable, Equatable {
        package let id: OrganisationID
        package let name: String
        package let link: Link

        package init(id: OrganisationID, name: String, link: Link) {
            self.id = id
            self.name = name
            self.link = link
        }
    }

    /// Those of the ids that are libraries of the network.
    let libraries: @Sendable ([OrganisationID], any Connection) throws -> [OrganisationID: Library]
    /// So many libraries of the network, in the order in which they came.
    let firstLibraries: @Sendable (Int, any Connection) throws -> [Library]
    /// Whoever may act for the organisation.
    let members: @Sendable (OrganisationID, any Connection) throws -> [PersonID]
    /// `nil` when the person is forgotten.
    let contact: @Sendable (PersonID, any Connection) throws -> Correspondent?
    /// An item of any capability; `nil` when there is none, or none any more.
    let item: @Sendable (ItemReference, any Connection) throws -> ResolvedItem?
    /// The frame of the network's pages.
    let network: @Sendable (any Connection) throws -> HouseFrame

    package init(
        libraries: @escaping @Sendable ([OrganisationID], any Connection) throws -> [OrganisationID: Library],
        firstLibraries: @escaping @Sendable (Int, any Connection) throws -> [Library],
        members: @escaping @Sendable (OrganisationID, any Connection) throws -> [PersonID],
        contact: @escaping @Sendable (PersonID, any Connection) throws -> Correspondent?,
        item: @escaping @Sendable (ItemReference, any Connection) throws -> ResolvedItem?,
        network: @escaping @Sendable (any Connection) throws -> HouseFrame
    ) {
        self.libraries = libraries
        self.firstLibraries = firstLibraries
        self.members = members
        self.contact = contact
        self.item = item
        self.network = network
    }

    /// The libraries for which the visitor may act, in the order of names.
    func libraries(of visitor: Visitor?, on connection: any Connection) throws -> [Library] {
        let ids = (visitor?.grants ?? []).filter { $0.role == .member || $0.role == .manager }
            .compactMap(\.scope.organisation)
        guard !ids.isEmpty else { return [] }
        return try libraries(Array(Set(ids)), connection).values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Who answers for what somebody wrote in a library's name: they, as long as they belong to it, and else everybody who
    /// does.
    func answering(
        for author: PersonID?, of library: OrganisationID, on connection: any Connection
    ) throws -> [PersonID] {
        let members = try members(library, connection)
        guard let author, members.contains(author) else { return members }
        return [author]
    }

    func library(_ id: OrganisationID, on connection: any Connection) throws -> Library? {
        try libraries([id], connection)[id]
    }
}
