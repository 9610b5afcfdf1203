// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import HTTPTypes
package import Kernel

/// Turns a rejection into what the asker understands: a page for people, `application/problem+json` (RFC 9457) for
/// programs.
enum Problem {
    /// `status` where it is another than the rejection's kind has.
    static func response(
        for rejection: Rejection, to request: WebRequest, status: HTTPResponse.Status? = nil
    ) -> WebResponse {
        let status = status ?? rejection.kind.status
        var response = request.prefersJSON ? json(rejection, status, request) : page(rejection, status, request)
        if let wait = rejection.retryAfter { response.headers[.retryAfter] = "\(max(1, wait.seconds))" }
        if rejection.kind == .unauthenticated, request.prefersJSON {
            response.headers[.wwwAuthenticate] = "Bearer"
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func json(
        _ rejection: Rejection, _ status: HTTPResponse.Status, _ request: WebRequest
    ) -> WebResponse {
        let zone = request.house?.zone ?? .gmt
        var members: [String: JSON] = [
            "type": .string("/probleme/\(rejection.kind.slug)"),
            "title": .string(request.texts.plain(rejection.kind.title)),
            "status": .count(status.code),
            "detail": .string(request.texts.plain(rejection.message)),
        ]
        if !rejection.fields.isEmpty {
            members["errors"] = .array(
                rejection.fields.map {
                    ["field": .string($0.field), "message": .string(request.texts.plain($0.message))]
                })
        }
        if !rejection.conflicts.isEmpty {
            members["conflicts"] = .array(
                rejection.conflicts.map {
                    ["starts_at": .time($0.start, in: zone), "ends_at": .time($0.end, in: zone)]
                })
        }
        let bytes = (try? JSON.object(members).bytes) ?? Array("{}".utf8)
        return WebResponse(status: status, body: .bytes(bytes, contentType: "application/problem+json"))
    }

    private static func page(
        _ rejection: Rejection, _ status: HTTPResponse.Status, _ request: WebRequest
    ) -> WebResponse {
        let title = TextUse(rejection.kind.title)
        let details: HTML =
            rejection.fields.isEmpty
            ? ""
            : "<ul>\(rejection.fields.map { "<li>\(text: $0.message)</li>" as HTML })</ul>"
        let home = request.house.map { $0.link() } ?? Link(path: [])
        let content: HTML = """
            <h1>\(text: title)</h1>
            <p class="lead">\(text: rejection.message)</p>
            \(details)
            <p><a class="button secondary" href="\(url: home)">\(text: .toTheStart)</a></p>
            """
        return .page(Page(title: title, content: content), status: status)
    }
}

extension WebRequest {
    /// Programs get JSON: everything below `/api`, and whoever asks for JSON but not for HTML.
    var prefersJSON: Bool {
        if isForAPI { return true }
        let accept = headers[.accept] ?? ""
        return accept.contains("json") && !accept.contains("text/html")
    }
}

extension Rejection.Kind {
    package var status: HTTPResponse.Status {
        switch self {
        case .malformed: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .missing: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .conflict: .conflict
        case .gone: .gone
        case .tooLarge: .contentTooLarge
        case .unsupportedType: .unsupportedMediaType
        case .invalid: .unprocessableContent
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }

    var title: TextKey {
        switch self {
        case .malformed: .titleMalformed
        case .unauthenticated: .titleUnauthenticated
        case .forbidden: .titleForbidden
        case .missing: .titleMissing
        case .methodNotAllowed: .titleMethodNotAllowed
        case .conflict: .titleConflict
        case .gone: .titleGone
        case .tooLarge: .titleTooLarge
        case .unsupportedType: .titleUnsupportedType
        case .invalid: .titleInvalid
        case .tooMany: .titleTooMany
        case .unavailable: .titleUnavailable
        }
    }

    fileprivate var slug: String { "\(self)" }
}
