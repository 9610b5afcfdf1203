// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel

/// The cookie that holds a session's token: `__Host-` under HTTPS, a plain name on loopback HTTP.
package enum SessionCookie {
    static func name(isSecure: Bool) -> String { isSecure ? "__Host-sitzung" : "sitzung" }

    package static func start(_ token: SecretToken, for request: WebRequest, maxAge: Span) -> String {
        Cookies.set(name(isSecure: request.isSecure), token.text, maxAge: maxAge, isSecure: request.isSecure)
    }

    package static func end(for request: WebRequest) -> String {
        Cookies.set(name(isSecure: request.isSecure), "", maxAge: .zero, isSecure: request.isSecure)
    }

    /// The token of the request's session, if it has one.
    package static func token(of request: WebRequest) -> SecretToken? {
        request.cookies[name(isSecure: request.isSecure)].flatMap(SecretToken.init)
    }
}

extension WebRequest {
    package var isSecure: Bool { base.hasPrefix("https://") }

    /// The base with the scheme that the other side of a proxy may use.
    func base(byHost: Bool) -> String {
        isSecure ? "http" + base.dropFirst(5) : "https" + base.dropFirst(4)
    }
}
