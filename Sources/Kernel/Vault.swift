// SPDX-License-Identifier: EUPL-1.2

import Crypto

package import struct Foundation.Data

/// Seals personal data. Each person has a key of its own; the vault seals that key with a master key that lives outside
/// the database. A second key, for look-ups, turns an e-mail address into a hash that only this server can make, and
/// survives the rotation of the master key.
///
/// AES-256-GCM with random nonces (NIST SP 800-38D); look-up by HMAC-SHA-256.
package struct Vault: Sendable {
    /// The secret halves of a vault, as they stand in the key file: 32 bytes each.
    package struct Keys: Sendable, Equatable {
        package var master: Data
        package var lookup: Data

        package static func random() -> Keys {
            Keys(master: SymmetricKey(size: .bits256).data, lookup: SymmetricKey(size: .bits256).data)
        }

        package init(master: Data, lookup: Data) {
            self.master = master
            self.lookup = lookup
        }
    }

    /// The data cannot be opened: another key, or damaged bytes.
    package struct CannotOpen: Error {}

    private let master: SymmetricKey
    private let lookup: SymmetricKey

    package init(_ keys: Keys) {
        master = SymmetricKey(data: keys.master)
        lookup = SymmetricKey(data: keys.lookup)
    }

    /// A new key for a person, open and sealed by the master key.
    package func newPersonKey() throws -> (key: PersonKey, sealed: Data) {
        let key = SymmetricKey(size: .bits256)
        return (PersonKey(key: key), try seal(key: key))
    }

    /// Opens a person's key. Throws `CannotOpen`.
    package func personKey(sealed: Data) throws -> PersonKey {
        PersonKey(key: SymmetricKey(data: try decryptAES(sealed, with: master)))
    }

    /// The same person's key sealed by another vault's master key, for rotation.
    package func reseal(_ sealed: Data, for next: Vault) throws -> Data {
        try next.seal(key: personKey(sealed: sealed).key)
    }

    /// A keyed hash of what a person is found by (e-mail, phone), hexadecimal. Equal input gives equal output.
    package func lookupHash(of value: String) -> String {
        Array(HMAC<SHA256>.authenticationCode(for: Data(value.utf8), using: lookup)).hexadecimal
    }

    /// Seals bytes of the server itself (a TOTP secret, a cookie) by the master key.
    package func seal(_ plain: Data) throws -> Data { try encryptAES(plain, with: master) }

    /// Opens what `seal(_:)` made. Throws `CannotOpen`.
    package func open(_ sealed: Data) throws -> Data { try decryptAES(sealed, with: master) }

    private func seal(key: SymmetricKey) throws -> Data { try encryptAES(key.data, with: master) }
}

/// The key that all data about one person is sealed with. Without it they are noise.
package struct PersonKey: Sendable {
    fileprivate let key: SymmetricKey

    package func seal(_ plain: Data) throws -> Data { try encryptAES(plain, with: key) }
    package func seal(_ plain: String) throws -> Data { try seal(Data(plain.utf8)) }

    /// Throws `Vault.CannotOpen`.
    package func open(_ sealed: Data) throws -> Data { try decryptAES(sealed, with: key) }
    package func openText(_ sealed: Data) throws -> String { String(decoding: try open(sealed), as: UTF8.self) }
}

private func encryptAES(_ plain: Data, with key: SymmetricKey) throws -> Data {
    guard let sealed = try AES.GCM.seal(plain, using: key).combined else { throw Vault.CannotOpen() }
    return sealed
}

private func decryptAES(_ sealed: Data, with key: SymmetricKey) throws -> Data {
    do {
        return try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key)
    } catch {
        throw Vault.CannotOpen()
    }
}

extension SymmetricKey {
    fileprivate var data: Data { withUnsafeBytes { Data($0) } }
}
