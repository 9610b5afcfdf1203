// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Testing

@testable import Houses
@testable import Web

@Suite("Furnishing a house")
struct FurnishTests {
    private static let steps = [
        "grunddaten", "texte", "anschrift", "kontakte", "farbe", "bereiche", "rechtliches", "beteiligte", "team",
    ]

    private func site() async throws -> (TestSite, HouseID, manager: SecretToken) {
        let site = try await TestSite(sections: [.rooms, .lab])
        let id = try await site.add("beispiel")
        return (site, id, site.people.session(.manager, in: id))
    }

    @Test("is for managers of that house", arguments: [""] + steps.map { "/\($0)" })
    func access(step: String) async throws {
        let (site, id, manager) = try await site()
        let other = try await site.add("zweites")
        let path = "/beispiel/schreibtisch/haus\(step)"
        #expect(await site.get(path, as: manager).status == 200)
        #expect(await site.get(path).status == 303)
        #expect(await site.get(path, as: site.people.session(.staff, in: id)).status == 403)
        let stranger = site.people.session(.manager, in: other)
        #expect(await site.get(path, as: stranger).status == 403)
        let sent = await site.post(path, [("name.de", "Fremd"), ("zone", "UTC")], as: stranger)
        #expect([403, 404, 405].contains(sent.status))
    }

    @Test("that is saved unchanged changes nothing")
    func unchanged() async throws {
        let (site, id, manager) = try await site()
        _ = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        let model = try #require(try await site.frames.house(named: "leipziger-osten"))
        let admin = site.people.session(.admin, in: nil)
        let before = try #require(try await site.house(model.id))
        for step in FurnishStep.all(sections: { [.rooms, .lab] }) {
            let values = step.values(before).map { ($0.name, $0.value) }
            let answer = await site.post("/leipziger-osten/schreibtisch/haus/\(step.path)", values, as: admin)
            #expect(answer.status == 303, "\(step.path)")
        }
        #expect(try await site.house(model.id) == before)
        #expect(manager != admin && id != model.id)
    }

    @Test("shows at once what was saved")
    func visible() async throws {
        let (site, _, manager) = try await site()
        #expect(await site.get("/beispiel").text.contains("<h1>Beispielhaus</h1>"))
        let saved = await site.post(
            "/beispiel/schreibtisch/haus/texte", [("claim.de", "Für alle da"), ("claim.en", "Here for all")],
            as: manager)
        #expect(saved.location == "/beispiel/schreibtisch/haus/texte?gespeichert=1")
        #expect(await site.get("/beispiel").text.contains("<h1>Für alle da</h1>"))
        #expect(await site.get("/beispiel", in: .english).text.contains("<h1>Here for all</h1>"))
        let notice = await site.get(try #require(saved.location), as: manager)
        #expect(notice.text.contains("role=\"status\""))
    }

    @Test("that is wrong keeps what was typed and says what is wrong where")
    func mistakes() async throws {
        let (site, id, manager) = try await site()
        let page = await site.post(
            "/beispiel/schreibtisch/haus/grunddaten",
            [("name.de", ""), ("name.en", "<Typed>"), ("zone", "Nirgendwo"), ("email", "keine")], as: manager)
        #expect(page.status == 422)
        for field in ["name.de", "zone", "email"] { #expect(page.text.contains("id=\"\(Field.id(field))-error\"")) }
        #expect(page.text.contains("value=\"&lt;Typed&gt;\"") && page.text.contains("value=\"Nirgendwo\""))
        #expect(page.text.contains("class=\"error-summary\""))
        #expect(page.text.contains("<a href=\"#f-name-de\">Name, <span lang=\"de\""))
        #expect(try await site.house(id)?.name.text(for: .german) == "Beispielhaus")
    }

    @Test("takes away what the house does not use")
    func modules() async throws {
        let (site, _, manager) = try await site()
        #expect(await site.get("/beispiel").text.contains("/beispiel/labor"))
        _ = await site.post(
            "/beispiel/schreibtisch/haus/bereiche", [("modules", "rooms"), ("modules", "??")], as: manager)
        let page = await site.get("/beispiel")
        #expect(page.text.contains("/beispiel/raeume") && !page.text.contains("/beispiel/labor"))
        #expect(try await site.frames.onlyHouse()?.modules == ["rooms"])
    }

    @Test("computes what becomes of a colour", arguments: [("#1f4e79", false), ("#ffd27a", true)])
    func colour(hex: String, isDarkened: Bool) async throws {
        let (site, id, manager) = try await site()
        try await site.furnish(id) { $0.accent = hex }
        let page = await site.get("/beispiel/schreibtisch/haus/farbe", as: manager)
        #expect(page.text.contains("zu hell") == isDarkened)
        #expect(page.text.contains(" : 1"))
        #expect((Accent(hex)?.contrastToWhite ?? 0) >= 5.4)
    }

    @Test("names organisations and takes them off again")
    func parties() async throws {
        let (site, _, manager) = try await site()
        let path = "/beispiel/schreibtisch/haus/beteiligte"
        let added = await site.post(
            path, [("part", "funder"), ("name", "Beispielstiftung"), ("website", "https://stiftung.example")],
            as: manager)
        #expect(added.status == 303)
        #expect(await site.get("/beispiel").text.contains("href=\"https://stiftung.example\""))
        let list = await site.get(path, as: manager).text
        let removal = try #require(list.firstMatch(of: #/action="([^"]+entfernung)"/#)?.1)
        #expect(await site.post(String(removal), [], as: manager).status == 303)
        #expect(!(await site.get("/beispiel").text.contains("Beispielstiftung")))
        #expect(await site.post(path, [("part", "owner"), ("name", "")], as: manager).status == 422)
    }

    @Test("invites and removes people, but never oneself")
    func team() async throws {
        let (site, id, manager) = try await site()
        let path = "/beispiel/schreibtisch/haus/team"
        let wish = [("name", "Neue Person"), ("email", "neu@beispiel.example"), ("role", "staff")]
        #expect(await site.post(path, wish, as: manager).status == 303)
        #expect(site.people.grants("neu@beispiel.example") == [Grant(role: .staff, scope: .house(id))])
        #expect(await site.get(path, as: manager).text.contains("Neue Person"))
        let person = try #require(site.people.person("neu@beispiel.example"))
        #expect(await site.post("\(path)/\(person)/staff/entfernung", [], as: manager).status == 303)
        #expect(site.people.grants("neu@beispiel.example").isEmpty)
        let own = try #require(site.people.person("manager.\(id)@beispiel.example"))
        #expect(await site.post("\(path)/\(own)/manager/entfernung", [], as: manager).status == 409)
    }

    @Test("gives nobody a role that no house has", arguments: ["admin", "member", "", "boss"])
    func foreignRoles(role: String) async throws {
        let (site, _, manager) = try await site()
        let wish = [("name", "Neu"), ("email", "neu@beispiel.example"), ("role", role)]
        #expect(await site.post("/beispiel/schreibtisch/haus/team", wish, as: manager).status == 422)
        #expect(site.people.person("neu@beispiel.example") == nil)
    }
}
