// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Logging

import struct Foundation.TimeZone

@testable import Web

/// A site without its socket: one house named `haus`, one session of a member of its staff, and the routes of a test.
struct SiteDouble: Sendable {
    let site: Site
    let versions = PublicVersions()
    let catalogue: Catalogue

    static let now = Instant(seconds: 1_795_428_000)
    static let session = SecretToken.random()
    static let house = HouseFrame(
        id: HouseID(7), slug: "haus", name: LocalizedText([.german: "Haus am Markt", .english: "Market House"]),
        zone: .gmt, accent: "#1f4e79", isDemo: false, modules: ["rooms"])
    static let staff = Visitor(
        person: PersonID(3), means: .session(formToken: "form-token-of-the-session"),
        grants: [Grant(role: .staff, scope: .house(house.id))])

    init(_ routes: [Route], cachesPages: Bool = true, house: HouseFrame = Self.house, uploads: UploadPorts? = nil)
        throws
    {
        catalogue = try Catalogue([WebCatalogue.source])
        var settings = SiteSettings()
        settings.cachesPages = cachesPages
        site = Site(
            routes: routes,
            sections: [
                Section(module: "rooms", path: "raeume", menuTitle: .desk, doorTitle: .desk, doorLine: .desk),
                Section(module: "lab", path: "labor", menuTitle: .account, doorTitle: .desk, doorLine: .desk),
            ],
            catalogue: catalogue, assets: Assets(),
            ports: SitePorts(
                session: { token, _ in token == Self.session ? Self.staff : nil }, bearer: { _, _ in nil },
                house: { slug in slug == house.slug ? house : nil }, onlyHouse: { nil },
                uploads: uploads),
            settings: settings, versions: versions, clock: Clock { Self.now }, logger: Logger(label: "test"))
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
    }

    func get(_ target: String, _ headers: HTTPFields = [:]) async -> Answer { await send(.get, target, headers) }

    /// Sends a form.
    func post(_ target: String, _ headers: HTTPFields = [:], body: String = "") async -> Answer {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return await send(.post, target, headers, body: body)
    }

    /// Sends a form in parts, each made by `MultipartSample`.
    func post(_ target: String, _ headers: HTTPFields = [:], parts: String) async -> Answer {
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=XX"
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "haus.example", path: target, headerFields: headers)
        let body = Array((parts + MultipartSample.end).utf8)
        let response = await site.respond(
            to: site.request(head, from: "192.0.2.1"), readBody: { _ in [] },
            readParts: { reader, _ in
                var reader = reader
                _ = try body.withUnsafeBytes { try reader.take($0) }
                return reader
            })
        return Answer(
            status: response.status.code, headers: response.headers,
            text: String(decoding: response.bytes, as: UTF8.self))
    }

    func send(
        _ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields = [:], body: String = ""
    ) async -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "haus.example", path: target, headerFields: headers)
        let response = await site.respond(to: site.request(head, from: "192.0.2.1")) { limit in
            guard body.utf8.count <= limit else { throw Rejection(.tooLarge, .bodyTooLarge) }
            return Array(body.utf8)
        }
        return Answer(
            status: response.status.code, headers: response.headers,
            text: String(decoding: response.bytes, as: UTF8.self))
    }
}

extension HTTPFields {
    static let signedIn: HTTPFields = [.cookie: "sitzung=\(SiteDouble.session.text)", .secFetchSite: "same-origin"]
}

extension WebRequest {
    /// A request as it comes to a rule that needs nothing but its head.
    static func sample(
        _ method: HTTPRequest.Method = .post, _ path: String = "/haus", headers: HTTPFields = [:], body: String = "",
        visitor: Visitor? = nil
    ) throws -> WebRequest {
        var request = WebRequest(
            method: method, path: path, query: FormData(), headers: headers, client: "192.0.2.1",
            base: "http://haus.example", now: SiteDouble.now,
            texts: try Catalogue([WebCatalogue.source]).texts(in: .german))
        request.body = Array(body.utf8)
        request.visitor = visitor
        return request
    }
}
