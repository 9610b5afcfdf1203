// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Kernel
import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// `stadtzimmer serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve pages to people and data to programs.")

    @OptionGroup var options: SettingsOptions
    @Flag(help: "Fill an empty database with the model houses.") var demo = false

    func run() async throws {
        let settings = try await options.resolved()
        let logger = Output.logger(level: settings.logLevel)
        let scheme = settings.tlsCertificate == nil ? "http" : "https"
        let port = settings.port == 0 ? try FreePort.find(on: settings.host) : settings.port
        let base = settings.baseURL ?? "\(scheme)://\(settings.host):\(port)"
        let wiring = try await Wiring(settings, base: base, logger: logger)
        try await wiring.prepare()
        do {
            if demo { try await Demonstration(wiring: wiring, base: base).fill() }
        } catch {
            throw Complaint(Complaint.words(for: error, in: wiring))
        }
        try await SetUpAddress(wiring: wiring, base: base).announce()

        let background = BackgroundWork(wiring: wiring)
        var services: [any Service] = [background]
        if !settings.usesPostgres { services.append(try ControlServer(wiring: wiring)) }
        let host = settings.host
        services.append(
            try WebServer(
                site: wiring.site(base: settings.baseURL),
                binding: WebServer.Binding(host: host, port: port, certificate: certificate(settings)),
                logger: logger
            ) { port in Output.line("Listening on \(scheme)://\(host):\(port)") }.service())
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        try await ServiceGroup(configuration: configuration).run()
        try await wiring.close()
    }

    private func certificate(_ settings: Settings) throws -> (chain: String, key: String)? {
        switch (settings.tlsCertificate, settings.tlsKey) {
        case (nil, nil): return nil
        case (let chain?, let key?): return (chain, key)
        default: throw Complaint("--tls-certificate and --tls-key go together")
        }
    }
}

/// Standard output and error, unbuffered: others wait for a line.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func logger(level: String) -> Logger {
        var logger = Logger(label: "stadtzimmer") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .notice
        return logger
    }
}

/// Finds a port that nobody uses, for `--port 0`: the address must be known before mail can hold links.
enum FreePort {
    static func find(on host: String) throws -> Int {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { throw Complaint("no socket to be had") }
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr(host) == INADDR_NONE ? INADDR_ANY : inet_addr(host)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard bound else { throw Complaint("no free port on \(host)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
