// SPDX-License-Identifier: EUPL-1.2

package import Foundation
package import Kernel
package import Mail
package import Storage
package import Web

/// What Rooms needs of others.
package struct RoomsPorts: Sendable {
    /// How somebody can be reached; names and addresses live with the capability that answers.
    package struct Contact: Sendable {
        package let name: String?
        package let email: MailAddress?
        package let phone: String?
        package let language: Language

        package init(name: String?, email: MailAddress?, phone: String?, language: Language) {
            self.name = name
            self.email = email
            self.phone = phone
            self.language = language
        }
    }

    /// Finds or creates the person of that address. What an unverified guest types never alters a person already known.
    package let enterPerson: @Sendable (Contact, any Connection) throws -> PersonID
    /// The person has shown that the address is theirs.
    package let confirmPerson: @Sendable (PersonID, Instant, any Connection) throws -> Void
    /// `nil` when the person is forgotten.
    package let contact: @Sendable (PersonID, any Connection) throws -> Contact?
    package let seal: @Sendable (Data, PersonID, any Connection) throws -> Data
    package let open: @Sendable (Data, PersonID, any Connection) throws -> Data
    package let house: @Sendable (HouseID) async throws -> HouseFrame?
    /// The house as the caller's transaction sees it.
    package let frame: @Sendable (HouseID, any Connection) throws -> HouseFrame?

    package init(
        enterPerson: @escaping @Sendable (Contact, any Connection) throws -> PersonID,
        confirmPerson: @escaping @Sendable (PersonID, Instant, any Connection) throws -> Void,
        contact: @escaping @Sendable (PersonID, any Connection) throws -> Contact?,
        seal: @escaping @Sendable (Data, PersonID, any Connection) throws -> Data,
        open: @escaping @Sendable (Data, PersonID, any Connection) throws -> Data,
        house: @escaping @Sendable (HouseID) async throws -> HouseFrame?,
        frame: @escaping @Sendable (HouseID, any Connection) throws -> HouseFrame?
    ) {
        self.enterPerson = enterPerson
        self.confirmPerson = confirmPerson
        self.contact = contact
        self.seal = seal
        self.open = open
        self.house = house
        self.frame = frame
    }
}
