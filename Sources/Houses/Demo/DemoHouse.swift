// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel

/// A model house: what is publicly known of a real place, in words of our own. Whatever is not known of it (hours,
/// addresses for mail) is made up and said to be.
struct DemoHouse: Sendable {
    let slug: String
    let name: LocalizedText
    let accent: String
    let claim: LocalizedText
    let lead: LocalizedText
    let address: HouseAddress
    let email: String
    let opening: OpeningHours
    let federalState: FederalState
    let contacts: [HouseContact]
    let parties: [(part: HousePart, organisation: OrganisationEntry)]
    let modules: [String]

    static let all = [leipzigZimmer, libraryLab, smartCityLab, leipzigerOsten]

    var draft: HouseDraft {
        HouseDraft(
            slug: slug, name: name, accent: accent, zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt, isDemo: true,
            modules: modules)
    }

    func furnish(_ house: House) -> House {
        var house = house
        house.claim = claim
        house.lead = lead
        house.address = address
        house.email = email
        house.opening = opening
        house.federalState = federalState
        house.openingNote = Self.openingNote
        house.contacts = contacts
        house.imprint = Self.imprint
        house.privacy = Self.privacy
        house.accessibility = Self.accessibility
        return house
    }

    private static let openingNote = LocalizedText([
        .german: "Diese Zeiten sind für die Vorführung erdacht. Die wirklichen nennt die Einrichtung selbst.",
        .english: "These hours are made up for the demonstration. The institution itself gives the real ones.",
        .easyGerman: "Achtung: Diese Zeiten sind nur ein Beispiel.\nDie richtigen Zeiten sagt Ihnen die Einrichtung.",
        .arabic: "هذه الأوقات مثال للعرض فقط. المؤسسة نفسها تعلن أوقاتها الفعلية.",
    ])

    private static let imprint = LocalizedText([
        .german: """
        Diese Seiten führen vor, was das Programm Stadtzimmer kann. Sie sind kein Angebot der genannten Einrichtung \
        und nicht von ihr geprüft.

        Was über den Ort selbst gesagt wird, ist öffentlich bekannt. Termine, Buchungen, Öffnungszeiten und \
        E-Mail-Adressen sind erdacht.
        """,
        .english: """
        These pages demonstrate what the program Stadtzimmer can do. They are not offered by the institution named \
        and have not been checked by it.

        What is said about the place itself is publicly known. Dates, bookings, opening hours and e-mail addresses \
        are made up.
        """,
    ])

    private static let privacy = LocalizedText([
        .german: "Bitte geben Sie in der Vorführung keine Namen und Adressen wirklicher Menschen ein.",
        .english: "Please do not enter names or addresses of real people in this demonstration.",
    ])

    private static let accessibility = LocalizedText([
        .german: "Ob die Räume stufenlos zu erreichen sind, ist für diese Vorführung nicht erhoben worden.",
        .english: "Whether the rooms can be reached without steps has not been recorded for this demonstration.",
    ])
}

extension OpeningHours {
    /// The same hours on each of the weekdays, in whole hours.
    init(_ weekdays: ClosedRange<Int>, from opens: Int, to closes: Int) {
        guard let opens = TimeOfDay(minutes: opens * 60), let closes = TimeOfDay(minutes: closes * 60) else {
            self.init()
            return
        }
        self.init(weekdays.map { Span(weekday: $0, opens: opens, closes: closes) })
    }

    static func + (left: OpeningHours, right: OpeningHours) -> OpeningHours {
        OpeningHours(left.spans + right.spans)
    }
}
