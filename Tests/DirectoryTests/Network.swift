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

@testable import Directory
@testable import Web

/// The network's pages on a database of its own, at a time that the test sets, with people that only this test knows.
final class Network: Sendable {
    /// Monday, 2026-11-23, 08:00 in Berlin.
    static let monday = Instant(seconds: 1_795_417_200)

    let database: any Database
    let people = People()
    let capability: DirectoryCapability
    /// What libraries published, and of whom was told that they changed.
    let others = Others()
    let mail: URL
    let outbox: MailOutbox
    /// Where files go that come with forms.
    let files: FileStore
    private let time = Time()
    private let site: Site
    let catalogue: Catalogue

    init(_ engine: Engine = .sqlite) async throws {
        database = try await engine.makeDatabase()
        mail = FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-mail-\(UUID())")
        let clock = Clock { [time] in time.now }
        try await database.migrate(
            JobStore.migrations + MailMigrations.all + SearchIndex.migrations + DirectoryMigrations.all, clock: clock)
        catalogue = try Catalogue([WebCatalogue.source, DirectoryCapability.catalogue, Others.texts])
        (outbox, _) = try Self.post(database, clock, mail)
        let letters = try Self.post(database, clock, mail).letters
        capability = DirectoryCapability(
            database: database, search: SearchIndex(database: database), letters: letters,
            ports: DirectoryPorts(
                house: { id, _ in id == .network ? .network(isDemo: false) : nil }, people: people.port,
                published: others.published,
                firstSteps: { [(title: TextUse(.joinNetwork), link: Link(path: "netzwerk", "beispiel"))] },
                changed: { [others] libraries, _ in others.note(libraries) }))
        let (people, versions) = (people, PublicVersions())
        database.onCommit { versions.note($0) }
        files = FileStore(
            directory: FileManager.default.temporaryDirectory.appending(path: "stadtzimmer-files-\(UUID())").path)
        try files.prepare()
        let store = files
        site = Site(
            routes: capability.routes, sections: capability.sections, catalogue: catalogue, assets: Assets(),
            ports: SitePorts(
                session: { token, _ in people.visitor(of: token) }, bearer: { _, _ in nil }, house: { _ in nil },
                onlyHouse: { nil }, offices: { [capability] in try await capability.offices(among: $0) },
                uploads: UploadPorts(
                    begin: { try store.begin() }, clean: { ($0, $1) },
                    waiting: WaitingFiles(store: store, sign: { "geheim \($0)".sha256 }))),
            settings: SiteSettings(), versions: versions, clock: clock, logger: Logger(label: "test"))
    }

    /// Another capability, that knows of results which libraries published, and wants to be told of changes.
    final class Others: Sendable {
        static let texts = Catalogue.Source(
            capability: "Others",
            files: ["de", "en"].map { language in
                (
                    language,
                    """
                    groups: Wen sie erreichen wollen
                    shared: "gleiche Zielgruppen: {list}"
                    teenagers: Jugendliche
                    seniors: Ältere

                    """
                )
            })

        private let state = Mutex((results: [OrganisationID: [String: Set<String>]](), changed: [[OrganisationID]]()))

        var changed: [[OrganisationID]] { state.withLock { $0.changed } }

        func publish(_ results: [String: Set<String>]?, of library: OrganisationID) {
            state.withLock { $0.results[library] = results }
        }

        func note(_ libraries: [OrganisationID]) { state.withLock { $0.changed.append(libraries) } }

        var published: PublishedResults {
            func key(_ name: String) -> TextKey { TextKey("Others.\(name)") }
            return PublishedResults(
                groups: [
                    PublishedResults.Group(
                        name: "target_group", title: key("groups"), shared: key("shared"),
                        words: [("teenagers", key("teenagers")), ("seniors", key("seniors"))])
                ],
                read: { libraries, _ in
                    self.state.withLock { state in
                        libraries.map { some in state.results.filter { some.contains($0.key) } } ?? state.results
                    }
                })
        }
    }

    /// A library publishes, or withdraws what it published.
    func publish(_ groups: [String: Set<String>]?, of library: OrganisationID) async throws {
        others.publish(groups, of: library)
        try await database.write { [libraries = capability.libraries] in
            try libraries.publishedResultsChanged(on: $0)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: files.directory) }

    var now: Instant { time.now }

    func wait(_ span: Span) { time.pass(span) }

    private final class Time: Sendable {
        private let instant = Mutex(Network.monday)

        var now: Instant { instant.withLock { $0 } }

        func pass(_ span: Span) { instant.withLock { $0 = $0 + span } }
    }

    static func letters(_ database: any Database) throws -> Letters {
        try post(database, Clock { monday }, FileManager.default.temporaryDirectory).letters
    }

