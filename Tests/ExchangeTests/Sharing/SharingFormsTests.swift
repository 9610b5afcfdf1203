// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A form that comes too late")
struct SharingFormsTests {
    private typealias Network = SharingNetwork

    @Test("for a request that was settled meanwhile shows what was typed")
    func settled() async throws {
        let site = try await SharingSite()
        _ = try await site.network.publish()
        _ = await site.post("/netzwerk/fragen/1/erledigung", [("words", "Gefunden")], as: .anna)
        let edit = await site.post(
            "/netzwerk/fragen/1/bearbeiten",
            [
                ("title", "Neu"), ("words", "Lange getippt"), ("topic", "reading"),
                ("last_day", "\(Network.today + 3)"),
            ], as: .anna)
        #expect(edit.status == 409 && edit.text.contains("Lange getippt"))
        let again = await site.post("/netzwerk/fragen/1/erledigung", [("words", "Die Schule half")], as: .anna)
        #expect(again.status == 409 && again.text.contains("Die Schule half"))
        #expect(await site.post("/netzwerk/fragen/1/bearbeiten", as: .berta).status == 403)
    }

    @Test("for a task that has ended shows what was typed, and keeps the file")
    func finished() async throws {
        let site = try await SharingSite()
        let task = try await site.network.open(["Plakat"])
        try await site.network.claim(0, of: task, by: Network.actorSouth)
        try await site.network.deliver(0, of: task.id, by: Network.actorSouth, hours: 100)
        _ = await site.post("/netzwerk/aufgaben/1/abschluss", as: .anna)
        let edit = await site.post(
            "/netzwerk/aufgaben/1/bearbeiten",
            [("title", "Neu"), ("words", "Lange getippt"), ("topic", "reading")], as: .anna)
        #expect(edit.status == 409 && edit.text.contains("Lange getippt"))
        let part = [
            ("title", "Flyer"), ("deliverable", "DIN lang"), ("hours", "2"), ("due", "\(Network.today + 3)"),
        ]
        let more = await site.post("/netzwerk/aufgaben/1/teile", part, as: .anna)
        #expect(more.status == 409 && more.text.contains("DIN lang"))
        let outcome = await site.post(
            "/netzwerk/aufgaben/1/teile/1/ergebnis", [("spent", "2"), ("notes", "Druckerei")],
            [MultipartBody.File("file", "plakat.pdf", "%PDF-1.7 Plakat")], as: .berta)
        #expect(outcome.status == 409 && outcome.text.contains("Druckerei"))
        #expect(outcome.text.contains("name=\"file.da\"") && site.network.files.has("%PDF-1.7 Plakat"))
    }

    @Test("for a part that was given back meanwhile shows what was typed, and is refused to all others")
    func givenBack() async throws {
        let site = try await SharingSite()
        let task = try await site.network.open(["Plakat"])
        let path = "/netzwerk/aufgaben/1/teile/1/ergebnis"
        let late = await site.post(path, [("spent", "2"), ("result", "Entwurf")], as: .berta)
        #expect(late.status == 409 && late.text.contains("Entwurf"))
        try await site.network.claim(0, of: task, by: Network.actorWest)
        #expect(await site.post(path, [("spent", "2"), ("result", "Entwurf")], as: .berta).status == 403)
        #expect(await site.post(path, [("spent", "2"), ("result", "Entwurf")], as: .stranger).status == 403)
        #expect(try await site.network.task(task.id).parts[0].outcome == nil)
    }

    @Test("as an answer is not offered to whoever has left the library that was written to")
    func formerMember() async throws {
        let site = try await SharingSite()
        let notice = try await site.network.publish()
        let text = NoticeMessages.Text(words: "Hallo", givesAddress: false)
        let (sharing, now) = (site.network.sharing, site.network.now)
        try await site.network.database.write { connection in
            try sharing.messages.send(text, about: notice, by: Network.actorSouth, now: now, on: connection)
            try connection.execute("UPDATE notice_message SET receiver_organisation = 4")
        }
        #expect(await site.get("/netzwerk/nachrichten/1/antwort", as: .anna).status == 403)
        #expect(await site.get("/netzwerk/nachrichten/1/antwort", as: .berta).status == 404)
    }

    @Test("is not needed to find all that was hidden, page by page")
    func hiddenPages() async throws {
        let site = try await SharingSite()
        for _ in 0...Sharing.tasksPerPage {
            let task = try await site.network.open(["A"])
            _ = await site.post("/netzwerk/aufgaben/\(task.id)/ausblenden", [("reason", "x")], as: .moderator)
        }
        let first = await site.get("/netzwerk/aufgaben?stand=hidden", as: .moderator).text
        let next = try #require(first.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1
        #expect(!first.contains("href=\"/netzwerk/aufgaben/1\""))
        let second = await site.get(String(next).replacing("&amp;", with: "&"), as: .moderator).text
        #expect(second.contains("href=\"/netzwerk/aufgaben/1\"") && !second.contains("rel=\"next\""))
    }

    @Test("is found for a request whose time is over, by its own library")
    func ended() async throws {
        let site = try await SharingSite()
        _ = try await site.network.publish(Network.request("Wer liest vor?", until: 1))
        site.network.now = Network.monday + .days(3)
        let own = "/netzwerk/fragen?bibliothek=1"
        #expect(await site.get("/netzwerk/fragen", as: .anna).text.contains("href=\"\(own)\""))
        let mine = await site.get(own, as: .anna).text
        #expect(mine.contains("Wer liest vor?") && mine.contains("abgelaufen"))
        #expect(mine.contains("name=\"bibliothek\" value=\"1\""), "other choices stay within the library")
        for who in [SharingSite.Who.guest, .berta] {
            #expect(await site.get(own, as: who).text.contains("Wer liest vor?") == false)
        }
        #expect(await site.get("/netzwerk/fragen", as: .anna).text.contains("Wer liest vor?") == false)
    }

    @Test("above a list shows what is chosen, and the hidden only to moderators")
    func filters() async throws {
        let site = try await SharingSite()
        let requests = await site.get("/netzwerk/fragen?art=offer&thema=making&stand=settled").text
        for chosen in ["offer", "making", "settled"] {
            #expect(requests.contains("<option value=\"\(chosen)\" selected>"))
        }
        let tasks = await site.get("/netzwerk/aufgaben?thema=making&stand=finished").text
        #expect(tasks.contains("<option value=\"finished\" selected>") && !tasks.contains("value=\"hidden\""))
        let hidden = await site.get("/netzwerk/aufgaben?stand=hidden", as: .moderator).text
        #expect(hidden.contains("<option value=\"hidden\" selected>"))
    }
}
