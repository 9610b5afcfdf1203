// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing
import Web

@testable import Exchange

@Suite("The fit in words")
struct FitSentencesTests {
    private let texts: Texts

    init() throws { texts = try Catalogue([WebCatalogue.source, ExchangeCapability.catalogue]).texts(in: .german) }

    private func sentences(
        _ example: FitExample, similar: Set<Int64> = [], _ capacity: Capacity? = nil
    ) -> FitSentences {
        let capacity = capacity ?? example.capacity
        return FitSentences(
            Fit(example.figures, for: capacity), doings: example.doings,
            similar: Set(similar.map { OrganisationID($0) }), viewer: Viewer(capacity: capacity, library: nil),
            language: .german)
    }

    private func text(_ requirement: Requirement, _ sentences: FitSentences) -> String? {
        sentences.all.first { $0.requirement == requirement }.map {
            "\($0.result.sign.mark.plainText(with: texts)) \($0.text.plainText(with: texts))"
        }
    }

    private func changes(_ sentences: FitSentences) -> [String] {
        sentences.changes.map { $0.plainText(with: texts) }
    }

    /// "4 200 statt 5 100 Einwohner (1,2-fach) ✓ · braucht 12 h im Monat, ihr habt 6 ✗ · drei ähnliche Bibliotheken
    /// brauchten 5–8 h · Fläche unbekannt", with what would change the verdict.
    @Test(
        "answers the example of the toolkit: what is needed, what is there, what similar ones needed, what is unknown")
    func worked() {
        let answer = sentences(.worked, similar: [2, 3, 4])
        #expect(answer.fit.verdict == .fails)
        #expect(
            text(.population, answer)
                == "✓ 4\u{202F}200 statt 5\u{202F}100 Einwohner*innen (1,2\u{2011}fach; Bücherei 1, 2025)")
        #expect(
            text(.hoursPerMonth, answer)
                == """
                ✗ braucht 12 Stunden im Monat, ihr habt 6 Stunden · drei ähnliche Bibliotheken brauchten 5–8 Stunden \
                im Monat
                """)
        #expect(text(.area, answer) == "? Fläche unbekannt")
        #expect(
            changes(answer) == [
                "Damit es passt, fehlen euch: 6 Stunden im Monat.",
                "Bücherei 2 ist euch ähnlich und kam mit 5 Stunden im Monat aus: So viel habt ihr. Fragt nach, wie es ging.",
                "Nicht angegeben: Fläche (m²). Fragt nach.",
            ])
    }

    @Test("says that the other serves as many, where a factor would be one")
    func asMany() {
        var example = FitExample.worked
        example.original.population = 4_200
        #expect(
            text(.population, sentences(example))
                == "✓ genauso viele Einwohner*innen: 4\u{202F}200 (Bücherei 1, 2025)")
    }

    @Test("counts those alone that are similar, and never the original among them")
    func similar() {
        #expect(
            text(.hoursPerMonth, sentences(.worked, similar: [1, 4]))
                == """
                ✗ braucht 12 Stunden im Monat, ihr habt 6 Stunden · eine ähnliche Bibliothek brauchte 8 Stunden im Monat
                """)
        #expect(text(.hoursPerMonth, sentences(.worked)) == "✗ braucht 12 Stunden im Monat, ihr habt 6 Stunden")
        #expect(changes(sentences(.worked)).count == 2)
    }

    @Test("says how little is lacking where similar ones needed less, but more than there is")
    func less() {
        let answer = sentences(.worked, similar: [3, 4])
        #expect(
            changes(answer).contains(
                "Bücherei 3 ist euch ähnlich und kam mit 7 Stunden im Monat aus: Dann fehlt euch nur noch: 1 Stunde im Monat."
            ))
    }

    @Test("does not advise to do as those who needed more")
    func more() {
        var example = FitExample.worked
        example.adaptations = [.modest.with { $0.hours = 15 }]
        let answer = sentences(example, similar: [2])
        #expect(text(.hoursPerMonth, answer)?.contains("eine ähnliche Bibliothek brauchte 15 Stunden") == true)
        #expect(!changes(answer).contains { $0.contains("ähnlich") })
    }

    @Test("says so where the least of the others stands for what the original does not say")
    func least() {
        var example = FitExample.worked
        example.original.hours = nil
        #expect(
            text(.hoursPerMonth, sentences(example))
                == "✓ andere brauchten mindestens 5 Stunden im Monat, ihr habt 6 Stunden")
    }

    @Test("tells what similar ones needed also where nothing is needed, or where the library says nothing")
    func beside() {
        var example = FitExample.worked
        example.original.hours = 0
        #expect(
            text(.hoursPerMonth, sentences(example, similar: [2]))
                == "✓ Stunden im Monat: nichts nötig · eine ähnliche Bibliothek brauchte 5 Stunden im Monat")
        #expect(
            text(.hoursPerMonth, sentences(.worked, similar: [2], .of(people: 4_200, area: 180, posts: 1.5)))
                == """
                ? braucht 12 Stunden im Monat, eure Angabe fehlt · eine ähnliche Bibliothek brauchte 5 Stunden im Monat
                """)
    }

    @Test("shows every hard requirement that fails, however short the answer and however alike the doers")
    func hardFailuresShown() {
        var chance = Chance(seed: 11)
        var several = 0
        for _ in 0..<1_000 {
            let example = chance.example()
            let answer = sentences(example, similar: Set(example.doings.map(\.library.value)))
            let failing = Set(
                answer.fit.checks.filter { $0.result == .fails && $0.requirement.figure != nil }.map(\.requirement))
            for count in 1...3 {
                let best = answer.best(count)
                let shown = best.filter { $0.result == .fails && !$0.text.plainText(with: texts).isEmpty }
                #expect(failing.isSubset(of: shown.map(\.requirement)))
                #expect(best.count == min(answer.all.count, max(count, failing.count)))
            }
            if failing.count > 2 { several += 1 }
        }
        #expect(several > 50)
    }

    @Test("does not change the verdict by who is similar, whatever the measure and the library")
    func verdict() {
        var chance = Chance(seed: 7)
        for _ in 0..<500 {
            let example = chance.example()
            let all = Set(example.doings.map(\.library.value))
            let (none, some) = (sentences(example), sentences(example, similar: all))
            #expect(none.fit == some.fit && none.all.count == some.all.count)
            for (before, after) in zip(none.all, some.all) where before.result == .fails {
                #expect(after.result == .fails, "a failed requirement is shown beside any similar library")
            }
        }
    }
}
