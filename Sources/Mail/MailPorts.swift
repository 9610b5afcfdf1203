// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

package import struct Foundation.Data

/// What the outbox needs of others, each in the transaction it is called in.
package struct MailPorts: Sendable {
    /// The person is forgotten, and with the key everything that was sealed with it.
    package struct Erased: Error {
        package init() {}
    }

    /// Seals with the person's key; without a person, with the server's.
    let seal: @Sendable (PersonID?, Data, any Connection) throws -> Data
    /// Opens what `seal` made. Throws `Erased` when the person is forgotten.
    let open: @Sendable (PersonID?, Data, any Connection) throws -> Data
    /// Tells staff that a mail will not arrive, in the transaction that gives it up.
    let deliveryFailed: @Sendable (FailedMail, any Connection) throws -> Void

    package init(
        seal: @escaping @Sendable (PersonID?, Data, any Connection) throws -> Data,
        open: @escaping @Sendable (PersonID?, Data, any Connection) throws -> Data,
        deliveryFailed: @escaping @Sendable (FailedMail, any Connection) throws -> Void
    ) {
        self.seal = seal
        self.open = open
        self.deliveryFailed = deliveryFailed
    }
}

/// A mail that will not arrive.
package struct FailedMail: Sendable, Equatable {
    package let id: Int64
    package let messageID: String
    package let person: PersonID?
    package let house: HouseID?
    /// Without the address or the name.
    package let reason: String
    package let attempts: Int
}
