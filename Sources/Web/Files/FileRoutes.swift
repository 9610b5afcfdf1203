// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel
package import Storage

import struct Foundation.URL

/// Whether a visitor may read the file of that hash under that name: whoever uses the file knows.
package typealias FileRights = @Sendable (FileHash, FileName, Visitor?, any Connection) throws -> Bool

extension Link {
    /// Where a file is read, under the name that its use gives it.
    package init(file hash: FileHash, named name: FileName) { self.init(path: "dateien", hash.text, name.text) }
}

/// The files of all capabilities. To know a hash is not to be allowed.
///
/// | method | path | who |
/// |---|---|---|
/// | GET | /dateien/{hash}/{name} | whom the capability lets that uses the file under that name |
package struct FileRoutes: Sendable {
    private let store: FileStore
    private let database: any Database
    private let rights: FileRights

    package init(store: FileStore, database: any Database, rights: @escaping FileRights) {
        self.store = store
        self.database = database
        self.rights = rights
    }

    package var all: [Route] { [Route.get("/dateien/{hash}/{name}", .everyone, handler: read)] }

    @Sendable private func read(_ request: WebRequest) async throws -> WebResponse {
        guard let hash = FileHash(request.parameters["hash"] ?? ""), let text = request.parameters["name"],
            case let name = FileName(text), name.text == text
        else { throw Rejection(.missing, .notFound) }
        let (store, rights, visitor) = (store, rights, request.visitor)
        let file = try await database.read { connection in
            try rights(hash, name, visitor, connection) ? try store.file(hash, on: connection) : nil
        }
        guard let file else { throw Rejection(.missing, .notFound) }
        return try answer(file, name, request)
    }

    private func answer(_ file: StoredFile, _ name: FileName, _ request: WebRequest) throws -> WebResponse {
        let path = store.path(of: file.hash)
        guard (try? URL(filePath: path).resourceValues(forKeys: [.fileSizeKey]).fileSize) == file.byteCount else {
            throw StorageError.engine(code: "file", message: "\(file.hash) is missing or damaged")
        }
        let tag = "\"\(file.hash.text.prefix(32))\""
        var response = WebResponse()
        response.headers = headers(of: file, name, tag)
        let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map(\.trimmed)
        if known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) {
            response.status = .notModified
            return response
        }
        let isGet = request.method == .get
        let range = FileRange(
            isGet ? request.headers[.range] : nil, ifRange: request.headers[.ifRange], tag: tag,
            byteCount: file.byteCount)
        switch range {
        case .whole: response.body = .file(path: path, bytes: 0..<file.byteCount, contentType: file.mediaType)
        case .part(let bytes):
            response.status = .partialContent
            response.headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(file.byteCount)"
            response.body = .file(path: path, bytes: bytes, contentType: file.mediaType)
        case .unsatisfiable:
            response.status = .rangeNotSatisfiable
            response.headers[.contentRange] = "bytes */\(file.byteCount)"
        }
        return response
    }

    private func headers(of file: StoredFile, _ name: FileName, _ tag: String) -> HTTPFields {
        let kind = FileKind(mediaType: file.mediaType)
        var headers = HTTPFields()
        headers[.eTag] = tag
        headers[.acceptRanges] = "bytes"
        // Whether it may be read is asked each time.
        headers[.cacheControl] = "private, no-cache"
        headers[.contentDisposition] =
            (kind?.isShownInline == true ? "inline" : "attachment")
            + "; filename=\"\(Self.plain(name.text))\"; filename*=UTF-8''\(name.text.percentEncoded)"
        // Chromium starts its PDF viewer in no sandbox, and the viewer's own page has inline styles; it and Firefox's keep
        // a document from this site by themselves.
        headers[.contentSecurityPolicy] =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + (kind == .pdf ? "; style-src 'unsafe-inline'" : "; sandbox")
        return headers
    }

    /// For readers of old: ASCII without what ends or escapes a quoted string.
    private static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 >= " " && $0 != "\u{7F}" ? $0 : "_" })
    }
}
