// SPDX-License-Identifier: EUPL-1.2

import Kernel

extension DemoRoom {
    static let leipzigZimmer = DemoRoom(
        house: "leipzigzimmer",
        name: LocalizedText([
            .german: "Großer Raum", .english: "Large room", .easyGerman: "Großer Raum", .arabic: "القاعة الكبيرة",
        ]),
        description: LocalizedText([
            .german: """
            Hier ist Platz für Lesungen, Gesprächsrunden, Spiele und Werkstätten. Sie organisieren sich selbst: \
            Stühle stellen, Leute begrüßen, am Ende aufräumen.

            Ein Vorhang teilt den Raum, wenn zwei Gruppen zugleich da sind.
            """,
            .english: """
            There is room for readings, conversations, games and workshops. You organise yourselves: set up the \
            chairs, welcome people, tidy up at the end.

            A curtain divides the room when two groups are there at the same time.
            """,
            .easyGerman: """
            In diesem Raum können Sie sich treffen. Zum Beispiel zum Lesen, Reden oder Spielen. \
            Sie stellen die Stühle selbst auf. Am Ende räumen Sie auf.
            """,
            .arabic: """
            تتسع القاعة للقراءات والحوارات والألعاب وورش العمل. أنتم من ينظّم: ترتيب الكراسي واستقبال الناس \
            والتنظيف في النهاية.
            """,
        ]),
        capacity: 40,
        terms: BookingTerms(
            setUp: .minutes(15), cleanUp: .minutes(15), leadTime: .hours(24), longest: .hours(4), horizon: .days(180),
            needsApproval: false, mustBeOpenToAll: true),
        openings: openings(1...6, from: 10, to: 19),
        parts: [
            (LocalizedText([.german: "Vorderer Teil", .english: "Front part", .arabic: "الجزء الأمامي"]), 20),
            (LocalizedText([.german: "Hinterer Teil", .english: "Rear part", .arabic: "الجزء الخلفي"]), 20),
        ],
        facts: [
            RoomFact(
                kind: .area,
                text: LocalizedText([.german: "gesamte Fläche", .english: "whole area", .arabic: "المساحة الكاملة"]),
                amount: 177,
                source: "Angabe der Stadtbibliothek"),
            RoomFact(
                kind: .area,
                text: LocalizedText([
                    .german: "nutzbar, ungefähr", .english: "usable, about", .arabic: "صالحة للاستخدام تقريبًا",
                ]), amount: 60,
                source: "Presse"),
            RoomFact(
                kind: .equipment, text: LocalizedText([.german: "Tische", .english: "tables", .arabic: "طاولات"]),
                amount: 8, source: nil),
            RoomFact(
                kind: .equipment, text: LocalizedText([.german: "Sitzplätze", .english: "seats", .arabic: "مقاعد"]),
                amount: 40,
                source: nil),
        ],
        rules: LocalizedText([
            .german: """
            Die Veranstaltung kostet nichts und steht allen offen.

            Sie hinterlassen den Raum so, wie Sie ihn vorgefunden haben.

            Die Mitarbeitenden dürfen eine Buchung zurücknehmen und sagen Ihnen, warum.
            """,
            .english: """
            The event costs nothing and is open to everyone.

            You leave the room as you found it.

            The staff may withdraw a booking, and tell you why.
            """,
            .easyGerman: """
            Das Treffen kostet kein Geld. Alle dürfen kommen.

            Sie räumen am Ende auf.

            Die Bibliothek kann Nein sagen. Dann sagt sie Ihnen den Grund.
            """,
            .arabic: """
            الفعالية مجانية ومفتوحة للجميع.

            تتركون القاعة كما وجدتموها.

            يحق للعاملين إلغاء الحجز مع ذكر السبب.
            """,
        ]),
        bookings: [
            DemoBooking(
                daysAhead: 1, startHour: 14, hours: 2, title: "Sprachcafé am Nachmittag",
                text: "Deutsch sprechen, ohne Prüfung und ohne Anmeldung.", group: "Beispielgruppe Sprachcafé",
                people: 25),
            DemoBooking(
                daysAhead: 2, startHour: 10, hours: 3, title: "Kaputtes wird ganz",
                text: "Wir reparieren zusammen, was sich noch retten lässt.", group: "Beispielwerkstatt Reparatur",
                people: 18, part: 0),
            DemoBooking(
                daysAhead: 4, startHour: 17, hours: 2, title: "Alte Stadtpläne lesen",
                text: "Wo lag die Mühle, und warum heißt die Straße so?", group: "Beispielkreis Stadtgeschichte",
                people: 12, part: 1),
            DemoBooking(
                daysAhead: 8, startHour: 10, hours: 2, title: "Spielevormittag für Großeltern und Enkel",
                text: "Brettspiele sind da, eigene sind willkommen.", group: "Beispielgruppe Spielen", people: 30),
        ])

