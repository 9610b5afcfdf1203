// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("The results of a workshop on their page")
struct WorkshopOutcomeTests {
    private typealias Form = [(name: String, value: String)]

    /// Runs a workshop in which everybody answers alike and the moderator types `facts`.
    private func finished(
        _ site: WorkshopSite, _ length: Workshop.Length = .short, people: Int = 3,
        answers: [(WorkshopStep, Form)], facts: [(WorkshopStep, Form)] = []
    ) async throws -> String {
        let moderator = try await site.create(length: length)
        try await site.act(moderator, "start")
        for _ in 0..<people {
            let phone = try await site.join(moderator)
            for (step, form) in answers { _ = try await site.request(phone, post: [("step", step.rawValue)] + form) }
        }
        for (step, form) in facts {
            _ = try await site.request("\(moderator)/angaben", post: [("step", step.rawValue)] + form)
        }
        try await site.act(moderator, "end")
        return moderator
    }

    private static let meeting: (WorkshopStep, Form) = (.r3, [("today.meeting", "1"), ("wanted.meeting", "4")])
    private static let teenagers: (WorkshopStep, Form) = (
        .r5, [("importance.teenagers", "4"), ("reach.teenagers", "1")]
    )

    /// A team at one device that answered a question of every kind.
    private func joint(_ site: WorkshopSite) async throws -> String {
        let moderator = try await site.create(mode: .joint, length: .full)
        try await site.act(moderator, "start")
        let forms: [(WorkshopStep, Form)] = [
            (.r2, [("surrounding.growth", "3")]), Self.meeting, (.r4, [("place.anchor", "2")]), Self.teenagers,
            (.r6, [("backing", "4"), ("skill", "crafts")]),
        ]
        for (step, form) in forms {
            _ = try await site.request("\(moderator)/angaben", post: [("step", step.rawValue)] + form)
        }
        return moderator
    }

