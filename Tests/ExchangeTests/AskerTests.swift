// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Exchange
@testable import Web

@Suite("What readers tell of their own library")
struct AskerTests {
    private func network() async throws -> (TestNetwork, String) {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.stadt) { content in
            content.effort = Effort([.hoursPerMonth: 800, .area: 20])
            content.skills = [.technology, .crafts]
        }
        return (network, "/netzwerk/massnahmen/\(measure.id)")
    }

    @Test("goes along to a measure as it was told, several skills too")
    func carried() async throws {
        let (network, place) = try await network()
        let told = "einwohner=4200&skill=technology&skill=crafts"
        let escaped = told.replacing("&", with: "&amp;")
        #expect(await network.get("/netzwerk/massnahmen?\(told)").text.contains("href=\"\(place)?\(escaped)\""))
        let page = await network.get("\(place)?\(told)", as: TestNetwork.dorf).text
        #expect(page.contains("href=\"\(place)/nachgemacht?\(escaped)\""))
    }

    @Test("is asked for at the measure, nothing but what is missing, and the rest goes along")
    func asked() async throws {
        let (network, place) = try await network()
        let page = await network.get("\(place)?einwohner=4200&flaeche=180").text
        #expect(page.contains("Sagt noch dazu: Stunden im Monat, Fähigkeiten."))
        #expect(page.contains("action=\"\(place)#passung\""))
        #expect(page.contains("<input type=\"hidden\" name=\"einwohner\" value=\"4200\">"))
        #expect(page.contains("name=\"hours_per_month_max\"") && page.contains("name=\"skill\" value=\"none\""))
        #expect(!page.contains("name=\"vzae\"") && !page.contains("name=\"backing\""))
        let told = await network.get("\(place)?einwohner=4200&flaeche=180&hours_per_month_max=9&skill=none").text
        #expect(!told.contains("Sagt noch dazu") && !told.contains("name=\"hours_per_month_max\" "))
        #expect(told.contains("ihr habt 9 Stunden"))
    }

    @Test("stands beside the profile of a member's library, not in its place")
    func member() async throws {
        let (network, place) = try await network()
        let page = await network.get(place, as: TestNetwork.dorf).text
        #expect(page.contains("<input type=\"hidden\" name=\"fuer\" value=\"1\">"))
        let told = await network.get("\(place)?fuer=1&hours_per_month_max=9", as: TestNetwork.dorf).text
        #expect(told.contains("ihr habt 180 m² (2025)") && told.contains("ihr habt 9 Stunden"))
    }

    @Test("is said to be unreadable where it is, and what can be read is judged all the same")
    func unreadable() async throws {
        let (network, place) = try await network()
        let page = await network.get("\(place)?einwohner=4200&hours_per_month_max=viele")
        #expect(page.status == 422)
        #expect(page.text.contains("value=\"viele\"") && page.text.contains("class=\"error-summary\""))
        #expect(page.text.contains("<input type=\"hidden\" name=\"einwohner\" value=\"4200\">"))
    }

    @Test("can be that nobody has any of the skills, which is not the same as saying nothing")
    func noSkills() throws {
        for names in [MeasureQuery.Names.page, .api] {
            #expect(try MeasureQuery(FormData([("skill", "none")]), names).capacity.skills == [])
            #expect(try MeasureQuery(FormData(), names).capacity.skills == nil)
            for both in [[("skill", "none"), ("skill", "crafts")], [("skill", "none,crafts")]] {
                #expect(throws: Rejection.self) { try MeasureQuery(FormData(both), names) }
            }
        }
    }

    private static let run = [("outcome", "worked"), ("audience", "everyone")]

    @Test("outlives the telling of an own run, after which the page says what moved")
    func adapting() async throws {
        let (network, place) = try await network()
        let told = [("einwohner", "4200"), ("skill", "crafts"), ("skill", "writing")]
        let form = await network.get("\(place)/nachgemacht?einwohner=4200&skill=crafts", as: TestNetwork.dorf).text
        #expect(form.contains("<input type=\"hidden\" name=\"einwohner\" value=\"4200\">"))
        let wrong = await network.post("\(place)/nachgemacht", Self.run + told, as: TestNetwork.dorf)
        #expect(wrong.status == 422 && wrong.text.contains("name=\"skill\" value=\"writing\""))
        let saved = await network.post(
            "\(place)/nachgemacht",
            Self.run + told + [("effort.hours_per_month", "2"), ("effort.hours_to_prepare", "3")],
            as: TestNetwork.dorf)
        let location = try #require(saved.location)
        #expect(location.hasPrefix("\(place)?einwohner=4200&skill=crafts&skill=writing&"))
        let page = await network.get(location, as: TestNetwork.dorf).text
        #expect(page.contains("Zeit im Monat: Aus 8 Stunden sind 2–8 Stunden geworden."))
        #expect(page.contains("Zeit zum Vorbereiten: 3 Stunden. Bisher hatte das niemand angegeben."))
        #expect(!page.contains("Fläche: Aus"))
    }

    @Test("confirms the range when nothing of it moves")
    func confirming() async throws {
        let (network, place) = try await network()
        let saved = await network.post(
            "\(place)/nachgemacht", Self.run + [("effort.hours_per_month", "8")], as: TestNetwork.dorf)
        let location = try #require(saved.location)
        #expect(location == "\(place)?bestaetigt=1&gespeichert=1")
        let page = await network.get(location, as: TestNetwork.dorf).text
        #expect(page.contains("Eure Zahlen bestätigen den bisherigen Rahmen."))
        let words = await network.post(
            "\(place)/nachgemacht", Self.run + [("changes", "Draußen gespielt")], as: TestNetwork.markt)
        #expect(words.location == "\(place)?gespeichert=1")
    }

    @Test(
        "moves no range by an address that somebody made up",
        arguments: ["", "area", "area:", "area:5", "area:x-y", "area:20-20", "castle:1-2", "area:-1-5"])
    func inventedRanges(address: String) async throws {
        let (network, place) = try await network()
        let page = await network.get("\(place)?gespeichert=1&vorher=\(address)")
        #expect(page.status == 200 && page.text.contains("Gespeichert. Danke!"))
        #expect(!page.text.contains("Fläche: Aus"))
    }
}
