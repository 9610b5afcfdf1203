// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel
package import Logging
import Storage

/// Answers requests: finds the route, lets the right people in, calls the handler, turns errors into words, puts the
/// frame around pages. Knows nothing of sockets.
package struct Site: Sendable {
    let router: Router
    let frame: Frame
    let catalogue: Catalogue
    let ports: SitePorts
    let settings: SiteSettings
    let clock: Clock
    let logger: Logger
    let versions: PublicVersions
    let cache = PageCache()
    let limiter: RateLimiter
    let counts: RequestCounts

    package init(
        routes: [Route], sections: [Section], catalogue: Catalogue, assets: Assets, ports: SitePorts,
        settings: SiteSettings, versions: PublicVersions, counts: RequestCounts = RequestCounts(), clock: Clock,
        logger: Logger
    ) {
        self.counts = counts
        router = Router(routes + [Self.assetRoute(assets), Self.accentRoute])
        frame = Frame(assets: assets, sections: sections)
        self.catalogue = catalogue
        self.ports = ports
        self.settings = settings
        self.versions = versions
        self.clock = clock
        self.logger = logger
        limiter = RateLimiter(factor: settings.rateLimitFactor)
    }

    /// Every path that answers GET, as its route writes it, sorted.
    package var readablePaths: [String] { router.readablePaths }

    /// Reads a body into parts, within so much time.
    typealias PartsReading = (MultipartReader, Span) async throws -> MultipartReader

    /// The answer to a request whose body is still to be read: by `readBody(limit)`, or by `readParts` where files may
    /// come.
    func respond(
        to incoming: WebRequest, readBody: (Int) async throws -> [UInt8],
        readParts: PartsReading = { _, _ in throw Rejection(.unsupportedType, .unsupportedType) }
    ) async -> RenderedResponse {
        let start = ContinuousClock.now
        let response = await answer(incoming, readBody: readBody, readParts: readParts)
        counts.note(
            method: incoming.method.rawValue, status: response.status.code, took: ContinuousClock.now - start)
        return response
    }

    private func answer(
        _ incoming: WebRequest, readBody: (Int) async throws -> [UInt8], readParts: PartsReading
    ) async -> RenderedResponse {
        var request = incoming
        do {
            let (route, parameters) = try find(request)
            request.parameters = parameters
            request.routeName = route.pattern.description
            return try await respond(to: &request, by: route, readBody: readBody, readParts: readParts)
        } catch {
            return render(failure(error, for: request), for: request)
        }
    }

    private func respond(
        to request: inout WebRequest, by route: Route, readBody: (Int) async throws -> [UInt8],
        readParts: PartsReading
    ) async throws -> RenderedResponse {
        if let slug = request.parameters["house"] {
            guard let house = try await ports.house(slug) else { throw Rejection(.missing, .notFound) }
            request.house = house
        } else if route.isOfNetwork {
            request.house = try await ports.network()
        } else if route.pattern.segments.isEmpty {
            request.house = try await ports.onlyHouse()
        }
        let key = cacheKey(request, route)
        if let key, let entry = cache.entry(key) { return RenderedResponse(entry, for: request) }
        // Lets those go first who wait longer: a connection whose next request is there already keeps its thread
        // otherwise, for dozens of requests (docs/decisions/0007).
        await Task.yield()
        request.visitor = try await visitor(of: request)
        if route.isOfNetwork, let organisations = request.visitor?.organisations(with: .member), !organisations.isEmpty
        {
            request.visitor?.offices = try await ports.offices(organisations)
        }
        try throttle(request, route)
        if route.method != .get, let limits = route.files, request.contentType == "multipart/form-data" {
            request.multipart = try await multipart(request, route, limits, readParts)
        } else if route.method != .get {
            request.body = try await readBody(route.bodyLimit)
            if let limits = route.files { request.multipart = try formWithMarks(request, route, limits) }
        }
        let response: WebResponse
        do {
            if route.method != .get { try FormGuard.check(request) }
            try admit(request, to: route)
            response = try await route.handler(request)
        } catch {
            response = failure(error, for: request)
        }
        await letFilesWait(request, response.status)
        let rendered = render(response, for: request)
        if let key, rendered.status == .ok {
            let tagged = rendered.tagged
            cache.store(tagged.entry, for: key)
            return tagged.conditional(for: request, isPublic: true)
        }
        return rendered.conditional(for: request, isPublic: route.isPublic)
    }

    private func find(_ request: WebRequest) throws(Rejection) -> (Route, [String: String]) {
        switch router.match(request.method, request.path) {
        case .found(let route, let parameters): return (route, parameters)
        case .wrongMethod(let allowed):
            throw Rejection(
                .methodNotAllowed, .wrongMethod, ["allowed": "\(allowed.map(\.rawValue).joined(separator: ", "))"])
        case .nothing: throw Rejection(.missing, .notFound)
        }
    }

    private func cacheKey(_ request: WebRequest, _ route: Route) -> PageCache.Key? {
        guard settings.cachesPages, route.isPublic, request.headers[.authorization] == nil,
            request.cookies[SessionCookie.name(isSecure: request.isSecure)] == nil
        else { return nil }
        let query = request.query.pairs.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }
        return PageCache.Key(
            target: "\(request.base)\(request.path)?\(query.joined(separator: "&"))", language: request.language,
            minute: request.now.seconds / 60, version: versions.version(of: request.house?.id))
    }

    private func visitor(of request: WebRequest) async throws -> Visitor? {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer", let token = SecretToken(parts[1].trimmed),
                let visitor = try await ports.bearer(token, request.now)
            else { throw Rejection(.unauthenticated, .badToken) }
            return visitor
        }
        guard let cookie = request.cookies[SessionCookie.name(isSecure: request.isSecure)],
            let token = SecretToken(cookie)
        else { return nil }
        return try await ports.session(token, request.now)
    }

    private func throttle(_ request: WebRequest, _ route: Route) throws(Rejection) {
        if request.visitor?.means == .bearer, request.visitor?.isStaffSomewhere == true { return }
        if let wait = limiter.wait(for: request.client, route.limit, now: request.now) {
            throw Rejection(.tooMany, .tooManyRequests, retryAfter: wait)
        }
    }

    func admit(_ request: WebRequest, to route: Route) throws(Rejection) {
        switch route.access {
        case .everyone: return
        case .signedIn: try request.requireVisitor()
        case .role(let role): try request.require(role, in: request.requireHouse().id)
        case .admin:
            guard try request.requireVisitor().isAdmin else { throw Rejection(.forbidden, .notAllowed) }
        }
    }

    /// An error in words. Only a `Rejection` shows what it says; everything else is logged and shown as "our fault".
    private func failure(_ error: any Error, for request: WebRequest) -> WebResponse {
        if let rejection = error as? Rejection {
            if rejection.kind == .unauthenticated, !request.prefersJSON { return SignInDetour.response(for: request) }
            var response = Problem.response(for: rejection, to: request)
            if rejection.kind == .methodNotAllowed, let allowed = rejection.message.slots["allowed"] {
                response.headers[.allow] = allowed.plainText(with: request.texts)
            }
            return response
        }
        if case StorageError.nulInText? = error as? StorageError {
            return Problem.response(for: Rejection(.invalid, .fieldControlCharacters), to: request)
        }
        if case StorageError.diskFull? = error as? StorageError {
            logger.error("no room on the disk")
            return Problem.response(for: Rejection(.unavailable, .diskFull, retryAfter: .minutes(10)), to: request)
        }
        if case StorageError.unavailable? = error as? StorageError {
            logger.error("database unavailable", metadata: ["error": "\(error)"])
            return Problem.response(
                for: Rejection(.unavailable, .databaseAway, retryAfter: .seconds(5)), to: request)
        }
        logger.error("request failed", metadata: ["route": "\(request.routeName)", "error": "\(error)"])
        return Problem.response(
            for: Rejection(.unavailable, .ourFault), to: request, status: .internalServerError)
    }

    private func render(_ response: WebResponse, for request: WebRequest) -> RenderedResponse {
        RenderedResponse(response, for: request, frame: frame)
    }

    private static func assetRoute(_ assets: Assets) -> Route {
        Route.get("/assets/{name}", .everyone) { request in
            guard let file = assets.files[request.parameters["name"] ?? ""] else {
                throw Rejection(.missing, .notFound)
            }
            let lasting = { (bytes: [UInt8]) in
                WebResponse(body: .bytes(bytes, contentType: file.contentType))
                    .with(.cacheControl, "public, max-age=31536000, immutable").with(.vary, "Accept-Encoding")
            }
            guard let compressed = file.compressed, Gzip.isAccepted(request.headers[.acceptEncoding]) else {
                return lasting(file.bytes)
            }
            return lasting(compressed).with(.contentEncoding, "gzip")
        }.limited(.unlimited)
    }

    private static let accentRoute = Route.get("/farben/{colour}.css", .everyone) { request in
        guard let accent = Accent("#" + (request.parameters["colour"] ?? "")) else {
            throw Rejection(.missing, .notFound)
        }
        return WebResponse(body: .bytes(Array(accent.stylesheet.utf8), contentType: "text/css; charset=utf-8"))
            .with(.cacheControl, "public, max-age=86400")
    }.limited(.unlimited)
}