    @Test("show a team at one device its answers, and no distribution of them")
    func jointResults() async throws {
        let site = try await WorkshopSite()
        let moderator = try await joint(site)
        try await site.act(moderator, "end")
        let page = try await site.request("\(moderator)/ergebnis").text
        for absent in ["Verteilung", "Mittelwerte", "Streuung", "Median", "Antworten je Stufe"] {
            #expect(!page.contains(absent), "\(absent)")
        }
        #expect(page.contains("Eure Antworten von 0 bis 4: heute (Kreis) und gewünscht (Punkt)"))
        #expect(page.contains("Eure Antworten von 0 bis 4: erreicht (Kreis) und wichtig (Punkt)"))
        #expect(page.contains("<caption>Eure Antworten von 0 bis 4</caption>"))
        for answer in ["<td>3</td>", "<td>2</td>", "<td>4</td>"] { #expect(page.contains(answer), "\(answer)") }
        let table = try await site.request("\(moderator)/ergebnis.csv").text
        #expect(table.contains("\"0\";\"0\";\"1\";\"0\";\"0\";\"2\";\"\""))
    }

    @Test("show those who answered by themselves how their answers spread")
    func distribution() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site, answers: [Self.meeting])
        let page = try await site.request("\(moderator)/ergebnis").text
        for wanted in ["Verteilung der Antworten", "Mittelwerte von 0 bis 4", "Streuung", "Median"] {
            #expect(page.contains(wanted), "\(wanted)")
        }
        #expect(try await site.request(moderator).text.contains("für alle freigeben, die dabei waren"))
    }

    @Test("are asked of a team at one device in the plural, without a word of phones and of who was there")
    func jointWords() async throws {
        let site = try await WorkshopSite()
        let moderator = try await joint(site)
        try await site.act(moderator, "go", step: .r6)
        let asked = try await site.request(moderator).text
        #expect(asked.contains("Was könnt ihr gut?") && !asked.contains("kannst du"))
        try await site.act(moderator, "go", step: .r7)
        #expect(try await !site.request(moderator).text.contains("Was du hier schreibst"))
        try await site.act(moderator, "pause")
        #expect(try await !site.request(moderator).text.contains("Die Telefone"))
        try await site.act(moderator, "end")
        #expect(try await !site.request(moderator).text.contains("freigeben"))
    }

    @Test("begin with what fits, and lead to what was found")
    func order() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site, answers: [Self.meeting], facts: [(.r1, [("population", "4200")])])
        let page = try await site.request("\(moderator)/ergebnis").text
        let fits = try #require(page.range(of: "<h2>Das passt zu euch</h2>"))
        let figures = try #require(page.range(of: "<h2>Eure Zahlen</h2>"))
        let people = try #require(page.range(of: "3 Personen haben geantwortet"))
        #expect(people.lowerBound < fits.lowerBound && fits.lowerBound < figures.lowerBound)
        #expect(page.contains("action=\"/netzwerk/massnahmen#treffer\""))
    }

    @Test("leave out what nobody answered, and say so once")
    func unanswered() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site, answers: [Self.meeting, Self.teenagers])
        let page = try await site.request("\(moderator)/ergebnis").text
        #expect(page.contains("Zu 3 weiteren Zeilen gibt es keine Antwort."))
        #expect(page.contains("Zu \(TargetGroup.allCases.count - 1) weiteren Zeilen gibt es keine Antwort."))
        #expect(!page.contains("<td>–<td>–<td>–") && !page.contains("Selbermachen"))
        #expect(page.contains("Begegnung") && page.contains("Jugendliche"))
    }

    @Test("say that too few answered where something is kept back")
    func keptBack() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for person in 0..<3 {
            let phone = try await site.join(moderator)
            let alone = person == 0 ? [("today.learning", "4")] : []
            let form = ([("step", "R3")] + Self.meeting.1 + alone).map { (name: $0.0, value: $0.1) }
            _ = try await site.request(phone, post: form)
        }
        try await site.act(moderator, "end")
        let page = try await site.request("\(moderator)/ergebnis").text
        #expect(page.contains("3 weitere Zeilen sind weggelassen, weil dazu weniger als drei geantwortet haben."))
        #expect(!page.contains("gibt es keine Antwort"))
    }

    @Test("hand on what a team can do and who stands behind it, each to be ticked off")
    func means() async throws {
        let site = try await WorkshopSite()
        let moderator = try await joint(site)
        try await site.act(moderator, "end")
        let page = try await site.request("\(moderator)/ergebnis").text
        #expect(page.contains("name=\"skill\" value=\"crafts\" checked") && page.contains("Das kann jemand: Handwerk"))
        #expect(page.contains("name=\"backing\" value=\"yes\" checked"))
        #expect(page.contains("Rückhalt in Verwaltung und Politik: ja") && !page.contains("name=\"partners\""))
        let table = try await site.request("\(moderator)/ergebnis.csv").text
        #expect(table.contains("\"skill\";\"crafts\""))
    }

    @Test("write numbers as people of the language do")
    func numbers() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(
            site, answers: [Self.meeting],
            facts: [
                (.r1, [("population", "4200"), ("floor_area", "1234"), ("staff", "1,5"), ("year", "2025")]),
                (.r6, [("hours", "1000,5"), ("area", "1200"), ("budget", "12000,5")]),
            ])
        let page = try await site.request("\(moderator)/ergebnis").text
        for figure in [
            "<dd>4\u{202F}200</dd>", "<dd>1\u{202F}234 m²</dd>", "<dd>1,5</dd>", "<dd>2025</dd>",
            "<dd>1\u{202F}200 m²</dd>", "höchstens 1\u{202F}000,5 Stunden", "höchstens 1\u{202F}200 m²",
            "höchstens 12\u{202F}000,5 Euro",
        ] { #expect(page.contains(figure), "\(figure)") }
        #expect(page.contains("name=\"money_per_year_max\" value=\"12000,5\""))
    }

    @Test("offer the network to those who are not in it yet")
    func membership() async throws {
        let site = try await WorkshopSite()
        let moderator = try await finished(site, answers: [Self.meeting])
        let offer = "Mitglied im Netzwerk werden"
        #expect(try await site.request("\(moderator)/ergebnis").text.contains(offer))
        site.signIn([Grant(role: .member, scope: .organisation(WorkshopSite.library))])
        let own = try await site.request("\(moderator)/ergebnis").text
        #expect(!own.contains(offer) && own.contains("Einer Bibliothek zuordnen"))
        _ = try await site.request("\(moderator)/bibliothek", post: [("organisation", "\(WorkshopSite.library)")])
        site.signOut()
        let attached = try await site.request("\(moderator)/ergebnis").text
        #expect(!attached.contains(offer) && !attached.contains("Einer Bibliothek zuordnen"))
    }
}
