// SPDX-License-Identifier: EUPL-1.2

/// A request or an offer of the model network.
struct DemoNotice: Sendable {
    let title: String
    let words: String
    let topic: Topic
    let daysAhead: Int
    let details: Notice.Details
    var answers: [String] = []
    /// Which answer helped, counted from 0.
    var settledBy: Int?
    var settlement: String?

    static let all = [
        DemoNotice(
            title: "Wie gewinnt ihr Menschen für das Vorlesen am Samstag?",
            words: """
                Unsere zwei Vorleser*innen hören auf. Wir haben 1,2 Stellen und am Samstag nur eine Person am Ort.
                """,
            topic: .volunteering, daysAhead: 30,
            details: .request(tried: "Aushang, Amtsblatt und ein Aufruf im Kirchenblatt: eine Rückmeldung."),
            answers: [
                "Bei uns hat die Oberstufe geholfen: Vorlesen zählt dort als soziales Projekt.",
                "Fragt die Eltern der Kinder, die schon kommen. Zwei von ihnen lesen jetzt bei uns.",
            ]),
        DemoNotice(
            title: "Koffer „Programmieren ohne Bildschirm“ zu verleihen",
            words: "Zwölf Bodenroboter, Karten und Matten für Gruppen bis 24 Kinder, mit Anleitung für zwei Stunden.",
            topic: .making, daysAhead: 120,
            details: .offer(
                .kit, place: "Nordsachsen, Abholung oder Fahrbücherei",
                terms: "Vier Wochen, kostenlos. Verbrauchtes bitte ersetzen."),
            answers: ["Wir nähmen ihn gern im März. Geht das?"]),
        DemoNotice(
            title: "Gesucht: Muster für eine Hausordnung der offenen Bibliothek",
            words: "Wir öffnen bald auch ohne Personal. Wie regelt ihr Aufsicht, Alter und Haftung?",
            topic: .openLibrary, daysAhead: 14, details: .request(tried: nil),
            answers: ["Wir schicken euch unsere gern, sie ist mit der Stadt abgestimmt: ab 16 Jahren, Tür mit Karte."],
            settledBy: 0, settlement: "Mit dieser Vorlage war der Entwurf in zwei Stunden fertig."),
        DemoNotice(
            title: "Referent für Heimatforschung mit alten Karten",
            words:
                "Unser früherer Kreisarchivar hält seinen Vortrag gern auch bei euch. 60 Minuten, mit Karten zum Anfassen.",
            topic: .localHistory, daysAhead: 90,
            details: .offer(.speaker, place: "bis 60 km um den Ort", terms: "Fahrtkosten und ein Kaffee.")),
        DemoNotice(
            title: "Wer hat einen Förderantrag für Möbel auf Rollen bewilligt bekommen?",
            words:
                "Wir wollen die Regale beweglich machen (180 m²) und suchen einen Antrag, von dem wir lernen können.",
            topic: .funding, daysAhead: 5,
            details: .request(tried: "Beratung der Fachstelle; dort fehlt ein Beispiel unserer Größe.")),
        DemoNotice(
            title: "Konzept: Smartphone-Sprechstunde mit der Schule",
            words:
                "Zehn Nachmittage, Jugendliche helfen Älteren. Ablauf, Elternbrief und Nachweis für die Schule liegen bei.",
            topic: .digitalHelp, daysAhead: 200,
            details: .offer(.concept, place: nil, terms: "Frei zu nutzen, wir freuen uns über eure Erfahrungen."),
            answers: ["Danke! Läuft bei uns seit September, mit sechs Schüler*innen."]),
        DemoNotice(
            title: "Saatgutbibliothek: Wie haltet ihr die Tüten trocken?",
            words: "Im zweiten Jahr ist ein Drittel der Samen verdorben.", topic: .thingsToBorrow, daysAhead: 45,
            details: .request(tried: "Schraubgläser mit Reis.")),
        DemoNotice(
            title: "Acht Klappstühle und eine Leinwand, wenn ihr draußen vorlest",
            words: "Wir brauchen sie nur im Juni und im Dezember.", topic: .outreach, daysAhead: 150,
            details: .offer(.other, place: "Landkreis, wir bringen sie", terms: nil)),
    ]
}
