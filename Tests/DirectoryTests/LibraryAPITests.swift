// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Testing

@testable import Directory
@testable import Web

@Suite("Libraries for programs and in the list")
struct LibraryAPITests {
    private let network: Network
    private let ids: [OrganisationID]

    init() async throws {
        network = try await Network()
        let demo: [(String, Int?, Int?, Int?)] = [
            ("Bücherei Beispielbach", 4_200, 180, 150), ("Stadtbücherei Beispielau", 8_400, 180, 150),
            ("Dorfbücherei", nil, 40, nil), ("Kleinbücherei", 5_000, nil, 0),
        ]
        let network = network
        ids = try await network.database.write { connection in
            try demo.map { name, population, area, staff in
                let values: [(LibraryFigure, Int?)] = [
                    (.population, population), (.floorArea, area), (.fullTimeEquivalents, staff),
                ]
                return try LibraryChanges(search: network.capability.search).add(
                    Organisation.Profile(name: name, kind: .library, city: "Beispielort"),
                    LibraryProfile(kind: .municipal),
                    values.compactMap { figure, value in
                        value.map { FigureEntry(figure, year: 2025, value: $0, source: .own) }
                    }, admittedAt: Network.monday, on: connection)
            }
        }
    }

    private func names(_ query: String) async -> [JSON] {
        guard case .array(let items)? = await network.get("/api/v1/libraries?\(query)").json?["items"] else {
            return []
        }
        return items.compactMap { $0["name"] }
    }

    @Test("are filtered by size, of which the unknown has none")
    func filters() async {
        #expect(await names("").count == 4)
        #expect(await names("population_max=5000") == ["Bücherei Beispielbach", "Kleinbücherei"])
        #expect(await names("population_min=5001&population_max=9000") == ["Stadtbücherei Beispielau"])
        #expect(await names("fte_max=0") == ["Kleinbücherei"])
        #expect(await names("fte_min=1.5&fte_max=1.5").count == 2)
        #expect(await names("area_min=1").count == 3)
        #expect(await names("area_min=200&area_max=100") == [])
        #expect(await names("q=buecherei%20au") == ["Stadtbücherei Beispielau"])
        for query in ["fte_min=viel", "population_min=1.5", "fte_max=-1", "limit=0", "cursor=zz"] {
            #expect(await network.get("/api/v1/libraries?\(query)").status == 422, "\(query)")
        }
    }

    private static func array(_ json: JSON?) throws -> [JSON] {
        guard case .array(let items) = try #require(json) else {
            Issue.record("no list: \(String(describing: json))")
            return []
        }
        return items
    }

    @Test("come in pages")
    func pages() async throws {
        let first = try #require(await network.get("/api/v1/libraries?limit=3").json)
        guard case .string(let next)? = first["next"] else {
            Issue.record("no second page")
            return
        }
        let second = try #require(await network.get("/api/v1/libraries?limit=3&cursor=\(next)").json)
        #expect(second["next"] == .null)
        #expect(try Self.array(second["items"]).map { $0["id"] } == [.id(ids[3])])
    }

    @Test("show what is unknown as null")
    func single() async throws {
        let library = try #require(await network.get("/api/v1/libraries/\(ids[3])").json)
        #expect(library["area"] == .null && library["fte"]?["value"] == .integer(0))
        #expect(try Self.array(library["figures"]).count == 2)
        #expect(await network.get("/api/v1/libraries/999").status == 404)
    }

    @Test("are compared, with reasons in sentences, and say when too little is known")
    func similar() async throws {
        let found = try #require(await network.get("/api/v1/libraries/\(ids[0])/similar").json)
        let items = try Self.array(found["items"])
        // Beispielau: 2/3, 1, 1, kind 1 → 11/12. The small one has staff 0 and nobody said who runs it: one size alone.
        #expect(items.map { $0["library"]?["name"] } == ["Stadtbücherei Beispielau"])
        let reasons = try Self.array(items.first?["reasons"])
        #expect(reasons.first?["sentence"] == "8\u{202F}400 Einwohner*innen statt 4\u{202F}200 (2\u{2011}fach)")
        let none = try #require(await network.get("/api/v1/libraries/\(ids[2])/similar").json)
        #expect(none["items"] == [] && none["note"] != nil)
    }

    @Test("are found by a guest's own figures, of which nothing is kept")
    func guest() async {
        let page = await network.get("/netzwerk/bibliotheken?einwohner=4.200&flaeche=180%20m%C2%B2&vzae=1,5")
        #expect(page.status == 200 && page.text.contains("genauso: 4\u{202F}200 Einwohner*innen"))
        #expect(page.text.contains("8\u{202F}400 Einwohner*innen statt 4\u{202F}200 (2\u{2011}fach)"))
        let little = await network.get("/netzwerk/bibliotheken?einwohner=4200")
        #expect(little.text.contains("zu wenig Angaben"))
        let wrong = await network.get("/netzwerk/bibliotheken?einwohner=-5&flaeche=viel")
        #expect(wrong.status == 422 && wrong.text.contains("Weniger als null") && wrong.text.contains("value=\"viel\""))
    }

    @Test("are listed by class, and an empty answer says what to do")
    func list() async {
        let small = await network.get("/netzwerk/bibliotheken?groesse=0").text
        #expect(
            small.contains("Kleinbücherei")
                && !small.contains("<th scope=\"row\"><a href=\"/netzwerk/bibliotheken/\(ids[1])\""))
        #expect(await network.get("/netzwerk/bibliotheken?q=nirgends").text.contains("Alle Bibliotheken zeigen"))
        #expect(await network.get("/netzwerk/bibliotheken?seite=99").status == 200)
        #expect(await network.get("/netzwerk/bibliotheken?groesse=12").status == 422)
    }

    @Test("are given to other capabilities: by id, by member, by likeness")
    func interface() async throws {
        let libraries = network.capability.libraries
        let person = network.people.enter("alma@ort.example")
        network.people.grant(.member, in: .organisation(ids[0]), to: person)
        let visitor = network.people.visitor(of: network.people.session("alma@ort.example"))
        let ids = ids
        let (found, own, members) = try await network.database.read { connection in
            (
                try libraries.libraries([ids[0], ids[1], OrganisationID(999)], on: connection),
                try libraries.libraries(of: visitor, on: connection), try libraries.members(of: ids[0], on: connection)
            )
        }
        #expect(Set(found.keys) == [ids[0], ids[1]] && own.map(\.id) == [ids[0]])
        #expect(members.map(\.person) == [person] && members.map(\.role) == [.member])
        #expect(try await libraries.similar(to: ids[0])?.map(\.library.id) == [ids[1]])
        #expect(try await libraries.similar(to: ids[2]) == nil, "without a population")
        #expect(
            try await libraries.similar(to: LibraryTraits(population: 4_200, floorArea: 180)).first?.library.id
                == ids[0])
    }
}
