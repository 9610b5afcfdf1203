// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage

@testable import Web

/// A store of files that vanishes with the last reference to it.
final class TestFiles: Sendable {
    let store: FileStore

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-files-\(UUID())")
        store = FileStore(directory: folder.path)
        try store.prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: store.directory) }

    /// Images come through as they are.
    var ports: UploadPorts {
        UploadPorts(
            begin: { [store] in try store.begin() }, clean: { ($0, $1) },
            waiting: WaitingFiles(store: store, sign: { "geheim \($0)".sha256 }))
    }

    /// Whether a file of that content is on the disk.
    func has(_ content: String) -> Bool {
        FileHash(content.sha256).map { FileManager.default.fileExists(atPath: store.path(of: $0)) } ?? false
    }
}

extension MultipartReader {
    /// The reader after it has read that.
    func taking(_ body: [UInt8]) throws -> MultipartReader {
        var reader = self
        _ = try body.withUnsafeBytes { try reader.take($0) }
        return reader
    }
}
