// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Kernel

extension DemoHouse {
    static let leipzigerOsten = DemoHouse(
        slug: "leipziger-osten",
        name: LocalizedText([
            .german: "Quartiersmanagement Leipziger Osten", .english: "Neighbourhood Office Leipzig East",
            .easyGerman: "Stadt-Teil-Büro Leipziger Osten", .arabic: "مكتب الحي في شرق لايبزيغ",
        ]),
        accent: "#9c3d22",
        claim: LocalizedText([
            .german: "Wir hören zu und bleiben dran",
            .english: "We listen and keep at it",
            .easyGerman: "Wir hören Ihnen zu und fragen nach",
            .arabic: "نصغي إليكم ونتابع الأمر",
        ]),
        lead: LocalizedText([
            .german: """
            Ein Problem, ein Hinweis, eine Idee für den Leipziger Osten? Wir geben es an die zuständigen Stellen \
            weiter, fragen nach und bringen die Beteiligten an einen Tisch.
            """,
            .english: """
            A problem, a hint, an idea for Leipzig's east? We pass it on to the bodies responsible, ask again \
            and bring everyone concerned to one table.
            """,
            .easyGerman: """
            Gibt es ein Problem in Ihrem Stadt-Teil? Oder haben Sie eine Idee? Sagen Sie es uns. \
            Wir sagen es den richtigen Ämtern. Und wir fragen immer wieder nach.
            """,
            .arabic: """
            هل لديكم مشكلة أو ملاحظة أو فكرة تخص شرق لايبزيغ؟ ننقلها إلى الجهات المختصة، \
            ونسأل عنها مرة بعد مرة، ونجمع المعنيين على طاولة واحدة.
            """,
        ]),
        address: HouseAddress(
            street: "Eisenbahnstraße 66", postalCode: "04315", city: "Leipzig",
            note: LocalizedText([
                .german: "Im Stadtteil Neustadt-Neuschönefeld", .english: "In the district Neustadt-Neuschönefeld",
                .easyGerman: "Im Stadt-Teil Neustadt-Neuschönefeld", .arabic: "في حي نويشتات-نويشونيفيلد",
            ])),
        email: "buero@leipziger-osten.example",
        opening: OpeningHours(1...1, from: 10, to: 13) + OpeningHours(2...2, from: 14, to: 18)
            + OpeningHours(4...4, from: 14, to: 18), federalState: .saxony,
        contacts: [
            HouseContact(
                function: LocalizedText([
                    .german: "Stadtteilmoderation", .english: "Neighbourhood moderation",
                    .easyGerman: "Hilfe im Stadt-Teil", .arabic: "الوساطة في الحي",
                ]), email: "moderation@leipziger-osten.example"),
            HouseContact(
                function: LocalizedText([
                    .german: "Leitung", .english: "Head of the office", .easyGerman: "Leitung", .arabic: "الإدارة",
                ]), email: "leitung@leipziger-osten.example"),
        ],
        parties: [
            (.carrier, OrganisationEntry(name: "CivixX – Werkstatt für Zivilgesellschaft")),
            (.funder, OrganisationEntry(name: "Programm „Soziale Stadt“")),
        ],
        modules: ["rooms"])
}
