// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Directory
@testable import Web

@Suite("A library joins the network")
struct JoiningTests {
    static let form: [(String, String)] = [
        ("name", "Gemeindebücherei Beispielhausen"), ("ort", "Beispielhausen"), ("ags", "99000001"),
        ("mail", "buecherei@beispielhausen.example"), ("einwohner", "4.200"), ("flaeche", "180 m²"), ("vzae", "1,5"),
        ("funktion", "Leitung"), ("person", "Alma Beispiel"), ("person_mail", "alma@beispielhausen.example"),
    ]

    /// Applies, confirms, and returns the moderator's session with the application's address.
    static func waiting(_ network: Network) async throws -> (moderator: SecretToken, desk: String) {
        let sent = await network.post("/netzwerk/mitmachen", form)
        #expect(sent.status == 303 && sent.location.hasPrefix("/netzwerk/mitmachen/gesendet?anfrage="))
        let link = try await network.link(in: 0)
        #expect(await network.get(link).text.contains("Ja, wir wollen mitmachen"))
        #expect(await network.post(link + "/bestaetigung", []).status == 303)
        #expect(await network.get(link).text.contains("Eure Anfrage ist bestätigt"))
        let moderator = network.moderator()
        let applications = try await network.database.read { try ApplicationStore().waiting(on: $0) }
        return (moderator, "/netzwerk/aufnahmen/\(try #require(applications.first).id)")
    }

