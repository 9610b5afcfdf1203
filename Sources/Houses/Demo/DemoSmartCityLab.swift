// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Kernel

extension DemoHouse {
    static let smartCityLab = DemoHouse(
        slug: "smart-city-lab",
        name: LocalizedText([.german: "Smart City Lab", .english: "Smart City Lab"]),
        accent: "#1f6b45",
        claim: LocalizedText([
            .german: "Digitale Stadt zum Ausprobieren",
            .english: "The digital city, ready to try",
            .easyGerman: "Die Stadt wird digital. Probieren Sie es aus.",
            .arabic: "جرّبوا المدينة الرقمية بأنفسكم",
        ]),
        lead: LocalizedText([
            .german: """
            In einem denkmalgeschützten früheren Kraftwerk zeigt die Stadt Leipzig, woran sie digital arbeitet. \
            Fassen Sie es an, fragen Sie nach und bringen Sie eigene Ideen mit.
            """,
            .english: """
            In a listed former power station, the City of Leipzig shows its digital work. \
            Touch it, ask about it and bring ideas of your own.
            """,
            .easyGerman: """
            Die Stadt Leipzig zeigt hier: Das machen wir mit Computern. Sie können alles ausprobieren. \
            Sie können Fragen stellen. Und Sie können eigene Ideen sagen.
            """,
            .arabic: """
            في محطة كهرباء سابقة محمية كمبنى تاريخي تعرض مدينة لايبزيغ أعمالها الرقمية. \
            المسوا، واسألوا، وشاركوا بأفكاركم.
            """,
        ]),
        address: HouseAddress(
            street: "Magazingasse 3", city: "Leipzig",
            note: LocalizedText([
                .german: "Im früheren Kraftwerk", .english: "In the former power station",
                .easyGerman: "In einem alten Kraft-Werk", .arabic: "في محطة الكهرباء السابقة",
            ])),
        email: "lab@smart-city-lab.example",
        opening: OpeningHours(2...5, from: 13, to: 18) + OpeningHours(6...6, from: 12, to: 17),
        federalState: .saxony,
        contacts: [
            HouseContact(
                function: LocalizedText([
                    .german: "Fachleute vor Ort", .english: "Experts on site",
                    .easyGerman: "Fach-Leute im Lab", .arabic: "الخبراء في المكان",
                ]), email: "fachleute@smart-city-lab.example"),
            HouseContact(
                function: LocalizedText([
                    .german: "Kooperationen", .english: "Cooperations",
                    .easyGerman: "Zusammen-Arbeit", .arabic: "التعاون والشراكات",
                ]), email: "kooperation@smart-city-lab.example"),
        ],
        parties: [
            (.carrier, OrganisationEntry(name: "Stadt Leipzig", kind: "authority")),
            (.funder, OrganisationEntry(name: "Connected Urban Twins")),
            (
                .funder,
                OrganisationEntry(
                    name: "Bundesministerium für Wohnen, Stadtentwicklung und Bauwesen", kind: "authority")
            ),
        ],
        modules: ["rooms"])
}
