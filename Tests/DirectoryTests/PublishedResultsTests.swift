// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Directory
@testable import Web

@Suite("What libraries published of their workshops")
struct PublishedResultsTests {
    /// Three libraries of one size; the first is 4 200, 180, 1.5.
    private func libraries(in network: Network) async throws -> [OrganisationID] {
        try await network.database.write { connection in
            try ["Bücherei Beispielbach", "Bücherei Beispielau", "Stadtbibliothek Beispielstadt"].enumerated().map {
                index, name in
                let factor = index == 2 ? 16 : 1
                return try LibraryChanges(search: network.capability.search).add(
                    Organisation.Profile(name: name, kind: .library, city: "Beispielort"), LibraryProfile(),
                    [
                        FigureEntry(.population, year: 2025, value: 4_200 * factor, source: .own),
                        FigureEntry(.floorArea, year: 2025, value: 180 * factor, source: .own),
                        FigureEntry(.fullTimeEquivalents, year: 2025, value: 150 * factor, source: .own),
                    ], admittedAt: Network.monday, on: connection)
            }
        }
    }

    private func names(_ network: Network, _ query: String) async -> [JSON] {
        guard case .array(let items)? = await network.get("/api/v1/libraries?\(query)").json?["items"] else {
            return []
        }
        return items.compactMap { $0["name"] }
    }

    @Test("is filtered by at once, and no more as soon as it is withdrawn", arguments: Engine.available)
    func filters(engine: Engine) async throws {
        let network = try await Network(engine)
        let ids = try await libraries(in: network)
        #expect(await names(network, "target_group=teenagers") == [])
        try await network.publish(["target_group": ["teenagers"]], of: ids[0])
        try await network.publish(["target_group": ["seniors"]], of: ids[2])
        #expect(await names(network, "target_group=teenagers") == ["Bücherei Beispielbach"])
        #expect(await names(network, "target_group=teenagers,seniors").count == 2, "one of the words is enough")
        #expect(await names(network, "target_group=teenagers&target_group=seniors").count == 2)
        let page = await network.get("/netzwerk/bibliotheken?target_group=seniors").text
        #expect(page.contains("<th scope=\"row\"><a href=\"/netzwerk/bibliotheken/\(ids[2])\""))
        #expect(!page.contains("<th scope=\"row\"><a href=\"/netzwerk/bibliotheken/\(ids[0])\""))
        try await network.publish(nil, of: ids[0])
        #expect(await names(network, "target_group=teenagers") == [])
    }

    @Test("is offered as far as somebody published it, with how many did, and what was asked for stays")
    func offered() async throws {
        let network = try await Network()
        let ids = try await libraries(in: network)
        let list = "/netzwerk/bibliotheken"
        #expect(!(await network.get(list).text.contains("Aus der Werkstatt")))
        try await network.publish(["target_group": ["teenagers"]], of: ids[0])
        try await network.publish(["target_group": ["teenagers"]], of: ids[1])
        let page = await network.get(list).text
        #expect(page.contains("Wen sie erreichen wollen") && page.contains("value=\"teenagers\""))
        #expect(page.contains("Jugendliche <span class=\"meta\">(2)</span>") && !page.contains("value=\"seniors\""))
        let asked = await network.get("\(list)?target_group=seniors").text
        #expect(asked.contains("value=\"seniors\" checked") && asked.contains("Alle Bibliotheken zeigen"))
    }

    @Test("is refused by words that nobody can publish", arguments: ["/api/v1/libraries", "/netzwerk/bibliotheken"])
    func unknown(path: String) async throws {
        let network = try await Network()
        #expect(await network.get("\(path)?target_group=dragons").status == 422)
        #expect(await network.get("\(path)?target_group=teenagers,dragons").status == 422)
        #expect(await network.get("\(path)?target_group=").status == 200)
    }

    @Test("counts in the comparison while it is published, with the words in the reasons", arguments: Engine.available)
    func compared(engine: Engine) async throws {
        let network = try await Network(engine)
        let ids = try await libraries(in: network)
        func first() async throws -> (similarity: Double?, reasons: String) {
            let answer = await network.get("/api/v1/libraries/\(ids[0])/similar")
            guard case .array(let items)? = answer.json?["items"] else { return (nil, "") }
            #expect(!items.contains { $0["library"]?["id"] == .id(ids[0]) }, "itself")
            let similarity: Double? =
                switch items.first?["similarity"] {
                case .integer(let whole)?: Double(whole)
                case .number(let number)?: number
                default: nil
                }
            return (similarity, answer.text)
        }
        #expect(try await first().similarity == 1)
        try await network.publish(["target_group": ["teenagers", "seniors"]], of: ids[0])
        #expect(try await first().similarity == 1, "of the other it is unknown, which is not zero")
        try await network.publish(["target_group": ["teenagers"]], of: ids[1])
        // 1, 1, 1, Jaccard 1/2 → 3.5/4
        let shared = try await first()
        #expect(shared.similarity == 0.875)
        #expect(shared.reasons.contains("gleiche Zielgruppen: Jugendliche"))
        let page = await network.get("/netzwerk/bibliotheken/\(ids[1])").text
        #expect(page.contains("gleiche Zielgruppen: Jugendliche"), "the other way round just the same")
        try await network.publish(["target_group": ["seniors"]], of: ids[0])
        let apart = try await first()
        #expect(apart.similarity == 0.75)
        #expect(apart.reasons.contains("nichts gemeinsam in den Werkstatt-Ergebnissen"))
        try await network.publish(nil, of: ids[1])
        #expect(try await first().similarity == 1)
    }

    @Test(
        "tells other capabilities who is similar: to a library, to typed figures, never itself",
        arguments: Engine.available)
    func among(engine: Engine) async throws {
        let network = try await Network(engine)
        let ids = try await libraries(in: network)
        func similar(
            to asking: OrganisationID?, _ figures: LibraryTraits = LibraryTraits()
        ) async throws -> Set<OrganisationID> {
            let found = try await network.capability.libraries.compared(ids, with: asking, figures: figures)
            #expect(Set(found.libraries.keys) == Set(ids))
            return found.similar
        }
        #expect(try await similar(to: ids[0]) == [ids[1]])
        #expect(try await similar(to: ids[2]) == [])
        let guest = LibraryTraits(population: 4_000, floorArea: 200)
        #expect(try await similar(to: nil, guest) == [ids[0], ids[1]])
        #expect(try await similar(to: nil, LibraryTraits(population: 4_200)) == [], "too little is known")
        let city = LibraryTraits(population: 67_200, floorArea: 2_880, fullTimeEquivalents: 2_400)
        #expect(try await similar(to: ids[0], city) == [ids[2]], "what is typed stands for the profile")
        // All sizes 1, Jaccard 0 → 3/4; both a third of the floor as well: (1 + 0.4717 + 1 + 0) / 4 < 2/3
        try await network.publish(["target_group": ["teenagers"]], of: ids[0])
        try await network.publish(["target_group": ["seniors"]], of: ids[1])
        #expect(try await similar(to: ids[0]) == [ids[1]])
        #expect(try await similar(to: ids[0], LibraryTraits(floorArea: 540)) == [])
        try await network.publish(nil, of: ids[1])
        #expect(try await similar(to: ids[0], LibraryTraits(floorArea: 540)) == [ids[1]])
    }
}
