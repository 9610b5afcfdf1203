// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Logging
import Mail
import Search
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("Measures")
struct MeasuresTests {
    private func stored(_ measure: Measure, in network: TestNetwork) async throws -> Measure? {
        try await network.database.read { [measures = network.measures] in
            try measures.store.published(measure.id, on: $0)
        }
    }

    private func found(_ text: String, in network: TestNetwork, by reader: Reader = .guest) async throws -> [MeasureID]
    {
        let query = SearchQuery(text, kinds: ["measure"], house: .network, audiences: reader.audiences)
        return try await network.capability.measures.search.find(query).hits.map { MeasureID($0.item.id) }
    }

    private static let member = Reader(visitor: nil, libraries: [TestNetwork.dorf.id])

    @Test("keep every word and every figure, also what is unknown", arguments: Engine.available)
    func kept(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming-Nachmittag") { content in
            content.problem = "Jugendliche fehlten."
            content.spaces = [.meeting, .performative]
            content.targetGroups = [.teenagers]
            content.topics = [.gaming, .cooperation]
            content.effort = Effort([.hoursPerMonth: 450, .moneyOnce: 0])
            content.skills = []
            content.needsBacking = false
            content.evidence = .observed
        }
        let stored = try #require(try await stored(measure, in: network))
        #expect(stored.content == measure.content && stored.state == .published)
        #expect(stored.content.effort[.moneyOnce] == 0 && stored.content.effort[.area] == nil)
        #expect(stored.content.skills == [])
    }

    @Test("show the version before until an edit is published", arguments: Engine.available)
    func versions(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Alt")
        for title in ["Neu", "Neuer"] {
            try await network.database.write { [measures = network.measures] connection in
                let latest = try #require(try measures.store.latest(measure.id, on: connection))
                try measures.save(
                    .small(title), of: latest, by: PersonID(1), now: TestNetwork.monday, on: connection)
            }
        }
        #expect(try await stored(measure, in: network)?.content.title == "Alt")
        #expect(try await found("Neuer", in: network).isEmpty)
        try await network.database.write { [measures = network.measures] in
            try measures.publish(measure.id, now: TestNetwork.monday + .days(1), on: $0)
        }
        let history = try await network.database.read { [measures = network.measures] in
            try measures.store.history(of: measure.id, on: $0)
        }
        #expect(try await stored(measure, in: network)?.content.title == "Neuer")
        #expect(history.map(\.content.title) == ["Neuer", "Alt"] && history.map(\.number) == [2, 1])
        #expect(try await found("Neuer", in: network) == [measure.id])
    }

    @Test("need title, three sentences and a contact to be published", arguments: ["title", "summary", "contact"])
    func publishable(field: String) async throws {
        var content = MeasureContent.small("Titel")
        switch field {
        case "title": content.title = ""
        case "summary": content.summary = ""
        default: content.contact = ""
        }
        let rejection = #expect(throws: Rejection.self) { try MeasureRules.checkPublishable(content) }
        #expect(rejection?.fields.map(\.field) == [field])
    }

    @Test("that are for members are found by members alone", arguments: Engine.available)
    func protected(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let failed = try await network.publish("Nachtöffnung gescheitert") { content in
            content.audience = .members
            content.outcome = .failed
        }
        let open = try await network.publish("Lesenacht") { content in
            content.lessons = "Geheimnisvolle Erkenntnis"
            content.lessonsAudience = .members
        }
        let told = try await network.publish("Bücherkiste") { $0.lessons = "Öffentliche Erkenntnis" }
        #expect(try await found("Nachtöffnung", in: network).isEmpty)
        #expect(try await found("Nachtöffnung", in: network, by: Self.member) == [failed.id])
        #expect(try await found("Geheimnisvolle", in: network, by: Self.member).isEmpty)
        #expect(try await found("Öffentliche", in: network) == [told.id])
        #expect(try await found("Lesenacht", in: network) == [open.id])
    }

    @Test("show a range as soon as others did them too, once for each library", arguments: Engine.available)
    func adapted(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming") { $0.effort[.hoursPerMonth] = 1_200 }
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 500)
        let again = try await network.adapt(measure, by: TestNetwork.dorf, hours: 600)
        try await network.adapt(measure, by: TestNetwork.stadt, hours: 800)
        let all = try await network.database.read { [measures = network.measures] in
            try measures.adaptations.adaptations(of: [measure.id], on: $0)
        }
        #expect(all.count == 2 && all.first?.id == again.id)
        let efforts = [measure.content.effort] + all.map(\.content.effort)
        let range = try #require(EffortRange(of: .hoursPerMonth, in: efforts))
        #expect((range.low, range.high, range.libraries) == (600, 1_200, 3))
        #expect(try await stored(measure, in: network)?.reuses == 2)
    }

    @Test("do not count what their own library repeats", arguments: Engine.available)
    func ownReuse(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        try await network.adapt(measure, by: TestNetwork.markt, hours: 300)
        #expect(try await stored(measure, in: network)?.reuses == 0)
        #expect(try await network.mails().isEmpty)
    }

    @Test("tell their library once that somebody did it too", arguments: Engine.available)
    func told(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 300)
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 400)
        let mails = try await network.mails()
        #expect(mails.map(\.to.address.value) == ["team2@bibliothek.example"])
        #expect(mails.first?.subject.contains("Bücherei Beispieldorf") == true)
    }

    @Test("leave adaptations standing and to be found when they are withdrawn", arguments: Engine.available)
    func withdrawn(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming") { $0.story = "Konsolenverleih" }
        let lonely = try await network.publish("Bastelkreis")
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 300)
        #expect(try await found("Konsolenverleih", in: network) == [measure.id])
        #expect(try await found("Bastelkreis", in: network) == [lonely.id])
        try await network.database.write { [measures = network.measures] connection in
            try measures.withdraw(measure.id, on: connection)
            try measures.withdraw(lonely.id, on: connection)
        }
        #expect(try await found("Konsolenverleih", in: network).isEmpty)
        #expect(try await found("Gaming", in: network) == [measure.id])
        #expect(try await found("Bastelkreis", in: network).isEmpty)
        let page = await network.get("/netzwerk/massnahmen/\(measure.id)")
        #expect(page.status == 200 && page.text.contains("Bei uns anders") && !page.text.contains("Konsolenverleih"))
        #expect(await network.get("/netzwerk/massnahmen/\(lonely.id)").status == 410)
    }

    @Test("have no lineage that runs in a circle, whoever writes", arguments: Engine.available)
    func circle(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming")
        let first = try await network.adapt(measure, by: TestNetwork.dorf, hours: 100)
        let second = try await network.adapt(measure, by: TestNetwork.stadt, hours: 100, parent: first.id)
        #expect(second.parent == first.id)
        await #expect(throws: Rejection.self) {
            try await network.adapt(measure, by: TestNetwork.dorf, hours: 100, parent: second.id)
        }
        await #expect(throws: Rejection.self) {
            try await network.adapt(measure, by: TestNetwork.dorf, hours: 100, parent: first.id)
        }
        for (child, parent) in [(first.id, second.id), (first.id, first.id)] {
            await #expect(throws: StorageError.self) {
                try await network.database.write {
                    try $0.execute("UPDATE adaptation SET parent_id = \(parent) WHERE id = \(child)")
                }
            }
        }
    }

    @Test("draw a lineage around what the reader may not see")
    func lineage() {
        func run(_ id: Int64, after parent: Int64?) -> Adaptation {
            Adaptation(
                id: AdaptationID(id), measure: MeasureID(1), library: OrganisationID(id),
                parent: parent.map { AdaptationID($0) }, createdAt: TestNetwork.monday, changedAt: TestNetwork.monday,
                title: "", summary: "", content: AdaptationContent())
        }
        let lineage = MeasureRules.lineage(
            [run(1, after: nil), run(3, after: 2), run(4, after: 3)], hidden: [run(2, after: 1)])
        #expect(lineage.map(\.adaptation.id.value) == [1])
        #expect(lineage.first?.followers.map(\.adaptation.id.value) == [3])
        #expect(lineage.first?.followers.first?.followers.map(\.adaptation.id.value) == [4])
    }

    @Test("are thanked once by each other library, and not by their own", arguments: Engine.available)
    func thanks(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        for library in [TestNetwork.dorf, TestNetwork.dorf, TestNetwork.stadt] {
            let answer = await network.post("/netzwerk/massnahmen/\(measure.id)/dank", [], as: library)
            #expect(answer.status == 303)
        }
        #expect(await network.post("/netzwerk/massnahmen/\(measure.id)/dank", [], as: TestNetwork.markt).status == 409)
        #expect(try await stored(measure, in: network)?.thanks == 2)
        await #expect(throws: StorageError.self) {
            try await network.database.write {
                try $0.execute(
                    """
                    INSERT INTO measure_thanks (measure_id, owner_id, organisation_id, created_at)
                    VALUES (\(measure.id), \(measure.library), \(measure.library), 1)
                    """)
            }
        }
    }

    @Test("are found by the size of one library that did them", arguments: Engine.available)
    func bySize(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        try await network.adapt(measure, by: TestNetwork.stadt, hours: 300)
        func found(_ query: String) async -> Int? {
            let total = await network.get("/api/v1/measures?\(query)").json["total"]
            guard case .integer(let number)? = total else { return nil }
            return Int(number)
        }
        #expect(await found("by_population_min=5000&by_population_max=6000") == 1)
        #expect(await found("by_population_min=5000&by_area_max=200") == 1)
        #expect(await found("by_population_min=50000&by_area_min=1000&by_fte_min=18") == 1)
        // The one library has the people, the other the floor.
        #expect(await found("by_population_max=6000&by_area_min=1000") == 0)
    }

    /// Libraries whose figures can be changed under the measures.
    private final class Figures: Sendable {
        let population = Mutex(5_100)

        func ports(_ ports: ExchangePorts) -> ExchangePorts {
            var ports = ports
            let before = ports.libraries
            ports.libraries = { [self] ids, connection in
                try before(ids, connection).mapValues { library in
                    guard library.id == TestNetwork.markt.id else { return library }
                    return ExchangePorts.Library(
                        id: library.id, name: library.name,
                        population: .init(population.withLock { $0 }, year: 2026))
                }
            }
            return ports
        }
    }

    @Test(
        "are found by new figures as soon as libraries change them, few or many", arguments: Engine.available, [3, 101])
    func changedFigures(engine: Engine, count: Int) async throws {
        let figures = Figures()
        let network = try await TestNetwork(engine, ports: figures.ports)
        for number in 1...count { try await network.publish("Gaming \(number)", by: TestNetwork.markt) }
        let stays = try await network.publish("Lesenacht", by: TestNetwork.stadt)
        func found() async -> JSON? {
            await network.get("/api/v1/measures?by_population_min=9000&by_population_max=9999").json["total"]
        }
        #expect(await found() == 0)
        figures.population.withLock { $0 = 9_500 }
        let capability = network.capability
        try await network.database.write { connection in
            try capability.changed([], now: TestNetwork.monday, on: connection)
            try capability.changed(
                [TestNetwork.markt.id, OrganisationID(99)], now: TestNetwork.monday, on: connection)
        }
        let runner = JobRunner(
            database: network.database, handlers: capability.jobs, clock: Clock { TestNetwork.monday },
            logger: Logger(label: "test"))
        #expect(try await runner.runDue() == (count > Measures.anewAtOnce ? 1 : 0))
        #expect(await found() == .count(count))
        #expect(try await self.found("Lesenacht", in: network) == [stays.id])
    }

    @Test("forget who wrote, and keep what was written", arguments: Engine.available)
    func erasure(engine: Engine) async throws {
        let network = try await TestNetwork(engine)
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        let person = TestNetwork.member(of: TestNetwork.markt)
        let capability = network.capability
        let before = try await network.database.read { try capability.export(person, on: $0) }
        #expect(before["measures"] != [] && before["measures"] != nil)
        try await network.database.write { try capability.erase(person, now: TestNetwork.monday, on: $0) }
        let after = try await network.database.read { try capability.export(person, on: $0) }
        #expect(after["measures"] == [])
        #expect(try await stored(measure, in: network)?.content.title == "Gaming")
    }

    @Test("are read without walking through a whole table")
    func short() async throws {
        let network = try await TestNetwork(.sqlite)
        let measure = try await network.publish("Gaming")
        try await network.adapt(measure, by: TestNetwork.dorf, hours: 300)
        let handlers = network.capability.measures
        let scans = try await network.database.read { connection in
            let explaining = ExplainingConnection(connection)
            let store = handlers.measures.store
            let lists = try [
                store.published([measure.id], on: explaining), store.newest(limit: 6, on: explaining),
                store.mostReused(limit: 3, on: explaining),
            ]
            for list in lists { _ = try handlers.listed(list, on: explaining) }
            _ = try handlers.uncompared(measure.id, for: .guest, .everything, on: explaining)
            _ = try handlers.measures.store.all(of: measure.library, on: explaining)
            _ = try handlers.export(PersonID(1), on: explaining)
            return explaining.scans
        }
        #expect(scans == [])
    }
}
