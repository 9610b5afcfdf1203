// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("Materials of a measure")
struct MaterialTests {
    private typealias Network = TestNetwork

    private static let pdf = "%PDF-1.7 Ablauf\n%%EOF"
    private static let png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1] as [UInt8]
    private static let path = "/netzwerk/massnahmen/1/materialien"

    private static let fields = [
        ("name", "Ablaufplan"), ("licence", "CC-BY-4.0"), ("source", "own"), ("credit", "Wir"),
    ]
    private static let plan = MultipartBody.File("file", "plan für alle.pdf", pdf)
    private static let noFile = MultipartBody.File("file", "", "")

    private static func fields(_ changes: (String, String)...) -> [(String, String)] {
        fields.filter { field in !changes.contains { $0.0 == field.0 } } + changes
    }

    /// Where the plan is read.
    private static func link(_ name: String = "plan für alle.pdf") throws -> String {
        Link(file: try #require(FileHash(pdf.sha256)), named: FileName(name)).value
    }

    /// A draft of the village's library with the plan.
    private func draft(_ network: TestNetwork, _ change: (inout MeasureContent) -> Void = { _ in }) async throws {
        var content = MeasureContent.small("Vorlesen")
        change(&content)
        let (shown, author) = (content, network.author(Network.dorf))
        try await network.database.write { [measures = network.measures] connection in
            _ = try measures.add(shown, by: author, publishes: false, now: Network.monday, on: connection)
        }
        let added = await network.post(Self.path, Self.fields, [Self.plan], as: Network.dorf)
        #expect(added.status == 303 && added.location == Self.path + "?gespeichert=1", "\(added.text)")
    }

    private func publish(_ network: TestNetwork) async throws {
        try await network.database.write { [measures = network.measures] connection in
            _ = try measures.publish(MeasureID(1), now: Network.monday, on: connection)
        }
    }

    @Test("come from programs too: a file as a form, a link as JSON, once for each key")
    func programs() async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Vorlesen", by: Network.dorf)
        let path = "/api/v1/measures/\(measure.id)/materials"
        #expect(await network.post(path, Self.fields, [Self.plan]).status == 401)
        #expect(await network.post(path, Self.fields, [Self.plan], as: Network.stadt).status == 403)
        let added = await network.post(path, Self.fields, [Self.plan], as: Network.dorf)
        #expect(added.status == 201 && added.json["file_name"] == "plan für alle.pdf", "\(added.text)")
        #expect(added.json["url"] == .string(try Self.link()))
        let link: JSON = [
            "name": "Anderswo", "licence": "CC-BY-4.0", "source": "own", "url": "https://beispiel.example/a",
        ]
        for _ in 0..<2 {
            let linked = try await network.send(.post, path, json: link, as: Network.dorf, key: "einmal")
            #expect(linked.status == 201 && linked.json["url"] == "https://beispiel.example/a", "\(linked.text)")
        }
        let nothing = await network.post(path, Self.fields, [Self.noFile], as: Network.dorf)
        #expect(nothing.status == 422)
        guard case .array(let materials)? = await network.get("/api/v1/measures/\(measure.id)").json["materials"]
        else { return #expect(Bool(false)) }
        #expect(materials.count == 2)
    }

    @Test("are files with their kind and size, and links", arguments: Engine.available)
    func givesFiles(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        try await draft(network)
        let picture = MultipartBody.File("file", "raum.png", Self.png)
        let fields = Self.fields(("name", "Der Raum"), ("alt", "Zwölf Kissen im Kreis"))
        #expect(await network.post(Self.path, fields, [picture], as: Network.dorf).status == 303)
        let linked = Self.fields(("name", "Anderswo"), ("url", "https://beispiel.example/a"), ("alt", "nichts"))
        #expect(await network.post(Self.path, linked, [Self.noFile], as: Network.dorf).status == 303)
        try await publish(network)
        for page in [
            await network.get(Self.path, as: Network.dorf), await network.get("/netzwerk/massnahmen/1"),
        ] {
            #expect(page.text.contains("<a href=\"\(try Self.link())\">Ablaufplan</a>"))
            #expect(page.text.contains("(PDF, 1 kB; <a href=\"https://creativecommons.org"))
            #expect(page.text.contains("alt=\"Zwölf Kissen im Kreis\""))
            #expect(page.text.contains("href=\"https://beispiel.example/a\""))
        }
        let json = await network.get("/api/v1/measures/1").json
        guard case .array(let materials)? = json["materials"] else { return #expect(Bool(false)) }
        #expect(materials.map { $0["name"] } == ["Ablaufplan", "Der Raum", "Anderswo"])
        #expect(materials[0]["url"] == .string(try Self.link()) && materials[0]["file_name"] == "plan für alle.pdf")
        #expect(materials[0]["media_type"] == "application/pdf")
        #expect(materials[0]["size"] == .count(Self.pdf.utf8.count) && materials[1]["media_type"] == "image/png")
        #expect(materials[1]["alt_text"] == "Zwölf Kissen im Kreis" && materials[2]["alt_text"] == .null)
        #expect(materials[2]["media_type"] == .null && materials[2]["size"] == .null)
        #expect(await network.get(try Self.link()).status == 200)
    }

    @Test("are read by whoever may read the measure, under their own name alone")
    func rights() async throws {
        let network = try await TestNetwork()
        try await draft(network) { $0.audience = .members }
        func readers(_ link: String) async -> [Bool] {
            var may: [Bool] = []
            for reader in [nil, Network.markt, Network.dorf] {
                may.append(await network.get(link, as: reader).status == 200)
            }
            return may
        }
        #expect(await readers(try Self.link()) == [false, false, true], "a draft is its library's")
        try await publish(network)
        #expect(await readers(try Self.link()) == [false, true, true], "for members")
        #expect(await readers(try Self.link("plan.pdf")) == [false, false, false])
        try await network.database.write { [measures = network.measures] connection in
            try measures.withdraw(MeasureID(1), on: connection)
        }
        #expect(await readers(try Self.link()) == [false, false, true], "what is withdrawn is its library's again")
        #expect(await network.post(Self.path + "/1/ende", [], as: Network.markt).status == 404)
        #expect(await network.post(Self.path + "/1/ende", [], as: Network.dorf).status == 303)
        #expect(await readers(try Self.link()) == [false, false, false])
    }

    @Test("are added by their own library alone")
    func strangers() async throws {
        let network = try await TestNetwork()
        try await draft(network)
        try await publish(network)
        #expect(await network.post(Self.path, Self.fields, [Self.plan], as: Network.markt).status == 403)
        #expect(await network.post(Self.path, Self.fields, [Self.plan]).status == 401)
    }

    @Test(
        "are refused with a reason at the field, and nothing is lost",
        arguments: [
            ([], nil, "file", "Wählt eine Datei oder"), ([("url", "ftp://x")], nil, "url", "keine Adresse"),
            ([("url", "https://x.example/")], plan, "url", "beides auf einmal"),
            ([("source", "by_nd")], plan, "source", "ND verbietet"),
            ([("source", "by_sa")], plan, "licence", "darf nur unter CC BY-SA"),
            ([("name", "")], plan, "name", "Diese Angabe fehlt"),
            ([], MultipartBody.File("file", "raum.png", png), "alt", "Die Datei ist ein Bild"),
            ([], MultipartBody.File("file", "plan.pdf", "MZ\u{0}"), "file", "ist aber ein Programm"),
            ([], MultipartBody.File("file", "plan.pdf", png), "file", "ist aber ein Bild (PNG)"),
            ([], MultipartBody.File("file", "leer.pdf", ""), "file", "ist leer"),
            ([], MultipartBody.File("file", "seite.html", "<!DOCTYPE html>"), "file", "eine Webseite"),
        ] as [([(String, String)], MultipartBody.File?, String, String)])
    func refusals(changes: [(String, String)], file: MultipartBody.File?, field: String, words: String) async throws {
        let network = try await TestNetwork()
        try await network.publish("Vorlesen", by: Network.dorf)
        let fields = Self.fields.filter { field in !changes.contains { $0.0 == field.0 } } + changes
        let answer = await network.post(Self.path, fields, [file ?? Self.noFile], as: Network.dorf)
        #expect(answer.status == 422 && answer.text.contains(words))
        #expect(answer.text.contains("href=\"#\(Field.id(field))\""))
        #expect(
            answer.text.contains("value=\"Wir\"") && (field == "name" || answer.text.contains("value=\"Ablaufplan\"")))
        #expect(answer.text.contains("ist schon da") == (file != nil && field != "file"), "a good file waits")
    }

    @Test("are not refused for a file that comes again with its mark")
    func comesAgain() async throws {
        let network = try await TestNetwork()
        try await network.publish("Vorlesen", by: Network.dorf)
        let refused = await network.post(Self.path, Self.fields(("source", "by_nd")), [Self.plan], as: Network.dorf)
        let mark = try #require(refused.text.firstMatch(of: /name="file\.da" value="([^"]+)"/)).output.1
        let again = Self.fields(("file.da", String(mark)))
        #expect(await network.post(Self.path, again, [Self.noFile], as: Network.dorf).status == 303)
        #expect(await network.get("/netzwerk/massnahmen/1").text.contains(">Ablaufplan</a>"))
    }

    @Test("say when a file is too large, and when there are too many of them")
    func limits() async throws {
        let network = try await TestNetwork()
        try await network.publish("Vorlesen", by: Network.dorf)
        let large = MultipartBody.File("file", "film.pdf", [UInt8](repeating: 0x20, count: 20_000_001))
        let answer = await network.post(Self.path, Self.fields, [large], as: Network.dorf)
        #expect(answer.status == 413 && answer.text.contains("größer als 20 MB"))
        #expect(answer.text.contains("value=\"Ablaufplan\""))
        try await network.database.write { [measures = network.measures] connection in
            let link = try #require(Link(external: "https://beispiel.example/"))
            for number in 1...MaterialStore.mostOfOne {
                try measures.materials.add(
                    "\(number)", .link(link), licence: .zero, credit: nil, altText: nil, to: MeasureID(1),
                    on: connection)
            }
        }
        let another = await network.post(Self.path, Self.fields, [Self.plan], as: Network.dorf)
        #expect(another.status == 409 && another.text.contains("Mehr als vierzig"))
        #expect(another.text.contains("value=\"Ablaufplan\"") && another.text.contains("ist schon da"))
    }

    @Test("keep their files as long as a measure uses them", arguments: Engine.available)
    func tidying(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        try await draft(network)
        let (store, capability) = (network.files.store, network.capability)
        func tidy(_ days: Int64, uses: @escaping FileUses) async throws {
            try await store.tidy(network.database, uses: uses, now: Network.monday + .days(days))
        }
        try await tidy(2) { try capability.usedFiles(among: $0, on: $1) }
        #expect(network.files.has(Self.pdf))
        try await tidy(4) { _, _ in [] }
        #expect(network.files.has(Self.pdf), "the foreign key keeps what nobody was asked about")
        #expect(await network.post("/netzwerk/massnahmen/1/loeschung", [], as: Network.dorf).status == 303)
        try await tidy(6) { try capability.usedFiles(among: $0, on: $1) }
        try await tidy(8) { try capability.usedFiles(among: $0, on: $1) }
        #expect(!network.files.has(Self.pdf), "a draft takes its files along")
    }

    @Test("are found without walking through a table")
    func short() async throws {
        let network = try await TestNetwork(.sqlite)
        try await draft(network)
        let (capability, hash) = (network.capability, try #require(FileHash(Self.pdf.sha256)))
        let scans = try await network.database.read { connection in
            let explaining = ExplainingConnection(connection)
            #expect(try capability.usedFiles(among: [hash], on: explaining) == [hash])
            let isShown = try capability.shows(hash, named: FileName("plan für alle.pdf"), to: nil, on: explaining)
            #expect(!isShown)
            return explaining.scans
        }
        #expect(scans == [])
    }

    @Test("of an older database are links still", arguments: Engine.available)
    func migration(engine: Engine) async throws {
        let database = try await engine.makeDatabase()
        let clock = Clock { Network.monday }
        let before = FileStore.migrations + MeasuresMigrations.all.filter { $0.name < "exchange.015" }
        try await database.migrate(before, clock: clock)
        let id = try await database.write { connection in
            let id = try MeasureStore().add(
                .small("Alt"), of: Network.dorf.id, by: PersonID(1), now: Network.monday, on: connection)
            try connection.execute(
                """
                INSERT INTO measure_material (measure_id, name, url, licence)
                VALUES (\(id), 'Alter Link', 'https://beispiel.example/', 'CC0-1.0')
                """)
            return id
        }
        try await database.migrate(FileStore.migrations + MeasuresMigrations.all, clock: clock)
        let materials = try await database.write { connection in
            let link = try #require(Link(external: "https://beispiel.example/neu"))
            try MaterialStore().add(
                "Neuer Link", .link(link), licence: .by, credit: nil, altText: nil, to: id, on: connection)
            return try MaterialStore().materials(of: id, on: connection)
        }
        #expect(materials.map(\.name) == ["Alter Link", "Neuer Link"] && materials.map(\.licence) == [.zero, .by])
        #expect(Set(materials.map(\.id)).count == 2)
    }
}
