// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Search

@Suite("The index")
struct IndexTests {
    @Test("seen from another node knows every commit", arguments: Engine.available)
    func catchesUp(engine: Engine) async throws {
        let library = try await Library(engine)
        let other = library.anotherNode()
        #expect(try await other.find(SearchQuery("Raum")).total == 0)
        try await library.put(Library.entry(1, "Raum"))
        #expect(try await other.find(SearchQuery("Raum")).total == 1)
        try await library.put(Library.entry(1, "Kurs"))
        #expect(try await other.find(SearchQuery("Raum")).total == 0)
        #expect(try await other.find(SearchQuery("Kurs")).total == 1)
        try await library.remove(1)
        #expect(try await other.find(SearchQuery("Kurs")).total == 0)
        try await library.put(Library.entry(1, "Wieder da"))
        #expect(try await other.find(SearchQuery("wieder da")).total == 1)
    }

    @Test("knows nothing of what was undone", arguments: Engine.available)
    func forgetsUndone(engine: Engine) async throws {
        struct Accident: Error {}
        let library = try await Library(engine)
        let index = library.index
        await #expect(throws: Accident.self) {
            try await library.database.write { connection in
                try index.put(Library.entry(1, "Raum"), on: connection)
                throw Accident()
            }
        }
        try await library.database.write { connection in
            _ = try? connection.attempt {
                try index.put(Library.entry(2, "Raum"), on: connection)
                throw Accident()
            }
            try index.put(Library.entry(3, "Raum"), on: connection)
        }
        #expect(try await library.find("Raum") == [3])
    }

    @Test("numbers changes in the order of commits, also when many write at once", arguments: Engine.available)
    func survivesCrowds(engine: Engine) async throws {
        let library = try await Library(engine)
        let other = library.anotherNode()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...24 {
                group.addTask {
                    try await library.put(Library.entry(Int64(id), "Raum \(id)"))
                    // Whoever committed finds it at once, on whichever node.
                    #expect(
                        try await other.find(SearchQuery("Raum \(id)", limit: 100)).hits.contains { $0.item.id == id })
                }
            }
            try await group.waitForAll()
        }
        #expect(try await library.index.find(SearchQuery("Raum")).total == 24)
    }

    @Test("gives the same answers however the entries came in")
    func isIndependentOfHistory() async throws {
        let library = try await Library()
        let words = ["Raum", "Bibliotheksraum", "Lesecafé", "Kinderbuch", "Stadtplan", "Garten", "Lesegarten"]
        for id in 0..<60 {
            try await library.put(
                Library.entry(Int64(id), words[id % 7], "\(words[(id * 3) % 7]) und \(words[(id * 5 + 1) % 7])"))
            if id % 4 == 3 { _ = try await library.find("Raum") }
        }
        for id in stride(from: 0, to: 60, by: 3) { try await library.remove(Int64(id)) }
        for id in stride(from: 1, to: 60, by: 6) {
            try await library.put(Library.entry(Int64(id), "Raum im Garten"))
        }
        let fresh = library.anotherNode()
        for question in ["Raum", "Garten Raum", "Buch", "Lesegarten", "Stadtplam"] {
            let (old, new) = (
                try await library.index.find(SearchQuery(question, limit: 100)),
                try await fresh.find(SearchQuery(question, limit: 100))
            )
            #expect(old.hits.map(\.item) == new.hits.map(\.item), "\(question)")
            #expect(old.hits.map(\.score) == new.hits.map(\.score), "\(question)")
            #expect(old.counts == new.counts)
        }
    }

    @Test("writes nothing when nothing changed", arguments: Engine.available)
    func writesOnce(engine: Engine) async throws {
        let library = try await Library(engine)
        let entry = Library.entry(
            1, "Raum", "Text", audience: .house(HouseID(3)), facets: ["b:2", "a:1"], figures: [nil, 4, -1])
        try await library.put(entry)
        try await library.put(entry)
        let store = SearchStore()
        #expect(try await library.database.read { try store.sequence(on: $0) } == 1)
        #expect(try await library.database.read { try store.entry(of: entry.item, on: $0)?.entry } == entry)
    }

    @Test("mends what is missing, stale, orphaned or taken apart differently", arguments: Engine.available)
    func mends(engine: Engine) async throws {
        let library = try await Library(engine)
        let entries = SearchEntries()
        func mend(_ id: Int64, _ wanted: SearchEntry?) async throws -> SearchEntries.Fault? {
            try await library.database.write {
                try entries.mend(ItemReference(kind: "measure", id: id), wanted: wanted, on: $0)
            }
        }
        let entry = Library.entry(1, "Raum")
        #expect(try await mend(1, entry) == .missing)
        #expect(try await mend(1, entry) == nil)
        #expect(try await mend(1, Library.entry(1, "Raum", "mehr")) == .stale)
        try await library.database.write { connection in
            try connection.execute("UPDATE search_entry SET tokens = 'falsch' WHERE item_id = \(1)")
        }
        #expect(try await mend(1, Library.entry(1, "Raum", "mehr")) == .tokens)
        #expect(try await mend(1, nil) == .orphaned)
        #expect(try await mend(1, nil) == nil)
        #expect(try await library.find("Raum").isEmpty)
    }

    @Test("reads by keys alone")
    func scansNothing() async throws {
        let library = try await Library()
        let index = library.index
        let scans = try await library.database.write { connection in
            let explaining = ExplainingConnection(connection)
            try index.put(Library.entry(1, "Raum"), on: explaining)
            try index.remove(ItemReference(kind: "measure", id: 1), on: explaining)
            _ = try SearchStore().changes(after: 0, limit: 10, on: explaining)
            _ = try SearchStore().items(after: ItemReference(kind: "a", id: 1), limit: 10, on: explaining)
            _ = try SearchStore().items(of: "measure", on: explaining)
            return explaining.scans
        }
        #expect(scans == [])
    }
}

