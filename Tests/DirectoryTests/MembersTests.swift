// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import TestSupport
import Testing

@testable import Directory
@testable import Web

@Suite("The members of a library")
struct MembersTests {
    private let network: Network
    private let library: OrganisationID
    private let manager: SecretToken
    private let member: SecretToken

    init() async throws {
        network = try await Network()
        let id = try await network.library("Gemeindebücherei Beispielhausen", isil: "DE-1110")
        network.people.grant(.manager, in: .organisation(id), to: network.people.enter("alma@ort.example"))
        network.people.grant(.member, in: .organisation(id), to: network.people.enter("bo@ort.example"))
        library = id
        manager = network.people.session("alma@ort.example")
        member = network.people.session("bo@ort.example")
    }

    private var page: String { "/netzwerk/bibliotheken/\(library)" }

    @Test("edit its details; others do not")
    func editing() async throws {
        let form = [("name", "Bücherei Neu"), ("city", "Beispielort"), ("isil", "DE-11-10"), ("ars", "990000000001")]
        #expect(await network.post(page + "/bearbeiten", form, as: member).status == 303)
        let shown = await network.get(page).text
        #expect(shown.contains("Bücherei Neu") && shown.contains("DE-11-10"))
        let stranger = network.people.session("fremd@ort.example")
        #expect(await network.post(page + "/bearbeiten", form, as: stranger).status == 403)
        #expect(await network.get(page + "/bearbeiten").status == 303, "to the sign-in")
    }

    @Test("are told which field is wrong: another's ISIL, a key without its zero, two places")
    func wrongDetails() async throws {
        _ = try await network.library("Stadtbibliothek Beispielstadt", isil: "DE-2")
        func answer(_ more: [(String, String)]) async -> Network.Answer {
            await network.post(page + "/bearbeiten", [("name", "X"), ("city", "Y")] + more, as: member)
        }
        let taken = await answer([("isil", "DE-2")])
        #expect(taken.status == 422 && taken.text.contains("Stadtbibliothek Beispielstadt"))
        #expect(taken.text.contains("id=\"f-isil-error\""))
        let eaten = await answer([("ags", "1002003")])
        #expect(eaten.status == 422 && eaten.text.contains("value=\"01002003\""))
        #expect(await answer([("ags", "99000001"), ("ars", "010020000003")]).text.contains("f-ars-error"))
        #expect(await answer([("isil", "DE-1110")]).status == 303, "its own it may keep")
    }

