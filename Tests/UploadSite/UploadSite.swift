// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Imaging
import Kernel
import Logging
import ServiceLifecycle
import Storage
import UnixSignals
import Web

/// A server with one form that takes files, for the tests from outside: `UploadSite DATA [DATABASE-URL]`. With
/// `STOP_BEFORE_ROW` it is killed between a file's arrival and its row.
@main
struct UploadSite {
    let database: any Database
    let store: FileStore
    let cleaner: ImageCleaner

    static let limits = FileLimits([.pdf, .jpeg, .png, .text, .csv, .odt], count: 3, megabytesEach: 20)

    static func main() async throws {
        let data = CommandLine.arguments[1]
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let database: any Database =
            if CommandLine.arguments.count > 2 {
                try await PostgresDatabase(url: CommandLine.arguments[2])
            } else {
                try SQLiteDatabase(path: data + "/stadtzimmer.sqlite")
            }
        let site = UploadSite(
            database: database, store: FileStore(directory: data + "/files"), cleaner: try ImageCleaner())
        try await site.serve()
    }

    private func serve() async throws {
        try store.prepare()
        try await database.migrate(FileStore.migrations + [Self.uses], clock: .system)
        let logger = Logger(label: "uploads") { StreamLogHandler.standardError(label: $0) }
        let server = WebServer(
            site: Site(
                routes: routes + files.all, sections: [], catalogue: try Catalogue([WebCatalogue.source]),
                assets: Assets(),
                ports: SitePorts(
                    session: { _, _ in nil }, bearer: { _, _ in nil }, house: { _ in nil }, onlyHouse: { nil },
                    uploads: uploads),
                settings: settings, versions: PublicVersions(), clock: .system, logger: logger),
            binding: WebServer.Binding(host: "127.0.0.1", port: 0), logger: logger
        ) { port in FileHandle.standardOutput.write(Data("Listening on http://127.0.0.1:\(port)\n".utf8)) }
        try await ServiceGroup(
            services: [try server.service()], gracefulShutdownSignals: [.sigterm], logger: logger
        ).run()
        try await database.close()
    }

    private var settings: SiteSettings {
        var settings = SiteSettings()
        settings.rateLimitFactor = 0
        settings.bodyDeadline = .seconds(5)
        return settings
    }

    private var uploads: UploadPorts {
        UploadPorts(
            begin: { [store] in try store.begin() }, clean: clean,
            waiting: WaitingFiles(store: store, sign: { "\($0) geheim".sha256 }))
    }

    private var clean: @Sendable (ArrivingFile, FileKind) async throws -> (file: ArrivingFile, kind: FileKind) {
        { [store, cleaner] file, kind in
            do throws(ImageFault) {
                let bytes = try await cleaner.clean(fileAt: file.path, as: kind == .jpeg ? .jpeg : .png)
                return try Self.arriving(bytes, kind, store)
            } catch {
                throw Rejection(
                    .invalid, error == .tooManyPixels ? .fileImageTooLarge : .fileIsBrokenImage, ["limit": "64"])
            }
        }
    }

    private static func arriving(
        _ bytes: [UInt8], _ kind: FileKind, _ store: FileStore
    ) throws(ImageFault) -> (ArrivingFile, FileKind) {
        guard let file = try? store.begin(), (try? file.append(bytes)) != nil else { throw .unavailable }
        return (file, kind == .jpeg ? .jpeg : .png)
    }

    private static let uses = Migration("test.001-uses") { _ in
        [
            """
            CREATE TABLE use_of_file (hash \(ddl: .text) NOT NULL REFERENCES stored_file (hash),
                name \(ddl: .text) NOT NULL, is_public \(ddl: .integer) NOT NULL) \(ddl: .strict)
            """
        ]
    }

    private var files: FileRoutes {
        FileRoutes(store: store, database: database) { hash, name, _, connection in
            try connection.exists(
                """
                SELECT 1 FROM use_of_file WHERE hash = \(hash) AND name = \(name.text) AND is_public = 1
                """)
        }
    }

    private var routes: [Route] {
        [
            Route.get("/material", .everyone) { request in
                let links = try await links()
                return .page(Self.page(FormState(), links))
            },
            Route.post("/material", .everyone, handler: take).taking(files: Self.limits),
            Route.post("/geschlossen", .admin, handler: take).taking(files: Self.limits),
        ]
    }

    private func links() async throws -> [Link] {
        try await database.read { connection in
            try connection.all("SELECT hash, name FROM use_of_file ORDER BY name") { row in
                Link(file: try row["hash"], named: FileName(try row["name"]))
            }
        }
    }

    @Sendable private func take(_ request: WebRequest) async throws -> WebResponse {
        do {
            var input = try request.input()
            _ = input.line("title", required: true)
            let isPublic = input.flag("public")
            let uploads = input.files("files", required: true)
            try input.finish()
            try await keep(uploads, isPublic, request.now)
            return .seeOther(Link(path: "material"))
        } catch let rejection as Rejection where !rejection.fields.isEmpty {
            let state = FormState(try request.form(), rejection: rejection)
            return .page(Self.page(state, []), status: rejection.kind.status)
        }
    }

    private func keep(_ uploads: [Upload], _ isPublic: Bool, _ now: Instant) async throws {
        var kept: [(file: StoredFile, name: String)] = []
        for upload in uploads {
            kept.append(
                (try await store.keep(upload.file, mediaType: upload.kind.mediaType, now: now), upload.name.text))
        }
        if ProcessInfo.processInfo.environment["STOP_BEFORE_ROW"] != nil { kill(getpid(), SIGKILL) }
        let (store, all) = (store, kept)
        try await database.write { connection in
            for (file, name) in all {
                try store.enter(file, now: now, on: connection)
                try connection.execute(
                    "INSERT INTO use_of_file (hash, name, is_public) VALUES (\(file.hash), \(name), \(isPublic))")
            }
        }
    }

    private static func page(_ state: FormState, _ links: [Link]) -> Page {
        let parts = FormPart.fields([
            Field("title", "Titel", required: true), Field("public", "Öffentlich", .box),
            Field("note", "Notiz", .lines(rows: 3)),
            Field("files", "Dateien", .file(limits), required: true),
        ])
        let list = links.map { link -> HTML in "<li><a href=\"\(url: link)\">\(link.value)</a></li>" }
        let content: HTML = """
            <h1>Material</h1>\(state.summary(of: parts))
            \(Form(Link(path: "material"), button: "Senden").html(nil, parts, state))
            \(list.isEmpty ? "" : "<ul class=\"files\">\(list)</ul>")
            """
        return Page(title: .save, content: content)
    }
}
