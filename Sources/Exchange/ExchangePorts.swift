// SPDX-License-Identifier: EUPL-1.2

package import Foundation
package import Kernel
package import Storage
package import Web

/// What the exchange needs of other capabilities. Closures with a connection share the caller's transaction.
package struct ExchangePorts: Sendable {
    /// A figure of a library's profile, and the year that it is of.
    package struct Figure: Sendable, Equatable {
        package let value: Int
        package let year: Int?

        package init(_ value: Int, year: Int?) {
            self.value = value
            self.year = year
        }
    }

    /// A library as far as measures need to know it.
    package struct Library: Sendable, Equatable {
        package let id: OrganisationID
        package let name: String
        /// Its page in the network.
        package let link: Link?
        /// People served.
        package let population: Figure?
        /// m²
        package let floorArea: Figure?
        /// Posts × 100.
        package let fullTimeEquivalents: Figure?
        /// Volunteers keep it running.
        package let isVolunteerRun: Bool

        package init(
            id: OrganisationID, name: String, link: Link? = nil, population: Figure? = nil, floorArea: Figure? = nil,
            fullTimeEquivalents: Figure? = nil, isVolunteerRun: Bool = false
        ) {
            self.id = id
            self.name = name
            self.link = link
            self.population = population
            self.floorArea = floorArea
            self.fullTimeEquivalents = fullTimeEquivalents
            self.isVolunteerRun = isVolunteerRun
        }
    }

    /// Who asks what suits them: a library, figures that somebody typed, or both, when what was typed stands for what the
    /// profile says.
    package struct Asker: Sendable, Equatable {
        package var library: OrganisationID?
        /// People served.
        package var population: Int?
        /// m²
        package var floorArea: Int?
        /// Posts × 100.
        package var fullTimeEquivalents: Int?

        package init(
            library: OrganisationID? = nil, population: Int? = nil, floorArea: Int? = nil,
            fullTimeEquivalents: Int? = nil
        ) {
            self.library = library
            self.population = population
            self.floorArea = floorArea
            self.fullTimeEquivalents = fullTimeEquivalents
        }
    }

    /// Libraries as whoever asks sees them.
    package struct Comparison: Sendable {
        package let libraries: [OrganisationID: Library]
        /// Those of them that are similar to whoever asks, as the directory measures it; never the asker itself.
        package let similar: Set<OrganisationID>

        package init(libraries: [OrganisationID: Library], similar: Set<OrganisationID>) {
            self.libraries = libraries
            self.similar = similar
        }
    }

    /// Those of the libraries that are in the network.
    package var libraries: @Sendable ([OrganisationID], any Connection) throws -> [OrganisationID: Library]
    /// Those of the libraries that are in the network, as of the last commit, compared with whoever asks.
    package var comparison: @Sendable (Asker, [OrganisationID]) async throws -> Comparison
    /// The libraries that somebody may act for.
    package var memberships: @Sendable (Visitor, any Connection) throws -> [OrganisationID]
    /// Whom a letter to a library goes to: its members, else its own address.
    package var recipients: @Sendable (OrganisationID, any Connection) throws -> [Recipient]
    /// Finds or creates the person of that address. What an unverified guest types never alters a person already known.
    package var enterPerson: @Sendable (Correspondent, any Connection) throws -> PersonID
    /// The person has shown that the address is theirs.
    package var confirmPerson: @Sendable (PersonID, Instant, any Connection) throws -> Void
    /// `nil` when the person is forgotten.
    package var contact: @Sendable (PersonID, any Connection) throws -> Correspondent?
    package var seal: @Sendable (Data, PersonID, any Connection) throws -> Data
    package var open: @Sendable (Data, PersonID, any Connection) throws -> Data
    /// The frame of the network's pages.
    package var network: @Sendable (any Connection) throws -> HouseFrame
    /// Doors of the network's first page, in their order.
    package var sections: @Sendable () -> [Section]
    /// Where a library joins.
    package var join: Link?

    package init(
        libraries: @escaping @Sendable ([OrganisationID], any Connection) throws -> [OrganisationID: Library],
        comparison: @escaping @Sendable (Asker, [OrganisationID]) async throws -> Comparison,
        memberships: @escaping @Sendable (Visitor, any Connection) throws -> [OrganisationID],
        recipients: @escaping @Sendable (OrganisationID, any Connection) throws -> [Recipient],
        enterPerson: @escaping @Sendable (Correspondent, any Connection) throws -> PersonID,
        confirmPerson: @escaping @Sendable (PersonID, Instant, any Connection) throws -> Void,
        contact: @escaping @Sendable (PersonID, any Connection) throws -> Correspondent?,
        seal: @escaping @Sendable (Data, PersonID, any Connection) throws -> Data,
        open: @escaping @Sendable (Data, PersonID, any Connection) throws -> Data,
        network: @escaping @Sendable (any Connection) throws -> HouseFrame,
        sections: @escaping @Sendable () -> [Section], join: Link? = nil
    ) {
        self.libraries = libraries
        self.comparison = comparison
        self.memberships = memberships
        self.recipients = recipients
        self.enterPerson = enterPerson
        self.confirmPerson = confirmPerson
        self.contact = contact
        self.seal = seal
        self.open = open
        self.network = network
        self.sections = sections
        self.join = join
    }
}
