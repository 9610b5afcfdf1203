// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Testing

@testable import Exchange
@testable import Web

@Suite("The pages of requests and tasks")
struct SharingPagesTests {
    private typealias Network = SharingNetwork

    private static let request = [
        ("art", "request"), ("title", "Wer liest vor?"), ("words", "Wir suchen."), ("topic", "reading"),
        ("last_day", "\(Network.today + 10)"),
    ]

    private func changing(_ fields: [(String, String)], _ name: String, to value: String) -> [(String, String)] {
        fields.map { $0.0 == name ? (name, value) : $0 }
    }

    @Test("let members write for their own library, and nobody else")
    func rights() async throws {
        let site = try await SharingSite()
        #expect(await site.post("/netzwerk/fragen", Self.request).status == 401)
        #expect(await site.post("/netzwerk/fragen", Self.request, as: .stranger).status == 403)
        #expect(await site.post("/netzwerk/fragen", Self.request, as: .moderator).status == 403)
        let published = await site.post("/netzwerk/fragen", Self.request, as: .anna)
        #expect(published.status == 303 && published.location == "/netzwerk/fragen/1?gespeichert=1")
        for act in ["bearbeiten", "erledigung", "ruecknahme"] {
            #expect(await site.get("/netzwerk/fragen/1/\(act)", as: .anna).status == 200)
            #expect(await site.get("/netzwerk/fragen/1/\(act)", as: .berta).status == 403)
            #expect(await site.post("/netzwerk/fragen/1/\(act)", as: .berta).status == 403)
            #expect(await site.post("/netzwerk/fragen/1/\(act)").status == 401)
        }
        for act in ["ausblenden", "einblenden"] {
            #expect(await site.post("/netzwerk/fragen/1/\(act)", [("reason", "x")], as: .anna).status == 403)
        }
    }

    @Test("let whoever belongs to several libraries choose, among those alone")
    func severalLibraries() async throws {
        let site = try await SharingSite()
        #expect(await site.get("/netzwerk/fragen/neu", as: .carla).text.contains("name=\"library\""))
        #expect(await site.get("/netzwerk/fragen/neu", as: .anna).text.contains("name=\"library\"") == false)
        #expect(await site.post("/netzwerk/fragen", Self.request, as: .carla).status == 422)
        #expect(await site.post("/netzwerk/fragen", Self.request + [("library", "1")], as: .carla).status == 422)
        #expect(await site.post("/netzwerk/fragen", Self.request + [("library", "4")], as: .carla).status == 303)
        #expect(try await site.network.notice(ID(1)).library == Network.east)
    }

    @Test(
        "name every problem at its field and keep what was typed",
        arguments: [
            ("title", ""), ("title", String(repeating: "a", count: 121)), ("words", " "), ("topic", "unknown"),
            ("last_day", "\(Network.today + -1)"), ("last_day", "31.02.2027"), ("last_day", "\(Network.today + 400)"),
        ])
    func badNotices(field: String, value: String) async throws {
        let site = try await SharingSite()
        let answer = await site.post(
            "/netzwerk/fragen", changing(Self.request, field, to: value), as: .anna)
        #expect(answer.status == 422)
        #expect(answer.text.contains("href=\"#\(Field.id(field))\""))
        #expect(answer.text.contains(field == "words" ? "Wer liest vor?" : "Wir suchen."))
    }

