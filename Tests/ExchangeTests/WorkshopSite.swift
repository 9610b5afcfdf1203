// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Logging
import Search
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Exchange
@testable import Web

/// The network's pages on a database of their own, at a time that the test sets.
final class WorkshopSite: Sendable {
    static let start = Instant(seconds: 1_800_000_000)
    static let library = OrganisationID(7)
    static let member = Grant(role: .member, scope: .organisation(library))
    static let publicPage = "/netzwerk/werkstatt/ergebnisse/\(library)"
    static let branch = OrganisationID(9)

    let database: any Database
    let workshops: Workshops
    let site: Site
    let clock = Mutex(WorkshopSite.start)
    private let catalogue: Catalogue

    init(_ engine: Engine = .sqlite) async throws {
        database = try await engine.makeDatabase()
        try await database.migrate(SearchIndex.migrations + Workshops.migrations, clock: .system)
        let changes = Changes()
        let ports = WorkshopPorts(
            library: { id, _ in
                switch id {
                case Self.library:
                    .init(name: "Gemeindebücherei Beispielsee", population: 4_200, staff: 150, year: 2025)
                case Self.branch: .init(name: "Zweigstelle Beispielwald")
                default: nil
                }
            }, resultsChanged: { _ in changes.note() })
        self.changes = changes
        workshops = Workshops(database: database, search: SearchIndex(database: database), ports: ports)
        catalogue = try Catalogue([WebCatalogue.source, ExchangeCapability.catalogue])
        let versions = PublicVersions()
        let box = Box()
        site = Site(
            routes: workshops.routes, sections: [], catalogue: catalogue, assets: Assets(ExchangeCapability.assets),
            ports: SitePorts(
                session: { _, _ in box.visitor.withLock { $0 } }, bearer: { _, _ in nil }, house: { _ in nil },
                onlyHouse: { nil }),
            settings: SiteSettings(), versions: versions, clock: .system, logger: Logger(label: "test"))
        self.box = box
        database.onCommit { versions.note($0) }
    }

    /// How often others were told that published results say something else.
    final class Changes: Sendable {
        private let number = Mutex(0)

        var count: Int { number.withLock { $0 } }

        func note() { number.withLock { $0 += 1 } }
    }
    let changes: Changes

    private final class Box: Sendable { let visitor = Mutex<Visitor?>(nil) }
    private let box: Box

    /// From now on somebody is signed in.
    func signIn(_ grants: [Grant]) {
        box.visitor.withLock { $0 = Visitor(person: PersonID(1), means: .session(formToken: "f"), grants: grants) }
    }

    func signOut() { box.visitor.withLock { $0 = nil } }

    struct Answer {
        let status: Int
        let text: String
        let headers: HTTPFields
        var location: String { headers[.location] ?? "" }
    }

    func request(
        _ path: String, post form: [(name: String, value: String)]? = nil, headers: HTTPFields = HTTPFields(),
        client: String = "192.0.2.1"
    ) async throws -> Answer {
        var headers = headers
        if form != nil {
            headers[.contentType] = "application/x-www-form-urlencoded"
            headers[.origin] = "http://netzwerk.example"
        }
        if box.visitor.withLock({ $0 != nil }) {
            headers.append(HTTPField(name: .cookie, value: "sitzung=\(SecretToken.random().text)"))
        }
        let halves = path.split(separator: "?", maxSplits: 1)
        let request = WebRequest(
            method: form == nil ? .get : .post, path: String(halves[0]),
            query: halves.count > 1 ? FormData(urlEncoded: halves[1]) ?? FormData() : FormData(), headers: headers,
            client: client, base: "http://netzwerk.example", now: clock.withLock { $0 },
            texts: catalogue.texts(in: .german))
        let body = (form ?? []).map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        let response = await site.respond(to: request) { _ in Array(body.utf8) }
        return Answer(
            status: response.status.code, text: String(decoding: response.bytes, as: UTF8.self),
            headers: response.headers)
    }

    func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

    // MARK: A workshop as people run it

    /// Creates one that belongs to no library, or to one of the visitor's; returns the path of its moderator.
    func create(
        mode: Workshop.Mode = .each, length: Workshop.Length = .short, library: OrganisationID? = nil
    ) async throws -> String {
        let answer = try await request(
            "/netzwerk/werkstatt/neu",
            post: [
                ("name", "Beispielbücherei"), ("mode", mode.rawValue), ("length", length.rawValue),
                (WorkshopStartPages.library, library.map { "\($0)" } ?? WorkshopStartPages.noLibrary),
            ])
        #expect(answer.status == 303)
        return answer.location
    }

    func workshop(_ moderator: String) async throws -> Workshop {
        let token = try #require(SecretToken(String(moderator.split(separator: "/").last ?? "")))
        let found = try await database.read { [workshops] in try workshops.store.workshop(token, on: $0) }
        return try #require(found)
    }

    /// Presses a button of the moderator's page, around which `typed` stands.
    @discardableResult
    func act(
        _ moderator: String, _ act: String, step: WorkshopStep? = nil, version: Int? = nil,
        typed: [(name: String, value: String)] = []
    ) async throws -> Answer {
        let known = try await workshop(moderator).version
        let whole = step.map { "\(act).\($0.rawValue)" } ?? act
        return try await request(
            "\(moderator)/stand", post: [("version", "\(version ?? known)"), ("act", whole)] + typed)
    }

    func facts(_ moderator: String) async throws -> WorkshopFacts {
        let id = try await workshop(moderator).id
        return try await database.read { [workshops] in try workshops.store.facts(of: id, on: $0) }
    }

    /// A phone joins; returns its path.
    func join(_ moderator: String, client: String = "192.0.2.1") async throws -> String {
        let code = try #require(try await workshop(moderator).code)
        let answer = try await request("/netzwerk/werkstatt/beitreten/\(code)", post: [], client: client)
        #expect(answer.status == 303)
        return answer.location
    }

    /// Sends the same answer to every question of a step.
    @discardableResult
    func answer(_ phone: String, _ step: WorkshopStep, _ value: Int) async throws -> Answer {
        let form = [("step", step.rawValue)] + step.questions.map { ($0.key, "\(value)") }
        return try await request(phone, post: form.map { (name: $0.0, value: $0.1) })
    }
}
