// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// A file that a library gives to others, under the name that it gave it.
package struct AttachedFile: Sendable, Equatable {
    package let stored: StoredFile
    package let name: FileName

    package init(_ stored: StoredFile, name: FileName) {
        self.stored = stored
        self.name = name
    }

    /// What a library may give: documents and pictures.
    static let limits = FileLimits(FileKind.documents + FileKind.images)

    var link: Link { Link(file: stored.hash, named: name) }

    var mediaType: String { stored.mediaType }
    var byteCount: Int { stored.byteCount }

    var isImage: Bool { FileKind(mediaType: mediaType)?.isImage == true }

    /// "PDF, 240 kB"
    var facts: HTML {
        let size: HTML = "\(text: FileSize(byteCount).words)"
        return FileKind(mediaType: mediaType).map { "\($0.title), \(size)" } ?? size
    }

    var json: JSON {
        [
            "name": .string(name.text), "url": .string(link.value), "media_type": .string(mediaType),
            "size": .count(byteCount),
        ]
    }

    static let schema = Schema.object([
        "name": Schema.string, "url": Schema.string, "media_type": Schema.string,
        "size": Schema.integer(0...1_000_000_000),
    ])
}

extension FileStore {
    /// Puts what came with a form onto the disk. Whoever writes its use enters `stored` in the same transaction.
    func keep(_ upload: Upload, now: Instant) async throws -> AttachedFile {
        AttachedFile(
            try await keep(upload.file, mediaType: upload.kind.mediaType, now: now), name: upload.name)
    }
}
