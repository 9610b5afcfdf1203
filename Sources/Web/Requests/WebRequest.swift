// SPDX-License-Identifier: EUPL-1.2

package import HTTPTypes
package import Kernel

/// A request as handlers see it: route found, body read, language chosen, visitor known.
package struct WebRequest: Sendable {
    package let method: HTTPRequest.Method
    /// Percent-encoded, as it came, without the query.
    package let path: String
    package let query: FormData
    package let headers: HTTPFields
    /// The address of the client, as far as trusted proxies tell it.
    package let client: String
    /// Scheme and authority by which the server is reached, without a slash at the end.
    package let base: String
    package let now: Instant
    package let texts: Texts

    /// The pattern of its route, for logs: a path may hold a secret.
    var routeName = "none"
    package internal(set) var parameters: [String: String] = [:]
    package internal(set) var body: [UInt8] = []
    /// The form that came in parts, files included; `nil` for every other body.
    var multipart: Multipart?
    package internal(set) var visitor: Visitor?
    package internal(set) var house: HouseFrame?

    package var language: Language { texts.language }

    /// The house whose page this is. Routes below `/{house}` and `/api/v1/houses/{house}` always have one.
    package func requireHouse() throws(Rejection) -> HouseFrame {
        guard let house else { throw Rejection(.missing, .notFound) }
        return house
    }

    /// The visitor, or 401.
    @discardableResult
    package func requireVisitor() throws(Rejection) -> Visitor {
        guard let visitor else { throw Rejection(.unauthenticated, .signInNeeded) }
        return visitor
    }

    /// The visitor, when they hold `role` in the house; else 401 or 403.
    @discardableResult
    package func require(_ role: Role, in house: HouseID) throws(Rejection) -> Visitor {
        let visitor = try requireVisitor()
        guard visitor.has(role, in: house) else { throw Rejection(.forbidden, .notAllowed) }
        return visitor
    }

    /// The id in the path under that name, or 404.
    package func id<Of>(_ name: String, of: Of.Type = Of.self) throws(Rejection) -> ID<Of> {
        guard let text = parameters[name], let id = ID<Of>(text) else { throw Rejection(.missing, .notFound) }
        return id
    }

    /// The secret token in the path under that name, or 404.
    package func token(_ name: String) throws(Rejection) -> SecretToken {
        guard let text = parameters[name], let token = SecretToken(text) else {
            throw Rejection(.missing, .notFound)
        }
        return token
    }

    package var isForAPI: Bool { path.hasPrefix("/api/") }

    package var cookies: [String: String] { Cookies.read(headers[values: .cookie]) }

    /// The media type of the body, without parameters, in lower case.
    package var contentType: String {
        (headers[.contentType] ?? "").prefix { $0 != ";" }.trimmed.lowercased()
    }

    /// The form that was sent. Throws 415 for another type, 400 for one that cannot be read.
    package func form() throws(Rejection) -> FormData {
        if let multipart { return multipart.form }
        if body.isEmpty { return FormData() }
        guard contentType == "application/x-www-form-urlencoded" else {
            throw Rejection(.unsupportedType, .unsupportedType)
        }
        guard let text = String(validating: body, as: UTF8.self), let form = FormData(urlEncoded: text[...]) else {
            throw Rejection(.malformed, .unreadableForm)
        }
        return form
    }

    /// The fields of a form, with its files, or of a JSON object, whichever was sent.
    package func input() throws(Rejection) -> Input {
        if let multipart { return Input(multipart) }
        guard isForAPI else { return Input(form: try form()) }
        return Input(json: try jsonObject())
    }

    /// The members of the JSON object that was sent; an empty body is an empty object. Throws 415 or 400.
    package func jsonObject() throws(Rejection) -> [String: JSON] {
        if body.isEmpty { return [:] }
        guard contentType == "application/json" || contentType.hasSuffix("+json") else {
            throw Rejection(.unsupportedType, .unsupportedType)
        }
        guard let json = try? JSON(parsing: body), case .object(let members) = json else {
            throw Rejection(.malformed, .unreadableJSON)
        }
        return members
    }
}

/// Reads and writes cookies (RFC 6265).
package enum Cookies {
    static func read(_ headers: [String]) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in headers.flatMap({ $0.split(separator: ";") }) {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let name = halves[0].trimmed
            if cookies[name] == nil { cookies[name] = halves[1].trimmed }
        }
        return cookies
    }

    /// A cookie that scripts cannot read, for the whole site or for what lies below `path`. `maxAge` of zero removes it;
    /// `nil` ends with the browser.
    package static func set(
        _ name: String, _ value: String, maxAge: Span?, isSecure: Bool, path: Link = Link(path: [])
    ) -> String {
        var cookie = "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax"
        if isSecure { cookie += "; Secure" }
        if let maxAge { cookie += "; Max-Age=\(maxAge.seconds)" }
        return cookie
    }
}
