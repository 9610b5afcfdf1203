// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Configuration
import Foundation
import SystemPackage

/// How the server is set up: flag before environment (`STADTZIMMER_…`) before YAML file before default.
struct Settings: Sendable {
    /// Address to listen on. Default: `127.0.0.1`.
    var host = "127.0.0.1"
    /// Port to listen on, 0 for any free one. Default: 8080.
    var port = 8080
    /// The data directory. Default: `./data`.
    var data = "./data"
    /// `postgres://user@host:port/db`; missing: SQLite in the data directory.
    var database: String?
    /// Scheme and authority by which the outside reaches the server, for links in mail. Default: `http://HOST:PORT`.
    var baseURL: String?
    /// `smtp://`, `smtps://` (secret: may hold a password) or `file:DIR`. Default: `file:DATA/mail`.
    var mail: String?
    /// The sender of all mail. Default: `stadtzimmer@localhost.example`.
    var mailFrom = "stadtzimmer@localhost.example"
    /// The file with the master key. Default: the data directory's path with `.key` behind it.
    var keyFile: String?
    /// Scales all rate limits; 0 switches them off. Default: 1.
    var rateLimit = 1.0
    /// Addresses of proxies that are believed, with commas.
    var trustedProxies: [String] = []
    /// PEM files of certificate chain and private key, when the server speaks TLS itself.
    var tlsCertificate: String?
    var tlsKey: String?
    /// `trace` … `critical`. Default: `notice`.
    var logLevel = "notice"

    var masterKeyPath: String { keyFile ?? data + ".key" }
    var usesPostgres: Bool { database != nil }
}

/// The flags that every command understands.
struct SettingsOptions: ParsableArguments {
    @Option(help: "Address to listen on.") var host: String?
    @Option(help: "Port to listen on; 0 for any free one.") var port: Int?
    @Option(help: "Data directory.") var data: String?
    @Option(help: "postgres://user@host:port/db; missing: SQLite in the data directory.") var database: String?
    @Option(name: .customLong("base-url"), help: "How the outside reaches the server.") var baseURL: String?
    @Option(help: "smtp://…, smtps://… or file:DIR.") var mail: String?
    @Option(name: .customLong("mail-from"), help: "Sender of all mail.") var mailFrom: String?
    @Option(name: .customLong("key-file"), help: "File with the master key.") var keyFile: String?
    @Option(name: .customLong("rate-limit"), help: "Scales all rate limits; 0 switches them off.") var rateLimit:
        Double?
    @Option(name: .customLong("trusted-proxies"), help: "Addresses of proxies, with commas.") var trustedProxies:
        String?
    @Option(name: .customLong("tls-certificate"), help: "PEM file of the certificate chain.") var tlsCertificate:
        String?
    @Option(name: .customLong("tls-key"), help: "PEM file of the private key.") var tlsKey: String?
    @Option(name: .customLong("log-level"), help: "trace … critical.") var logLevel: String?
    @Option(help: "YAML file with settings.") var config: String?

    /// Throws when the file cannot be read or a value is not of its type.
    func resolved() async throws -> Settings {
        var providers: [any ConfigProvider] = [
            KeyMappingProvider(upstream: EnvironmentVariablesProvider()) { $0.prepending(["stadtzimmer"]) }
        ]
        if let config {
            providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(config)))
        }
        let reader = ConfigReader(providers: providers)
        var settings = Settings()
        settings.host = host ?? reader.string(forKey: "host") ?? settings.host
        settings.port = port ?? reader.int(forKey: "port") ?? settings.port
        settings.data = data ?? reader.string(forKey: "data") ?? settings.data
        settings.database = database ?? reader.string(forKey: "database", isSecret: true)
        settings.baseURL = baseURL ?? reader.string(forKey: "base-url")
        settings.mail = mail ?? reader.string(forKey: "mail", isSecret: true)
        settings.mailFrom = mailFrom ?? reader.string(forKey: "mail-from") ?? settings.mailFrom
        settings.keyFile = keyFile ?? reader.string(forKey: "key-file")
        settings.rateLimit = rateLimit ?? reader.double(forKey: "rate-limit") ?? settings.rateLimit
        settings.trustedProxies = (trustedProxies ?? reader.string(forKey: "trusted-proxies") ?? "")
            .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        settings.tlsCertificate = tlsCertificate ?? reader.string(forKey: "tls-certificate")
        settings.tlsKey = tlsKey ?? reader.string(forKey: "tls-key")
        settings.logLevel = logLevel ?? reader.string(forKey: "log-level") ?? settings.logLevel
        while settings.data.count > 1, settings.data.hasSuffix("/") { settings.data.removeLast() }
        return settings
    }
}
