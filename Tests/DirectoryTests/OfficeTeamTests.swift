// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Directory
@testable import Web

@Suite("The people of an advisory office")
struct OfficeTeamTests {
    private let network: Network
    private let office: OrganisationID
    private let manager: SecretToken
    private let member: SecretToken

    init() async throws {
        network = try await Network()
        office = try await network.office("Beispiel-Fachstelle", region: "990")
        network.people.grant(.manager, in: .organisation(office), to: network.people.enter("alma@fachstelle.example"))
        network.people.grant(.member, in: .organisation(office), to: network.people.enter("bo@fachstelle.example"))
        manager = network.people.session("alma@fachstelle.example")
        member = network.people.session("bo@fachstelle.example")
    }

    private var page: String { "/netzwerk/fachstellen/\(office)" }
    private var team: String { page + "/mitglieder" }

    @Test("stand on a page that the office's own leads to, for them and for moderators alone")
    func list() async throws {
        #expect(await network.get(page, as: member).text.contains("<a href=\"\(team)\">"))
        for session in [manager, member, network.moderator()] {
            let shown = await network.get(team, as: session)
            #expect(shown.status == 200 && shown.text.contains("alma@fachstelle.example"))
            #expect(!shown.text.contains("Mitgliedschaft beenden"), "that is for libraries")
        }
        #expect(!(await network.get(team, as: member).text.contains("Jemanden einladen")))
        #expect(await network.get(team, as: network.people.session("fremd@ort.example")).status == 403)
        let library = try await network.library("Gemeindebücherei Beispielhausen")
        let unknown = "/netzwerk/fachstellen/\(library)/mitglieder"
        #expect(await network.get(unknown, as: network.moderator()).status == 404, "a library is no office")
        #expect(await network.post(team + "/ende", [("ja", "1")], as: manager).status == 404)
    }

    @Test("are counted before it is dismissed, and shut out after it")
    func dismissal() async throws {
        let moderator = network.moderator()
        let end = "/netzwerk/schreibtisch/fachstellen/\(office)/ende"
        let list = await network.get("/netzwerk/schreibtisch/fachstellen", as: moderator).text
        #expect(list.contains("href=\"\(end)\"") && !list.contains("action=\"\(end)\""), "asks first")
        #expect(await network.get(end, as: moderator).text.contains("2 Menschen gehören ihr an"))
        #expect(await network.get(page, as: member).status == 200, "to look changes nothing")
        #expect(await network.get(end, as: manager).status == 403)
        #expect(await network.post(end, [], as: moderator).status == 303)
        #expect(await network.get(page, as: member).status == 403)
        #expect(await network.get(end, as: moderator).status == 404)
    }

    @Test("find their office in the menu, which nobody else sees there", arguments: Engine.available)
    func menu(engine: Engine) async throws {
        let network = try await Network(engine)
        let office = try await network.office("Beispiel-Fachstelle", region: "990")
        let library = try await network.library("Gemeindebücherei Beispielhausen")
        func session(_ name: String, _ places: OrganisationID...) -> SecretToken {
            for place in places {
                network.people.grant(.member, in: .organisation(place), to: network.people.enter("\(name)@ort.example"))
            }
            return network.people.session("\(name)@ort.example")
        }
        let (bo, chris, both) = (session("bo", office), session("chris", library), session("dana", office, library))
        let entry = "<a href=\"/netzwerk/fachstellen\">Unsere Fachstelle</a>"
        for (someone, sees) in [(bo, true), (chris, false), (both, true), (network.moderator(), false)] {
            #expect(await network.get("/netzwerk/bibliotheken", as: someone).text.contains(entry) == sees)
        }
        #expect(!(await network.get("/netzwerk/bibliotheken").text.contains(entry)))
        #expect(await network.get("/netzwerk/fachstellen", as: bo).location == "/netzwerk/fachstellen/\(office)")
        #expect(
            await network.get("/netzwerk/fachstellen/\(office)", as: bo).text.contains(
                "<a href=\"/netzwerk/fachstellen\" aria-current=\"page\">"))
        #expect(await network.get("/netzwerk/fachstellen", as: chris).status == 403)
        #expect(await network.get("/netzwerk/fachstellen").status == 303, "to sign in")
        let all = await network.get("/netzwerk/fachstellen", as: network.moderator())
        #expect(all.status == 200)
        #expect(all.text.contains("<a href=\"/netzwerk/fachstellen/\(office)\">Beispiel-Fachstelle</a>"))
        let other = try await network.office("Beispiel-Fachstelle Nord", region: "991")
        let choice = await network.get("/netzwerk/fachstellen", as: session("bo", other))
        #expect(choice.status == 200 && choice.text.contains("Nord") && choice.text.contains("fachstellen/\(office)\""))
    }

    @Test("are invited and removed by its managers and by moderators")
    func inviting() async throws {
        let form = [("name", "Chris"), ("email", "chris@fachstelle.example"), ("role", "member")]
        #expect(await network.post(team, form, as: member).status == 403)
        #expect(await network.post(team, [("email", "x")], as: manager).status == 422)
        let chris = network.people.enter("chris@fachstelle.example")
        for session in [manager, network.moderator()] {
            #expect(await network.post(team, form, as: session).location == team + "?gespeichert=1")
            #expect(network.people.grants(of: chris) == [Grant(role: .member, scope: .organisation(office))])
            #expect(await network.post(team + "/\(chris)/entfernung", [], as: member).status == 403)
            #expect(await network.post(team + "/\(chris)/entfernung", [], as: session).status == 303)
            #expect(network.people.grants(of: chris).isEmpty)
        }
        let mail = try await network.mail(0)
        #expect(mail.to == "chris@fachstelle.example" && mail.text.contains("?ziel=\(page)"))
    }

    @Test("leave it to each other; after the last one it stays, for moderators to invite others")
    func leaving() async throws {
        let bo = network.people.enter("bo@fachstelle.example")
        #expect(await network.post(team + "/austritt", [], as: network.moderator()).status == 404, "is none of them")
        #expect(await network.post(team + "/austritt", [], as: manager).status == 303)
        #expect(network.people.grants(of: bo).contains(Grant(role: .manager, scope: .organisation(office))))
        #expect(await network.get(team, as: manager).status == 403)
        #expect(await network.post(team + "/austritt", [], as: member).status == 303)
        #expect(network.people.grants(of: bo).isEmpty)
        #expect(await network.get(team, as: network.moderator()).status == 200)
    }

    @Test("who are forgotten leave a manager behind")
    func forgetting() async throws {
        let (alma, bo) = (
            network.people.enter("alma@fachstelle.example"), network.people.enter("bo@fachstelle.example")
        )
        let now = network.now
        for person in [alma, bo] {
            try await network.database.write { [network] in
                try network.capability.erase(person, now: now, on: $0)
            }
            let expected: Set<Role> = person == alma ? [.member, .manager] : []
            #expect(Set(network.people.grants(of: bo).map(\.role)) == expected)
        }
        #expect(network.people.grants(of: alma).isEmpty)
    }
}
