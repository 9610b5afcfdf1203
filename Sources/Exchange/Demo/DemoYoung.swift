// SPDX-License-Identifier: EUPL-1.2

extension DemoMeasure {
    /// For children, teenagers and families.
    static let young: [DemoMeasure] = [
        DemoMeasure(
            "Gaming-Nachmittag mit geliehener Konsole",
            "Einmal im Monat spielen Jugendliche zwei Stunden lang. Zwei von ihnen leiten an, der Jugendclub stellt die Geräte. Seit einem Jahr kommen regelmäßig zwölf bis achtzehn.",
            contact: "Jugendarbeit", [.meeting, .performative], [.teenagers], [.gaming, .cooperation],
            effort: .demo(prepare: 10, hours: 5, perYear: 60, once: 0, area: 35, posts: 0.03),
            skills: [.technology, .moderation], partners: "Jugendclub, der Konsole und Bildschirm leiht",
            problem: "Zwischen zwölf und siebzehn kam fast niemand mehr, obwohl der Schulbus vor der Tür hält.",
            story:
                "Wir haben im Jugendclub gefragt, was fehlt. Zwei Jugendliche suchen die Spiele aus und führen Buch, wer wann spielt.\n\nDer Nachmittag liegt auf der letzten Öffnungsstunde und einer danach. Was die anderen stört, wird am Ende besprochen.",
            result:
                "Elf neue Ausweise im ersten halben Jahr, und drei Jugendliche helfen inzwischen auch beim Sommerfest.",
            evidence: .observed,
            lessons: "Ohne die beiden Jugendlichen würde es nicht gehen. Kopfhörer sparen Streit.",
            runs: [
                Run("Wir spielen Brettspiele dazu, das zieht auch Jüngere an.", hours: 4, perYear: 40, thanks: true),
                Run(
                    "Bei uns alle zwei Wochen, dafür kürzer.", hours: 8, perYear: 120,
                    result: "Zwanzig Jugendliche, davon acht neu."),
                Run("Mit eigener Konsole aus Spenden.", hours: 5, perYear: 30, once: 320, follows: true, thanks: true),
            ],
            question: (
                "Wie geht ihr mit Altersfreigaben um?",
                "Wir spielen nur, was ab zwölf freigegeben ist, und hängen die Liste aus."
            )),
        DemoMeasure(
            "Vorlesen im Schlafanzug",
            "Freitags um sechs kommen Kinder im Schlafanzug zum Vorlesen. Eltern trinken nebenan Tee. Danach gehen viele direkt ins Bett.",
            contact: "Kinderbibliothek", [.inspiration, .meeting], [.toddlers, .children, .families], [.reading],
            effort: .demo(prepare: 4, hours: 3, perYear: 50, once: 80, area: 25, posts: 0.02), skills: [],
            result: "Aus acht Kindern wurden in einem Winter fünfundzwanzig.", evidence: .observed,
            lessons: "Eine Stunde ist genug. Kissen selbst mitbringen lassen.",
            runs: [
                Run("Im Sommer draußen auf der Wiese.", hours: 2.5, perYear: 20, thanks: true),
                Run("Zwei Ehrenamtliche lesen im Wechsel.", hours: 1, perYear: 0),
            ]),
        DemoMeasure(
            "Bilderbuchkino auf zwei Sprachen",
            "Wir zeigen ein Bilderbuch groß an der Wand und lesen es auf Deutsch und in einer zweiten Sprache. Vorgelesen wird von Eltern aus dem Ort. Einmal im Quartal, mit Keksen.",
            contact: "Kinderbibliothek", [.inspiration, .meeting], [.toddlers, .families, .newcomers],
            [.reading, .languages], effort: .demo(prepare: 6, hours: 2, perYear: 90, once: 0, area: 30),
            skills: [.languages, .organising], partners: "Eltern, die vorlesen; Kita",
            result: "In vier Sprachen gelesen; fünf Familien haben sich angemeldet.", evidence: .observed,
            runs: [Run("Bei uns mit der Grundschule zusammen.", hours: 3, perYear: 60)]),
        DemoMeasure(
            "Hausaufgaben-Tisch am Nachmittag",
            "An zwei Nachmittagen steht ein großer Tisch für Hausaufgaben bereit. Eine pensionierte Lehrerin ist da, wenn jemand nicht weiterkommt. Niemand muss sich anmelden.",
            [.learning, .meeting], [.children, .teenagers], [.volunteering, .reading],
            effort: .demo(prepare: 8, hours: 1.5, perYear: 30, once: 150, area: 12), skills: [],
            partners: "Ehrenamtliche, am besten mit Schulerfahrung", result: "Meist sind sechs bis zehn Kinder da.",
            evidence: .observed,
            runs: [
                Run("Mit Schülerpaten aus der zehnten Klasse.", hours: 3, perYear: 200, thanks: true),
                Run("Nur einmal in der Woche, dafür auch samstags.", hours: 2, perYear: 0, follows: true),
            ]),
        DemoMeasure(
            "Roboter für eine Schulklasse",
            "Ein Klassensatz kleiner Roboter wandert durch vier Schulen. Wir führen einmal ein, danach arbeiten die Klassen allein. Zurück kommen sie in einer Kiste mit Checkliste.",
            [.learning, .performative], [.children, .schools], [.mediaLiteracy, .making, .cooperation],
            effort: .demo(prepare: 25, hours: 4, perYear: 100, once: 1_400, area: 20, posts: 0.03),
            skills: [.technology, .teaching], partners: "Grundschulen", result: "Vierzehn Klassen in einem Schuljahr.",
            evidence: .inferred, lessons: "Akkus laden gehört auf die Checkliste, nicht in den guten Willen.",
            runs: [
                Run("Den Satz teilen sich drei Büchereien.", hours: 2, perYear: 40, once: 470, thanks: true),
                Run("Förderung durch die Sparkasse.", hours: 5, perYear: 100, once: 0),
            ]),
        DemoMeasure(
            "Lesenacht mit der Feuerwehr",
            "Dreißig Kinder übernachten einmal im Jahr zwischen den Regalen. Die Feuerwehr wacht mit und erklärt ihr Auto. Alle bringen ihr Lieblingsbuch mit.",
            [.inspiration, .meeting], [.children], [.reading, .cooperation],
            effort: .demo(prepare: 30, hours: 0, perYear: 250, once: 0, area: 80, posts: 0.02),
            skills: [.organising], partners: "Freiwillige Feuerwehr",
            result: "Warteliste seit dem ersten Jahr.", evidence: .observed,
            runs: [Run("Ohne Übernachtung, bis 22 Uhr.", hours: 0, perYear: 120, thanks: true)]),
        DemoMeasure(
            "Krabbelkreis mit der Hebamme",
            "Einmal im Monat sitzt die Hebamme im Kinderbereich und beantwortet Fragen. Eltern mit Babys kommen ins Gespräch. Nebenbei entdecken sie die Pappbücher.",
            [.meeting, .learning], [.toddlers, .families], [.health, .reading],
            effort: .demo(prepare: 5, hours: 2, perYear: 0, once: 60, area: 20, posts: 0.01), skills: [],
            partners: "Hebamme oder Frühe Hilfen", result: "Zehn bis zwölf Familien, viele zum ersten Mal da.",
            evidence: .observed, runs: [Run("Mit dem Kinderschutzbund.", hours: 2, perYear: 0)]),
        DemoMeasure(
            "Ferienclub mit Stempelheft",
            "Wer in den Ferien drei Bücher liest und davon erzählt, bekommt einen Stempel. Am Ende gibt es ein Fest mit Urkunden. Erzählt wird auch gemalt oder gespielt.",
            contact: "Kinderbibliothek", [.inspiration], [.children, .schools], [.reading],
            effort: .demo(prepare: 20, hours: 6, perYear: 400, once: 0, area: 15, posts: 0.05),
            skills: [.organising], partners: "Grundschulen, die dafür werben",
            result: "180 Kinder haben mitgemacht, 140 ein Heft voll.", evidence: .inferred,
            runs: [
                Run("Ohne Fest, dafür mit Ausstellung.", hours: 4, perYear: 150),
                Run("Hefte selbst gedruckt.", hours: 5, perYear: 90, follows: true, thanks: true),
                Run("Zusammen mit der Nachbarbücherei.", hours: 3, perYear: 200),
            ]),
        DemoMeasure(
            "Podcast-Ecke für Jugendliche",
            "Ein Schrank mit zwei Mikrofonen und einem alten Rechner reicht für Aufnahmen. Jugendliche nehmen Folgen über ihren Ort auf. Gesendet wird im Bürgerradio.",
            [.performative, .learning], [.teenagers, .youngAdults], [.making, .mediaLiteracy, .publicity],
            effort: .demo(prepare: 20, hours: 6, perYear: 120, once: 480, area: 8, posts: 0.04),
            skills: [.technology, .moderation], partners: "Bürgerradio", result: "Neun Folgen im ersten Jahr.",
            evidence: .observed, lessons: "Die erste Folge gemeinsam schneiden, danach können sie es."),
        DemoMeasure(
            "Nachtöffnung für Jugendliche",
            "Wir hatten freitags bis 23 Uhr geöffnet und auf Jugendliche gehofft. Es kamen fast nur Erwachsene, und das Team war müde. Nach vier Monaten haben wir aufgehört.",
            [.meeting], [.teenagers], [.openLibrary, .staff],
            effort: .demo(prepare: 12, hours: 16, perYear: 900, once: 0, area: 100, posts: 0.1), skills: [],
            result: "Im Schnitt drei Jugendliche am Abend.", evidence: .inferred,
            lessons: "Erst fragen, dann öffnen: Den Jugendlichen war der Samstagnachmittag lieber.", failed: true,
            runs: [Run("Bei uns ebenso.", hours: 10, failed: true)]),
    ]
}
