// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A workshop of many")
struct WorkshopCrowdTests {
    /// In its seventh step, with that many people who wrote all that they may.
    private func written(_ site: WorkshopSite, people: Int) async throws -> String {
        let moderator = try await site.create(length: .full)
        try await site.act(moderator, "start")
        try await site.act(moderator, "go", step: .r7)
        let (id, workshops) = (try await site.workshop(moderator).id, site.workshops)
        try await site.database.write { connection in
            for person in 0..<people {
                let participant = try workshops.answers.add(.phone, token: .random(), to: id, on: connection)
                for step in [WorkshopStep.r7, .a2] {
                    var submission = WorkshopAnswerStore.Submission()
                    for kind in step.notes {
                        for slot in 1...WorkshopNote.Kind.atMost {
                            submission.notes[.init(kind: kind, slot: slot)] = "\(kind.rawValue) \(person)-\(slot)"
                        }
                    }
                    try workshops.answers.enter(submission, for: step, of: participant, in: id, on: connection)
                }
            }
        }
        return moderator
    }

    @Test("counts every text of 300 people, shows the first ones, and gives all of them in the table")
    func results() async throws {
        let site = try await WorkshopSite()
        let moderator = try await written(site, people: 300)
        try await site.act(moderator, "end")
        let page = try await site.request("\(moderator)/ergebnis").text
        #expect(page.contains("von 900 Beiträgen insgesamt") && page.contains("<li>idea 0-1</li>"))
        let table = try await site.request("\(moderator)/ergebnis.csv").text
        for kind in WorkshopNote.Kind.allCases { #expect(table.contains("\(kind.rawValue) 299-3"), "\(kind)") }
    }

    @Test("keeps all texts back in the table too when too few took part")
    func fewTexts() async throws {
        let site = try await WorkshopSite()
        let moderator = try await written(site, people: 2)
        try await site.act(moderator, "end")
        #expect(try await !site.request("\(moderator)/ergebnis.csv").text.contains("idea 0-1"))
    }

    @Test("writes figures into its table as people do")
    func figures() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create(mode: .joint)
        try await site.act(moderator, "start")
        let facts = [("step", "R6"), ("hours", "6,5"), ("area", "40"), ("budget", "600")]
        _ = try await site.request("\(moderator)/angaben", post: facts.map { (name: $0.0, value: $0.1) })
        try await site.act(moderator, "end")
        let table = try await site.request("\(moderator)/ergebnis.csv").text
        for line in ["\"fact\";\"hours\";\"6,5\"", "\"fact\";\"area\";\"40\"", "\"fact\";\"budget\";\"600\""] {
            #expect(table.contains(line), "\(line)")
        }
    }

    @Test("stays on the page of the wall that is being tidied, and leads back to the first")
    func wall() async throws {
        let site = try await WorkshopSite()
        let moderator = try await written(site, people: 5)
        let first = try await site.request(moderator).text
        let next = try #require(first.firstMatch(of: #/rel="next" href="([^"]+\?nach=(\d+))"/#))
        #expect(!first.contains("rel=\"prev\""))
        let second = try await site.request(String(next.1)).text
        #expect(second.contains("rel=\"prev\" href=\"\(moderator)\""))
        #expect(second.contains("<input type=\"hidden\" name=\"nach\" value=\"\(next.2)\">"))
        let note = try #require(second.firstMatch(of: #/name="note" value="(\d+)"/#)).1
        let done = try await site.request(
            "\(moderator)/beitraege",
            post: [("act", "hide"), ("note", String(note)), ("nach", String(next.2)), ("version", "0")])
        #expect(done.status == 303 && done.location.hasSuffix("?getan=sortiert&nach=\(next.2)#wand"))
        let tidied = try await site.request(String(done.location.dropLast("#wand".count))).text
        #expect(tidied.contains("<h2 id=\"wand\">Gemeinsame Wand</h2><div class=\"notice success\" role=\"status\">"))
    }

    @Test("lets no text vanish that was put together with a hidden one", arguments: Engine.available)
    func merging(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await written(site, people: 3)
        let (id, notes) = (try await site.workshop(moderator).id, site.workshops.notes)
        let ids = try await site.database.read { try notes.wall(of: id, kinds: [.threat], on: $0).map(\.id) }
        try await site.database.write { connection in
            try notes.hide([ids[0]], true, in: id, on: connection)
            try notes.merge([ids[0], ids[1], ids[2]], in: id, on: connection)
        }
        let shown = try await site.database.read { try notes.results(of: id, on: $0).filter { $0.kind == .threat } }
        #expect(shown.first { $0.id == ids[1] }?.weight == 2 && shown.count == ids.count - 2)
    }

    @Test("is listed with all that published, also behind some that have left the network")
    func published() async throws {
        let site = try await WorkshopSite()
        let moderator = try await written(site, people: 1)
        let (id, publications) = (try await site.workshop(moderator).id, site.workshops.publications)
        try await site.database.write { connection in
            // Of these the network knows two.
            for number in 1...60 {
                _ = try publications.publish(
                    .spaces, of: id, as: OrganisationID(Int64(number)), content: "\(number)",
                    facets: PublishedFacets(text: ""), now: WorkshopSite.start, on: connection)
            }
        }
        let list = try await site.request("/netzwerk/werkstatt/ergebnisse").text
        #expect(list.contains("Gemeindebücherei Beispielsee") && list.contains("Zweigstelle Beispielwald"))
        #expect(list.contains("href=\"/netzwerk/werkstatt/ergebnisse?nach=50\""))
        #expect(try await !site.request("/netzwerk/werkstatt/ergebnisse?nach=50").text.contains("rel=\"next\""))
    }
}
