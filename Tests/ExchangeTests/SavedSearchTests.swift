// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import TestSupport
import Testing

@testable import Exchange

@Suite("A saved search")
struct SavedSearchTests {
    private let week = Period(start: TestNetwork.monday, end: TestNetwork.monday + .days(7))

    private func finds(_ query: String, in period: Period, _ network: TestNetwork) async throws -> [String] {
        try await network.capability.measures.finds(of: query, in: period).map(\.title)
    }

    @Test("finds what was first published in its time, and what it asks for")
    func finds() async throws {
        let network = try await TestNetwork()
        let reading = try await network.publish("Lesenacht im Dorf") { $0.topics = [.making] }
        try await network.publish("Spieleabend")
        #expect(try await finds("q=lesenacht", in: week, network) == ["Lesenacht im Dorf"])
        #expect(try await finds("topic=making", in: week, network) == ["Lesenacht im Dorf"])
        #expect(try await Set(finds("hours_per_month_max=6", in: week, network)).count == 2)
        let before = Period(start: week.start - .days(7), end: week.start)
        #expect(try await finds("q=lesenacht", in: before, network).isEmpty)
        let after = Period(start: week.start + .minutes(1), end: week.end)
        #expect(try await finds("q=lesenacht", in: after, network).isEmpty, "the same day, and yet told before")
        let link = try await network.capability.measures.finds(of: "q=lesenacht", in: week).first?.link
        #expect(link == NetworkLinks.measure(reading.id))
    }

    @Test("tells nothing that is for members, and nothing when it no longer reads as a search")
    func refusals() async throws {
        let network = try await TestNetwork()
        try await network.publish("Lesenacht") { $0.audience = .members }
        #expect(try await finds("q=lesenacht", in: week, network).isEmpty)
        try await network.publish("Lesenacht für alle")
        #expect(try await finds("q=lesenacht", in: week, network) == ["Lesenacht für alle"])
        #expect(try await finds("topic=castle", in: week, network).isEmpty)
        #expect(try await finds("fuer=99", in: week, network).isEmpty)
    }

    @Test("is offered to whoever is signed in and looks for something")
    func offered() async throws {
        let network = try await TestNetwork()
        let saving = "/netzwerk/abonnements/suchen"
        #expect(await network.get("/netzwerk/massnahmen?q=lesen", as: TestNetwork.dorf).text.contains(saving))
        #expect(await !network.get("/netzwerk/massnahmen", as: TestNetwork.dorf).text.contains(saving))
        #expect(await !network.get("/netzwerk/massnahmen?q=lesen").text.contains(saving))
    }
}
