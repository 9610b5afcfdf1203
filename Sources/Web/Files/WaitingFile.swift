// SPDX-License-Identifier: EUPL-1.2

import Kernel
package import Storage

/// Where files wait that came with a form which was refused for something else. They lie in the store without a row;
/// what does not come again is tidied with everything else that nobody uses.
package struct WaitingFiles: Sendable {
    private let store: FileStore
    /// A keyed hash that only this server can make.
    private let sign: @Sendable (String) -> String

    package init(store: FileStore, sign: @escaping @Sendable (String) -> String) {
        self.store = store
        self.sign = sign
    }

    /// An hour less than it lies there for sure.
    private static let patience = Span.seconds(FileStore.grace.seconds - 3_600)

    /// What the form carries until it comes again.
    func mark(_ upload: Upload, of person: PersonID?, now: Instant) -> String? {
        guard let hash = FileHash(upload.file.contentHash) else { return nil }
        let file = WaitingFile(
            hash: hash, kind: upload.kind, byteCount: upload.byteCount, name: upload.name, person: person,
            until: now + Self.patience)
        return "\(file.text).\(seal(of: file))"
    }

    /// Whom a form was shown to whose session has ended; `nil` when its token does not tell.
    func formerVisitor(_ form: FormData, now: Instant) -> PersonID? {
        form[FormGuard.tokenField].flatMap { FormToken.person($0, now: now, sign: sign) }
    }

    /// Puts a file where it waits. One that was kept by then is there already.
    func put(_ upload: Upload, now: Instant) async throws {
        guard upload.file.isOnItsWay else { return }
        _ = try await store.keep(upload.file, mediaType: upload.kind.mediaType, now: now)
    }

    /// The file of a mark, as if it had just come. `nil` when the mark is not this server's, is another person's or too
    /// old, or when the form does not take such a file.
    func take(_ mark: String, for field: String, of person: PersonID?, _ limits: FileLimits, now: Instant) throws
        -> Upload?
    {
        guard let file = WaitingFile(mark), seal(of: file) == WaitingFile.seal(in: mark), file.person == person,
            file.until > now, limits.kinds.contains(file.kind), file.byteCount <= limits.bytesEach,
            let arriving = try store.arriveAgain(file.hash)
        else { return nil }
        return Upload(field: field, name: file.name, kind: file.kind, file: arriving)
    }

    private func seal(of file: WaitingFile) -> String { sign("waiting file\n\(file.text)") }
}

/// A file that waits, as its mark says: `hash.kind.bytes.person.until.name`, and the seal behind it. The name is
/// percent-encoded, so that no dot of it parts anything.
struct WaitingFile: Sendable, Equatable {
    let hash: FileHash
    let kind: FileKind
    let byteCount: Int
    let name: FileName
    /// Who sent it; `nil` for a guest.
    let person: PersonID?
    let until: Instant

    /// The field of a form that holds the marks for a field with files.
    static func field(for name: String) -> String { name + suffix }

    private static let suffix = ".da"

    /// The field with files that a field of marks belongs to; `nil` for any other field.
    static func file(of field: String) -> String? {
        field.hasSuffix(suffix) ? String(field.dropLast(suffix.count)) : nil
    }

    var text: String {
        let encodedName = name.text.percentEncoded.replacing(".", with: "%2E")
        return "\(hash).\(kind.rawValue).\(byteCount).\(person?.description ?? "-").\(until.seconds).\(encodedName)"
    }

    /// For the sentence that it is here.
    var slots: Slots {
        ["name": "\(name.text)", "kind": "\(kind.title)", "size": "\(text: FileSize(byteCount).words)"]
    }

    static func seal(in mark: String) -> String { mark.split(separator: ".").last.map(String.init) ?? "" }
}

extension WaitingFile {
    /// What a mark says, whether it is true or not. `nil` when it has not the shape of one.
    init?(_ mark: String) {
        let parts = mark.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, let hash = FileHash(parts[0]), let kind = FileKind(rawValue: parts[1]),
            let byteCount = Int(parts[2]), let until = Int64(parts[4]), let name = parts[5].percentDecoded
        else { return nil }
        let person = PersonID(parts[3])
        guard person != nil || parts[3] == "-" else { return nil }
        self.init(
            hash: hash, kind: kind, byteCount: byteCount, name: FileName(name), person: person,
            until: Instant(seconds: until))
    }
}