    /// Sends what is due and returns all mails, oldest first.
    func mails() async throws -> [Letter] {
        while try await outbox.deliverDue(limit: 50) == 50 {}
        let files = (try? FileManager.default.contentsOfDirectory(at: mail, includingPropertiesForKeys: nil)) ?? []
        let numbered = files.compactMap { file in
            Int(file.deletingPathExtension().lastPathComponent).map { ($0, file) }
        }
        return try numbered.sorted { $0.0 < $1.0 }.map { try Letter(Data(contentsOf: $0.1)) }
    }

    func mail(_ index: Int) async throws -> Letter {
        let mails = try await mails()
        return try #require(mails.indices.contains(index) ? mails[index] : nil)
    }

    /// The first link of a mail, as a path.
    func link(in index: Int) async throws -> String { try #require(try await mail(index).links.first) }

    /// Does the recurring work of that name.
    func comeRound(_ name: String) async throws {
        try await #require(capability.recurring.first { $0.name == name }).run(now)
    }

    /// A session of somebody who moderates the network.
    func moderator() -> SecretToken {
        people.grant(.moderator, in: .house(.network), to: people.enter("moderation@netzwerk.example"))
        return people.session("moderation@netzwerk.example")
    }

    /// A library that is a member, without figures.
    func library(_ name: String, isil: String? = nil) async throws -> OrganisationID {
        let now = now
        return try await database.write { [capability] connection in
            try LibraryChanges(search: capability.search).add(
                Organisation.Profile(name: name, kind: .library, city: "Beispielort"), LibraryProfile(isil: isil), [],
                admittedAt: now, on: connection)
        }
    }

    /// What the desk says to somebody who comes to it by that address.
    func notice(_ target: String, for visitor: Visitor) async throws -> String {
        let query = try #require(FormData(urlEncoded: target.drop { $0 != "?" }.dropFirst()))
        let texts = catalogue.texts(in: .german)
        return try await database.read { [capability] connection in
            let html = try capability.deskNotice(
                of: .network(isDemo: false), for: visitor, query, on: connection)
            return String(decoding: html.rendered(with: texts), as: UTF8.self)
        }
    }

    /// An advisory office without people.
    func office(_ name: String, region: String) async throws -> OrganisationID {
        try await database.write { connection in
            let id = try OrganisationStore().add(
                Organisation.Profile(name: name, kind: .authority), to: .network, on: connection)
            try OfficeStore().appoint(id, [region], on: connection)
            return id
        }
    }

    private static func post(
        _ database: any Database, _ clock: Clock, _ folder: URL
    ) throws -> (outbox: MailOutbox, letters: Letters) {
        let outbox = MailOutbox(
            database: database, transport: FileTransport(directory: folder.path),
            ports: MailPorts(seal: { _, data, _ in data }, open: { _, data, _ in data }, deliveryFailed: { _, _ in }),
            clock: clock)
        let sender = try #require(MailAddress("netzwerk@stadt.example"))
        let catalogue = try Catalogue([WebCatalogue.source, DirectoryCapability.catalogue])
        return (
            outbox,
            Letters(
                outbox: outbox, catalogue: catalogue, sender: sender, base: "http://stadt.example", clock: clock)
        )
    }
}

extension Network {
    /// A mail as it lies in the folder.
    struct Letter {
        let to: String
        /// The plain text.
        let text: String

        init(_ data: Data) throws {
            let raw = String(decoding: data, as: UTF8.self)
            let head = raw.components(separatedBy: "To: ").dropFirst().first ?? ""
            to = String(head.prefix { !$0.isNewline }.split { "<> ".contains($0) }.last ?? "")
            let plain = raw.components(separatedBy: "text/plain").dropFirst().first ?? raw
            text = Self.decoded(plain.components(separatedBy: "text/html").first ?? plain)
        }

