// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Foundation
import Glibc
import Kernel

/// Writes each mail to `DIR/{id}.eml`, for trying the product out and for programs that fetch mail from there. Nobody
/// but the server's own user can read them.
package struct FileTransport: MailTransport {
    private let directory: URL
    private let queue = DispatchQueue(label: "mail.file")

    /// The directory is made with the first mail.
    package init(directory: String) { self.directory = URL(filePath: directory, directoryHint: .isDirectory) }

    package func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {
        let (directory, file, draft) = (directory, file(id), draft(id))
        try await queue.carryOut { () throws(DeliveryFailure) in
            let bytes = try message.bytes()
            do {
                try FileManager.default.createDirectory(
                    at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                try write(bytes, to: draft)
                try check(rename(draft.path, file.path))
                try synchronize(directory)
            } catch {
                throw .temporary("the mail directory cannot be written: \(error)")
            }
        }
    }

    package func remove(id: Int64) async throws(DeliveryFailure) {
        let files = [file(id), draft(id)]
        try await queue.carryOut { () throws(DeliveryFailure) in
            for file in files where unlink(file.path) != 0 && errno != ENOENT {
                throw .temporary("a delivered copy cannot be removed: \(POSIXErrorCode.current)")
            }
        }
    }

    private func file(_ id: Int64) -> URL { directory.appending(path: "\(id).eml", directoryHint: .notDirectory) }

    /// Known by the id as well, so that what a crash leaves there is overwritten or removed with the mail.
    private func draft(_ id: Int64) -> URL { directory.appending(path: ".\(id).eml", directoryHint: .notDirectory) }
}

private func write(_ bytes: [UInt8], to file: URL) throws {
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    try check(descriptor)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: bytes)
    try handle.synchronize()
    try handle.close()
}

/// Makes a rename in the directory survive a power cut.
private func synchronize(_ directory: URL) throws {
    let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(descriptor)
    defer { close(descriptor) }
    try check(fsync(descriptor))
}

private func check(_ result: CInt) throws {
    if result < 0 { throw POSIXError(.current) }
}

extension POSIXErrorCode {
    fileprivate static var current: POSIXErrorCode { POSIXErrorCode(rawValue: errno) ?? .EIO }
}
