// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Kernel
package import Logging
import NIOCore
import NIOSSL
package import ServiceLifecycle

/// The site on a socket: HTTP/1.1, limits on everything a client can stretch, optional TLS by own certificate files.
package struct WebServer: Sendable {
    /// Where to listen, and with which certificate.
    package struct Binding: Sendable {
        package var host: String
        package var port: Int
        /// PEM files of certificate chain and private key.
        package var certificate: (chain: String, key: String)?

        package init(host: String, port: Int, certificate: (chain: String, key: String)? = nil) {
            self.host = host
            self.port = port
            self.certificate = certificate
        }
    }

    private let site: Site
    private let binding: Binding
    private let logger: Logger
    private let onReady: @Sendable (_ port: Int) async -> Void

    package init(
        site: Site, binding: Binding, logger: Logger, onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.site = site
        self.binding = binding
        self.logger = logger
        self.onReady = onReady
    }

    /// The server as a service that runs until it is told to stop, and then answers what it has begun.
    package func service() throws -> any Service {
        let responder = SiteResponder(site: site)
        return Application(
            responder: responder, server: try builder(),
            configuration: ApplicationConfiguration(
                address: .hostname(binding.host, port: binding.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(4_096)),
            onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    private func builder() throws -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .seconds(30),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 32 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)))
        guard let certificate = binding.certificate else { return http }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
        return try .tls(
            http, tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }
}

/// Speaks Hummingbird on one side and `Site` on the other.
private struct SiteResponder: HTTPResponder {
    let site: Site

    struct Context: RequestContext, RemoteAddressRequestContext {
        var coreContext: CoreRequestContextStorage
        let remoteAddress: SocketAddress?

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            remoteAddress = source.channel.remoteAddress
        }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let webRequest = site.request(request.head, from: context.remoteAddress?.ipAddress ?? "")
        let body = request.body
        let deadline = site.settings.bodyDeadline
        let rendered = await site.respond(
            to: webRequest, readBody: { limit in try await read(body, limit: limit, within: deadline) },
            readParts: { reader, deadline in try await readParts(body, by: reader, within: deadline) })
        var headers = rendered.headers
        let isHead = request.method == .head
        if rendered.status != .notModified {
            headers[.contentLength] = "\(rendered.file?.bytes.count ?? rendered.bytes.count)"
        }
        let content: ResponseBody
        if isHead {
            content = ResponseBody()
        } else if let file = rendered.file, !file.bytes.isEmpty {
            content = try await FileIO().loadFile(path: file.path, range: ClosedRange(file.bytes), context: context)
        } else {
            content = ResponseBody(byteBuffer: ByteBuffer(bytes: rendered.bytes))
        }
        return Response(status: rendered.status, headers: headers, body: content)
    }
}

/// Reads a body as far as `limit` allows and `deadline` permits. What is too large is read on and dropped for a while:
/// a client that is still sending would not hear the answer.
private func read(_ body: RequestBody, limit: Int, within deadline: Span) async throws -> [UInt8] {
    let patience = 64 * 1024 * 1024
    return try await withDeadline(deadline) {
        var bytes: [UInt8] = []
        var length = 0
        for try await chunk in body {
            length += chunk.readableBytes
            if length <= limit { bytes.append(contentsOf: chunk.readableBytesView) }
            if length > patience { break }
        }
        guard length <= limit else { throw Rejection(.tooLarge, .bodyTooLarge) }
        return bytes
    }
}

/// Reads a body that comes in parts, as far as the reader wants it and `deadline` permits.
private func readParts(
    _ body: RequestBody, by reader: MultipartReader, within deadline: Span
) async throws -> MultipartReader {
    try await withDeadline(deadline) {
        var reader = reader
        for try await chunk in body {
            guard try chunk.withUnsafeReadableBytes({ try reader.take($0) }) else { break }
        }
        return reader
    }
}

private func withDeadline<Value: Sendable>(
    _ deadline: Span, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: .seconds(deadline.seconds))
            return nil
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() ?? nil else { throw Rejection(.malformed, .bodyTooSlow) }
        return value
    }
}

extension Site {
    /// The request as the site sees it: who asks, under which address, in which language.
    func request(_ head: HTTPRequest, from peer: String) -> WebRequest {
        let target = head.path ?? "/"
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = halves.count > 1 ? FormData(urlEncoded: halves[1]) ?? FormData() : FormData()
        let headers = head.headerFields
        let isBehindProxy = settings.trustedProxies.contains(peer)
        let forwarded = headers[.forwardedFor]?.split(separator: ",").last.map(\.trimmed)
        let scheme = isBehindProxy ? headers[.forwardedProto] : nil
        let base =
            settings.baseURL ?? "\(scheme ?? (settings.usesTLS ? "https" : "http"))://\(head.authority ?? "localhost")"
        let language = LanguageChoice.language(
            query: query, cookies: Cookies.read(headers[values: .cookie]), acceptLanguage: headers[.acceptLanguage])
        return WebRequest(
            method: head.method, path: String(halves[0]), query: query, headers: headers,
            client: isBehindProxy ? forwarded ?? peer : peer, base: base, now: clock.now(),
            texts: catalogue.texts(in: language))
    }
}
