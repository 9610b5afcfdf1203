// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Mail
import Storage
import Web

/// What machines ask of a server before they trust it.
///
/// | method | path | who |
/// |---|---|---|
/// | GET | /livez, /readyz | everyone |
/// | GET | /metrics | loopback, or an administrator's token |
/// | GET | /openapi.json, /robots.txt, /sitemap.xml, /.well-known/security.txt | everyone |
struct SystemRoutes: Sendable {
    let wiring: Wiring

    func all(describing routes: [Route]) -> [Route] {
        [
            Route.get("/livez", .everyone) { _ in .text("ok\n") }.limited(.unlimited),
            Route.get("/readyz", .everyone, handler: ready).limited(.unlimited),
            Route.get("/metrics", .everyone, handler: metrics).limited(.unlimited),
            OpenAPI.route(for: routes),
            Route.publicly("/robots.txt", handler: robots),
            Route.publicly("/sitemap.xml", handler: sitemap),
            Route.publicly("/.well-known/security.txt", handler: securityContact),
        ]
    }

    @Sendable private func ready(_ request: WebRequest) async throws -> WebResponse {
        let isReady = (try? await wiring.database.isMigrated(Wiring.migrations)) ?? false
        return .text(isReady ? "ready\n" : "not ready\n", status: isReady ? .ok : .serviceUnavailable)
    }

    @Sendable private func metrics(_ request: WebRequest) async throws -> WebResponse {
        let isLocal = ["127.0.0.1", "::1"].contains(request.client)
        guard isLocal || request.visitor?.isAdmin == true else { throw Rejection(.missing, .notFound) }
        let (failedJobs, waiting, failedMails) = try await wiring.database.read { connection in
            (
                try JobStore().failedCount(on: connection),
                try wiring.outbox.count(of: .waiting, on: connection),
                try wiring.outbox.count(of: .failed, on: connection)
            )
        }
        let gauges = [
            ("stadtzimmer_jobs_failed", "Jobs given up.", failedJobs),
            ("stadtzimmer_mails_waiting", "Mails that are to be sent.", waiting),
            ("stadtzimmer_mails_failed", "Mails given up.", failedMails),
            ("process_resident_memory_bytes", "Resident memory.", ResidentMemory.bytes),
        ]
        let text = gauges.map { "# HELP \($0.0) \($0.1)\n# TYPE \($0.0) gauge\n\($0.0) \($0.2)\n" }.joined()
        return .text(
            text + wiring.requestCounts.prometheusText, contentType: "text/plain; version=0.0.4; charset=utf-8")
    }

    @Sendable private func robots(_ request: WebRequest) async throws -> WebResponse {
        .text("User-agent: *\nDisallow: /konto\nDisallow: /anmelden\nSitemap: \(request.base)/sitemap.xml\n")
    }

    @Sendable private func sitemap(_ request: WebRequest) async throws -> WebResponse {
        let examples = try await wiring.database.read { connection in
            try wiring.capabilities.flatMap { try $0.examples(on: connection) }
        }
        let pages = Set(
            examples.filter { $0.viewer == .guest && $0.state == "full" && $0.post == nil }.map(\.link))
        let urls = pages.map { $0.absolute(below: request.base) }.sorted().map { url -> HTML in
            "<url><loc>\(url)</loc></url>\n"
        }
        let document: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            \(urls)</urlset>

            """
        return WebResponse(body: .bytes(document.rendered(with: request.texts), contentType: "application/xml"))
    }

    @Sendable private func securityContact(_ request: WebRequest) async throws -> WebResponse {
        let expires = request.now + .days(180)
        return .text(
            """
            Contact: mailto:\(wiring.settings.mailFrom)
            Expires: \(expires.rfc3339)
            Preferred-Languages: de, en
            Canonical: \(request.base)/.well-known/security.txt

            """)
    }
}

/// What this process occupies, as Linux tells it.
enum ResidentMemory {
    static var bytes: Int {
        guard let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
