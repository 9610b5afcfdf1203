// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Logging
import Mail
import Search
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Exchange
@testable import Web

/// A network with this capability alone, without its socket: four libraries, a member each.
final class TestNetwork: Sendable {
    /// Monday, 2026-11-23, 11:00 in Berlin.
    static let monday = Instant(seconds: 1_795_428_000)

    static let dorf = ExchangePorts.Library(
        id: OrganisationID(1), name: "Bücherei Beispieldorf", population: .init(4_200, year: 2025),
        floorArea: .init(180, year: 2025), fullTimeEquivalents: .init(150, year: 2025))
    static let markt = ExchangePorts.Library(
        id: OrganisationID(2), name: "Bücherei Beispielmarkt", population: .init(5_100, year: 2024),
        floorArea: .init(160, year: 2024), fullTimeEquivalents: .init(120, year: 2024))
    static let stadt = ExchangePorts.Library(
        id: OrganisationID(3), name: "Stadtbibliothek Beispielstadt", population: .init(60_000, year: 2025),
        floorArea: .init(2_000, year: 2025), fullTimeEquivalents: .init(1_800, year: 2025))
    static let weiler = ExchangePorts.Library(
        id: OrganisationID(4), name: "Bücherei Beispielweiler", isVolunteerRun: true)
    static let all = [dorf, markt, stadt, weiler]

    let database: any Database
    let capability: ExchangeCapability
    let outbox: MailOutbox
    let files: TestFiles
    private let transport = KeptMail()
    private let site: Site
    private let catalogue: Catalogue

    var measures: Measures { capability.measures.measures }

    /// `ports` may change what this network knows of others.
    init(
        _ engine: Engine = .sqlite, ports: (ExchangePorts) -> ExchangePorts = { $0 }
    ) async throws {
        let database = try await engine.makeDatabase()
        let clock = Clock { TestNetwork.monday }
        try await database.migrate(
            JobStore.migrations + FileStore.migrations + Once.migrations + MailMigrations.all + SearchIndex.migrations
                + ExchangeCapability.migrations, clock: clock)
        catalogue = try Catalogue([WebCatalogue.source, ExchangeCapability.catalogue])
        outbox = MailOutbox(
            database: database, transport: transport,
            ports: MailPorts(seal: { _, body, _ in body }, open: { _, body, _ in body }, deliveryFailed: { _, _ in }),
            clock: clock)
        let letters = Letters(
            outbox: outbox, catalogue: catalogue, sender: try #require(MailAddress("netz@netzwerk.example")),
            base: "http://netzwerk.example", clock: clock)
        files = try TestFiles()
        let versions = PublicVersions()
        database.onCommit { versions.note($0) }
        capability = ExchangeCapability(
            database: database, search: SearchIndex(database: database, lexicon: { Lexicon(words: Data()) }),
            ports: ports(Self.ports), workshops: WorkshopPorts(library: { _, _ in nil }, resultsChanged: { _ in }),
            sharing: Self.sharing,
            letters: letters,
            once: Once(database), files: files.store)
        let reading = FileRoutes(store: files.store, database: database) {
            [capability] file, name, visitor, connection in
            try capability.shows(file, named: name, to: visitor, on: connection)
        }
        site = Site(
            routes: capability.routes + reading.all, sections: capability.sections, catalogue: catalogue,
            assets: Assets(),
            ports: SitePorts(
                session: { _, _ in nil }, bearer: { token, _ in Self.visitor(token) }, house: { _ in nil },
                onlyHouse: { nil }, uploads: files.ports),
            settings: SiteSettings(), versions: versions, clock: clock, logger: Logger(label: "test"))
        self.database = database
    }

    /// Nobody shares anything here.
    private static let sharing = SharingPorts(
        libraries: { _, _ in [:] }, firstLibraries: { _, _ in [] }, members: { _, _ in [] }, contact: { _, _ in nil },
        item: { _, _ in nil }, network: { _ in .network(isDemo: false) })

    /// The member of a library is the person of ten times its number, and signs in by a token made of it.
    static func member(of library: ExchangePorts.Library) -> PersonID { PersonID(library.id.value * 10) }

    private static func token(of library: ExchangePorts.Library) -> String {
        String(repeating: "0", count: 30) + "\(member(of: library))"
    }

    private static func visitor(_ token: SecretToken) -> Visitor? {
        all.first { self.token(of: $0) == token.text }.map { library in
            Visitor(
                person: member(of: library), means: .bearer,
                grants: [Grant(role: .member, scope: .organisation(library.id))])
        }
    }

    private static func libraries(_ ids: [OrganisationID]) -> [OrganisationID: ExchangePorts.Library] {
        Dictionary(uniqueKeysWithValues: all.filter { ids.contains($0.id) }.map { ($0.id, $0) })
    }

