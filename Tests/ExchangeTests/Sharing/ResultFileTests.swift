// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("What a part of a task has brought")
struct ResultFileTests {
    private typealias Network = SharingNetwork

    private static let path = "/netzwerk/aufgaben/1/teile/1/ergebnis"
    private static let poster = MultipartBody.File("file", "plakat.pdf", "%PDF-1.7 Plakat")
    private static let noFile = MultipartBody.File("file", "", "")

    private static func link(_ content: String = "%PDF-1.7 Plakat", _ name: String = "plakat.pdf") throws -> String {
        Link(file: try #require(FileHash(content.sha256)), named: FileName(name)).value
    }

    /// A task of Anna's library, whose first part Berta's has.
    private func site() async throws -> SharingSite {
        let site = try await SharingSite()
        let task = try await site.network.open(["Plakat"])
        try await site.network.claim(0, of: task, by: Network.actorSouth)
        return site
    }

    @Test("may be a file alone, for everyone who may read the task")
    func file() async throws {
        let site = try await site()
        #expect(await site.post(Self.path, [("spent", "2")], [Self.noFile], as: .berta).status == 422)
        #expect(await site.post(Self.path, [("spent", "2")], [Self.poster], as: .anna).status == 403)
        #expect(await site.post(Self.path, [("spent", "2")], [Self.poster], as: .berta).status == 303)
        let page = await site.get("/netzwerk/aufgaben/1").text
        #expect(page.contains("<a href=\"\(try Self.link())\">plakat.pdf</a> (PDF, 1 kB)"))
        let json = try JSON(parsing: Array(await site.get("/api/v1/tasks/1").text.utf8))
        guard case .array(let parts)? = json["parts"] else { return #expect(Bool(false)) }
        #expect(parts.first?["result_file"]?["name"] == "plakat.pdf")
        #expect(parts.first?["result_file"]?["media_type"] == "application/pdf")
        #expect(await site.get(try Self.link()).status == 200)
        #expect(await site.get(try Self.link("%PDF-1.7 Plakat", "anders.pdf")).status == 404)
        _ = await site.post("/netzwerk/aufgaben/1/ausblenden", [("reason", "Werbung")], as: .moderator)
        #expect(await site.get(try Self.link()).status == 404)
        #expect(await site.get(try Self.link(), as: .moderator).status == 200)
        let held = try await site.network.database.read { [sharing = site.network.sharing] connection in
            try sharing.export(Network.berta, on: connection)
        }
        guard case .array(let exported)? = held["task_parts"] else { return #expect(Bool(false)) }
        #expect(exported.first?["file"] == "plakat.pdf")
    }

    @Test("keeps its file until another comes or it is not wanted any more")
    func corrections() async throws {
        let site = try await site()
        _ = await site.post(Self.path, [("spent", "2")], [Self.poster], as: .berta)
        #expect(await site.get(Self.path, as: .berta).text.contains("name=\"file_stays\" value=\"1\" checked"))
        _ = await site.post(Self.path, [("spent", "3"), ("file_stays", "1")], [Self.noFile], as: .berta)
        #expect(try await site.network.task(ID(1)).parts[0].outcome?.file?.name.text == "plakat.pdf")
        let other = MultipartBody.File("file", "neu.txt", "Neues Plakat")
        _ = await site.post(Self.path, [("spent", "3"), ("file_stays", "1")], [other], as: .berta)
        #expect(try await site.network.task(ID(1)).parts[0].outcome?.file?.name.text == "neu.txt")
        #expect(await site.get(try Self.link()).status == 404, "what was replaced is shown no more")
        #expect(await site.post(Self.path, [("spent", "3")], [Self.noFile], as: .berta).status == 422)
        #expect(
            await site.post(Self.path, [("spent", "3"), ("result", "Text")], [Self.noFile], as: .berta).status == 303)
        #expect(try await site.network.task(ID(1)).parts[0].outcome?.file == nil)
    }

    @Test("keeps what was typed, and a good file, when something else is wrong")
    func refusals() async throws {
        let site = try await site()
        let wrong = await site.post(
            Self.path, [("spent", "viel"), ("notes", "Druckerei")], [Self.poster], as: .berta)
        #expect(wrong.status == 422 && wrong.text.contains("Druckerei"))
        let mark = try #require(wrong.text.firstMatch(of: /name="file\.da" value="([^"]+)"/)).output.1
        let program = MultipartBody.File("file", "plakat.pdf", "MZ\u{0}")
        let refused = await site.post(Self.path, [("spent", "2"), ("notes", "Druckerei")], [program], as: .berta)
        #expect(refused.status == 422 && refused.text.contains("ist aber ein Programm"))
        #expect(!refused.text.contains("href=\"#\(Field.id("result"))\""), "one reason is enough")
        let taken = await site.post(Self.path, [("spent", "2"), ("file.da", String(mark))], [Self.noFile], as: .berta)
        #expect(taken.status == 303)
        #expect(await site.get(try Self.link()).status == 200)
    }

    @Test("comes from programs too, as a form with the file or as JSON")
    func programs() async throws {
        let site = try await site()
        let path = "/api/v1/tasks/1/parts/1/result"
        func put(_ fields: [(String, String)], _ who: SharingSite.Who) async -> SharingSite.Answer {
            await site.put(path, fields, [Self.poster], as: who)
        }
        #expect(await put([("spent", "2,5")], .guest).status == 401)
        #expect(await put([("spent", "2,5")], .anna).status == 403)
        #expect(await put([("spent", "viel")], .berta).status == 422)
        let taken = await put([("spent", "2,5")], .berta)
        #expect(taken.status == 200 && taken.text.contains("plakat.pdf") && taken.text.contains("\"hours_spent\":2.5"))
        #expect(await site.get(try Self.link()).status == 200)
        let corrected = await site.put(path, json: ["spent": 3, "file_stays": true], as: .berta)
        #expect(corrected.status == 200 && corrected.text.contains("plakat.pdf"))
        let replaced = await site.put(path, json: ["spent": 3, "result": "Nur Text"], as: .berta)
        #expect(replaced.status == 200 && !replaced.text.contains("plakat.pdf"))
        #expect(await site.put(path, json: ["spent": 3], as: .berta).status == 422)
    }

    @Test("is taken from no other site that has a browser send it")
    func forged() async throws {
        let site = try await site()
        let forged = await site.put(
            "/api/v1/tasks/1/parts/1/result", [("spent", "2")], [Self.poster], as: .berta, from: "cross-site")
        #expect(forged.status == 403 && !site.network.files.has("%PDF-1.7 Plakat"))
        #expect(try await site.network.task(ID(1)).parts[0].outcome == nil)
    }

    @Test("is in the database as it was given, and known to be used", arguments: Engine.available)
    func roundTrip(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let task = try await network.open(["Plakat", "Text"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        let hash = try #require(FileHash("Plakat".sha256))
        let file = AttachedFile(
            StoredFile(hash: hash, byteCount: 6, mediaType: "text/plain; charset=utf-8"), name: FileName("plakat.txt"))
        let outcome = TaskPart.Outcome(
            spent: Hours(hundredths: 100), notes: nil, result: nil, link: nil, file: file)
        let (now, sharing, part) = (network.now, network.sharing, task.parts[0].id)
        let store = network.files.store
        try await network.database.write { connection in
            try store.enter(file.stored, now: now, on: connection)
            #expect(try sharing.tasks.store.used(among: [hash], on: connection).isEmpty)
            #expect(
                try sharing.tasks.store.deliver(
                    outcome, for: part, by: Network.south, now: now, on: connection))
            #expect(try sharing.tasks.store.used(among: [hash], on: connection) == [hash])
        }
        #expect(try await network.task(task.id).parts.map(\.outcome) == [outcome, nil])
    }
}
