// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Kernel

extension DemoHouse {
    static let libraryLab = DemoHouse(
        slug: "librarylab",
        name: LocalizedText([.german: "LibraryLab", .english: "LibraryLab"]),
        accent: "#c4006e",
        claim: LocalizedText([
            .german: "Neues in die Hand nehmen",
            .english: "Get your hands on something new",
            .easyGerman: "Hier können Sie neue Technik benutzen",
            .arabic: "المسوا الجديد بأيديكم",
        ]),
        lead: LocalizedText([
            .german: """
            In der Zentralbibliothek Düsseldorf gibt es virtuelle Welten, Spiele und 3D-Druck zum Selbermachen. \
            Teams anderer Bibliotheken kommen zu Besuch und denken mit uns über morgen nach.
            """,
            .english: """
            In Düsseldorf's central library there are virtual worlds, games and 3D printing to try yourself. \
            Teams of other libraries come to visit and think about tomorrow with us.
            """,
            .easyGerman: """
            Das Library-Lab ist in der großen Bibliothek in Düsseldorf. Sie können dort spielen. \
            Sie können eine Brille für künstliche Welten aufsetzen. Und Sie können einen 3-D-Drucker benutzen.
            """,
            .arabic: """
            في المكتبة المركزية في دوسلدورف عوالم افتراضية وألعاب وطباعة ثلاثية الأبعاد تجرّبونها بأنفسكم. \
            وتزورنا فرق من مكتبات أخرى لنفكر معًا في المستقبل.
            """,
        ]),
        address: HouseAddress(
            city: "Düsseldorf",
            note: LocalizedText([
                .german: "In der Zentralbibliothek der Stadtbüchereien",
                .english: "In the central library of the Stadtbüchereien",
                .easyGerman: "In der Zentral-Bibliothek",
                .arabic: "في المكتبة المركزية",
            ])),
        email: "lab@librarylab.example",
        opening: OpeningHours(2...5, from: 11, to: 19) + OpeningHours(6...6, from: 11, to: 17),
        federalState: .northRhineWestphalia,
        contacts: [
            HouseContact(
                function: LocalizedText([
                    .german: "Leitung der Zentralbibliothek", .english: "Head of the central library",
                    .easyGerman: "Leitung der Bibliothek", .arabic: "إدارة المكتبة المركزية",
                ]), email: "leitung@librarylab.example"),
            HouseContact(
                function: LocalizedText([
                    .german: "Leitung Digitaler Kundenservice", .english: "Head of digital customer service",
                    .easyGerman: "Hilfe bei Technik", .arabic: "إدارة الخدمات الرقمية",
                ]), email: "digital@librarylab.example"),
        ],
        parties: [(.carrier, OrganisationEntry(name: "Stadtbüchereien Düsseldorf", kind: "library"))],
        modules: ["rooms"])
}
