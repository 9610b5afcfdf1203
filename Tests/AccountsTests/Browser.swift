// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Logging
import Mail
import Storage
import Synchronization

@testable import Accounts
@testable import Web

/// A server with nothing but Accounts on it, and the mails that it sent.
struct TestSite: Sendable {
    let house: Household
    let site: Site
    let outbox: MailOutbox
    let mailbox = Mailbox()
    let administration: Administration
    let sessions: Sessions

    init(_ house: Household, ledger: any ErasureLedger, limits: Double = 0) throws {
        let people = house.people
        let clock = house.time.clock
        let mailPorts = MailPorts(
            seal: { try people.seal($1, for: $0, on: $2) }, open: { try people.open($1, of: $0, on: $2) },
            deliveryFailed: { _, _ in })
        outbox = MailOutbox(
            database: house.database, transport: mailbox, ports: mailPorts, clock: clock, jitter: { 0 })
        let catalogue = try Catalogue([WebCatalogue.source, AccountsCapability.catalogue])
        guard let sender = MailAddress("haus@stadtzimmer.example") else { throw CocoaError(.coderInvalidValue) }
        let letters = Letters(
            outbox: outbox, catalogue: catalogue, sender: sender, base: "http://haus.example", clock: clock)
        let outbox = outbox
        let ports = AccountsPorts(
            exportOthers: { _, _ in ["bookings": ["Lesung"]] },
            eraseOthers: { person, _, connection in try outbox.erase(person: person, on: connection) },
            place: { _, _ in nil }, ledger: ledger)
        let accounts = AccountsCapability(
            database: house.database, people: people, letters: letters, ports: ports,
            zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)
        administration = Administration(database: house.database, people: people, letters: letters, ports: ports)
        let sessions = Sessions(database: house.database, people: people)
        self.sessions = sessions
        self.house = house
        var settings = SiteSettings()
        settings.rateLimitFactor = limits
        site = Site(
            routes: accounts.routes, sections: [], catalogue: catalogue, assets: Assets(),
            ports: SitePorts(
                session: { try await sessions.visitor(session: $0, now: $1) },
                bearer: { try await sessions.visitor(bearer: $0, now: $1) }, house: { _ in nil },
                onlyHouse: { nil }),
            settings: settings, versions: PublicVersions(), clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The newest mail, once all are delivered.
    func lastMail() async throws -> MailMessage? {
        try await outbox.deliverDue(limit: 100)
        return mailbox.messages.last
    }

    /// The path of the newest link to sign in, or of one below another page.
    func mailedPath(below page: String = "/anmelden/") async throws -> String? {
        try await outbox.deliverDue(limit: 100)
        let base = "http://haus.example\(page)"
        guard let text = mailbox.messages.last(where: { $0.text.contains(base) })?.text,
            let range = text.range(of: base)
        else { return nil }
        let url = text[range.lowerBound...].prefix { !$0.isWhitespace }
        return String(url.dropFirst("http://haus.example".count))
    }
}

/// Keeps what was sent.
final class Mailbox: MailTransport {
    private let list = Mutex<[(id: Int64, message: MailMessage)]>([])

    var messages: [MailMessage] { list.withLock { $0.map(\.message) } }

    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {
        list.withLock { $0.append((id, message)) }
    }

    func remove(id: Int64) async throws(DeliveryFailure) { list.withLock { $0.removeAll { $0.id == id } } }
}

/// Somebody at a browser that keeps cookies.
final class Browser: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: String

        var location: String? { headers[.location] }
    }

    private let site: Site
    private let cookies = Mutex<[String: String]>([:])
    private let agent: String

    init(_ site: TestSite, agent: String = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0") {
        self.site = site.site
        self.agent = agent
    }

    var session: SecretToken? { cookies.withLock { $0["sitzung"] }.flatMap(SecretToken.init) }

    func get(_ path: String, bearer: SecretToken? = nil) async -> Answer {
        await send(.get, path, form: nil, bearer: bearer)
    }

    func post(_ path: String, _ form: [(String, String)] = [], bearer: SecretToken? = nil) async -> Answer {
        await send(.post, path, form: form, bearer: bearer)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, form: [(String, String)]?, bearer: SecretToken?
    ) async -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "haus.example", path: path)
        let jar = cookies.withLock { $0 }
        if !jar.isEmpty {
            head.headerFields[.cookie] = jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        head.headerFields[.userAgent] = agent
        if let bearer { head.headerFields[.authorization] = "Bearer \(bearer.text)" }
        let body = form.map { form in
            form.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
        }
        if body != nil {
            head.headerFields[.contentType] = "application/x-www-form-urlencoded"
            head.headerFields[.origin] = "http://haus.example"
        }
        let bytes = Array((body ?? "").utf8)
        let response = await site.respond(to: site.request(head, from: "127.0.0.1")) { _ in bytes }
        keep(response.headers[values: .setCookie])
        return Answer(
            status: response.status.code, headers: response.headers,
            body: String(decoding: response.bytes, as: UTF8.self))
    }

    private func keep(_ set: [String]) {
        cookies.withLock { jar in
            for cookie in set {
                let halves = cookie.prefix { $0 != ";" }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                jar[String(halves[0])] = cookie.contains("Max-Age=0") ? nil : String(halves[1])
            }
        }
    }
}

extension Browser.Answer {
    /// The value of a hidden field.
    func hidden(_ name: String) -> String? {
        guard let start = body.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }
}