    static let libraryLab = DemoRoom(
        house: "librarylab",
        name: LocalizedText([.german: "Labor", .english: "Lab", .arabic: "المختبر"]),
        description: LocalizedText([
            .german: "Zum Ausprobieren mit Gruppen. Die Mitarbeitenden sprechen ab, welche Stationen gebraucht werden.",
            .english: "For trying things out in groups. The staff arrange which stations are needed.",
            .arabic: "للتجريب في مجموعات. يتفق فريق العمل معكم على المحطات المطلوبة.",
        ]),
        capacity: 15, terms: .withApproval, openings: openings(2...6, from: 11, to: 18),
        facts: [
            RoomFact(
                kind: .equipment,
                text: LocalizedText([
                    .german: "virtuelle Realität", .english: "virtual reality", .arabic: "الواقع الافتراضي",
                ]),
                amount: nil, source: nil),
            RoomFact(
                kind: .equipment,
                text: LocalizedText([.german: "Spielestation", .english: "gaming station", .arabic: "محطة ألعاب"]),
                amount: nil,
                source: nil),
            RoomFact(
                kind: .equipment,
                text: LocalizedText([.german: "3D-Druck", .english: "3D printing", .arabic: "الطباعة ثلاثية الأبعاد"]),
                amount: nil,
                source: nil),
        ],
        rules: LocalizedText([
            .german: "An den Stationen ist jemand vom Haus dabei.",
            .english: "Somebody from the house is present at the stations.",
            .arabic: "يكون أحد العاملين في البيت حاضرًا عند المحطات.",
        ]),
        bookings: [
            DemoBooking(
                daysAhead: 6, startHour: 13, hours: 2, title: "3D-Druck für den Anfang",
                text: "Vom Entwurf zum ersten Schlüsselanhänger.", group: "Beispielschule, Arbeitsgemeinschaft Technik",
                people: 10, isRequest: true),
            DemoBooking(
                daysAhead: 3, startHour: 16, hours: 2, title: "Offene Spielestation",
                text: "Ausprobieren, wechseln, zusehen.", group: "Beispielgruppe Spielkultur", people: 12),
        ])

    static let smartCityLab = DemoRoom(
        house: "smart-city-lab",
        name: LocalizedText([.german: "Raum für Gespräche", .english: "Room for conversations", .arabic: "غرفة للحوار"]
        ),
        description: LocalizedText([
            .german: "Für Runden, in denen Bürger*innen, Wissenschaft und Wirtschaft gemeinsam etwas entwickeln.",
            .english: "For rounds in which citizens, science and business develop something together.",
            .arabic: "لحلقات يطوّر فيها المواطنون والعلم والاقتصاد شيئًا معًا.",
        ]),
        capacity: 25, terms: .withApproval, openings: openings(2...5, from: 10, to: 18),
        facts: [
            RoomFact(
                kind: .equipment,
                text: LocalizedText([
                    .german: "Stadtentwürfe in VR", .english: "urban designs in VR",
                    .arabic: "تصاميم حضرية بالواقع الافتراضي",
                ]), amount: nil,
                source: nil)
        ],
        rules: LocalizedText([
            .german: "Wer etwas vorführt, spricht es vorher mit dem Haus ab.",
            .english: "Whoever shows something arranges it with the house beforehand.",
            .arabic: "من يريد عرض شيء يتفق على ذلك مع البيت مسبقًا.",
        ]),
        bookings: [
            DemoBooking(
                daysAhead: 7, startHour: 16, hours: 2, title: "Was messen Sensoren in der Straße?",
                text: "Ein Gespräch für alle, die es genau wissen wollen.", group: "Beispielkreis Messen und Wissen",
                people: 20),
            DemoBooking(
                daysAhead: 9, startHour: 11, hours: 2, title: "Ideenrunde: Wege durch die Stadt",
                text: "Wir sammeln Wege, die im Plan fehlen.", group: "Beispielinitiative Zu Fuß", people: 15,
                isRequest: true),
        ])

    static let leipzigerOsten = DemoRoom(
        house: "leipziger-osten",
        name: LocalizedText([.german: "Besprechungsraum", .english: "Meeting room", .arabic: "غرفة اجتماعات"]),
        description: LocalizedText([
            .german: "Für Vereine, Initiativen und Nachbar*innen aus dem Stadtteil.",
            .english: "For associations, initiatives and neighbours from the district.",
            .arabic: "للجمعيات والمبادرات والجيران من الحي.",
        ]),
        capacity: 12, terms: .withApproval, openings: openings(1...4, from: 9, to: 17),
        facts: [],
        rules: LocalizedText([
            .german: "Bitte sagen Sie rechtzeitig ab, wenn Sie den Raum doch nicht brauchen.",
            .english: "Please cancel in good time if you do not need the room after all.",
            .arabic: "يُرجى الإلغاء في الوقت المناسب إذا لم تعودوا بحاجة إلى الغرفة.",
        ]),
        bookings: [
            DemoBooking(
                daysAhead: 3, startHour: 15, hours: 2, title: "Treffen zum Stadtteilfest",
                text: "Wer baut auf, wer backt, wer spielt?", group: "Beispielbündnis Stadtteilfest", people: 10,
                isRequest: true),
            DemoBooking(
                daysAhead: 5, startHour: 10, hours: 2, title: "Frühstück der Nachbarschaft",
                text: "Kommen, reden, etwas mitbringen.", group: "Beispielnachbarschaft", people: 12),
        ])
}