    @Test("show a request with its answers, and what helped")
    func settled() async throws {
        let site = try await SharingSite()
        _ = await site.post("/netzwerk/fragen", Self.request, as: .anna)
        #expect(await site.post("/netzwerk/fragen/1/antworten", [("words", " ")], as: .berta).status == 422)
        #expect(await site.post("/netzwerk/fragen/1/antworten", [("words", "Die Schule!")], as: .berta).status == 303)
        #expect(await site.get("/netzwerk/fragen/1").text.contains("Die Schule!"))
        let bad = await site.post(
            "/netzwerk/fragen/1/erledigung", [("answer", "1"), ("measure", "99"), ("words", "So ging es.")],
            as: .anna)
        #expect(bad.status == 422 && bad.text.contains("So ging es."))
        #expect(
            await site.post(
                "/netzwerk/fragen/1/erledigung", [("answer", "1"), ("measure", "7"), ("words", "So ging es.")],
                as: .anna
            ).status == 303)
        let page = await site.get("/netzwerk/fragen/1").text
        #expect(page.contains("gelöst") && page.contains("Repaircafé im Lesesaal") && page.contains("So ging es."))
        let late = await site.post("/netzwerk/fragen/1/antworten", [("words", "Zu spät geschrieben")], as: .berta)
        #expect(late.status == 409 && late.text.contains("Zu spät geschrieben"))
        #expect(await site.get("/netzwerk/fragen").text.contains("Wer liest vor?") == false)
        #expect(await site.get("/netzwerk/fragen?stand=settled").text.contains("Wer liest vor?"))
    }

    @Test("hide from everybody but moderators what these take away")
    func hidden() async throws {
        let site = try await SharingSite()
        _ = await site.post("/netzwerk/fragen", Self.request, as: .anna)
        _ = await site.post("/netzwerk/fragen/1/antworten", [("words", "Kauft bei uns")], as: .berta)
        #expect(
            await site.post("/netzwerk/fragen/1/antworten/1/ausblenden", [("reason", "")], as: .moderator).status == 422
        )
        _ = await site.post("/netzwerk/fragen/1/antworten/1/ausblenden", [("reason", "Werbung")], as: .moderator)
        #expect(await site.get("/netzwerk/fragen/1").text.contains("Kauft bei uns") == false)
        #expect(await site.get("/netzwerk/fragen/1", as: .moderator).text.contains("Kauft bei uns"))
        _ = await site.post("/netzwerk/fragen/1/ausblenden", [("reason", "doppelt")], as: .moderator)
        for who in [SharingSite.Who.guest, .anna, .berta] {
            #expect(await site.get("/netzwerk/fragen/1", as: who).status == 404)
            #expect(await site.get("/netzwerk/fragen?stand=hidden", as: who).text.contains("Wer liest vor?") == false)
        }
        #expect(await site.get("/api/v1/requests").text.contains("Wer liest vor?") == false)
        #expect(await site.get("/netzwerk/fragen?stand=hidden", as: .moderator).text.contains("Wer liest vor?"))
        _ = await site.post("/netzwerk/fragen/1/einblenden", as: .moderator)
        #expect(await site.get("/netzwerk/fragen/1").status == 200)
    }

    private static let task = [
        ("title", "Klimawoche"), ("words", "Ein Programm"), ("topic", "sustainability"),
        ("part1.title", "Aushang"), ("part1.deliverable", "A3"), ("part1.hours", "1,5"),
        ("part1.due", "\(Network.today + 9)"),
        ("part2.title", "Pressetext"), ("part2.deliverable", "mit Lücken"), ("part2.hours", "2"),
        ("part2.due", "\(Network.today + 9)"),
    ]

    @Test("divide a task into the parts that were filled in")
    func newTask() async throws {
        let site = try await SharingSite()
        #expect(
            await site.post("/netzwerk/aufgaben", Self.task, as: .anna).location == "/netzwerk/aufgaben/1?gespeichert=1"
        )
        let task = try await site.network.task(ID(1))
        #expect(task.parts.map(\.content.title) == ["Aushang", "Pressetext"])
        #expect(task.parts.map(\.content.estimate.hundredths) == [150, 200])
        #expect(await site.get("/netzwerk/aufgaben").text.contains("2 Teile"))
    }

    @Test(
        "refuse parts that say nothing, take no time or were due already",
        arguments: [
            ("part2.title", ""), ("part2.deliverable", ""), ("part2.hours", "-1"), ("part2.hours", "0"),
            ("part2.hours", "5000"), ("part2.hours", "bald"), ("part2.due", "\(Network.today + -1)"), ("part2.due", ""),
        ])
    func badParts(field: String, value: String) async throws {
        let site = try await SharingSite()
        let answer = await site.post("/netzwerk/aufgaben", changing(Self.task, field, to: value), as: .anna)
        #expect(answer.status == 422 && answer.text.contains("href=\"#\(Field.id(field))\""))
        #expect(answer.text.contains("Aushang"))
    }

    @Test("refuse a task without parts")
    func noParts() async throws {
        let site = try await SharingSite()
        #expect(await site.post("/netzwerk/aufgaben", Array(Self.task.prefix(3)), as: .anna).status == 422)
    }

    @Test("tell the second who wants a part that the first has it")
    func claimTwice() async throws {
        let site = try await SharingSite()
        _ = await site.post("/netzwerk/aufgaben", Self.task, as: .anna)
        let claim = "/netzwerk/aufgaben/1/teile/1/uebernahme"
        #expect(await site.post(claim).status == 401)
        #expect(await site.post(claim, as: .stranger).status == 403)
        #expect(await site.post(claim, as: .berta).status == 303)
        let late = await site.post(claim, [("library", "3")], as: .carla)
        #expect(late.status == 409 && late.text.contains("„Aushang“ hat schon Beispielbücherei 2 übernommen."))
        #expect(await site.post(claim, as: .berta).status == 409)
        #expect(await site.post("/netzwerk/aufgaben/1/teile/99/uebernahme", as: .berta).status == 404)
        #expect(await site.get("/netzwerk/aufgaben/1/teile/1/bearbeiten", as: .anna).status == 409)
        #expect(await site.post("/netzwerk/aufgaben/1/teile/1/entfernung", as: .anna).status == 409)
        #expect(await site.post("/netzwerk/aufgaben/1/teile/1/rueckgabe", [], as: .carla).status == 403)
    }

    @Test("end with the ledger, and offer to make a measure of it")
    func finish() async throws {
        let site = try await SharingSite()
        _ = await site.post("/netzwerk/aufgaben", Self.task, as: .anna)
        _ = await site.post("/netzwerk/aufgaben/1/teile/1/uebernahme", as: .berta)
        #expect(await site.get("/netzwerk/aufgaben/1/abschluss", as: .anna).status == 409)
        let outcome = "/netzwerk/aufgaben/1/teile/1/ergebnis"
        for bad in [
            [("spent", "-2"), ("result", "x")], [("spent", "3")], [("spent", "3"), ("link", "javascript:alert(1)")],
            [("spent", "mal so"), ("result", "x")],
        ] {
            #expect(await site.post(outcome, bad, as: .berta).status == 422)
        }
        _ = await site.post(
            outcome,
            [("spent", "2,25"), ("link", "https://bibliothek.example/aushang.pdf"), ("notes", "Nur für uns")],
            as: .berta)
        #expect(await site.get("/netzwerk/aufgaben/1", as: .anna).text.contains("Nur für uns"))
        #expect(await site.get("/netzwerk/aufgaben/1").text.contains("Nur für uns") == false)
        #expect(await site.post("/netzwerk/aufgaben/1/abschluss", as: .berta).status == 403)
        #expect(await site.get("/netzwerk/aufgaben/1/abschluss", as: .anna).status == 200)
        _ = await site.post("/netzwerk/aufgaben/1/abschluss", [("conclusion", "Läuft.")], as: .anna)
        let page = await site.get("/netzwerk/aufgaben/1", as: .anna).text
        #expect(page.contains("2,25 Stunden Arbeit") && page.contains("Läuft."))
        #expect(page.contains("/netzwerk/massnahmen/neu?titel=Klimawoche&amp;kurz=L%C3%A4uft."))
        #expect(await site.get("/netzwerk/aufgaben/1").text.contains("/netzwerk/massnahmen/neu") == false)
        #expect(await site.post("/netzwerk/aufgaben/1/teile/2/uebernahme", as: .berta).status == 409)
        #expect(await site.get("/api/v1/tasks/1").text.contains("\"hours_saved\":2.25"))
    }

    @Test("follow and unfollow, twice without harm, and lead back to where the button stood")
    func following() async throws {
        let site = try await SharingSite()
        let target = [("art", "library"), ("was", "2"), ("zurueck", "/netzwerk/bibliotheken/2")]
        #expect(await site.post("/netzwerk/abonnements", target).status == 401)
        for _ in 0..<2 {
            #expect(await site.post("/netzwerk/abonnements", target, as: .anna).location == "/netzwerk/bibliotheken/2")
        }
        let list = await site.get("/netzwerk/abonnements", as: .anna).text
        #expect(list.components(separatedBy: "href=\"/netzwerk/bibliotheken/2\"").count == 2)
        let elsewhere = [("art", "topic"), ("was", "making"), ("zurueck", "//boese.example")]
        #expect(
            await site.post("/netzwerk/abonnements", elsewhere, as: .anna).location
                == "/netzwerk/abonnements?gespeichert=1")
        #expect(await site.post("/netzwerk/abonnements", [("art", "library"), ("was", "99")], as: .anna).status == 404)
        #expect(await site.post("/netzwerk/abonnements", [("art", "measure"), ("was", "99")], as: .anna).status == 404)
        for _ in 0..<2 { #expect(await site.post("/netzwerk/abonnements/ende", target, as: .anna).status == 303) }
        let rest = await site.get("/netzwerk/abonnements", as: .anna).text
        #expect(rest.contains("href=\"/netzwerk/bibliotheken/2\"") == false)
    }

    @Test("save searches by name, once each")
    func savedSearches() async throws {
        let site = try await SharingSite()
        let path = "/netzwerk/abonnements/suchen"
        #expect(await site.post(path, [("name", "Alles"), ("suche", "")], as: .anna).status == 422)
        let nameless = await site.post(path, [("name", ""), ("suche", "q=lesen")], as: .anna)
        #expect(nameless.status == 422 && nameless.text.contains("value=\"q=lesen\""))
        for name in ["Lesen", "Zum Lesen"] {
            _ = await site.post(path, [("name", name), ("suche", "?q=lesen&nach=3")], as: .anna)
        }
        let page = await site.get("/netzwerk/abonnements", as: .anna).text
        #expect(page.contains("<a href=\"/netzwerk/massnahmen?q=lesen\">Zum Lesen</a>"))
        #expect(page.contains("<a href=\"/netzwerk/massnahmen?q=lesen\">Lesen</a>") == false)
        _ = await site.post(path + "/1/entfernung", as: .berta)
        #expect(await site.get("/netzwerk/abonnements", as: .anna).text.contains("Zum Lesen"))
        _ = await site.post(path + "/1/entfernung", as: .anna)
        #expect(await site.get("/netzwerk/abonnements", as: .anna).text.contains("Zum Lesen") == false)
    }

    @Test("end the weekly mail by one POST without signing in, and by the button of its page")
    func unsubscribe() async throws {
        let site = try await SharingSite()
        let (sharing, now) = (site.network.sharing, Network.monday)
        let token = SecretToken.random()
        try await site.network.database.write { connection in
            try sharing.readers.enter(Network.anna, now: now, on: connection)
            try sharing.readers.enter(token, of: Network.anna, now: now, on: connection)
        }
        let path = "/netzwerk/abmelden/\(token.text)"
        #expect(await site.get(path).text.contains("action=\"\(path)\""))
        func isOn() async throws -> Bool? {
            try await site.network.database.read { try sharing.readers.reader(Network.anna, on: $0)?.isOn }
        }
        #expect(try await isOn() == true)
        for _ in 0..<2 {
            #expect(await site.post(path, [("List-Unsubscribe", "One-Click")]).status == 200)
            #expect(try await isOn() == false)
        }
        #expect(await site.get("/netzwerk/abmelden/\(SecretToken.random().text)").status == 410)
        #expect(await site.post("/netzwerk/abmelden/\(SecretToken.random().text)").status == 410)
        _ = await site.post("/netzwerk/abonnements/wochenmail", [("an", "1")], as: .anna)
        #expect(try await isOn() == true)
    }

    @Test("have words in English for everything, with the same places to fill in")
    func words() throws {
        let catalogue = try Catalogue([ExchangeCapability.catalogue])
        #expect(catalogue.missing(in: .english) == [] && catalogue.surplus(in: .english) == [])
        let german = try #require(ExchangeCapability.catalogue.files.first { $0.name == "de" })
        let keys = german.content.split(separator: "\n").compactMap { line -> String? in
            guard line.first?.isLetter == true, let colon = line.firstIndex(of: ":") else { return nil }
            return "Exchange.\(line[..<colon])"
        }
        for key in keys {
            #expect(catalogue.slots(of: key, in: .english) == catalogue.slots(of: key, in: .german), "\(key)")
        }
    }
}