    @Test("by form, mail, button and admission, and is found then", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let network = try await Network(engine)
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.get("/netzwerk/bibliotheken").text.contains("Noch ist keine Bibliothek"))
        #expect(await network.get(desk, as: moderator).text.contains("4\u{202F}200 Einwohner*innen"))
        #expect(await network.post(desk + "/aufnahme", [], as: moderator).status == 303)
        let library = try #require(try await network.database.read { try LibraryStore().all(on: $0) }.first)
        #expect(library.state == .admitted && library.sizes.fullTimeEquivalents?.value == 150)
        let mail = try await network.mail(1)
        #expect(mail.to == "alma@beispielhausen.example" && mail.text.contains("/anmelden/"))
        let alma = network.people.session("alma@beispielhausen.example")
        let page = try await eventually {
            let text = await network.get(library.link.value, as: alma).text
            return text.contains("Angaben bearbeiten") ? text : nil
        }
        #expect(page.contains("180 m²"))
        #expect(await network.get("/netzwerk/bibliotheken").text.contains("Gemeindebücherei Beispielhausen"))
    }

    @Test("and is told which mailbox to look into, by an address that confirms nothing")
    func sent() async throws {
        let network = try await Network()
        let sent = await network.post("/netzwerk/mitmachen", Self.form).location
        #expect(!sent.contains("beispielhausen"))
        #expect(await network.get(sent).text.contains("<bdi>buecherei@beispielhausen.example</bdi>"))
        let hash = try #require(sent.split(separator: "=").last)
        #expect(await network.post("/netzwerk/bewerbungen/\(hash)/bestaetigung", []).status == 404)
        #expect(await network.post(try await network.link(in: 0) + "/bestaetigung", []).status == 303)
        for known in [sent, "/netzwerk/mitmachen/gesendet", "/netzwerk/mitmachen/gesendet?anfrage=x"] {
            let answer = await network.get(known)
            #expect(answer.status == 200 && !answer.text.contains("buecherei@"))
        }
    }

    @Test("by seven answers; the rest is folded away until it is told or wrong")
    func required() async throws {
        let network = try await Network()
        let page = await network.get("/netzwerk/mitmachen").text
        #expect(page.contains("Sieben Angaben genügen"))
        #expect(page.matches(of: /<input[^>]* required/).count == 7)
        #expect(page.contains("<details><summary>Mehr über eure Bibliothek (freiwillig)"))
        #expect(await network.get("/netzwerk/mitmachen?flaeche=180").text.contains("<details open>"))
        let wrong = await network.post("/netzwerk/mitmachen", Self.form.filter { $0.0 != "ags" } + [("ags", "1")])
        #expect(wrong.status == 422 && wrong.text.contains("<details open>"))
    }

    @Test("and is welcomed by what to do next")
    func welcome() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.post(desk + "/aufnahme", [], as: moderator).status == 303)
        let library = try #require(try await network.database.read { try LibraryStore().all(on: $0) }.first)
        let own = library.link.value
        let target = own + "/bearbeiten?willkommen=1"
        #expect(try await network.mail(1).text.contains("?ziel=\(target)"))
        let alma = network.people.session("alma@beispielhausen.example")
        let page = await network.get(target, as: alma).text
        #expect(page.contains("Willkommen im Netzwerk") && page.contains("Ladet euer Team ein"))
        let found = page.matches(of: /<li><a href="([^"]+)">/).map { String($0.output.1) }
        let steps = [own + "/zahlen/2026", own + "/mitglieder", "/netzwerk/beispiel"]
        #expect(steps.allSatisfy(found.contains))
        #expect(!(await network.get(own + "/bearbeiten", as: alma).text.contains("Willkommen")))
        network.people.grant(
            .member, in: .organisation(library.id), to: network.people.enter("bo@beispielhausen.example"))
        let bo = network.people.session("bo@beispielhausen.example")
        let another = await network.get(target, as: bo).text
        #expect(another.contains("Willkommen") && !another.contains("Ladet euer Team ein"), "managers invite")
    }

    @Test(
        "and who decides is told when it has confirmed, each once and without a word on who asked",
        arguments: Engine.available)
    func deciders(engine: Engine) async throws {
        let network = try await Network(engine)
        _ = network.moderator()
        for (name, region) in [("unsere", "990"), ("andere", "053")] {
            let id = try await network.office("Beispiel-Fachstelle \(name)", region: region)
            network.people.grant(
                .member, in: .organisation(id), to: network.people.enter("\(name)@fachstelle.example"))
            // Who holds both roles is one person.
            network.people.grant(
                .member, in: .organisation(id), to: network.people.enter("moderation@netzwerk.example"))
        }
        network.people.grant(.admin, in: .server, to: network.people.enter("betrieb@netzwerk.example"))
        let (_, desk) = try await Self.waiting(network)
        let link = try await network.link(in: 0)
        #expect(await network.post(link + "/bestaetigung", []).status == 303)
        let mails = Array(try await network.mails().dropFirst())
        #expect(Set(mails.map(\.to)) == ["moderation@netzwerk.example", "unsere@fachstelle.example"])
        #expect(mails.count == 2)
        for mail in mails {
            #expect(mail.links.first == desk)
            #expect(mail.text.contains("Gemeindebücherei Beispielhausen in Beispielhausen"))
            #expect(!mail.text.contains("Alma") && !mail.text.contains("alma@"))
        }
    }

    @Test("and whoever runs the server is told where nobody else decides")
    func operators() async throws {
        let network = try await Network()
        network.people.grant(.admin, in: .server, to: network.people.enter("betrieb@netzwerk.example"))
        _ = try await Self.waiting(network)
        let mails = try await network.mails()
        #expect(mails.count == 2 && mails.last?.to == "betrieb@netzwerk.example")
    }

    @Test("once, whoever decides first")
    func twoModerators() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.post(desk + "/aufnahme", [], as: moderator).status == 303)
        let refused = await network.post(desk + "/ablehnung", [("grund", "Zu klein, <leider>")], as: moderator)
        let admitted = await network.post(desk + "/aufnahme", [], as: moderator)
        for late in [refused, admitted] {
            #expect(late.status == 409)
            #expect(late.text.contains("Darüber hat inzwischen jemand anderes entschieden."))
            #expect(late.text.contains("Entschieden hat die Moderation des Netzwerks am <time datetime=\"2026-11-23"))
            #expect(late.text.contains("Die Bibliothek ist aufgenommen."))
            #expect(late.text.contains("<a href=\"/netzwerk/schreibtisch\">Zurück zu den Anfragen</a>"))
        }
        #expect(
            refused.text.contains("<blockquote><p dir=\"auto\">Zu klein, &lt;leider&gt;</p></blockquote>"),
            "nothing is lost")
        #expect(!admitted.text.contains("<blockquote>"))
        #expect(try await network.database.read { try LibraryStore().all(on: $0) }.count == 1)
    }

    @Test("or is refused with a reason, which it is told")
    func refusal() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.post(desk + "/ablehnung", [("grund", " ")], as: moderator).status == 422)
        #expect(await network.post(desk + "/ablehnung", [("grund", "Doppelt gemeldet.")], as: moderator).status == 303)
        #expect(try await network.mail(1).text.contains("Doppelt gemeldet."))
        #expect(await network.get(try await network.link(in: 0)).text.contains("Doppelt gemeldet."))
    }

    @Test("leads back to the desk, which says what was decided, to those alone who decide")
    func backToTheDesk() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.get(desk, as: moderator).text.contains("<li><a href=\"/netzwerk/schreibtisch\">"))
        let number = try #require(desk.split(separator: "/").last)
        let answer = await network.post(desk + "/aufnahme", [], as: moderator)
        #expect(answer.location == "/netzwerk/schreibtisch?entschieden=\(number)")
        let visitor = try #require(network.people.visitor(of: moderator))
        #expect(try await network.notice(answer.location, for: visitor).contains("Beispielhausen ist aufgenommen"))
        #expect(try await network.notice("/netzwerk/schreibtisch?entschieden=99", for: visitor).isEmpty)
        #expect(try await network.notice("/netzwerk/schreibtisch?entschieden=x", for: visitor).isEmpty)
        let stranger = try #require(network.people.visitor(of: network.people.session("fremd@ort.example")))
        #expect(try await network.notice(answer.location, for: stranger).isEmpty)
    }

    @Test("as one that is known from statistics, whose own figures stay")
    func known() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        let id = try await network.database.write { connection in
            let changes = LibraryChanges(search: network.capability.search)
            return try changes.add(
                Organisation.Profile(name: "Gemeindebücherei Beispielhausen", kind: .library, city: "Beispielhausen"),
                LibraryProfile(isil: "DE-1110"),
                [FigureEntry(.population, year: 2026, value: 4_300, source: .dbs)], on: connection)
        }
        #expect(await network.get(desk, as: moderator).text.contains("Gibt es sie schon?"))
        #expect(await network.post(desk + "/aufnahme", [("bibliothek", "999")], as: moderator).status == 404)
        #expect(await network.post(desk + "/aufnahme", [("bibliothek", "\(id)")], as: moderator).status == 303)
        let library = try #require(try await network.database.read { try LibraryStore().library(id, on: $0) })
        #expect(library.state == .admitted && library.profile.isil == "DE-1110")
        #expect(library.sizes.population?.value == 4_300 && library.sizes.floorArea?.value == 180)
    }

    @Test("by its regional advisory office, and by no other")
    func office() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        let appointed = await network.post(
            "/netzwerk/schreibtisch/fachstellen",
            [
                ("stelle", "Beispiel-Fachstelle"), ("region", "990, 991"), ("name", "Bo Beispiel"),
                ("email", "bo@fachstelle.example"),
            ], as: moderator)
        #expect(appointed.status == 303)
        let office = try #require(try await network.database.read { try OfficeStore().all(on: $0) }.first)
        #expect(office.prefixes == ["990", "991"])
        let bo = network.people.session("bo@fachstelle.example")
        let page = await network.get("/netzwerk/fachstellen/\(office.id)", as: bo)
        #expect(page.text.contains("Gemeindebücherei Beispielhausen"))
        let stranger = network.people.session("fremd@ort.example")
        #expect(await network.get("/netzwerk/fachstellen/\(office.id)", as: stranger).status == 403)
        #expect(await network.get(desk, as: stranger).status == 404)
        #expect(await network.post(desk + "/aufnahme", [], as: stranger).status == 404)
        #expect(
            await network.post(
                "/netzwerk/schreibtisch/fachstellen/\(office.id)", [("region-\(office.id)", "01")], as: moderator
            ).status == 303)
        #expect(await network.post(desk + "/aufnahme", [], as: bo).status == 404, "no longer its region")
        #expect(
            await network.post(
                "/netzwerk/schreibtisch/fachstellen/\(office.id)", [("region-\(office.id)", "99")], as: moderator
            ).status == 303)
        let own = "/netzwerk/fachstellen/\(office.id)"
        #expect(await network.get(desk, as: bo).text.contains("<a href=\"\(own)\">"), "the way back")
        let answer = await network.post(desk + "/aufnahme", [], as: bo)
        #expect(answer.status == 303 && answer.location.hasPrefix(own + "?entschieden="))
        #expect(await network.get(answer.location, as: bo).text.contains("Beispielhausen ist aufgenommen"))
        #expect(!(await network.get(own, as: bo).text.contains("ist aufgenommen")))
        let late = await network.post(desk + "/ablehnung", [("grund", "nein")], as: moderator)
        #expect(late.status == 409 && late.text.contains("Entschieden hat Beispiel-Fachstelle am "))
        #expect(!late.text.contains("bo@fachstelle.example"), "who exactly is the office's own matter")
        let again = await network.post(desk + "/aufnahme", [], as: bo)
        #expect(again.status == 409 && again.text.contains("<a href=\"\(own)\">Zurück zu den Anfragen</a>"))
    }

    @Test("shows a decision from before deciders were kept without one", arguments: Engine.available)
    func decisionsFromBefore(engine: Engine) async throws {
        let network = try await Network(engine)
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.post(desk + "/ablehnung", [("grund", "Doppelt")], as: moderator).status == 303)
        #expect(await network.get(desk, as: moderator).text.contains("Entschieden hat die Moderation "))
        try await network.database.write { connection in
            let none: String? = nil
            try connection.execute("UPDATE library_application SET decided_by = \(none) WHERE house_id = 0")
        }
        #expect(await network.get(desk, as: moderator).text.contains("Entschieden am <time"))
    }

    @Test("not without a population, and is told why; nothing typed is lost")
    func badInput() async throws {
        let network = try await Network()
        func answer(_ field: String, _ value: String) async -> Network.Answer {
            await network.post("/netzwerk/mitmachen", Self.form.map { ($0.0, $0.0 == field ? value : $0.1) })
        }
        let empty = await answer("einwohner", "")
        #expect(empty.status == 422 && empty.text.contains("mit niemandem vergleichen"))
        #expect(empty.text.contains("value=\"Gemeindebücherei Beispielhausen\""))
        #expect(await answer("einwohner", "-4").text.contains("Weniger als null"))
        let eaten = await answer("ags", "1002003")
        #expect(eaten.status == 422 && eaten.text.contains("value=\"01002003\""), "the zero is put back")
        #expect(await answer("mail", "buecherei").text.contains("keine E-Mail-Adresse"))
        #expect(try await network.mails().isEmpty)
        let trapped = await network.post("/netzwerk/mitmachen", Self.form + [("website", "x")])
        #expect(trapped.status == 422)
    }

    @Test("is mailed three times a day at most, and forgotten when it never confirms")
    func limits() async throws {
        let network = try await Network()
        for _ in 0..<3 { #expect(await network.post("/netzwerk/mitmachen", Self.form).status == 303) }
        let fourth = await network.post("/netzwerk/mitmachen", Self.form)
        #expect(fourth.status == 429 && fourth.text.contains("value=\"Gemeindebücherei Beispielhausen\""))
        let link = try await network.link(in: 0)
        network.wait(.days(8))
        #expect(await network.get(link).status == 404)
        #expect(await network.post(link + "/bestaetigung", []).status == 404)
        try await network.comeRound("directory.tidying")
        #expect(try await network.database.read { try $0.rows("SELECT id FROM library_application") }.isEmpty)
    }

    @Test("as one that is a member already, whose managers learn who is new in their team", arguments: [false, true])
    func joining(isKnown: Bool) async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        let id = try await network.library("Gemeindebücherei Beispielhausen")
        network.people.grant(.manager, in: .organisation(id), to: network.people.enter("bo@beispielhausen.example"))
        let second = isKnown ? "alma@beispielhausen.example" : "cem@beispielhausen.example"
        network.people.grant(.member, in: .organisation(id), to: network.people.enter(second))
        #expect(await network.post(desk + "/aufnahme", [("bibliothek", "\(id)")], as: moderator).status == 303)
        let told = try await network.mails().filter { $0.text.contains("/netzwerk/bibliotheken/\(id)/mitglieder") }
        #expect(told.map(\.to) == (isKnown ? [] : ["bo@beispielhausen.example"]))
        #expect(told.allSatisfy { !$0.text.contains("Alma") }, "it names nobody")
        let alma = network.people.enter("alma@beispielhausen.example")
        #expect(network.people.grants(of: alma) == [Grant(role: .member, scope: .organisation(id))])
    }

    @Test("is told why it was refused for ninety days, however long it had waited")
    func refusedLate() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        let link = try await network.link(in: 0)
        network.wait(.days(100))
        _ = await network.post(desk + "/ablehnung", [("grund", "Doppelt gemeldet.")], as: moderator)
        try await network.comeRound("directory.tidying")
        #expect(await network.get(link).text.contains("Doppelt gemeldet."))
        network.wait(.days(91))
        try await network.comeRound("directory.tidying")
        #expect(await network.get(link).status == 404)
    }

    @Test("becomes no member of a namesake elsewhere by an office, which decides on its region alone")
    func namesakes() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        func namesake(_ ags: String?, member: Bool) async throws -> OrganisationID {
            let now = network.now
            return try await network.database.write { connection in
                try LibraryChanges(search: network.capability.search).add(
                    Organisation.Profile(name: "Gemeindebücherei Beispielhausen", kind: .library),
                    LibraryProfile(ags: ags), [], admittedAt: member ? now : nil, on: connection)
            }
        }
        let elsewhere = try await namesake("01002003", member: true)
        let nowhere = try await namesake(nil, member: true)
        let listed = try await namesake(nil, member: false)
        let office = try await network.office("Beispiel-Fachstelle", region: "99")
        network.people.grant(.member, in: .organisation(office), to: network.people.enter("bo@fachstelle.example"))
        let bo = network.people.session("bo@fachstelle.example")
        func offered(_ who: SecretToken) async -> [OrganisationID] {
            let page = await network.get(desk, as: who).text
            return [elsewhere, nowhere, listed].filter { page.contains("value=\"\($0)\"") }
        }
        #expect(await offered(moderator) == [elsewhere, nowhere, listed])
        #expect(await offered(bo) == [listed])
        for other in [elsewhere, nowhere] {
            #expect(await network.post(desk + "/aufnahme", [("bibliothek", "\(other)")], as: bo).status == 404)
        }
        #expect(await network.post(desk + "/aufnahme", [("bibliothek", "\(listed)")], as: bo).status == 303)
    }

    @Test("withdraws when it has thought better of it")
    func withdrawal() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        let link = try await network.link(in: 0)
        #expect(await network.post(link + "/rueckzug", []).status == 303)
        #expect(await network.get(link).text.contains("zurückgezogen"))
        #expect(await network.get(desk, as: moderator).status == 404)
    }

    @Test("leaves nothing of a person who is forgotten", arguments: Engine.available)
    func erasure(engine: Engine) async throws {
        let network = try await Network(engine)
        _ = try await Self.waiting(network)
        let person = network.people.enter("alma@beispielhausen.example")
        let before = try await network.database.read { try network.capability.export(person, on: $0) }
        #expect(before["library_applications"]?.description.contains("Beispielhausen") == true)
        #expect(before["library_applications"]?.description.contains("\"contact\"") == true)
        let now = network.now
        try await network.database.write { try network.capability.erase(person, now: now, on: $0) }
        #expect(try await network.database.read { try $0.rows("SELECT id FROM library_application") }.isEmpty)
    }

    @Test("keeps of an application that was decided on nothing about the person")
    func erasureAfterwards() async throws {
        let network = try await Network()
        let (moderator, desk) = try await Self.waiting(network)
        #expect(await network.post(desk + "/ablehnung", [("grund", "Doppelt gemeldet.")], as: moderator).status == 303)
        let (person, now) = (network.people.enter("alma@beispielhausen.example"), network.now)
        try await network.database.write { try network.capability.erase(person, now: now, on: $0) }
        let rows = try await network.database.read { connection in
            try connection.all("SELECT person_id, contact FROM library_application") { row in
                (person: try row["person_id"] as PersonID?, contact: try row["contact"] as String?)
            }
        }
        #expect(rows.count == 1 && rows[0].person == nil && rows[0].contact == nil)
    }
}

extension JSON {
    fileprivate var description: String { (try? String(decoding: bytes, as: UTF8.self)) ?? "" }
}
