// SPDX-License-Identifier: EUPL-1.2

extension DemoMeasure {
    /// Rooms, things, routines and money.
    static let everyday: [DemoMeasure] = [
        DemoMeasure(
            "Offene Bibliothek am frühen Morgen",
            "Von sieben bis zehn kommt man mit dem Ausweis herein, ohne dass jemand da ist. Eine Kamera gibt es nicht, dafür klare Regeln an der Tür. Pendler*innen holen sich ihre Bücher auf dem Weg zum Zug.",
            [.inspiration, .meeting], [.adults, .youngAdults], [.openLibrary, .staff],
            effort: .demo(prepare: 60, hours: 6, perYear: 1_200, once: 9_500, area: 100, posts: 0.05),
            skills: [.technology, .organising],
            problem: "Wir haben zwölf Stunden in der Woche geöffnet, die meisten arbeiten dann.",
            result: "Ein Fünftel der Ausleihen geschieht am Morgen.", evidence: .inferred,
            lessons: "Mit dem Rat früh über Versicherung reden.",
            runs: [
                Run("Nur sonntags.", hours: 3, perYear: 700, once: 8_000, thanks: true),
                Run("Mit Schlüsselkasten statt Automatik.", hours: 4, perYear: 0, once: 350, follows: true),
            ],
            question: (
                "Gab es Schäden oder Diebstahl?", "In zwei Jahren fehlten vier Bücher und eine Zeitschrift."
            )),
        DemoMeasure(
            "Bibliothek der Dinge in drei Kisten",
            "Bohrmaschine, Waffeleisen, Beamer: Was man selten braucht, leiht man bei uns. Angefangen haben wir mit drei Kisten Spenden. Gereinigt wird von denen, die zurückgeben.",
            [.inspiration], [.adults, .families], [.thingsToBorrow, .sustainability],
            effort: .demo(prepare: 16, hours: 2, perYear: 150, once: 300, area: 4, posts: 0.02), skills: [.crafts],
            result: "Der Beamer ist fast immer ausgeliehen.", evidence: .inferred,
            runs: [
                Run("Nur Spiele und Instrumente.", hours: 2, perYear: 200, once: 900),
                Run("Im Keller, mit Abholung nach Termin.", hours: 3, perYear: 100, thanks: true),
                Run("Mit dem Bauhof zusammen.", hours: 1, perYear: 0, once: 0, follows: true, thanks: true),
            ]),
        DemoMeasure(
            "Regale auf Rollen",
            "Wir haben die Hälfte der Regale auf Rollen gestellt. In zehn Minuten wird aus der Bücherei ein Veranstaltungsraum. Der Bauhof hat es an zwei Tagen gemacht.",
            [.meeting, .performative], [.adults, .families, .associations], [.furnishing],
            effort: .demo(prepare: 30, hours: 0, perYear: 0, once: 1_800, area: 60, posts: 0), skills: [.crafts],
            partners: "Bauhof", result: "Vorher vier, jetzt zwanzig Veranstaltungen im Jahr.", evidence: .inferred,
            runs: [
                Run("Nur die niedrigen Regale.", hours: 0, perYear: 0, once: 700, thanks: true),
                Run("Mit gebrauchten Rollen.", hours: 0, perYear: 0, once: 420),
            ]),
        DemoMeasure(
            "Leihfrist abgeschafft, Mahnung freundlich",
            "Wer nach acht Wochen nichts zurückbringt, bekommt einen netten Brief statt einer Gebühr. Die Einnahmen fehlen kaum. Gekommen sind Menschen, die sich nicht mehr getraut hatten.",
            [.inspiration], [.adults, .families, .nonUsers], [.staff, .publicity],
            effort: .demo(prepare: 10, hours: 0, perYear: 650, once: 0, area: 0, posts: 0), skills: [.writing],
            result: "Vierzig Menschen sind wiedergekommen.", evidence: .inferred,
            runs: [Run("Nur für Kinder.", hours: 0, perYear: 120, thanks: true)]),
        DemoMeasure(
            "Schaufenster, das die Woche erzählt",
            "Jeden Montag hängt im Fenster, was in der Woche los ist, von Hand geschrieben. Dazu drei Bücher, die jemand aus dem Ort empfiehlt. Es dauert eine halbe Stunde.",
            [.inspiration], [.nonUsers, .adults], [.publicity],
            effort: .demo(prepare: 2, hours: 2, perYear: 20, once: 30, area: 1, posts: 0.01), skills: [],
            result: "Viele sagen: Das habe ich im Fenster gesehen.", evidence: .observed,
            runs: [
                Run("Als Tafel auf dem Markt.", hours: 1, perYear: 10, thanks: true),
                Run("Kinder empfehlen.", hours: 2, perYear: 0),
            ]),
        DemoMeasure(
            "Eine Stunde Team ohne Publikum",
            "Einmal im Monat bleibt die Tür eine Stunde länger zu. Das ganze Team, auch die Ehrenamtlichen, bespricht eine Frage. Einer schreibt auf, was bis zum nächsten Mal geschieht.",
            [.learning], [.adults], [.staff, .volunteering],
            effort: .demo(prepare: 1, hours: 4, perYear: 0, once: 0, area: 0, posts: 0.03), skills: [.moderation],
            result: "Weniger Zettel, und die Ehrenamtlichen wissen Bescheid.", evidence: .solicited,
            runs: [Run("Als Frühstück.", hours: 5, perYear: 120)]),
        DemoMeasure(
            "Förderantrag zu dritt",
            "Drei kleine Büchereien haben einen Antrag zusammen geschrieben. Jede hat einen Teil übernommen, die Fachstelle hat gegengelesen. Allein hätte keine die Mindestsumme erreicht.",
            [.learning], [.associations], [.funding, .cooperation],
            effort: .demo(prepare: 45, hours: 0, perYear: 0, once: 0, area: 0, posts: 0),
            skills: [.writing, .organising],
            partners: "zwei Nachbarbüchereien, Fachstelle", result: "11 000 € für Möbel.", evidence: .inferred,
            runs: [Run("Zu zweit, für Tablets.", hours: 0, perYear: 0, thanks: true)]),
        DemoMeasure(
            "Nähmaschine zum Draufloslegen",
            "Zwei Nähmaschinen stehen samstags am Fenster. Eine Schneiderin sieht nach dem Rechten. Repariert wird mehr als neu genäht.",
            [.performative, .meeting], [.adults, .teenagers], [.making, .sustainability],
            effort: .demo(prepare: 8, hours: 4, perYear: 90, once: 350, area: 8, posts: 0.02), skills: [.crafts],
            partners: "jemand, der nähen kann", result: "Acht Plätze, meist belegt.", evidence: .observed,
            runs: [
                Run("Mit Stickmaschine aus dem Makerspace.", hours: 6, perYear: 150, once: 0),
                Run("Einmal im Monat mit dem Landfrauenverein.", hours: 2, perYear: 0, once: 0, thanks: true),
            ]),
        DemoMeasure(
            "Stille Stunde",
            "Donnerstags von neun bis zehn ist es still: kein Telefon, wenig Licht, keine Gruppen. Menschen, denen es sonst zu viel ist, kommen dann. Ein Schild an der Tür genügt.",
            [.inspiration], [.peopleWithDisabilities, .seniors], [.health, .furnishing],
            effort: .demo(prepare: 3, hours: 0, perYear: 0, once: 15, area: 0, posts: 0), skills: [],
            result: "Fünf Menschen kommen fast jede Woche.", evidence: .observed,
            runs: [
                Run("Am Samstag.", hours: 0, perYear: 0, once: 0, thanks: true),
                Run("Mit Kopfhörern zum Leihen.", hours: 0, perYear: 0, once: 90),
            ]),
        DemoMeasure(
            "Virtuelle Brillen für alle",
            "Wir haben sechs Brillen gekauft und einen Tag lang gezeigt. Danach lagen sie im Schrank, weil niemand Zeit für Updates hatte. Heute leihen wir sie von der Medienstelle, wenn wir sie brauchen.",
            [.performative, .learning], [.teenagers, .adults], [.gaming, .making],
            effort: .demo(prepare: 20, hours: 8, perYear: 200, once: 2_600, area: 20, posts: 0.05),
            skills: [.technology], result: "Vier Einsätze in einem Jahr.", evidence: .inferred,
            lessons: "Erst leihen, dann kaufen.", failed: true),
    ]
}
