// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Builds every link of this capability. Without a house, the platform's own page.
enum HousesLinks {
    static let platform = Link(path: "plattform")

    static func legal(_ page: LegalPage, of house: HouseFrame?) -> Link { link(house, page.rawValue) }

    static func report(_ house: HouseFrame?) -> Link { link(house, "barriere-melden") }
    static func reported(_ house: HouseFrame?) -> Link { report(house).with("gemeldet", "1") }

    /// Marks a report as settled.
    static func settlement(of report: BarrierReportID, _ house: HouseFrame?) -> Link {
        house.map { $0.link("schreibtisch", "barrieren", "\(report)", "erledigung") }
            ?? Link(path: "plattform", "barrieren", "\(report)", "erledigung")
    }

    static func desk(_ house: HouseFrame) -> Link { house.link("schreibtisch") }
    static func furnish(_ house: HouseFrame) -> Link { house.link("schreibtisch", "haus") }
    static func furnish(_ house: HouseFrame, _ step: String) -> Link { house.link("schreibtisch", "haus", step) }
    static func parties(_ house: HouseFrame) -> Link { furnish(house, "beteiligte") }
    static func team(_ house: HouseFrame) -> Link { furnish(house, "team") }

    static func removal(of party: HouseParty, _ house: HouseFrame) -> Link {
        house.link(
            "schreibtisch", "haus", "beteiligte", party.part.rawValue, "\(party.organisation.id)", "entfernung")
    }

    static func removal(of person: PersonID, as role: Role, _ house: HouseFrame) -> Link {
        house.link("schreibtisch", "haus", "team", "\(person)", role.rawValue, "entfernung")
    }

    static func setup(_ token: SecretToken) -> Link { Link(path: "einrichten", token.text) }

    /// A page that has just saved what was sent to it.
    static func saved(_ page: Link) -> Link { page.with("gespeichert", "1") }

    private static func link(_ house: HouseFrame?, _ path: String) -> Link { house?.link(path) ?? Link(path: path) }
}

/// The pages that the law asks for, by their paths.
enum LegalPage: String, CaseIterable, Sendable {
    case imprint = "impressum"
    case privacy = "datenschutz"
    case accessibility = "barrierefreiheit"

    var title: TextKey {
        switch self {
        case .imprint: .imprint
        case .privacy: .privacy
        case .accessibility: .accessibility
        }
    }
}
