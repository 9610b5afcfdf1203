// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// A file that came with a form and was found to be what it may be. It is gone with the request unless it is kept:
/// `FileStore.keep(upload.file, mediaType: upload.kind.mediaType, now:)`.
package struct Upload: Sendable {
    /// Name of its field in the form.
    package let field: String
    package let name: FileName
    package let kind: FileKind
    package let file: ArrivingFile

    package var byteCount: Int { file.byteCount }
}

/// A file that came with a form, before and after it was looked at.
struct ReceivedFile: Sendable {
    let field: String
    var name: FileName
    var state: State

    enum State: Sendable {
        case arrived(ArrivingFile)
        case accepted(Upload)
        case refused(TextUse, isTooLarge: Bool)
    }

    static func tooLarge(_ field: String, _ name: FileName, byteCount: Int?, limit: Int) -> ReceivedFile {
        let slots: Slots = ["name": "\(name.text)", "limit": "\(limit / 1_000_000)"]
        return ReceivedFile(field: field, name: name, state: .refused(TextUse(.fileTooLarge, slots), isTooLarge: true))
    }
}

/// Where files go while they arrive, and how images are cleaned.
package struct UploadPorts: Sendable {
    /// A new file, empty so far.
    package let begin: @Sendable () throws -> ArrivingFile
    /// The same image without what it tells beside the picture, turned upright, and not larger than needed; as JPEG, PNG
    /// or WebP. Throws a rejection with words for people.
    package let clean: @Sendable (ArrivingFile, FileKind) async throws -> (file: ArrivingFile, kind: FileKind)
    /// Where they wait when their form is refused for something else.
    package let waiting: WaitingFiles

    package init(
        begin: @escaping @Sendable () throws -> ArrivingFile,
        clean: @escaping @Sendable (ArrivingFile, FileKind) async throws -> (file: ArrivingFile, kind: FileKind),
        waiting: WaitingFiles
    ) {
        self.begin = begin
        self.clean = clean
        self.waiting = waiting
    }
}

extension UploadPorts {
    /// Looks at what has arrived: is it what its name says, is it wanted here, and, an image, without metadata?
    func inspect(_ received: ReceivedFile, _ limits: FileLimits) async throws -> ReceivedFile {
        guard case .arrived(let file) = received.state else { return received }
        let content = try FileSniffer(byteCount: file.byteCount) { try file.bytes(at: $0, count: $1) }.content()
        var result = received
        do throws(Rejection) {
            var kind = try Self.accepted(content, received.name, limits)
            var kept = file
            if kind.isImage {
                (kept, kind) = try await cleaned(file, kind)
                if !result.name.fits(kind) { result.name = result.name.ending(with: kind.extensions[0]) }
            }
            result.state = .accepted(Upload(field: received.field, name: result.name, kind: kind, file: kept))
        } catch {
            result.state = .refused(error.message, isTooLarge: error.kind == .tooLarge)
        }
        return result
    }

    private func cleaned(
        _ file: ArrivingFile, _ kind: FileKind
    ) async throws(Rejection) -> (ArrivingFile, FileKind) {
        do {
            return try await clean(file, kind)
        } catch let rejection as Rejection {
            throw rejection
        } catch StorageError.diskFull {
            throw Rejection(.unavailable, .diskFull)
        } catch {
            throw Rejection(.invalid, .fileIsBrokenImage)
        }
    }

    /// The kind of a file whose content, name and place fit together.
    static func accepted(
        _ content: FileContent, _ name: FileName, _ limits: FileLimits
    ) throws(Rejection) -> FileKind {
        var slots: Slots = ["name": "\(name.text)", "kinds": "\(limits.kindList)"]
        switch content {
        case .other(.empty): throw Rejection(.invalid, TextUse(.fileEmpty, slots))
        case .other(.oldText) where limits.takesOldText: return try accepted(.kind(.text), name, limits)
        case .other(let other):
            slots["actual"] = HTML(other.description)
            throw Rejection(.invalid, TextUse(.fileIsSomethingElse, slots))
        case .kind(let found):
            // Nothing tells a table from other text but its name.
            let kind = found == .text && name.fits(.csv) ? .csv : found
            slots["actual"] = HTML(kind.description)
            guard name.fits(kind) else { throw Rejection(.invalid, TextUse(.fileIsSomethingElse, slots)) }
            guard limits.kinds.contains(kind) else { throw Rejection(.invalid, TextUse(.fileKindNotWanted, slots)) }
            return kind
        }
    }
}
