// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Logging
import TestSupport

@testable import Exchange
@testable import Web

/// The pages of a network, without a socket, as somebody signed in or not sees them.
struct SharingSite: Sendable {
    let network: SharingNetwork
    private let site: Site

    /// Who looks.
    enum Who: String, CaseIterable, Sendable {
        case guest, anna, berta, carla, moderator, stranger

        var visitor: Visitor? {
            let person: (PersonID, [Grant])? =
                switch self {
                case .guest: nil
                case .anna: (SharingNetwork.anna, [.member(SharingNetwork.north)])
                case .berta: (SharingNetwork.berta, [.member(SharingNetwork.south)])
                case .carla: (SharingNetwork.carla, [.member(SharingNetwork.west), .member(SharingNetwork.east)])
                case .moderator: (PersonID(20), [Grant(role: .moderator, scope: .house(.network))])
                case .stranger: (PersonID(21), [Grant(role: .staff, scope: .house(HouseID(1)))])
                }
            return person.map { Visitor(person: $0.0, means: .session(formToken: "zeichen"), grants: $0.1) }
        }

        var token: SecretToken? {
            let digit = Who.allCases.firstIndex(of: self).map { "\($0)" } ?? "9"
            return self == .guest ? nil : SecretToken(String(repeating: digit, count: 32))
        }
    }

    init() async throws {
        let network = try await SharingNetwork()
        self.network = network
        let sharing = network.sharing
        let reading = FileRoutes(store: network.files.store, database: network.database) {
            file, name, visitor, connection in
            try sharing.shows(file, named: name, to: visitor, on: connection)
        }
        site = Site(
            routes: network.sharing.routes + reading.all, sections: network.sharing.sections,
            catalogue: network.catalogue,
            assets: Assets(),
            ports: SitePorts(
                session: { token, _ in Who.allCases.first { $0.token == token }?.visitor }, bearer: { _, _ in nil },
                house: { _ in nil }, onlyHouse: { nil }, uploads: network.files.ports),
            settings: SiteSettings(), versions: PublicVersions(), clock: Clock { network.now },
            logger: Logger(label: "test"))
    }

    struct Answer: Sendable {
        let status: Int
        let location: String?
        let text: String
    }

    func get(_ path: String, as who: Who = .guest, in language: Language = .german) async -> Answer {
        await send(.get, path, [], who, language)
    }

    func post(_ path: String, _ fields: [(String, String)] = [], as who: Who = .guest) async -> Answer {
        let body = fields.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        return await send(.post, path, Array(body.utf8), who, .german)
    }

    func post(
        _ path: String, _ fields: [(String, String)], _ files: [MultipartBody.File], as who: Who = .guest
    ) async -> Answer {
        await send(
            .post, path, MultipartBody(fields, files).bytes, who, .german, contentType: MultipartBody.contentType)
    }

    func put(
        _ path: String, _ fields: [(String, String)], _ files: [MultipartBody.File], as who: Who,
        from origin: String = "same-origin"
    ) async -> Answer {
        await send(
            .put, path, MultipartBody(fields, files).bytes, who, .german, contentType: MultipartBody.contentType,
            from: origin)
    }

    func put(_ path: String, json: JSON, as who: Who) async -> Answer {
        await send(.put, path, (try? json.bytes) ?? [], who, .german, contentType: "application/json")
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, _ body: [UInt8], _ who: Who, _ language: Language,
        contentType: String = "application/x-www-form-urlencoded", from origin: String = "same-origin"
    ) async -> Answer {
        let halves = target.split(separator: "?", maxSplits: 1)
        var headers: HTTPFields = [.contentType: contentType]
        if let token = who.token {
            headers[.cookie] = "sitzung=\(token.text)"
            headers[.secFetchSite] = origin
        }
        let query = halves.count > 1 ? FormData(urlEncoded: halves[1]) : nil
        let request = WebRequest(
            method: method, path: String(halves[0]), query: query ?? FormData(), headers: headers, client: "192.0.2.1",
            base: "http://stadtzimmer.example", now: network.now, texts: network.catalogue.texts(in: language))
        let response = await site.respond(
            to: request, readBody: { _ in body }, readParts: { reader, _ in try reader.taking(body) })
        return Answer(
            status: response.status.code, location: response.headers[.location],
            text: String(decoding: response.bytes, as: UTF8.self))
    }
}

extension Grant {
    fileprivate static func member(_ organisation: OrganisationID) -> Grant {
        Grant(role: .member, scope: .organisation(organisation))
    }
}
