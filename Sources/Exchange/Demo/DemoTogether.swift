// SPDX-License-Identifier: EUPL-1.2

extension DemoMeasure {
    /// For adults, newcomers, older people and everybody together.
    static let together: [DemoMeasure] = [
        DemoMeasure(
            "Sprachcafé am Mittwoch",
            "Jeden Mittwoch sitzen Menschen an kleinen Tischen und reden Deutsch. Ehrenamtliche bringen ein Thema mit. Es gibt Kaffee, keine Prüfung und keine Anmeldung.",
            [.meeting, .learning], [.newcomers, .adults], [.languages, .volunteering],
            effort: .demo(prepare: 15, hours: 4, perYear: 250, once: 0, area: 30, posts: 0.03),
            skills: [.moderation, .organising], partners: "Ehrenamtliche aus der Flüchtlingshilfe",
            problem: "Im Kurs lernt man Grammatik, im Ort fehlt jemand zum Reden.",
            result: "Etwa zwanzig Menschen, die Hälfte kommt jede Woche.", evidence: .observed,
            runs: [
                Run("Alle zwei Wochen, im Wechsel mit dem Gemeindehaus.", hours: 2, perYear: 80, thanks: true),
                Run("Mit Kinderecke, damit Mütter kommen können.", hours: 6, perYear: 300, thanks: true),
                Run("Als Spaziergang durch den Ort.", hours: 3, perYear: 0, follows: true),
                Run("Am Abend nach dem Integrationskurs.", hours: 5, perYear: 150),
            ],
            question: (
                "Wie findet ihr Ehrenamtliche, die bleiben?",
                "Wir laden sie zweimal im Jahr zum Essen ein und machen die Themen vorher fertig."
            )),
        DemoMeasure(
            "Digital-Sprechstunde zu zweit",
            "Dienstags helfen Jugendliche älteren Menschen mit dem Telefon. Immer zwei sitzen an einem Tisch und haben zwanzig Minuten. Die Schule rechnet es als Praktikum an.",
            [.learning, .meeting], [.seniors, .teenagers], [.digitalHelp, .volunteering],
            effort: .demo(prepare: 10, hours: 3, perYear: 0, once: 0, area: 12, posts: 0.02), skills: [.organising],
            partners: "Schule oder Jugendhilfe", result: "Rund hundert Beratungen im Jahr.", evidence: .inferred,
            lessons: "Termine vergeben: Ohne sie entsteht eine Schlange.",
            runs: [
                Run("Mit dem Seniorenrat statt mit der Schule.", hours: 2, perYear: 0, thanks: true),
                Run("Einmal im Monat, dafür drei Stunden.", hours: 3, perYear: 60),
                Run("Auch im Pflegeheim.", hours: 6, perYear: 40, follows: true, thanks: true),
            ]),
        DemoMeasure(
            "Reparieren statt wegwerfen",
            "Viermal im Jahr kommen Leute mit kaputten Dingen. Freiwillige mit Werkzeug sehen nach, was geht. Wer wartet, trinkt Kaffee und sieht zu.",
            [.meeting, .performative], [.adults, .families], [.sustainability, .making, .cooperation],
            effort: .demo(prepare: 12, hours: 2, perYear: 120, once: 200, area: 40, posts: 0.02),
            skills: [.organising], partners: "Menschen, die reparieren können; eine Versicherung über die Gemeinde",
            result: "Zwei von drei Dingen gehen wieder.", evidence: .observed,
            runs: [
                Run("Im Feuerwehrhaus, weil es lauter sein darf.", hours: 2, perYear: 60, thanks: true),
                Run("Nur Fahrräder und Textilien.", hours: 1.5, perYear: 40),
            ]),
        DemoMeasure(
            "Saatgut-Bibliothek",
            "In einem alten Karteischrank liegen Samen zum Mitnehmen. Im Herbst bringen die Leute neue zurück. Der Gartenverein hilft beim Sortieren.",
            [.inspiration, .meeting], [.adults, .families, .associations], [.sustainability, .thingsToBorrow],
            effort: .demo(prepare: 8, hours: 0.5, perYear: 30, once: 40, area: 2, posts: 0.01), skills: [],
            partners: "Gartenverein", result: "Im zweiten Jahr kamen mehr Tüten zurück, als wir ausgegeben hatten.",
            evidence: .observed, lessons: "Nur samenfeste Sorten annehmen und das groß hinschreiben.",
            runs: [
                Run("Mit Beet vor der Tür.", hours: 2, perYear: 80, once: 120, thanks: true),
                Run("Auf einem Wagen, der auf dem Markt steht.", hours: 1, perYear: 20),
                Run("Nur Tomaten und Bohnen.", hours: 0.5, perYear: 10, follows: true),
                Run("Zusammen mit der Grundschule.", hours: 1, perYear: 30, thanks: true),
                Run("Mit Vortrag im März.", hours: 1.5, perYear: 90),
            ]),
        DemoMeasure(
            "Erzählcafé zur Ortsgeschichte",
            "Ältere Menschen bringen Fotos mit und erzählen. Wir nehmen auf und schreiben die Namen dazu. Zweimal im Jahr wird daraus eine kleine Ausstellung.",
            [.meeting, .learning], [.seniors, .adults], [.localHistory, .culture],
            effort: .demo(prepare: 10, hours: 3, perYear: 150, once: 0, area: 25, posts: 0.03),
            skills: [.moderation, .writing], partners: "Heimatverein",
            result: "Über vierhundert Fotos mit Namen und Jahr.", evidence: .observed,
            runs: [Run("Im Wechsel in zwei Ortsteilen.", hours: 4, perYear: 100, thanks: true)]),
        DemoMeasure(
            "Bücher nach Hause",
            "Wer nicht kommen kann, bekommt einmal im Monat eine Tasche gebracht. Ehrenamtliche wählen aus und bleiben auf ein Gespräch. Die Sozialstation sagt, wo es fehlt.",
            [.inspiration], [.seniors, .peopleWithDisabilities], [.outreach, .volunteering],
            effort: .demo(prepare: 12, hours: 3, perYear: 60, once: 100, area: 0, posts: 0.03), skills: [.organising],
            partners: "Sozialstation, Ehrenamtliche mit Auto", result: "Zweiundzwanzig Haushalte.",
            evidence: .inferred,
            runs: [
                Run("Mit dem Bürgerbus.", hours: 2, perYear: 0, thanks: true),
                Run("Nur Hörbücher.", hours: 1, perYear: 0, follows: true),
            ]),
        DemoMeasure(
            "Bürgerrat im Lesesaal",
            "Zur neuen Ortsmitte haben wir ausgeloste Menschen eingeladen. Drei Abende lang haben sie beraten, die Verwaltung hat zugehört. Das Ergebnis ging in den Rat.",
            [.meeting, .learning], [.adults, .youngAdults], [.democracy, .cooperation],
            effort: .demo(prepare: 40, hours: 6, perYear: 800, once: 0, area: 90, posts: 0.1),
            skills: [.moderation, .organising], partners: "Gemeindeverwaltung",
            result: "Elf Empfehlungen, sieben hat der Rat übernommen.", evidence: .inferred,
            runs: [Run("Nur ein Abend, zum Spielplatz.", hours: 2, perYear: 100)]),
        DemoMeasure(
            "Lesekreis, der sich selbst führt",
            "Ein Lesekreis braucht nur einen Tisch und jemanden, der anfängt. Wir haben dreimal begleitet und uns dann zurückgezogen. Inzwischen sind es vier Kreise.",
            [.meeting, .inspiration], [.adults], [.reading, .volunteering],
            effort: .demo(prepare: 4, hours: 0.5, perYear: 0, once: 0, area: 10, posts: 0), skills: [],
            result: "Vier Kreise, vierzig Menschen.", evidence: .observed,
            runs: [
                Run("Mit E-Books für alle.", hours: 1, perYear: 50, thanks: true),
                Run("Für Krimis.", hours: 0, perYear: 0),
                Run("In leichter Sprache.", hours: 1, perYear: 20, thanks: true),
            ]),
        DemoMeasure(
            "Gesundheitstag mit der Apotheke",
            "Einmal im Jahr beantworten Apotheke und Pflegestützpunkt Fragen zwischen den Regalen. Wir stellen Bücher dazu. Blutdruck messen ist der Renner.",
            [.learning], [.seniors, .adults], [.health, .cooperation],
            effort: .demo(prepare: 10, hours: 0, perYear: 40, once: 0, area: 30, posts: 0.01), skills: [.organising],
            partners: "Apotheke, Pflegestützpunkt", result: "Achtzig Menschen an einem Tag.", evidence: .observed),
        DemoMeasure(
            "Kulturpass für Neuzugezogene",
            "Wer neu in den Ort zieht, bekommt von der Gemeinde einen Gutschein für ein Jahr. Kaum jemand hat ihn eingelöst. Der Brief ging im Stapel unter.",
            [.inspiration], [.newcomers, .adults], [.publicity],
            effort: .demo(prepare: 15, hours: 1, perYear: 300, once: 250, area: 0), skills: [.publicity],
            partners: "Einwohnermeldeamt", result: "Sieben von vierhundert Gutscheinen.", evidence: .inferred,
            lessons: "Ein Gespräch am Schalter hätte mehr gebracht als ein Brief.", failed: true),
    ]
}
