// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// What Accounts needs of the others.
package struct AccountsPorts: Sendable {
    /// Everything that the others hold about a person: a JSON value per heading.
    let exportOthers: @Sendable (PersonID, any Connection) throws -> [String: JSON]
    /// Makes the others forget a person, mails that wait or were delivered to a folder included.
    let eraseOthers: @Sendable (PersonID, Instant, any Connection) throws -> Void
    /// The place in which a role holds; `nil` for the server and for places that are gone.
    let place: @Sendable (ItemReference, any Connection) throws -> ResolvedItem?
    let ledger: any ErasureLedger

    package init(
        exportOthers: @escaping @Sendable (PersonID, any Connection) throws -> [String: JSON],
        eraseOthers: @escaping @Sendable (PersonID, Instant, any Connection) throws -> Void,
        place: @escaping @Sendable (ItemReference, any Connection) throws -> ResolvedItem?,
        ledger: any ErasureLedger
    ) {
        self.exportOthers = exportOthers
        self.eraseOthers = eraseOthers
        self.place = place
        self.ledger = ledger
    }
}
