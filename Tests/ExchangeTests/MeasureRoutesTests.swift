// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Mail
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("Pages and data of measures")
struct MeasureRoutesTests {
    private func items(_ answer: TestNetwork.Answer) -> [JSON] {
        if case .array(let items)? = answer.json["items"] { items } else { [] }
    }

    @Test("tell each reader whether it fits, by their own figures or a library's")
    func fit() async throws {
        let network = try await TestNetwork()
        try await network.publish("Gaming", by: TestNetwork.markt) {
            $0.effort = Effort([
                .hoursPerMonth: 500, .area: 200, .moneyPerYear: 0, .moneyOnce: 0, .fte: 0,
            ])
        }
        let none = await network.get("/api/v1/measures")
        #expect(items(none).first?["fit"] == .null)
        let guest = await network.get("/api/v1/measures?population=4200&area=250&fte=1.5&hours_per_month_max=6")
        #expect(items(guest).first?["fit"]?["verdict"] == "fits")
        let library = await network.get("/api/v1/measures?for=1")
        #expect(items(library).first?["fit"]?["verdict"] == "fails")
        let own = await network.get("/api/v1/measures", as: TestNetwork.dorf)
        #expect(items(own).first?["fit"]?["verdict"] == "fails")
        guard case .array(let sentences)? = items(library).first?["fit"]?["sentences"] else {
            Issue.record("no sentences")
            return
        }
        #expect(sentences.contains("✗ braucht 200 m², ihr habt 180 m² (2025)"))
        #expect(
            sentences.contains(
                """
                ✓ 4\u{202F}200 (2025) statt 5\u{202F}100 Einwohner*innen (1,2\u{2011}fach; Bücherei Beispielmarkt, \
                2024)
                """
            ))
        #expect(sentences.contains("Damit es passt, fehlen euch: 20 m²."))
    }

    @Test("tell what libraries similar to the reader's needed, who is never among them")
    func similar() async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.stadt) { $0.effort[.hoursPerMonth] = 1_200 }
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 500)
        try await network.adapt(measure, by: TestNetwork.markt, hours: 800)
        let capped = "hours_per_month_max=6&lift=hours"
        let guest = await network.get("/api/v1/measures?population=4200&area=180&fte=1.5&\(capped)")
        guard case .array(let sentences)? = items(guest).first?["fit"]?["sentences"] else {
            Issue.record("no sentences")
            return
        }
        #expect(items(guest).first?["fit"]?["verdict"] == "fails")
        #expect(
            sentences.contains(
                .string(
                    "✗ braucht 12 Stunden im Monat, ihr habt 6 Stunden · zwei ähnliche Bibliotheken brauchten "
                        + "5–8 Stunden im Monat")))
        #expect(guest.text.contains("Bücherei Beispieldorf ist euch ähnlich und kam mit 5 Stunden im Monat aus"))
        for path in ["/api/v1/measures?\(capped)", "/api/v1/measures/\(measure.id)?\(capped)"] {
            let own = await network.get(path, as: TestNetwork.dorf).text
            #expect(own.contains("eine ähnliche Bibliothek brauchte 8 Stunden im Monat"), "\(path)")
        }
        let page = await network.get("/netzwerk/massnahmen/\(measure.id)?\(capped)", as: TestNetwork.dorf).text
        #expect(page.contains("eine ähnliche Bibliothek brauchte 8 Stunden im Monat"))
        let unknown = await network.get("/api/v1/measures?\(capped)").text
        #expect(unknown.contains("braucht 12 Stunden im Monat, ihr habt 6 Stunden") && !unknown.contains("ähnlich"))
    }

    @Test("do not take a limit on the floor for the floor of the library")
    func limits() async throws {
        let query = try MeasureQuery(FormData([("flaeche", "180"), ("area_max", "40")]), .page)
        #expect(query.capacity.area == 40 && query.own.floorArea == 180)
        let viewer = Viewer(capacity: query.capacity, library: TestNetwork.dorf, own: query.own)
        #expect(viewer.asker == ExchangePorts.Asker(library: TestNetwork.dorf.id, floorArea: 180))
    }

    @Test("hide by a cap, say how many, and show them when it is lifted")
    func caps() async throws {
        let network = try await TestNetwork()
        try await network.publish("Wenig") { $0.effort[.hoursPerMonth] = 200 }
        try await network.publish("Viel") { $0.effort[.hoursPerMonth] = 1_200 }
        try await network.publish("Unbekannt")
        let capped = await network.get("/api/v1/measures?hours_per_month_max=6")
        #expect(items(capped).compactMap { $0["title"] }.count == 2)
        #expect(capped.json["hidden"]?["hours"] == 1)
        let lifted = await network.get("/api/v1/measures?hours_per_month_max=6&lift=hours")
        #expect(items(lifted).last?["title"] == "Viel" && items(lifted).last?["fit"]?["verdict"] == "fails")
        let page = await network.get("/netzwerk/massnahmen?hours_per_month_max=6")
        #expect(page.text.contains("verdeckt allein eine Maßnahme"))
        #expect(page.text.contains("lift=hours") && !page.text.contains(">Viel<"))
        #expect(await network.get("/netzwerk/massnahmen?hours_per_month_max=6&lift=hours").text.contains(">Viel<"))
    }

    @Test(
        "refuse kindly what cannot be meant",
        arguments: [
            ("/api/v1/measures?for=99", 404), ("/api/v1/measures?for=abc", 422), ("/api/v1/measures?for=", 422),
            ("/netzwerk/massnahmen?fuer=", 200),
            ("/api/v1/measures?population=viele", 422),
            ("/api/v1/measures?space=castle", 422), ("/api/v1/measures?lift=everything", 422),
            ("/api/v1/measures?by_population_min=10&by_population_max=5", 422), ("/api/v1/measures?limit=0", 422),
            ("/api/v1/measures?population=-5", 422), ("/api/v1/measures/99", 404),
            ("/netzwerk/massnahmen?einwohner=viele", 422), ("/netzwerk/massnahmen/99", 404),
            ("/netzwerk/massnahmen?seite=0", 404),
        ])
    func refusals(path: String, status: Int) async throws {
        let network = try await TestNetwork()
        #expect(await network.get(path).status == status)
    }

    @Test("show guests nothing that is for members")
    func protected() async throws {
        let network = try await TestNetwork()
        let failed = try await network.publish("Gescheitert", by: TestNetwork.markt) { $0.audience = .members }
        let open = try await network.publish("Lesenacht", by: TestNetwork.markt) { content in
            content.lessons = "Geheime Erkenntnis"
            content.lessonsAudience = .members
        }
        try await network.adapt(open, by: TestNetwork.dorf, hours: 900) { content in
            content.audience = .members
            content.changes = "Geheimer Versuch"
        }
        for path in ["/netzwerk/massnahmen/", "/api/v1/measures/"] {
            #expect(await network.get("\(path)\(failed.id)").status == 404)
            #expect(await network.get("\(path)\(failed.id)", as: TestNetwork.stadt).status == 200)
            let guest = await network.get("\(path)\(open.id)").text
            #expect(!guest.contains("Geheim") && !guest.contains("Beispieldorf"))
            let member = await network.get("\(path)\(open.id)", as: TestNetwork.stadt).text
            #expect(member.contains("Geheime Erkenntnis") && member.contains("Geheimer Versuch"))
        }
        for path in ["ausdruck", "verlauf", "nachfrage"] {
            #expect(await network.get("/netzwerk/massnahmen/\(failed.id)/\(path)").status == 404)
            #expect(!(await network.get("/netzwerk/massnahmen/\(open.id)/\(path)").text.contains("Geheim")))
        }
        let list = await network.get("/api/v1/measures")
        #expect(list.json["total"] == 1 && !list.text.contains("Gescheitert"))
        #expect(items(list).first?["reuse_count"] == 0 && items(list).first?["range"]?["hours_per_month"] == .null)
        #expect(!(await network.get("/netzwerk").text.contains("Gescheitert")))
    }

    @Test("take a Kleinigkeit at once, and keep a draft for its library")
    func telling() async throws {
        let network = try await TestNetwork()
        let fields = [
            ("title", "Vorlesen"), ("summary", "Drei Sätze."), ("contact", "Leitung"), ("outcome", "worked"),
            ("audience", "everyone"),
        ]
        let fromTask = await network.get("/netzwerk/massnahmen/neu?titel=Klimawoche&kurz=Lief.", as: TestNetwork.dorf)
        #expect(fromTask.text.contains("value=\"Klimawoche\"") && fromTask.text.contains(">\nLief.</textarea>"))
        let shown = await network.post("/netzwerk/massnahmen/neu", fields, as: TestNetwork.dorf)
        #expect(shown.status == 303 && shown.location?.hasPrefix("/netzwerk/massnahmen/1?") == true)
        let draft = await network.post("/netzwerk/massnahmen/neu", fields + [("entwurf", "1")], as: TestNetwork.dorf)
        #expect(draft.location?.hasPrefix("/netzwerk/massnahmen/2/bearbeiten/geschichte") == true)
        #expect(await network.get("/netzwerk/massnahmen/2").status == 404)
        #expect(await network.get("/netzwerk/massnahmen/2/bearbeiten/kern", as: TestNetwork.markt).status == 404)
        #expect(await network.get("/netzwerk/unsere", as: TestNetwork.dorf).text.contains("Entwurf"))
        #expect(await network.post("/netzwerk/massnahmen/neu", fields).status == 401)
    }

    @Test("save each step, keep what was typed wrongly, and publish in the end")
    func steps() async throws {
        let network = try await TestNetwork()
        _ = await network.post(
            "/netzwerk/massnahmen/neu", [("title", "Gaming"), ("entwurf", "1")], as: TestNetwork.dorf)
        let effort = "/netzwerk/massnahmen/1/bearbeiten/aufwand"
        let wrong = await network.post(
            effort, [("effort.hours_per_month", "viele"), ("partners", "Jugendclub")], as: TestNetwork.dorf)
        #expect(wrong.status == 422 && wrong.text.contains("value=\"viele\"") && wrong.text.contains("Jugendclub"))
        let right = await network.post(
            effort, [("effort.hours_per_month", "1,5 h"), ("effort.money_once", "0"), ("skills", "none")],
            as: TestNetwork.dorf)
        #expect(right.location?.hasPrefix("/netzwerk/massnahmen/1/bearbeiten/ergebnis") == true)
        #expect(await network.get(effort, as: TestNetwork.dorf).text.contains("value=\"1,5\""))
        let publish = "/netzwerk/massnahmen/1/veroeffentlichung"
        #expect(await network.post(publish, [], as: TestNetwork.dorf).status == 422)
        _ = await network.post(
            "/netzwerk/massnahmen/1/bearbeiten/kern",
            [("title", "Gaming"), ("summary", "Drei Sätze."), ("contact", "Leitung")], as: TestNetwork.dorf)
        #expect(await network.post(publish, [], as: TestNetwork.dorf).status == 303)
        let json = await network.get("/api/v1/measures/1").json
        #expect(json["effort"]?["hours_per_month"] == .number(1.5) && json["effort"]?["money_once"] == 0)
        #expect(json["effort"]?["area"] == .null && json["skills"] == [])
    }

    @Test("let programs tell, change and adapt, each key once")
    func programs() async throws {
        let network = try await TestNetwork()
        let body: JSON = [
            "title": "Gaming", "summary": "Drei Sätze.", "contact": "Leitung", "spaces": ["meeting"],
            "effort": ["hours_per_month": 12, "area": 40],
        ]
        let first = try await network.send(.post, "/api/v1/measures", json: body, as: TestNetwork.markt, key: "a")
        let again = try await network.send(.post, "/api/v1/measures", json: body, as: TestNetwork.markt, key: "a")
        #expect(first.status == 201 && first.text == again.text && first.location == "/api/v1/measures/1")
        let adaptation = try await network.send(
            .post, "/api/v1/measures/1/adaptations",
            json: ["effort": ["hours_per_month": .number(5.5)], "changes": "kürzer"],
            as: TestNetwork.dorf)
        #expect(adaptation.status == 201)
        let second = try await network.send(
            .post, "/api/v1/measures/1/adaptations", json: ["effort": ["hours_per_month": 6]], as: TestNetwork.dorf)
        #expect(second.status == 200 && second.json["id"] == adaptation.json["id"])
        let range = await network.get("/api/v1/measures/1").json["range"]?["hours_per_month"]
        #expect(range == ["low": 6, "high": 12, "libraries": 2])
        var changed = body
        if case .object(var members) = body {
            members["title"] = "Gaming am Freitag"
            changed = .object(members)
        }
        #expect(try await network.send(.put, "/api/v1/measures/1", json: changed, as: TestNetwork.dorf).status == 403)
        #expect(try await network.send(.put, "/api/v1/measures/1", json: changed, as: TestNetwork.markt).status == 200)
        #expect(await network.get("/api/v1/measures/1").json["title"] == "Gaming am Freitag")
        #expect(try await network.send(.post, "/api/v1/measures", json: body).status == 401)
        #expect(
            try await network.send(.post, "/api/v1/measures", json: ["title": ""], as: TestNetwork.markt).status == 422)
    }

    @Test("carry questions and answers, in public and by name of the library alone")
    func questions() async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        let place = "/netzwerk/massnahmen/\(measure.id)/fragen"
        #expect(await network.post(place, [("question", "Wie laut war es?")]).status == 401)
        #expect(await network.post(place, [("question", "")], as: TestNetwork.dorf).status == 422)
        #expect(await network.post(place, [("question", "Wie laut war es?")], as: TestNetwork.dorf).status == 303)
        #expect(
            await network.post(
                "/netzwerk/massnahmen/fragen/1/antworten", [("answer.1", "Geht so.")], as: TestNetwork.markt
            ).status
                == 303)
        let page = await network.get("/netzwerk/massnahmen/\(measure.id)").text
        #expect(page.contains("Wie laut war es?") && page.contains("Geht so."))
        let mails = try await network.mails()
        #expect(mails.map(\.to.address.value) == ["team2@bibliothek.example", "person10@bibliothek.example"])
    }

    @Test("pass a letter on without an address, unless the asker wants that", arguments: [false, true])
    func inquiry(passesAddress: Bool) async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        let fields = [
            ("text", "Welche Konsole?"), ("name", "Erika Beispiel"), ("email", "erika@beispiel.example"),
        ]
        let sent = await network.post(
            "/netzwerk/massnahmen/\(measure.id)/nachfrage", fields + (passesAddress ? [("passes_address", "1")] : []))
        #expect(sent.status == 303)
        let confirm = try #require(try await network.mails().last)
        #expect(confirm.to.address.value == "erika@beispiel.example")
        let path = try #require(confirm.text.firstMatch(of: #/http://netzwerk\.example(/netzwerk/nachfragen/\w+)/#)?.1)
        #expect(try await network.mails().count == 1)
        #expect(await network.get(String(path)).text.contains("Welche Konsole?"))
        for _ in 0..<2 { #expect(await network.post("\(path)/bestaetigung", []).status == 303) }
        let letters = try await network.mails()
        #expect(letters.count == 2)
        let letter = try #require(letters.last)
        #expect(letter.to.address.value == "team2@bibliothek.example" && letter.text.contains("Welche Konsole?"))
        #expect((letter.replyTo != nil) == passesAddress)
        #expect(!letter.text.contains("erika@") && letter.html?.contains("erika@") == false)
        let answering = "/netzwerk/unsere/nachfragen/1"
        #expect(await network.get(answering, as: TestNetwork.dorf).status == 404)
        #expect(await network.post(answering, [("answer", "Eine alte.")], as: TestNetwork.markt).status == 303)
        #expect(await network.post(answering, [("answer", "Noch eine.")], as: TestNetwork.markt).status == 409)
        #expect(await network.get(String(path)).text.contains("Eine alte."))
        #expect(try await network.mails().count == 3)
    }

    @Test("take materials under licences that allow what they are for")
    func materials() async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        let place = "/netzwerk/massnahmen/\(measure.id)/materialien"
        func add(_ licence: String, _ source: String, _ url: String = "https://beispiel.example/plan") async -> Int {
            await network.post(
                place, [("name", "Ablaufplan"), ("url", url), ("licence", licence), ("source", source)],
                as: TestNetwork.markt
            ).status
        }
        #expect(await add("CC-BY-SA-4.0", "by_nd") == 422)
        #expect(await add("CC-BY-ND-4.0", "own") == 422)
        #expect(await add("CC-BY-4.0", "own", "javascript:alert(1)") == 422)
        #expect(await add("CC-BY-4.0", "own") == 303)
        #expect(await network.get("/netzwerk/massnahmen/\(measure.id)").text.contains("Ablaufplan"))
        #expect(await network.post("\(place)/1/ende", [], as: TestNetwork.dorf).status == 403)
        #expect(await network.post("\(place)/1/ende", [], as: TestNetwork.markt).status == 303)
        #expect(!(await network.get("/netzwerk/massnahmen/\(measure.id)").text.contains("Ablaufplan")))
    }

    @Test("have words in English for everything")
    func words() throws {
        let catalogue = try Catalogue([ExchangeCapability.catalogue])
        #expect(catalogue.missing(in: .english) == [] && catalogue.surplus(in: .english) == [])
    }
}
