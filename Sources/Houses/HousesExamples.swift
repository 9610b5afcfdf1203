// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Pages of this capability in their states, for the page registry.
enum HousesExamples {
    static func platform(isEmpty: Bool) -> [PageExample] {
        [PageExample(Link(path: []), state: isEmpty ? "empty" : "full")]
            + LegalPage.allCases.map { PageExample(HousesLinks.legal($0, of: nil)) }
            + reporting(nil)
            + [
                PageExample(HousesLinks.setup(.random()), state: "expired"),
                PageExample(HousesLinks.platform, viewer: .staff),
                PageExample(HousesLinks.platform, state: "error", viewer: .staff, post: [("email", "keine Adresse")]),
            ]
    }

    static func of(_ house: HouseFrame) -> [PageExample] {
        let steps = FurnishStep.all { [] }
        let furnishing = steps.map { PageExample(HousesLinks.furnish(house, $0.path), viewer: .staff) }
        return [PageExample(house.link())]
            + LegalPage.allCases.map { PageExample(HousesLinks.legal($0, of: house)) }
            + reporting(house)
            + [
                PageExample(HousesLinks.desk(house), viewer: .staff),
                PageExample(HousesLinks.furnish(house), viewer: .staff),
            ] + furnishing + failing(house)
            + [
                PageExample(HousesLinks.parties(house), viewer: .staff),
                PageExample(HousesLinks.team(house), viewer: .staff),
            ]
    }

    private static func reporting(_ house: HouseFrame?) -> [PageExample] {
        [
            PageExample(HousesLinks.report(house)),
            PageExample(HousesLinks.report(house), state: "error", post: [("description", ""), ("email", "keine")]),
            PageExample(HousesLinks.reported(house), state: "confirmation"),
        ]
    }

    private static func failing(_ house: HouseFrame) -> [PageExample] {
        let wrong: [(step: String, values: [(name: String, value: String)])] = [
            ("grunddaten", [("name.de", ""), ("email", "keine"), ("zone", "Nirgendwo")]),
            ("anschrift", [("opens.1.0", "18:00"), ("closes.1.0", "9:00"), ("opens.2.0", "25:00")]),
            ("kontakte", [("contact-0.email", "keine")]),
            ("farbe", [("accent", "blau")]),
            ("beteiligte", [("name", "")]),
            ("team", [("email", "keine")]),
        ]
        return wrong.map { step, values in
            PageExample(HousesLinks.furnish(house, step), state: "error", viewer: .staff, post: values)
        }
    }
}
