// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Testing

@testable import Houses
@testable import Web

@Suite("Houses for programs")
struct HousesAPITests {
    private func members(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test("come in pages, in the order in which they were made")
    func list() async throws {
        let site = try await TestSite()
        _ = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        var slugs: [JSON?] = []
        var path = "/api/v1/houses?limit=3"
        while true {
            let answer = try members(await site.get(path).text)
            guard case .array(let items)? = answer["items"] else { break }
            slugs += items.map { $0["slug"] }
            guard case .string(let next)? = answer["next"] else { break }
            path = "/api/v1/houses?limit=3&cursor=\(next)"
        }
        #expect(slugs == ["leipzigzimmer", "librarylab", "smart-city-lab", "leipziger-osten"])
        #expect(await site.get("/api/v1/houses?limit=0").status == 422)
        #expect(await site.get("/api/v1/houses?cursor=zz").status == 422)
    }

    @Test("say where they are, when they are open and who is behind them, in the asker's language")
    func single() async throws {
        let site = try await TestSite()
        _ = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        let answer = await site.get("/api/v1/houses/leipzigzimmer", in: .english)
        #expect(answer.status == 200)
        let house = try members(answer.text)
        #expect(house["claim"] == "A room that belongs to everyone")
        #expect(house["address"]?["postal_code"] == "04107")
        #expect(house["time_zone"] == "Europe/Berlin")
        #expect(house["federal_state"] == "SN")
        #expect(house["demo"] == true)
        guard case .array(let hours)? = house["opening_hours"] else { return #expect(Bool(false), "no hours") }
        #expect(hours.first == ["weekday": 1, "opens": "10:00", "closes": "19:00"])
        guard case .array(let organisations)? = house["organisations"] else { return #expect(Bool(false)) }
        #expect(organisations.map { $0["part"] } == ["carrier", "partner"])
        #expect(await site.get("/api/v1/houses/unbekannt").status == 404)
    }

    @Test("are described member by member")
    func schema() async throws {
        let site = try await TestSite()
        let id = try await site.add("beispiel")
        let house = try #require(try await site.house(id))
        guard case .object(let members) = HouseJSON.object(house, parties: [], language: .german) else { return }
        let document = OpenAPI.document(site.capability.routes, base: "http://stadtzimmer.example")
        let schema = document["paths"]?["/api/v1/houses/{house}"]?["get"]?["responses"]?["200"]?["content"]?[
            "application/json"]?["schema"]?["properties"]
        guard case .object(let described)? = schema else { return #expect(Bool(false), "no schema") }
        #expect(Set(members.keys) == Set(described.keys))
    }

    @Test("show no page that is not there, in no state")
    func examples() async throws {
        let site = try await TestSite(sections: [.rooms])
        _ = try await site.database.write { [capability = site.capability] in try capability.fillDemo(on: $0) }
        let admin = site.people.session(.admin, in: nil)
        let examples = try await site.database.read { [capability = site.capability] in try capability.examples(on: $0)
        }
        #expect(examples.count > 80)
        for example in examples {
            let token = example.viewer == .staff ? admin : nil
            let answer =
                if let post = example.post {
                    await site.post(example.link.value, post.map { ($0.name, $0.value) }, as: token)
                } else {
                    await site.get(example.link.value, as: token)
                }
            let wanted = ["error": 422, "expired": 404][example.state] ?? 200
            #expect(answer.status == wanted, "\(example.link) \(example.state)")
            #expect(answer.text.components(separatedBy: "<h1").count == 2, "\(example.link) has one h1")
        }
    }
}
