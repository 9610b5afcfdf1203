// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel

/// A mail server as its URL describes it: `smtp://user:password@host:587/name-for-EHLO?tls=required&ca=FILE`.
///
/// `smtps` speaks TLS from the first byte. `smtp` turns to TLS when the server offers it; it must offer it with
/// `tls=required`, and whenever a password would travel to another machine in the open (`tls=offered` permits that).
/// User and password are percent-encoded. `ca` names a PEM file of authorities to trust instead of the system's.
struct SMTPServer: Sendable, Equatable, CustomStringConvertible {
    /// Without user, password and options.
    let address: String
    let user: String?
    let password: String?
    let requiresTLS: Bool
    let authoritiesFile: String?

    init(url: String) throws(MailURLFailure) {
        guard let components = URLComponents(string: url, encodingInvalidCharacters: false),
            let host = components.encodedHost, !host.isEmpty
        else { throw MailURLFailure(description: "the mail URL names no host; write special characters as %XX") }
        let (user, password) = (
            components.percentEncodedUser?.percentDecoded, components.percentEncodedPassword?.percentDecoded
        )
        guard (user == nil) == (components.percentEncodedUser == nil),
            (password == nil) == (components.percentEncodedPassword == nil)
        else { throw MailURLFailure(description: "user or password of the mail URL are not well percent-encoded") }
        let options = try Self.options(components.queryItems ?? [])
        var plain = URLComponents()
        plain.scheme = components.scheme?.lowercased()
        plain.encodedHost = host
        plain.port = components.port
        plain.path = components.path
        guard let address = plain.string else { throw MailURLFailure(description: "the mail URL is malformed") }

        self.address = address
        self.user = user
        self.password = password
        authoritiesFile = options.authoritiesFile
        requiresTLS =
            options.requiresTLS ?? (plain.scheme == "smtps" || user != nil && !Self.isThisMachine(host))
    }

    var description: String { address }

    private static func options(
        _ items: [URLQueryItem]
    ) throws(MailURLFailure) -> (requiresTLS: Bool?, authoritiesFile: String?) {
        var requiresTLS: Bool?
        var authoritiesFile: String?
        for item in items {
            switch (item.name, item.value) {
            case ("tls", "required"): requiresTLS = true
            case ("tls", "offered"): requiresTLS = false
            case ("ca", let file?) where !file.isEmpty: authoritiesFile = file
            default:
                throw MailURLFailure(description: "the mail URL's option “\(item.name)” is unknown or has no value")
            }
        }
        return (requiresTLS, authoritiesFile)
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host.hasPrefix("127.") || host == "[::1]"
    }
}
