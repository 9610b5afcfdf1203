// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a form takes of files: the same values stand in its route, which holds to them, and in its field, which tells.
package struct FileLimits: Sendable {
    package let kinds: [FileKind]
    /// How many in one form.
    package let count: Int
    /// The largest that is taken, in bytes.
    package let bytesEach: Int
    /// Whether text may be of an encoding with one byte a character, as old programs write it. For what is read here and
    /// shown to nobody as it is.
    package let takesOldText: Bool

    package init(_ kinds: [FileKind], count: Int = 1, megabytesEach: Int = 20, takesOldText: Bool = false) {
        self.kinds = kinds
        self.count = count
        bytesEach = megabytesEach * 1_000_000
        self.takesOldText = takesOldText
    }

    /// "PDF, JPEG, PNG"
    package var kindList: String { kinds.map(\.title).joined(separator: ", ") }

    var accept: String { kinds.flatMap(\.extensions).map { ".\($0)" }.joined(separator: ",") }
}

/// A number of bytes, as people say it: 850 kB, 2,3 MB.
package struct FileSize: Sendable {
    package let byteCount: Int

    package init(_ byteCount: Int) { self.byteCount = byteCount }

    package var words: TextUse {
        guard byteCount >= 1_000_000 else {
            return TextUse(.fileKilobytes, ["number": "\(max(byteCount > 0 ? 1 : 0, byteCount / 1_000))"])
        }
        let tenths = (byteCount + 50_000) / 100_000
        let whole: Slots = ["whole": "\(tenths / 10)", "tenths": "\(tenths % 10)"]
        return TextUse(tenths % 10 == 0 || tenths >= 1_000 ? .fileMegabytes : .fileMegabytesAndTenths, whole)
    }
}
