// SPDX-License-Identifier: EUPL-1.2

import Kernel
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A workshop's beginning")
struct WorkshopStartTests {
    private static let new = "/netzwerk/werkstatt/neu"
    private static let branch = Grant(role: .member, scope: .organisation(WorkshopSite.branch))
    private static let onlyKey = "Er ist der einzige Schlüssel zu dieser Werkstatt."

    private func radio(_ name: String, _ value: String) -> String { "name=\"\(name)\" value=\"\(value)\"" }

    @Test("offers the short path without saying how people answer")
    func shortPath() async throws {
        let site = try await WorkshopSite()
        let landing = try await site.request("/netzwerk/werkstatt").text
        #expect(landing.contains("href=\"\(Self.new)?weg=kurz\">20 Minuten: vorbereiten"))
        let page = try await site.request("\(Self.new)?weg=kurz").text
        #expect(page.contains(radio("length", "short") + " checked"))
        for mode in ["each", "joint"] {
            #expect(page.contains(radio("mode", mode)) && !page.contains(radio("mode", mode) + " checked"), "\(mode)")
        }
        let open = try await site.request(Self.new, post: [("name", "Beispielbücherei"), ("length", "short")])
        #expect(open.status == 422 && open.text.contains("value=\"Beispielbücherei\""))
        #expect(open.text.contains("id=\"f-mode-error\""))
    }

    @Test("leads members to the workshops of their libraries, and nobody else")
    func own() async throws {
        let site = try await WorkshopSite()
        let link = "href=\"/netzwerk/werkstatt/meine\""
        #expect(try await !site.request("/netzwerk/werkstatt").text.contains(link))
        site.signIn([WorkshopSite.member])
        #expect(try await site.request("/netzwerk/werkstatt").text.contains(link))
        site.signIn([Grant(role: .staff, scope: .house(HouseID(3)))])
        #expect(try await !site.request("/netzwerk/werkstatt").text.contains(link))
    }

    @Test("proposes a member's only library, and leaves the choice among several")
    func choice() async throws {
        let site = try await WorkshopSite()
        let (first, second) = (
            radio("organisation", "\(WorkshopSite.library)"), radio("organisation", "\(WorkshopSite.branch)")
        )
        let none = radio("organisation", "keine")
        #expect(try await !site.request(Self.new).text.contains("name=\"organisation\""))
        site.signIn([WorkshopSite.member, Grant(role: .manager, scope: .organisation(WorkshopSite.library))])
        let one = try await site.request(Self.new).text
        #expect(one.contains(first + " checked") && one.contains(none) && !one.contains(second))
        #expect(one.split(separator: first).count == 2, "each library once")
        site.signIn([WorkshopSite.member, Self.branch])
        let two = try await site.request(Self.new).text
        #expect(two.contains(first) && two.contains(second) && two.contains(none))
        for option in [first, second, none] { #expect(!two.contains(option + " checked"), "\(option)") }
    }

    @Test("puts it into the library with its figures; the link is one way in among others")
    func attached() async throws {
        let site = try await WorkshopSite()
        site.signIn([WorkshopSite.member])
        let moderator = try await site.create(library: WorkshopSite.library)
        let workshop = try await site.workshop(moderator)
        #expect(workshop.organisation == WorkshopSite.library)
        let facts = try await site.facts(moderator)
        #expect(facts.population == 4_200 && facts.staff == 150 && facts.floorArea == nil)
        let page = try await site.request(moderator).text
        #expect(!page.contains(Self.onlyKey) && page.contains("finden die Werkstatt auch ohne ihn"))
        #expect(page.contains("Zuordnung ändern oder lösen"))
        #expect(try await site.request("/netzwerk/werkstatt/meine").text.contains("/moderation/\(workshop.id)"))
    }

    @Test("puts it into none when nobody is signed in or nobody wants that; then the link is the only key")
    func loose() async throws {
        let site = try await WorkshopSite()
        let stranger = try await site.create(library: WorkshopSite.library)
        #expect(try await site.workshop(stranger).organisation == nil)
        #expect(try await site.request(stranger).text.contains(Self.onlyKey))
        site.signIn([WorkshopSite.member])
        let moderator = try await site.create()
        #expect(try await site.workshop(moderator).organisation == nil)
        #expect(try await site.facts(moderator).values.isEmpty)
        #expect(try await site.request(moderator).text.contains(Self.onlyKey))
    }

    @Test("refuses another's library and keeps what was typed", arguments: ["9", "", "x"])
    func foreign(library: String) async throws {
        let site = try await WorkshopSite()
        site.signIn([WorkshopSite.member])
        let answer = try await site.request(
            Self.new,
            post: [("name", "Runde"), ("mode", "joint"), ("length", "full"), ("organisation", library)])
        #expect(answer.status == 422 && answer.text.contains("id=\"f-organisation-error\""))
        #expect(answer.text.contains("value=\"Runde\"") && answer.text.contains(radio("mode", "joint") + " checked"))
    }

    @Test("shows the way in big on the common screen")
    func invitation() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        for path in [moderator, "\(moderator)/einladung"] {
            #expect(try await site.request(path).text.contains("class=\"card join\"><h2>"), "\(path)")
        }
    }
}
