// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Names a stored file by what is in it: SHA-256, 64 lower-case hexadecimal digits.
package struct FileHash: Hashable, Sendable, Comparable, CustomStringConvertible, ColumnValue {
    package let text: String

    /// `nil` when the text has not the shape of a hash.
    package init?(_ text: String) {
        let isDigit = { (byte: UInt8) in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard text.utf8.count == 64, text.utf8.allSatisfy(isDigit) else { return nil }
        self.text = text
    }

    package var description: String { text }
    package static func < (left: FileHash, right: FileHash) -> Bool { left.text < right.text }

    package static var columnType: ColumnType { .text }
    package var columnData: ColumnData { .text(text) }
    package init?(columnData: ColumnData) {
        guard case .text(let text) = columnData else { return nil }
        self.init(text)
    }
}

/// A file in the store, whoever uses it. How it is called and whom it is shown to stands with each use.
package struct StoredFile: Sendable, Hashable {
    package let hash: FileHash
    package let byteCount: Int
    package let mediaType: String

    package init(hash: FileHash, byteCount: Int, mediaType: String) {
        self.hash = hash
        self.byteCount = byteCount
        self.mediaType = mediaType
    }
}