        /// Paths of the links, in order.
        var links: [String] {
            text.matches(of: /http:\/\/stadt\.example(\/[^\s"<]+)/).map { String($0.output.1) }
        }

        /// Quoted-printable.
        private static func decoded(_ text: String) -> String {
            var bytes: [UInt8] = []
            var rest = text.replacing("=\r\n", with: "").replacing("=\n", with: "").utf8[...]
            while let byte = rest.popFirst() {
                // Boundaries begin with a sign of equality too, but no number follows there.
                guard byte == UInt8(ascii: "="), let code = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(code)
                rest = rest.dropFirst(2)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    struct Answer {
        let status: Int
        let location: String
        let text: String
        var json: JSON? { try? JSON(parsing: Array(text.utf8)) }
    }

    func get(_ target: String, as session: SecretToken? = nil) async -> Answer { await send(.get, target, session) }

    /// Sends a form.
    func post(_ target: String, _ fields: [(String, String)], as session: SecretToken? = nil) async -> Answer {
        let body = fields.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        return await send(.post, target, session, body: Array(body.utf8))
    }

    /// Sends a form with files.
    func post(
        _ target: String, _ fields: [(String, String)], _ files: [MultipartBody.File], as session: SecretToken? = nil
    ) async -> Answer {
        await send(
            .post, target, session, body: MultipartBody(fields, files).bytes, contentType: MultipartBody.contentType)
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, _ session: SecretToken?, body: [UInt8] = [],
        contentType: String = "application/x-www-form-urlencoded"
    ) async -> Answer {
        var headers: HTTPFields = [.contentType: contentType, .acceptLanguage: "de"]
        headers[.secFetchSite] = "same-origin"
        if let session { headers[.cookie] = "sitzung=\(session.text)" }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "stadt.example", path: target, headerFields: headers)
        let response = await site.respond(
            to: site.request(head, from: "192.0.2.1"),
            readBody: { limit in
                guard body.count <= limit else { throw Rejection(.tooLarge, .bodyTooLarge) }
                return body
            },
            readParts: { reader, _ in
                var reader = reader
                _ = try body.withUnsafeBytes { try reader.take($0) }
                return reader
            })
        return Answer(
            status: response.status.code, location: response.headers[.location] ?? "",
            text: String(decoding: response.bytes, as: UTF8.self))
    }
}

extension Network {
    /// People as a test needs them: in memory, known by their address.
    final class People: Sendable {
        private struct State {
            var addresses: [String] = []
            var names: [PersonID: String] = [:]
            var languages: [PersonID: Language] = [:]
            var grants: [PersonID: Set<Grant>] = [:]
            var sessions: [SecretToken: PersonID] = [:]
        }

        private let state = Mutex(State())

        @discardableResult
        func enter(_ email: String, name: String = "Beispiel", language: Language = .german) -> PersonID {
            state.withLock { state in
                if let index = state.addresses.firstIndex(of: email) { return PersonID(Int64(index + 1)) }
                state.addresses.append(email)
                let person = PersonID(Int64(state.addresses.count))
                state.names[person] = name
                state.languages[person] = language
                return person
            }
        }

        func grant(_ role: Role, in scope: ItemReference, to person: PersonID) {
            state.withLock { _ = $0.grants[person, default: []].insert(Grant(role: role, scope: scope)) }
        }

        func grants(of person: PersonID) -> Set<Grant> { state.withLock { $0.grants[person] ?? [] } }

        /// Signs somebody in.
        func session(_ email: String) -> SecretToken {
            let person = enter(email)
            let token = SecretToken.random()
            state.withLock { $0.sessions[token] = person }
            return token
        }

        func visitor(of token: SecretToken) -> Visitor? {
            state.withLock { state in
                state.sessions[token].map {
                    Visitor(
                        person: $0, means: .session(formToken: "token"), grants: Array(state.grants[$0] ?? []))
                }
            }
        }

        func forget(_ person: PersonID) { state.withLock { $0.names[person] = nil } }

        var port: DirectoryPeople {
            DirectoryPeople(
                enter: { name, email, language, _ in self.enter(email.value, name: name, language: language) },
                contact: { person, _ in
                    self.state.withLock { state in
                        state.names[person].map {
                            Correspondent(
                                name: $0, email: MailAddress(state.addresses[Int(person.value) - 1]),
                                language: state.languages[person] ?? .german)
                        }
                    }
                },
                members: { organisation, _ in
                    self.state.withLock { state in
                        state.grants.sorted { $0.key < $1.key }.compactMap { person, grants in
                            let here = grants.filter { $0.scope == .organisation(organisation) }.map(\.role)
                            return here.isEmpty
                                ? nil
                                : Libraries.Member(
                                    person: person, role: here.contains(.manager) ? .manager : .member)
                        }
                    }
                },
                holders: { role, scope, _ in
                    self.state.withLock { state in
                        state.grants.filter { $0.value.contains { $0.scope == scope && $0.role.contains(role) } }
                            .keys.sorted()
                    }
                },
                organisations: { person, _ in
                    Set(self.grants(of: person).compactMap(\.scope.organisation)).sorted()
                },
                grant: { role, organisation, person, _ in
                    self.grant(role, in: .organisation(organisation), to: person)
                },
                revoke: { organisation, person, _ in
                    self.state.withLock { state in
                        state.grants[person] = state.grants[person]?.filter {
                            $0.scope != .organisation(organisation)
                        }
                    }
                },
                signInLink: { person, _, link, _ in "http://stadt.example/anmelden/\(person)?ziel=\(link.value)" })
        }
    }
}