    @Test("enter figures year by year; what differs tenfold is asked about first")
    func figures() async throws {
        #expect(await network.post(page + "/zahlen/2025", [("population", "4.200")], as: member).status == 303)
        let odd = await network.post(page + "/zahlen/2026", [("population", "42.000")], as: member)
        #expect(odd.status == 422 && odd.text.contains("Ja, das stimmt so"))
        let sure = await network.post(
            page + "/zahlen/2026", [("population", "42.000"), ("stimmt", "1")], as: member)
        #expect(sure.status == 303)
        let shown = await network.get(page).text
        #expect(shown.contains("42\u{202F}000 Einwohner*innen") && shown.contains("<svg viewBox"))
        #expect(await network.post(page + "/zahlen/2026", [("population", "")], as: member).status == 303)
        #expect(
            await network.get(page).text.contains("4\u{202F}200 Einwohner*innen"), "emptied, the year before counts")
        for year in ["1989", "2027", "x", "02025"] {
            #expect(await network.get(page + "/zahlen/\(year)", as: member).status == 404)
        }
    }

    @Test("are invited and removed by managers alone")
    func inviting() async throws {
        let form = [("name", "Chris"), ("email", "chris@ort.example"), ("role", "member")]
        #expect(await network.post(page + "/mitglieder", form, as: member).status == 403)
        #expect(await network.post(page + "/mitglieder", form, as: manager).status == 303)
        #expect(try await network.mail(0).to == "chris@ort.example")
        let chris = network.people.enter("chris@ort.example")
        #expect(network.people.grants(of: chris) == [Grant(role: .member, scope: .organisation(library))])
        let wrong = await network.post(
            page + "/mitglieder", [("name", ""), ("email", "x"), ("role", "admin")], as: manager)
        #expect(wrong.status == 422 && wrong.text.contains("f-email-error"))
        #expect(await network.get(page + "/mitglieder", as: manager).text.contains("chris@ort.example"))
        #expect(await network.post(page + "/mitglieder/\(chris)/entfernung", [], as: member).status == 403)
        #expect(await network.post(page + "/mitglieder/\(chris)/entfernung", [], as: manager).status == 303)
        #expect(network.people.grants(of: chris).isEmpty)
        let alma = network.people.enter("alma@ort.example")
        #expect(await network.post(page + "/mitglieder/\(alma)/entfernung", [], as: manager).status == 409)
    }

    @Test("are invited in their own name and language when they are known already")
    func invitingSomebodyKnown() async throws {
        network.people.enter("chris@ort.example", name: "Chris Beispiel", language: .english)
        let form = [("name", "Herr B."), ("email", "chris@ort.example"), ("role", "member")]
        #expect(await network.post(page + "/mitglieder", form, as: manager).status == 303)
        let mails = try await network.database.read { connection in
            try connection.all("SELECT body FROM mail_outbox") { row in
                try JSONDecoder().decode(MailMessage.self, from: try row["body"])
            }
        }
        #expect(mails.map(\.to.name) == ["Chris Beispiel"] && mails.map(\.language) == [.english])
    }

    @Test("hand over when they leave; the last one closes the membership")
    func leaving() async throws {
        let (alma, bo) = (network.people.enter("alma@ort.example"), network.people.enter("bo@ort.example"))
        let left = await network.post(page + "/mitglieder/austritt", [("erbe", "\(bo)")], as: manager)
        #expect(left.status == 303)
        #expect(network.people.grants(of: alma).isEmpty)
        #expect(network.people.grants(of: bo).contains(Grant(role: .manager, scope: .organisation(library))))
        #expect(await network.post(page + "/mitglieder/austritt", [], as: member).status == 409)
        #expect(await network.post(page + "/mitglieder/ende", [], as: member).status == 422, "the box is not ticked")
        #expect(await network.post(page + "/mitglieder/ende", [("ja", "1")], as: member).status == 303)
        #expect(await network.get(page).status == 404)
        #expect(await network.get("/api/v1/libraries/\(library)").status == 404)
        #expect(await network.get("/api/v1/organisations/\(library)").status == 404)
        #expect(await network.get("/netzwerk/bibliotheken").text.contains("Noch ist keine"))
        let kept = try await network.database.read { [network, library] in
            try network.capability.libraries.library(library, on: $0)
        }
        #expect(kept?.state == .left && kept?.name == "Gemeindebücherei Beispielhausen", "what it shared may name it")
    }

    @Test("who are forgotten leave their library to the others, and with the last one it leaves")
    func forgetting() async throws {
        let (alma, bo) = (network.people.enter("alma@ort.example"), network.people.enter("bo@ort.example"))
        let now = network.now
        func forget(_ person: PersonID) async throws {
            try await network.database.write { [network] in try network.capability.erase(person, now: now, on: $0) }
        }
        try await forget(alma)
        #expect(network.people.grants(of: bo).contains(Grant(role: .manager, scope: .organisation(library))))
        try await forget(bo)
        let left = try await network.database.read { [library] in try LibraryStore().library(library, on: $0) }
        #expect(left?.state == .left)
    }

    @Test("are asked once a year to check the figures, unless they want no more")
    func reminding() async throws {
        try await network.comeRound("directory.reminders")
        #expect(try await network.mails().isEmpty)
        network.wait(.days(366))
        try await network.comeRound("directory.reminders")
        try await network.comeRound("directory.reminders")
        let mails = try await network.mails()
        #expect(Set(mails.map(\.to)) == ["alma@ort.example", "bo@ort.example"] && mails.count == 2)
        #expect(mails[0].text.contains("unbekannt"), "what is unknown says so")
        let stop = try #require(mails.first { $0.to == "bo@ort.example" }?.links.last)
        #expect(await network.get(stop).text.contains("Nicht mehr erinnern"))
        let oneClick = await network.post(stop, [("List-Unsubscribe", "One-Click")])
        #expect(oneClick.status == 200 && oneClick.text.contains("Wieder erinnern"), "RFC 8058 wants no redirect")
        #expect(await network.get(stop).text.contains("Wieder erinnern"))
        network.wait(.days(366))
        try await network.comeRound("directory.reminders")
        #expect(try await network.mails().count == 3)
        #expect(await network.post(stop + "/wieder", []).status == 303)
        // Saving figures is checking them: a year from now.
        #expect(await network.post(page + "/zahlen/2026", [("population", "9")], as: manager).status == 303)
        network.wait(.days(364))
        try await network.comeRound("directory.reminders")
        #expect(try await network.mails().count == 3)
        network.wait(.days(2))
        try await network.comeRound("directory.reminders")
        #expect(try await network.mails().count == 5)
        let random = SecretToken.random().text
        #expect(await network.get("/netzwerk/erinnerungen/\(random)").status == 404)
    }
}
