// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Mail
package import Storage
package import Web

/// What houses need of other capabilities. Closures with a connection share the caller's transaction.
package struct HousesPorts: Sendable {
    /// Doors and menu entries of all capabilities, in the order of intentions.
    package var sections: @Sendable () -> [Section]
    /// What other capabilities show on the first page of a house.
    package var panels: @Sendable (HouseFrame, Instant, any Connection) throws -> [Panel]
    /// What other capabilities show on the platform's first page, over all houses.
    package var platformPanels: @Sendable ([HouseFrame], Instant, any Connection) throws -> [Panel]
    /// What waits at a house's desk in other capabilities, oldest first.
    package var desk: @Sendable (HouseFrame, Visitor, Language, Instant, any Connection) throws -> [DeskSection]
    /// What the visitor has just done in another capability, told above the desk that they were led back to.
    package var deskNotice: @Sendable (HouseFrame, Visitor, FormData, any Connection) throws -> HTML
    /// Staff pages of other capabilities that this visitor may use.
    package var tools: @Sendable (HouseFrame, Visitor) -> [DeskTool]
    /// Those of the organisations that exist.
    package var organisations:
        @Sendable ([ItemReference], any Connection) throws -> [ItemReference: OrganisationSummary]
    /// The organisation of that name in the house's directory, entered there when it is new.
    package var enterOrganisation: @Sendable (OrganisationEntry, HouseID, any Connection) throws -> ItemReference
    package var people: HousesPeople

    package init(
        sections: @escaping @Sendable () -> [Section],
        panels: @escaping @Sendable (HouseFrame, Instant, any Connection) throws -> [Panel],
        platformPanels: @escaping @Sendable ([HouseFrame], Instant, any Connection) throws -> [Panel],
        desk: @escaping @Sendable (HouseFrame, Visitor, Language, Instant, any Connection) throws -> [DeskSection],
        deskNotice: @escaping @Sendable (HouseFrame, Visitor, FormData, any Connection) throws -> HTML = {
            _, _, _, _ in ""
        },
        tools: @escaping @Sendable (HouseFrame, Visitor) -> [DeskTool],
        organisations:
            @escaping @Sendable ([ItemReference], any Connection) throws -> [ItemReference:
            OrganisationSummary],
        enterOrganisation: @escaping @Sendable (OrganisationEntry, HouseID, any Connection) throws -> ItemReference,
        people: HousesPeople
    ) {
        self.sections = sections
        self.panels = panels
        self.platformPanels = platformPanels
        self.desk = desk
        self.deskNotice = deskNotice
        self.tools = tools
        self.organisations = organisations
        self.enterOrganisation = enterOrganisation
        self.people = people
    }
}

/// What houses need to know and do about people. Closures share the caller's transaction.
package struct HousesPeople: Sendable {
    /// The person with that address, entered when nobody has it yet; the name never alters a person already known.
    package var enter: @Sendable (String?, MailAddress, Language, any Connection) throws -> PersonID
    /// How to reach a person, for staff.
    package var contact: @Sendable (PersonID, any Connection) throws -> PersonContact?
    /// Everybody with a role in the house, once for each role.
    package var staff: @Sendable (HouseID, any Connection) throws -> [StaffMember]
    /// Gives somebody a role in the house and mails them a link to sign in with.
    package var invite: @Sendable (StaffInvitation, HouseFrame, any Connection) throws -> Void
    /// Takes a role in the house from somebody.
    package var revoke: @Sendable (PersonID, Role, HouseID, any Connection) throws -> Void
    package var hasAdministrator: @Sendable (any Connection) throws -> Bool
    /// Enters the first administrator.
    package var addAdministrator: @Sendable (String, MailAddress, Language, any Connection) throws -> PersonID
    /// Signs somebody in and returns the `Set-Cookie` header of the new session.
    package var startSession: @Sendable (PersonID, WebRequest, any Connection) throws -> String

    package init(
        enter: @escaping @Sendable (String?, MailAddress, Language, any Connection) throws -> PersonID,
        contact: @escaping @Sendable (PersonID, any Connection) throws -> PersonContact?,
        staff: @escaping @Sendable (HouseID, any Connection) throws -> [StaffMember],
        invite: @escaping @Sendable (StaffInvitation, HouseFrame, any Connection) throws -> Void,
        revoke: @escaping @Sendable (PersonID, Role, HouseID, any Connection) throws -> Void,
        hasAdministrator: @escaping @Sendable (any Connection) throws -> Bool,
        addAdministrator: @escaping @Sendable (String, MailAddress, Language, any Connection) throws -> PersonID,
        startSession: @escaping @Sendable (PersonID, WebRequest, any Connection) throws -> String
    ) {
        self.enter = enter
        self.contact = contact
        self.staff = staff
        self.invite = invite
        self.revoke = revoke
        self.hasAdministrator = hasAdministrator
        self.addAdministrator = addAdministrator
        self.startSession = startSession
    }
}

/// A staff page that the desk leads to.
package struct DeskTool: Sendable {
    package let title: TextUse
    package let link: Link

    package init(title: TextUse, link: Link) {
        self.title = title
        self.link = link
    }
}

/// What a house shows of an organisation behind it.
package struct OrganisationSummary: Sendable, Equatable {
    package let name: String
    package let website: Link?

    package init(name: String, website: Link?) {
        self.name = name
        self.website = website
    }
}

/// An organisation as somebody names it who furnishes a house.
package struct OrganisationEntry: Sendable, Equatable {
    package let name: String
    /// A kind of the directory, as it stands in the API.
    package let kind: String
    package let website: Link?

    package init(name: String, kind: String = "other", website: Link? = nil) {
        self.name = name
        self.kind = kind
        self.website = website
    }
}

/// Name and address of a person.
package struct PersonContact: Sendable, Equatable {
    package let name: String?
    package let email: String?

    package init(name: String?, email: String?) {
        self.name = name
        self.email = email
    }
}

/// Somebody who works in a house, in one role.
package struct StaffMember: Sendable, Equatable {
    package let person: PersonID
    package let contact: PersonContact
    package let role: Role

    package init(person: PersonID, contact: PersonContact, role: Role) {
        self.person = person
        self.contact = contact
        self.role = role
    }
}

/// Whom a manager wants to work in the house.
package struct StaffInvitation: Sendable, Equatable {
    package let name: String
    package let email: MailAddress
    package let role: Role
    package let language: Language

    package init(name: String, email: MailAddress, role: Role, language: Language) {
        self.name = name
        self.email = email
        self.role = role
        self.language = language
    }
}