    private static let ports = ExchangePorts(
        libraries: { ids, _ in libraries(ids) },
        // Here similar means: at most twice or half as many people.
        comparison: { asker, ids in
            let own = asker.population ?? all.first { $0.id == asker.library }?.population?.value
            let found = libraries(ids)
            let similar = found.values.filter { library in
                guard let own, let theirs = library.population?.value else { return false }
                return library.id != asker.library && Fit.serveAsMany(own, theirs)
            }
            return ExchangePorts.Comparison(libraries: found, similar: Set(similar.map(\.id)))
        },
        memberships: { visitor, _ in visitor.grants.compactMap(\.scope.organisation) },
        recipients: { library, _ in
            guard let address = MailAddress("team\(library)@bibliothek.example") else { return [] }
            return [
                Recipient(person: PersonID(library.value * 10), name: nil, address: address, language: .german)
            ]
        },
        enterPerson: { contact, _ in
            PersonID((contact.email?.value ?? "").utf8.reduce(7) { ($0 &* 31 &+ Int64($1)) & 0xFFFF_FFFF })
        },
        confirmPerson: { _, _, _ in },
        contact: { person, _ in
            Correspondent(
                name: "Beispiel", email: MailAddress("person\(person)@bibliothek.example"), language: .german)
        },
        seal: { data, _, _ in data }, open: { data, _, _ in data }, network: { _ in .network(isDemo: false) },
        sections: { [] })

    // Acts

    func author(_ library: ExchangePorts.Library) -> Measures.Author {
        Measures.Author(person: Self.member(of: library), library: library.id)
    }

    @discardableResult
    func publish(
        _ title: String, by library: ExchangePorts.Library = markt,
        _ change: @escaping @Sendable (inout MeasureContent) -> Void = { _ in }
    ) async throws -> Measure {
        let author = author(library)
        return try await database.write { [measures] connection in
            var content = MeasureContent.small(title)
            change(&content)
            return try measures.add(content, by: author, publishes: true, now: Self.monday, on: connection)
        }
    }

    @discardableResult
    func adapt(
        _ measure: Measure, by library: ExchangePorts.Library, hours: Int? = nil, parent: AdaptationID? = nil,
        _ change: @escaping @Sendable (inout AdaptationContent) -> Void = { _ in }
    ) async throws -> Adaptation {
        let author = author(library)
        return try await database.write { [measures] connection in
            var content = AdaptationContent()
            content.effort[.hoursPerMonth] = hours
            content.changes = "Bei uns anders"
            change(&content)
            let current = try #require(try measures.store.published(measure.id, on: connection))
            return try measures.adapt(
                current, content, parent: parent, by: author, now: Self.monday, on: connection
            ).adaptation
        }
    }

    /// What the mails say that wait to be sent.
    func mails() async throws -> [MailMessage] {
        try await outbox.deliverDue(limit: 100)
        return transport.messages.withLock { $0 }
    }

    // Requests

    struct Answer: Sendable {
        let status: Int
        let location: String?
        let text: String

        var json: JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }
    }

    /// What a library's page shows of the exchange.
    func panel(
        of library: ExchangePorts.Library, for reader: ExchangePorts.Library?
    ) async throws -> String {
        let visitor = reader.flatMap { SecretToken(Self.token(of: $0)) }.flatMap(Self.visitor)
        let texts = catalogue.texts(in: .german)
        return try await database.read { [capability] connection in
            let panel = try capability.panel(of: library.id, for: visitor, on: connection)
            return String(decoding: panel.content.rendered(with: texts), as: UTF8.self)
        }
    }

    func get(_ path: String, as library: ExchangePorts.Library? = nil) async -> Answer {
        await send(.get, path, [], "", library)
    }

    func post(_ path: String, _ fields: [(String, String)], as library: ExchangePorts.Library? = nil) async -> Answer {
        let body = fields.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        return await send(.post, path, Array(body.utf8), "application/x-www-form-urlencoded", library)
    }

    func post(
        _ path: String, _ fields: [(String, String)], _ sent: [MultipartBody.File],
        as library: ExchangePorts.Library? = nil
    ) async -> Answer {
        await send(.post, path, MultipartBody(fields, sent).bytes, MultipartBody.contentType, library)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, json: JSON, as library: ExchangePorts.Library? = nil,
        key: String? = nil
    ) async throws -> Answer {
        await send(method, path, try json.bytes, "application/json", library, key: key)
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, _ body: [UInt8], _ type: String,
        _ library: ExchangePorts.Library?, key: String? = nil
    ) async -> Answer {
        let halves = target.split(separator: "#")[0].split(separator: "?", maxSplits: 1)
        var headers: HTTPFields = [.contentType: type, .accept: "text/html"]
        if let library { headers[.authorization] = "Bearer \(Self.token(of: library))" }
        if let key { headers[.idempotencyKey] = key }
        let request = WebRequest(
            method: method, path: String(halves[0]),
            query: halves.count > 1 ? FormData(urlEncoded: halves[1]) ?? FormData() : FormData(), headers: headers,
            client: "192.0.2.1", base: "http://netzwerk.example", now: Self.monday,
            texts: catalogue.texts(in: .german))
        let response = await site.respond(
            to: request, readBody: { _ in body }, readParts: { reader, _ in try reader.taking(body) })
        return Answer(
            status: response.status.code, location: response.headers[.location],
            text: String(decoding: response.bytes, as: UTF8.self))
    }
}

extension MeasureContent {
    /// Title, three sentences, whom to ask.
    static func small(_ title: String) -> MeasureContent {
        var content = MeasureContent()
        content.title = title
        content.summary = "Wir haben das gemacht. Viele kamen. Wir machen weiter."
        content.contact = "Leitung"
        return content
    }
}

/// Keeps what was sent.
private final class KeptMail: MailTransport {
    let messages = Mutex<[MailMessage]>([])

    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {
        messages.withLock { $0.append(message) }
    }
    func remove(id: Int64) async throws(DeliveryFailure) {}
}
