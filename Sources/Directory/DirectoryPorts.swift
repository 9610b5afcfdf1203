// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Mail
package import Storage
package import Web

/// What the directory needs of other capabilities.
package struct DirectoryPorts: Sendable {
    /// The house of that id.
    let house: @Sendable (HouseID, any Connection) throws -> HouseFrame?
    let people: DirectoryPeople
    /// What a library's page shows from elsewhere, such as its measures. Replaced where something shows it.
    package var panels: @Sendable (OrganisationID, Visitor?, Language, any Connection) throws -> [Panel]
    /// What libraries published of their toolkit results. While it is `nil`, there are no such filters, for they could find
    /// nothing.
    package var published: PublishedResults?
    /// What a library that has just joined does next elsewhere in the network, in order.
    package var firstSteps: @Sendable () -> [(title: TextUse, link: Link)]
    /// A member has gone; `heir` belongs to the library still and takes over what they held there.
    package var handOver:
        @Sendable (_ leaving: PersonID, _ heir: PersonID, OrganisationID, any Connection) throws -> Void
    /// The name or the figures of these libraries have changed.
    package var changed: @Sendable ([OrganisationID], any Connection) throws -> Void
    /// A library has left the network.
    package var left: @Sendable (OrganisationID, Instant, any Connection) throws -> Void

    package init(
        house: @escaping @Sendable (HouseID, any Connection) throws -> HouseFrame?, people: DirectoryPeople,
        panels: @escaping @Sendable (OrganisationID, Visitor?, Language, any Connection) throws -> [Panel] = {
            _, _, _, _ in []
        },
        published: PublishedResults? = nil,
        firstSteps: @escaping @Sendable () -> [(title: TextUse, link: Link)] = { [] },
        handOver: @escaping @Sendable (PersonID, PersonID, OrganisationID, any Connection) throws -> Void = {
            _, _, _, _ in
        },
        changed: @escaping @Sendable ([OrganisationID], any Connection) throws -> Void = { _, _ in },
        left: @escaping @Sendable (OrganisationID, Instant, any Connection) throws -> Void = { _, _, _ in }
    ) {
        self.house = house
        self.people = people
        self.panels = panels
        self.published = published
        self.firstSteps = firstSteps
        self.handOver = handOver
        self.changed = changed
        self.left = left
    }
}

/// What the directory needs to know and do about people. Closures share the caller's transaction.
package struct DirectoryPeople: Sendable {
    /// The person with that address, entered when nobody has it yet; the name never alters a person already known.
    let enter: @Sendable (String, MailAddress, Language, any Connection) throws -> PersonID
    /// `nil` when the person is forgotten.
    let contact: @Sendable (PersonID, any Connection) throws -> Correspondent?
    /// Everybody who belongs to an organisation, each once, with the strongest role.
    let members: @Sendable (OrganisationID, any Connection) throws -> [Libraries.Member]
    /// Who holds that role, or one that contains it, in a house or on the server, each once.
    let holders: @Sendable (Role, ItemReference, any Connection) throws -> [PersonID]
    /// The organisations that somebody belongs to.
    let organisations: @Sendable (PersonID, any Connection) throws -> [OrganisationID]
    /// Gives a role in an organisation; a second time changes nothing.
    let grant: @Sendable (Role, OrganisationID, PersonID, any Connection) throws -> Void
    /// Takes all roles in an organisation.
    let revoke: @Sendable (OrganisationID, PersonID, any Connection) throws -> Void
    /// An absolute address that signs the person in who has that mailbox, and then leads on.
    let signInLink: @Sendable (PersonID, MailAddress, Link, any Connection) throws -> String

    package init(
        enter: @escaping @Sendable (String, MailAddress, Language, any Connection) throws -> PersonID,
        contact: @escaping @Sendable (PersonID, any Connection) throws -> Correspondent?,
        members: @escaping @Sendable (OrganisationID, any Connection) throws -> [Libraries.Member],
        holders: @escaping @Sendable (Role, ItemReference, any Connection) throws -> [PersonID],
        organisations: @escaping @Sendable (PersonID, any Connection) throws -> [OrganisationID],
        grant: @escaping @Sendable (Role, OrganisationID, PersonID, any Connection) throws -> Void,
        revoke: @escaping @Sendable (OrganisationID, PersonID, any Connection) throws -> Void,
        signInLink: @escaping @Sendable (PersonID, MailAddress, Link, any Connection) throws -> String
    ) {
        self.enter = enter
        self.contact = contact
        self.members = members
        self.holders = holders
        self.organisations = organisations
        self.grant = grant
        self.revoke = revoke
        self.signInLink = signInLink
    }
}
