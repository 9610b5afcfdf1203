// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What the site needs of the capabilities above it.
package struct SitePorts: Sendable {
    /// The person behind a session cookie.
    package let session: @Sendable (SecretToken, Instant) async throws -> Visitor?
    /// The person behind a bearer token.
    package let bearer: @Sendable (SecretToken, Instant) async throws -> Visitor?
    /// The house with that name in URLs.
    package let house: @Sendable (String) async throws -> HouseFrame?
    /// The house when there is exactly one on the server.
    package let onlyHouse: @Sendable () async throws -> HouseFrame?
    /// The frame of the network's pages.
    package let network: @Sendable () async throws -> HouseFrame
    /// The advisory offices among organisations.
    package let offices: @Sendable ([OrganisationID]) async throws -> Set<OrganisationID>
    /// Where files go that come with forms; `nil` where no route takes any.
    package let uploads: UploadPorts?

    package init(
        session: @escaping @Sendable (SecretToken, Instant) async throws -> Visitor?,
        bearer: @escaping @Sendable (SecretToken, Instant) async throws -> Visitor?,
        house: @escaping @Sendable (String) async throws -> HouseFrame?,
        onlyHouse: @escaping @Sendable () async throws -> HouseFrame?,
        network: @escaping @Sendable () async throws -> HouseFrame = { .network(isDemo: false) },
        offices: @escaping @Sendable ([OrganisationID]) async throws -> Set<OrganisationID> = { _ in [] },
        uploads: UploadPorts? = nil
    ) {
        self.session = session
        self.bearer = bearer
        self.house = house
        self.onlyHouse = onlyHouse
        self.network = network
        self.offices = offices
        self.uploads = uploads
    }
}

/// How the site is reached and what it allows.
package struct SiteSettings: Sendable {
    /// Scheme and authority, without a slash at the end; `nil`: as the request says.
    package var baseURL: String?
    /// Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    package var trustedProxies: Set<String> = []
    /// Scales all rate limits; zero switches them off.
    package var rateLimitFactor: Double = 1
    /// The server speaks TLS itself.
    package var usesTLS = false
    /// Whether finished pages are kept for anonymous readers.
    package var cachesPages = true
    /// Seconds in which a whole body has to arrive.
    package var bodyDeadline: Span = .seconds(30)

    package init() {}
}
