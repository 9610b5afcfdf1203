// SPDX-License-Identifier: EUPL-1.2

import Imaging
import Kernel
import Storage
import Web

/// Where files go that come with forms: into the store, images by way of the cleaner.
struct ImageUploads: Sendable {
    let files: FileStore
    let cleaner: ImageCleaner
    let vault: Vault

    var ports: UploadPorts {
        UploadPorts(
            begin: { [files] in try files.begin() }, clean: clean,
            waiting: WaitingFiles(store: files, sign: { [vault] in vault.lookupHash(of: $0) }))
    }

    @Sendable private func clean(_ file: ArrivingFile, _ kind: FileKind) async throws -> (ArrivingFile, FileKind) {
        let (format, result): (ImageFormat, FileKind) =
            switch kind {
            case .jpeg: (.jpeg, .jpeg)
            case .webp: (.webp, .webp)
            default: (.png, .png)
            }
        let bytes: [UInt8]
        do throws(ImageFault) {
            bytes = try await cleaner.clean(fileAt: file.path, as: format)
        } catch {
            throw Self.rejection(for: error)
        }
        let cleaned = try files.begin()
        try cleaned.append(bytes)
        return (cleaned, result)
    }

    private static func rejection(for fault: ImageFault) -> Rejection {
        switch fault {
        case .unreadable: Rejection(.invalid, .fileIsBrokenImage)
        case .tooManyPixels:
            Rejection(.tooLarge, .fileImageTooLarge, ["limit": "\(ImageCleaner.mostPixels / 1_000_000)"])
        case .unavailable: Rejection(.unavailable, .ourFault)
        }
    }
}
