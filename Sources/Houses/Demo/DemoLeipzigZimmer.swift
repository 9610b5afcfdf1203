// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Kernel

extension DemoHouse {
    static let leipzigZimmer = DemoHouse(
        slug: "leipzigzimmer",
        name: LocalizedText([.german: "LeipzigZimmer", .english: "LeipzigZimmer"]),
        accent: "#1f4e79",
        claim: LocalizedText([
            .german: "Ein Raum, der allen gehört",
            .english: "A room that belongs to everyone",
            .easyGerman: "Ein Raum für alle Menschen",
            .arabic: "غرفة للجميع في قلب المدينة",
        ]),
        lead: LocalizedText([
            .german: """
            In der Stadtbibliothek Leipzig treffen sich Menschen, die etwas lernen, zeigen oder besprechen wollen. \
            Der Raum kostet nichts, und was darin geschieht, bestimmen Sie.
            """,
            .english: """
            In Leipzig's city library, people meet who want to learn, to show or to talk something over. \
            The room costs nothing, and you decide what happens in it.
            """,
            .easyGerman: """
            Das Leipzig-Zimmer ist ein Raum in der Bibliothek. Sie können den Raum benutzen. \
            Das kostet kein Geld. Alle dürfen mitmachen.
            """,
            .arabic: """
            في مكتبة مدينة لايبزيغ يلتقي أشخاص يريدون أن يتعلموا أو يعرضوا شيئًا أو يتناقشوا. \
            استخدام الغرفة مجاني، وأنتم من يقرر ما يحدث فيها.
            """,
        ]),
        address: HouseAddress(
            street: "Wilhelm-Leuschner-Platz 10–11", postalCode: "04107", city: "Leipzig",
            note: LocalizedText([
                .german: "In der Stadtbibliothek, 1. Obergeschoss",
                .english: "In the city library, first floor",
                .easyGerman: "In der Stadt-Bibliothek, im 1. Stock",
                .arabic: "في مكتبة المدينة، الطابق الأول",
            ])),
        email: "zimmer@leipzigzimmer.example",
        opening: OpeningHours(1...6, from: 10, to: 19), federalState: .saxony,
        contacts: [
            HouseContact(
                function: LocalizedText([
                    .german: "Raum und Termine", .english: "Room and dates",
                    .easyGerman: "Fragen zum Raum", .arabic: "الغرفة والمواعيد",
                ]), email: "raum@leipzigzimmer.example"),
            HouseContact(
                function: LocalizedText([
                    .german: "Leitung", .english: "Head of the house", .easyGerman: "Leitung", .arabic: "الإدارة",
                ]), email: "leitung@leipzigzimmer.example"),
        ],
        parties: [
            (.carrier, OrganisationEntry(name: "Stadtbibliothek Leipzig", kind: "library")),
            (.partner, OrganisationEntry(name: "Stiftung Bürger für Leipzig", kind: "foundation")),
        ],
        modules: ["rooms"])
}
