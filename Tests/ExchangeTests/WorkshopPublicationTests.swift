// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("A workshop of a library")
struct WorkshopPublicationTests {
    /// Ended, attached, with a gap in meeting; the member is signed in.
    private func attached(_ site: WorkshopSite) async throws -> String {
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        for _ in 0..<3 {
            let phone = try await site.join(moderator)
            let form = [("step", "R3"), ("today.meeting", "1"), ("wanted.meeting", "4")]
            _ = try await site.request(phone, post: form.map { (name: $0.0, value: $0.1) })
        }
        try await site.act(moderator, "end")
        site.signIn([WorkshopSite.member])
        let answer = try await site.request(
            "\(moderator)/bibliothek", post: [("organisation", "\(WorkshopSite.library)")])
        #expect(answer.status == 303)
        return moderator
    }

    private func publish(_ site: WorkshopSite, _ moderator: String, _ sections: [WorkshopSection]) async throws -> Int {
        let form = sections.map { (name: "section", value: $0.rawValue) }
        return try await site.request("\(moderator)/veroeffentlichung", post: form).status
    }

    /// As a stranger sees it.
    private func seen(_ site: WorkshopSite, _ path: String) async throws -> WorkshopSite.Answer {
        site.signOut()
        defer { site.signIn([WorkshopSite.member]) }
        return try await site.request(path)
    }

