// SPDX-License-Identifier: EUPL-1.2

import Directory
import Foundation
import HTTPTypes
import Kernel
import Logging
import Mail
import Search
import Storage
import TestSupport

@testable import Houses
@testable import Web

/// A server with this capability alone, without its socket.
struct TestSite: Sendable {
    let database: any Database
    let capability: HousesCapability
    let people: PeopleDouble
    let frames: HouseFrames
    let catalogue: Catalogue
    private let site: Site
    private let clock: Clock

    /// Monday, 23 November 2026, 11:00 in Berlin.
    static let monday = Instant(seconds: 1_795_428_000)

    init(_ engine: Engine = .sqlite, sections: [Section] = [], now: Instant = TestSite.monday) async throws {
        let database = try await engine.makeDatabase()
        let clock = Clock { now }
        try await database.migrate(
            JobStore.migrations + Once.migrations + MailMigrations.all + SearchIndex.migrations
                + DirectoryMigrations.all
                + HousesMigrations.all,
            clock: clock)
        let people = PeopleDouble()
        let catalogue = try Catalogue([WebCatalogue.source, HousesCapability.catalogue, DirectoryCapability.catalogue])
        let outbox = MailOutbox(
            database: database, transport: NoTransport(),
            ports: MailPorts(seal: { _, body, _ in body }, open: { _, body, _ in body }, deliveryFailed: { _, _ in }),
            clock: clock)
        let letters = Letters(
            outbox: outbox, catalogue: catalogue, sender: try MailAddress.checked("haus@stadtzimmer.example"),
            base: "http://stadtzimmer.example", clock: clock)
        capability = HousesCapability(
            database: database, clock: clock, letters: letters,
            ports: .test(sections: sections, people: people.ports))
        let frames = HouseFrames(database: database)
        let versions = PublicVersions()
        database.onCommit { signals in
            frames.note(signals)
            versions.note(signals)
        }
        site = Site(
            routes: capability.routes, sections: sections, catalogue: catalogue, assets: Assets(),
            ports: SitePorts(
                session: { token, _ in people.visitor(token) }, bearer: { _, _ in nil },
                house: { try await frames.house(named: $0) }, onlyHouse: { try await frames.onlyHouse() }),
            settings: SiteSettings(), versions: versions, clock: clock, logger: Logger(label: "test"))
        self.database = database
        self.people = people
        self.frames = frames
        self.catalogue = catalogue
        self.clock = clock
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }
    }

    func get(_ path: String, as token: SecretToken? = nil, in language: Language = .german) async -> Answer {
        await send(.get, path, body: [], as: token, language)
    }

    func post(_ path: String, _ fields: [(String, String)], as token: SecretToken? = nil) async -> Answer {
        let body = fields.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        return await send(.post, path, body: Array(body.utf8), as: token, .german)
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8], as token: SecretToken?, _ language: Language
    ) async -> Answer {
        let halves = target.split(separator: "?", maxSplits: 1)
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let token {
            headers[.cookie] = "sitzung=\(token.text)"
            headers[.secFetchSite] = "same-origin"
        }
        let query = halves.count > 1 ? FormData(urlEncoded: halves[1]) : nil
        let request = WebRequest(
            method: method, path: String(halves[0]), query: query ?? FormData(), headers: headers, client: "192.0.2.1",
            base: "http://stadtzimmer.example", now: clock.now(), texts: catalogue.texts(in: language))
        let response = await site.respond(to: request) { _ in body }
        return Answer(
            status: response.status.code, headers: response.headers,
            text: String(decoding: response.bytes, as: UTF8.self))
    }

    func add(_ slug: String, name: String = "Beispielhaus") async throws -> HouseID {
        try await database.write { [capability] in try capability.add(slug: slug, name: name, on: $0) }
    }

    func house(_ id: HouseID) async throws -> House? {
        try await database.read { try HouseStore().house(id, on: $0) }
    }

    func furnish(_ id: HouseID, _ change: @escaping @Sendable (inout House) -> Void) async throws {
        try await database.write { connection in
            guard var house = try HouseStore().house(id, on: connection) else { return }
            change(&house)
            try HouseStore().update(house, on: connection)
        }
    }
}

/// Mail stays in the outbox.
private struct NoTransport: MailTransport {
    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {}
    func remove(id: Int64) async throws(DeliveryFailure) {}
}

extension MailAddress {
    struct Malformed: Error {}

    static func checked(_ text: String) throws -> MailAddress {
        guard let address = MailAddress(text) else { throw Malformed() }
        return address
    }
}

extension Section {
    /// A section of another capability, with words that this test has.
    static let rooms = Section(
        module: "rooms", path: "raeume", menuTitle: .platformTitle, doorTitle: .houses, doorLine: .visitUs)
    static let lab = Section(
        module: "lab", path: "labor", menuTitle: .platformTitle, doorTitle: .whoIsBehind, doorLine: .whomToAsk)
}

extension HousesPorts {
    /// The directory is the real one.
    static func test(sections: [Section], people: HousesPeople) -> HousesPorts {
        let store = OrganisationStore()
        return HousesPorts(
            sections: { sections }, panels: { _, _, _ in [] }, platformPanels: { _, _, _ in [] },
            desk: { _, _, _, _, _ in [] }, tools: { _, _ in [] },
            organisations: { items, connection in
                let found = try store.organisations(items.compactMap(\.organisation), on: connection)
                return Dictionary(
                    uniqueKeysWithValues: found.map {
                        ($0.reference, OrganisationSummary(name: $0.profile.name, website: $0.profile.website))
                    })
            },
            enterOrganisation: { entry, house, connection in
                if let known = try store.organisation(named: entry.name, in: house, on: connection) {
                    return known.reference
                }
                let profile = Organisation.Profile(
                    name: entry.name, kind: OrganisationKind(rawValue: entry.kind) ?? .other, website: entry.website)
                return .organisation(try store.add(profile, to: house, on: connection))
            },
            people: people)
    }
}
