// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel

/// An answer as it goes out: bytes and all headers.
struct RenderedResponse: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var bytes: [UInt8]
    /// Sent in place of `bytes`.
    var file: (path: String, bytes: Range<Int>)?

    init(_ response: WebResponse, for request: WebRequest, frame: Frame) {
        status = response.status
        headers = response.headers
        var isEmbeddable = false
        switch response.body {
        case .empty: bytes = []
        case .bytes(let content, let contentType):
            bytes = content
            headers[.contentType] = contentType
        case .file(let path, let range, let contentType):
            bytes = []
            file = (path, range)
            headers[.contentType] = contentType
        case .page(let page):
            bytes = frame.render(page, for: request)
            headers[.contentType] = "text/html; charset=utf-8"
            headers[.contentLanguage] = request.language.rawValue
            isEmbeddable = page.isEmbeddable
        }
        if headers[.cacheControl] == nil { headers[.cacheControl] = request.visitor == nil ? "no-cache" : "no-store" }
        if headers[.vary] == nil { headers[.vary] = "Accept-Language, Cookie, Authorization" }
        protect(isEmbeddable: isEmbeddable, isSecure: request.isSecure)
        rememberLanguage(of: request)
    }

    init(_ entry: PageCache.Entry, for request: WebRequest) {
        status = entry.status
        headers = entry.headers
        bytes = entry.bytes
        self = conditional(for: request, isPublic: true)
    }

    var entry: PageCache.Entry { PageCache.Entry(status: status, headers: headers, bytes: bytes) }

    /// The same with its `ETag`.
    var tagged: RenderedResponse {
        var copy = self
        copy.headers[.eTag] = Self.tag(of: bytes)
        return copy
    }

    /// Adds `ETag` to public answers and shortens to 304 what the reader has already (RFC 9110, 13.1.2); drops the body
    /// for HEAD.
    func conditional(for request: WebRequest, isPublic: Bool) -> RenderedResponse {
        var copy = self
        if isPublic, status == .ok {
            let tag = headers[.eTag] ?? Self.tag(of: bytes)
            copy.headers[.eTag] = tag
            if request.isForAPI || request.path.hasPrefix("/iiif/") { copy.headers[.accessControlAllowOrigin] = "*" }
            let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map(\.trimmed)
            if known.contains(tag) || known.contains("*") {
                copy.status = .notModified
                copy.bytes = []
                copy.headers[.contentType] = nil
            }
        }
        return copy
    }

    private static func tag(of bytes: [UInt8]) -> String {
        "\"\(bytes.sha256.prefix(24))\""
    }

    private static let policy = commonPolicy + "'none'"
    private static let embeddablePolicy = commonPolicy + "*"
    private static let commonPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "

    private mutating func protect(isEmbeddable: Bool, isSecure: Bool) {
        if headers[.contentSecurityPolicy] == nil {
            headers[.contentSecurityPolicy] = isEmbeddable ? Self.embeddablePolicy : Self.policy
        }
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.permissionsPolicy] = "camera=(), microphone=(), geolocation=(self)"
        if isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
    }

    private mutating func rememberLanguage(of request: WebRequest) {
        guard let chosen = request.query["lang"], Language(rawValue: chosen) == request.language else { return }
        let cookie = Cookies.set(
            LanguageChoice.cookie, chosen, maxAge: .days(365), isSecure: request.isSecure)
        headers.append(HTTPField(name: .setCookie, value: cookie))
    }
}