    @Test("gets the figures of its profile, but none that the team typed itself")
    func figures() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        try await site.act(moderator, "start")
        _ = try await site.request("\(moderator)/angaben", post: [("step", "R1"), ("population", "5000")])
        site.signIn([WorkshopSite.member])
        _ = try await site.request("\(moderator)/bibliothek", post: [("organisation", "\(WorkshopSite.library)")])
        let id = try await site.workshop(moderator).id
        let facts = try await site.database.read { [site] in try site.workshops.store.facts(of: id, on: $0) }
        #expect(facts.population == 5_000 && facts.staff == 150 && facts.year == 2025 && facts.floorArea == nil)
    }

    @Test("is attached by members alone, and by nobody without an account")
    func attaching() async throws {
        let site = try await WorkshopSite()
        let moderator = try await site.create()
        let form = [(name: "organisation", value: "\(WorkshopSite.library)")]
        _ = try await site.request("\(moderator)/bibliothek", post: form)
        #expect(try await site.workshop(moderator).organisation == nil)
        site.signIn([Grant(role: .member, scope: .organisation(OrganisationID(8)))])
        #expect(try await site.request("\(moderator)/bibliothek", post: form).status == 403)
        site.signIn([Grant(role: .staff, scope: .house(HouseID(3)))])
        #expect(try await site.request("\(moderator)/bibliothek", post: form).status == 403)
        #expect(try await site.workshop(moderator).organisation == nil)
        site.signIn([Grant(role: .manager, scope: .organisation(WorkshopSite.library))])
        #expect(try await site.request("\(moderator)/bibliothek", post: form).status == 303)
        #expect(try await site.workshop(moderator).organisation == WorkshopSite.library)
    }

    @Test("is open to its members without the link, and to no one else")
    func members() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        let id = try await site.workshop(moderator).id
        #expect(try await site.request("/netzwerk/werkstatt/moderation/\(id)/ergebnis").status == 200)
        #expect(try await site.request("/netzwerk/werkstatt/meine").text.contains("/moderation/\(id)"))
        #expect(try await seen(site, "/netzwerk/werkstatt/moderation/\(id)/ergebnis").status == 404)
        site.signIn([Grant(role: .member, scope: .organisation(OrganisationID(8)))])
        #expect(try await site.request("/netzwerk/werkstatt/moderation/\(id)/ergebnis").status == 404)
    }

    @Test("publishes what is ticked and nothing else")
    func publishing() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        #expect(try await seen(site, WorkshopSite.publicPage).status == 404)
        #expect(try await publish(site, moderator, [.spaces]) == 303)
        let page = try await seen(site, WorkshopSite.publicPage)
        #expect(page.status == 200 && page.text.contains("Vier Räume") && page.text.contains("Fassung 1"))
        #expect(!page.text.contains("Eure Zahlen"))
        #expect(try await seen(site, "/netzwerk/werkstatt/ergebnisse").text.contains("Beispielsee"))
        let facets = try await site.database.read { [site] in
            try site.workshops.publishedFacets(of: WorkshopSite.library, on: $0)
        }
        #expect(facets == ["space:meeting"])
    }

    @Test("keeps older versions of what changed, and makes none of what did not")
    func versions() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        _ = try await publish(site, moderator, [.spaces])
        _ = try await publish(site, moderator, [.spaces])
        #expect(try await seen(site, WorkshopSite.publicPage).text.contains("Fassung 1"))
        try await site.act(moderator, "reopen")
        let phone = try await site.join(moderator)
        try await site.answer(phone, .r3, 2)
        try await site.act(moderator, "end")
        _ = try await publish(site, moderator, [.spaces])
        let page = try await seen(site, WorkshopSite.publicPage).text
        #expect(page.contains("Fassung 2") && page.contains("fassung=1"))
        let id = try await site.workshop(moderator).id
        let old = "\(WorkshopSite.publicPage)?werkstatt=\(id)&abschnitt=spaces&fassung=1"
        #expect(try await seen(site, old).status == 200)
        #expect(try await seen(site, old.replacing("fassung=1", with: "fassung=9")).status == 404)
    }

    @Test("is gone everywhere when it is withdrawn: pages, old versions, lists, facets and the page cache")
    func withdrawing() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        _ = try await publish(site, moderator, [.spaces])
        let id = try await site.workshop(moderator).id
        let old = "\(WorkshopSite.publicPage)?werkstatt=\(id)&abschnitt=spaces&fassung=1"
        // Twice, so that the cache keeps them.
        for path in [WorkshopSite.publicPage, WorkshopSite.publicPage, old, old] {
            #expect(try await seen(site, path).status == 200)
        }
        #expect(try await site.request("\(moderator)/ruecknahme", post: []).status == 303)
        #expect(try await seen(site, WorkshopSite.publicPage).status == 404)
        #expect(try await seen(site, old).status == 404)
        let list = try await seen(site, "/netzwerk/werkstatt/ergebnisse").text
        #expect(!list.contains("Beispielsee"))
        let (facets, item, rows) = try await site.database.read { [site] connection in
            (
                try site.workshops.publishedFacets(of: WorkshopSite.library, on: connection),
                try site.workshops.resolve(ItemReference(kind: "workshop", id: id.value), on: connection) == nil,
                try connection.rows("SELECT 1 FROM workshop_publication").count
            )
        }
        #expect(facets.isEmpty && item && rows == 0)
        let filters = try await site.database.read { [site] in
            try site.workshops.filters(of: WorkshopSite.library, on: $0)
        }
        #expect(filters?.spaces == [.meeting], "the library itself still has its filters")
    }

    @Test("tells who compares libraries, once for each change of what it says", arguments: Engine.available)
    func telling(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await attached(site)
        #expect(site.changes.count == 0)
        _ = try await publish(site, moderator, [.spaces])
        #expect(site.changes.count == 1)
        _ = try await publish(site, moderator, [.spaces])
        #expect(site.changes.count == 1, "the same once more says nothing else")
        #expect(try await site.request("\(moderator)/ruecknahme", post: []).status == 303)
        #expect(site.changes.count == 2)
        _ = try await publish(site, moderator, [.spaces])
        #expect(try await site.request("\(moderator)/bibliothek", post: [("organisation", "")]).status == 303)
        #expect(site.changes.count == 4, "whoever leaves the library takes its results along")
    }

    private func published(_ site: WorkshopSite) async throws -> [OrganisationID: [String: Set<String>]] {
        try await site.database.read { [site] in
            try site.workshops.publishedFacets(on: $0).mapValues(\.groups)
        }
    }

    @Test(
        "is told of all libraries at once: what each published, and nothing of what it kept",
        arguments: Engine.available)
    func all(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await attached(site)
        #expect(try await published(site) == [:])
        _ = try await publish(site, moderator, [.spaces])
        #expect(try await published(site) == [WorkshopSite.library: ["space": ["meeting"]]])
        let (some, none) = try await site.database.read { [site] connection in
            (
                try site.workshops.publishedFacets(by: [WorkshopSite.library, OrganisationID(8)], on: connection),
                try site.workshops.publishedFacets(by: [], on: connection)
            )
        }
        #expect(some.mapValues(\.groups) == [WorkshopSite.library: ["space": ["meeting"]]] && none.isEmpty)
        // A row from before facets were kept says the same.
        try await site.database.write { try $0.execute("UPDATE workshop_publication SET facets = NULL") }
        #expect(try await published(site) == [WorkshopSite.library: ["space": ["meeting"]]])
    }

    @Test("counts by its youngest run and latest version alone", arguments: Engine.available)
    func youngest(engine: Engine) async throws {
        let site = try await WorkshopSite(engine)
        let moderator = try await attached(site)
        _ = try await publish(site, moderator, [.spaces])
        let again = try await site.request("\(moderator)/wiederholung", post: []).location
        try await site.act(again, "start")
        for _ in 0..<3 {
            let phone = try await site.join(again)
            let form = [("step", "R3"), ("today.learning", "1"), ("wanted.learning", "3")]
            _ = try await site.request(phone, post: form.map { (name: $0.0, value: $0.1) })
        }
        try await site.act(again, "end")
        _ = try await publish(site, again, [.spaces])
        #expect(try await published(site) == [WorkshopSite.library: ["space": ["learning"]]])
        // Everybody has it as they want it now: a second version, that says there is nothing more.
        try await site.act(again, "reopen")
        for _ in 0..<9 {
            let phone = try await site.join(again)
            let form = [("step", "R3"), ("today.learning", "4"), ("wanted.learning", "0")]
            _ = try await site.request(phone, post: form.map { (name: $0.0, value: $0.1) })
        }
        try await site.act(again, "end")
        _ = try await publish(site, again, [.spaces])
        #expect(try await published(site) == [WorkshopSite.library: ["space": []]], "known, and none")
    }

    @Test("has few enough words that libraries are compared by all of them: 64")
    func vocabulary() {
        let words = FacetGroup.published.flatMap { group in group.words.map { "\(group.name):\($0.value)" } }
        #expect(words.count == Set(words).count && words.count <= 64)
    }

    @Test("keeps facets as words, also those of a group that came to nothing")
    func words() {
        for text in ["", "space:", "space:learning space:meeting target_group:", "topic:gaming"] {
            #expect(PublishedFacets(text: text).text == text)
        }
        #expect(PublishedFacets(text: "space:learning target_group:").facets == ["space:learning"])
    }

    @Test("takes one section back and leaves the others")
    func withdrawingOne() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        try await site.act(moderator, "reopen")
        _ = try await site.request("\(moderator)/angaben", post: [("step", "R1"), ("population", "4200")])
        try await site.act(moderator, "end")
        _ = try await publish(site, moderator, [.spaces, .figures])
        #expect(try await seen(site, WorkshopSite.publicPage).text.contains("Eure Zahlen"))
        _ = try await publish(site, moderator, [.figures])
        let page = try await seen(site, WorkshopSite.publicPage).text
        #expect(page.contains("Eure Zahlen") && !page.contains("Vier Räume"))
    }

    @Test("withdraws when it leaves its library or is deleted")
    func leaving() async throws {
        let site = try await WorkshopSite()
        for part in ["bibliothek", "loeschen"] {
            let moderator = try await attached(site)
            _ = try await publish(site, moderator, [.spaces])
            #expect(try await seen(site, WorkshopSite.publicPage).status == 200)
            let form = part == "bibliothek" ? [(name: "organisation", value: "")] : []
            #expect(try await site.request("\(moderator)/\(part)", post: form).status == 303)
            #expect(try await seen(site, WorkshopSite.publicPage).status == 404, "\(part)")
        }
    }

    @Test("is not published, withdrawn or deleted by somebody who only has the link")
    func strangers() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        _ = try await publish(site, moderator, [.spaces])
        site.signIn([Grant(role: .member, scope: .organisation(OrganisationID(8)))])
        #expect(try await publish(site, moderator, []) == 403)
        #expect(try await site.request("\(moderator)/ruecknahme", post: []).status == 403)
        #expect(try await site.request("\(moderator)/loeschen", post: []).status == 403)
        #expect(try await site.request("\(moderator)/bibliothek", post: [("organisation", "")]).status == 403)
        #expect(try await seen(site, WorkshopSite.publicPage).status == 200)
    }

    @Test("is repeated with a link to the run before, and compared with it")
    func repeating() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        let again = try await site.request("\(moderator)/wiederholung", post: []).location
        let new = try await site.workshop(again)
        #expect(try await new.former == site.workshop(moderator).id && new.organisation == WorkshopSite.library)
        try await site.act(again, "start")
        for _ in 0..<3 { try await site.answer(try await site.join(again), .r3, 3) }
        try await site.act(again, "end")
        let page = try await site.request("\(again)/vergleich").text
        #expect(page.contains("Begegnung: heute") && page.contains("<td>1<td>3<td>2"))
        #expect(try await site.request("\(moderator)/vergleich").status == 404)
        _ = try await site.request("\(moderator)/loeschen", post: [])
        #expect(try await site.request("\(again)/vergleich").status == 404)
        #expect(try await site.request("\(again)/ergebnis").status == 200)
    }

    @Test("grows from the short path to the full one and keeps its answers")
    func lengthening() async throws {
        let site = try await WorkshopSite()
        let moderator = try await attached(site)
        #expect(try await site.request("\(moderator)/ausbau", post: []).status == 303)
        let workshop = try await site.workshop(moderator)
        #expect(workshop.length == .full && workshop.step == .r2 && workshop.state == .running)
        try await site.act(moderator, "go", step: .a3)
        let plan = [
            ("step", "A3"), ("plan.1.what", "Spieleabend"), ("plan.1.owner", "Leitung"), ("plan.1.due", "2027-05-07"),
        ]
        _ = try await site.request("\(moderator)/angaben", post: plan.map { (name: $0.0, value: $0.1) })
        try await site.act(moderator, "end")
        let calendar = try await site.request("\(moderator)/plan.ics")
        #expect(calendar.text.contains("DTSTART:20270507T070000Z") && calendar.text.contains("SUMMARY:Spieleabend"))
        let table = try await site.request("\(moderator)/ergebnis.csv").text
        #expect(table.contains("\"scale\";\"today.meeting\""))
        #expect(try await site.request("\(moderator)/ergebnis").text.contains("Spieleabend"))
    }
}