@Suite("Who may find what")
struct AudienceTests {
    private func library() async throws -> Library {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "Raum für alle", facets: ["topic:open"]),
            Library.entry(
                2, "Raum der Belegschaft Geheimniskrämerei", audience: .house(HouseID(7)), facets: ["topic:secret"]),
            Library.entry(3, "Raum des Vereins", kind: "draft", house: 9, audience: .organisation(OrganisationID(5))))
        return library
    }

    @Test func showsNobodyWhatIsForOthers() async throws {
        let results = try await library().index.find(SearchQuery("Raum"))
        #expect(results.hits.map(\.item.id) == [1])
        #expect(results.total == 1)
        #expect(results.counts == ["kind:measure": 1, "house:1": 1, "topic:open": 1])
    }

    @Test func showsReadersWhatIsTheirs() async throws {
        let library = try await library()
        var query = SearchQuery("Raum", audiences: [.house(HouseID(7))])
        #expect(try await Set(library.find(query)) == [1, 2])
        query.audiences = [.organisation(OrganisationID(5)), .house(HouseID(8))]
        #expect(try await Set(library.find(query)) == [1, 3])
        query.isOfEveryAudience = true
        #expect(try await Set(library.find(query)) == [1, 2, 3])
    }

    @Test func suggestsNoWordThatOnlyOthersMayRead() async throws {
        let library = try await library()
        #expect(try await library.index.find(SearchQuery("Geheimniskrämereix")).suggestion == nil)
        let own = try await library.index.find(SearchQuery("Geheimniskrämereix", audiences: [.house(HouseID(7))]))
        #expect(own.suggestion == "Geheimniskrämerei")
    }
}

@Suite("Filters and counts")
struct FacetTests {
    private func library() async throws -> Library {
        let library = try await Library()
        try await library.put(
            Library.entry(1, "Raum", facets: ["space:learning", "topic:a"], figures: [10, nil]),
            Library.entry(2, "Raum", facets: ["space:meeting", "topic:a"], figures: [20, 1]),
            Library.entry(3, "Raum", kind: "room", house: 2, facets: ["space:learning", "topic:b"], figures: [30]),
            Library.entry(4, "Kurs", facets: ["space:learning"], figures: [40]))
        return library
    }

    @Test func countsLeavingTheOwnGroupAside() async throws {
        let library = try await library()
        let results = try await library.index.find(SearchQuery("Raum", facets: ["space:learning"]))
        #expect(results.hits.map(\.item.id) == [1, 3])
        #expect(results.counts["space:learning"] == 2)
        #expect(results.counts["space:meeting"] == 1)
        #expect(results.counts["topic:a"] == 1)
        #expect(results.counts["kind:measure"] == 1)
    }

    @Test func wantsOneOfEachGroup() async throws {
        let library = try await library()
        var query = SearchQuery("", facets: ["space:learning", "space:meeting", "topic:a"])
        #expect(try await library.find(query) == [1, 2])
        query.facets = ["space:nowhere"]
        #expect(try await library.find(query).isEmpty)
        #expect(try await library.index.find(query).counts["space:learning"] == 3)
    }

    @Test func takesKindAndHouseForGroupsToo() async throws {
        let library = try await library()
        var query = SearchQuery("Raum", kinds: ["room"])
        let results = try await library.index.find(query)
        #expect(results.hits.map(\.item.id) == [3])
        #expect(results.counts["kind:measure"] == 2)
        #expect(results.counts["house:1"] == nil)
        query.kinds = []
        query.house = HouseID(1)
        #expect(try await library.find(query) == [1, 2])
        #expect(try await library.index.find(query).counts["house:2"] == 1)
    }

    @Test func hidesWhatHasMoreAndCountsWhy() async throws {
        let library = try await library()
        let limits = [SearchLimit(figure: 0, most: 15, reason: 0), SearchLimit(figure: 1, most: 0, reason: 2)]
        let results = try await library.index.find(SearchQuery(limits: limits))
        #expect(results.hits.map(\.item.id) == [1])
        #expect(results.hidden == [0: 2])
        #expect(results.hiddenForSeveral == 1)
    }

    @Test func leavesOutWhatTheFilterDoesNotInclude() async throws {
        struct LittleKnown: SearchFilter {
            func includes(_ figures: SearchFigures) -> Bool { figures.number(1) == nil }
        }
        let library = try await library()
        let results = try await library.index.find(
            SearchQuery(limits: [SearchLimit(figure: 0, most: 35, reason: 7)], filter: LittleKnown()))
        #expect(results.hits.map(\.item.id) == [1, 3])
        #expect(results.hidden == [7: 1])
        #expect(results.counts["topic:a"] == 1)
    }
}
