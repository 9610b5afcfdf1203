// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel

/// Keeps other sites from posting in somebody's name, and programs from filling in our forms.
package enum FormGuard {
    static let tokenField = "form_token"
    static let trapField = "website"

    /// Whether a request that changes something comes from our own pages. Only cookies need this: a bearer token is
    /// never sent by a browser on its own.
    ///
    /// Browsers say where a request comes from (`Sec-Fetch-Site`, else `Origin`). Without either, the form's token
    /// decides. A page that outlived its session is thereby still accepted after signing in again, and nothing is lost.
    static func check(_ request: WebRequest) throws(Rejection) {
        guard mayBeForged(request) else { return }
        guard seemsOurs(request) else { throw Rejection(.forbidden, .crossSite) }
        if request.headers[.secFetchSite] != nil || request.headers[.origin] != nil { return }
        guard case .session(let token) = request.visitor?.means else { return }
        guard try request.form()[tokenField] == token else { throw Rejection(.forbidden, .crossSite) }
    }

    /// Whether nothing in the head of a request speaks against its coming from our own pages.
    static func seemsOurs(_ request: WebRequest) -> Bool {
        guard mayBeForged(request) else { return true }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        return request.headers[.origin].map { $0 == request.base || $0 == request.base(byHost: true) } ?? true
    }

    /// Whether another site could make a browser send it with our cookie: any form; of what the API takes only a form with
    /// files, for browsers ask before they send JSON elsewhere.
    private static func mayBeForged(_ request: WebRequest) -> Bool {
        guard request.isForAPI else { return true }
        guard case .session = request.visitor?.means else { return false }
        return request.contentType == "multipart/form-data"
    }

    /// Throws when the trap of a public form was filled in.
    package static func checkTrap(_ form: FormData) throws(Rejection) {
        if let value = form[trapField], !value.isEmpty { throw Rejection(.invalid, .trapFilled) }
    }
}

extension HTTPField.Name {
    static let secFetchSite = named("Sec-Fetch-Site")
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedProto = named("X-Forwarded-Proto")
    static let idempotencyKey = named("Idempotency-Key")
    static let permissionsPolicy = named("Permissions-Policy")
    static let referrerPolicy = named("Referrer-Policy")

    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .via }
}
