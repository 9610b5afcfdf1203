// SPDX-License-Identifier: EUPL-1.2

import Crypto

/// SHA-256 of bytes that come in pieces.
package struct Digest: Sendable {
    private var state = SHA256()

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    /// Of all bytes so far, hexadecimal.
    package var text: String { Array(state.finalize()).hexadecimal }
}
