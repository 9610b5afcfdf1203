// SPDX-License-Identifier: EUPL-1.2

package import Calendars
package import Kernel

package import struct Foundation.TimeZone

/// What every page of a house needs to know of it.
package struct HouseFrame: Sendable {
    package let id: HouseID
    package let slug: String
    package let name: LocalizedText
    package let zone: TimeZone
    /// `#rrggbb`
    package let accent: String
    /// A model house: its pages say that they are a demonstration.
    package let isDemo: Bool
    /// Names of the capabilities that the house uses; the others are absent.
    package let modules: Set<String>
    /// What the foot of its pages says.
    package let reach: Reach
    /// On whose public holidays it is closed; `nil`: on none.
    package let federalState: FederalState?

    package init(
        id: HouseID, slug: String, name: LocalizedText, zone: TimeZone, accent: String, isDemo: Bool,
        modules: Set<String>, reach: Reach = Reach(), federalState: FederalState? = nil
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.zone = zone
        self.accent = accent
        self.isDemo = isDemo
        self.modules = modules
        self.reach = reach
        self.federalState = federalState
    }

    /// The holiday for which the house is closed on that day.
    package func holiday(on day: Day) -> PublicHoliday? {
        federalState.flatMap { PublicHolidays.holiday(on: day, in: $0) }
    }

    /// Where the house is and how to ask it, as far as it has said so.
    package struct Reach: Sendable, Equatable {
        package var street: String?
        /// `04107 Leipzig`
        package var place: String?
        package var email: String?
        package var phone: String?

        package init(street: String? = nil, place: String? = nil, email: String? = nil, phone: String? = nil) {
            self.street = street
            self.place = place
            self.email = email
            self.phone = phone
        }
    }

    /// The frame of the network's pages. `isDemo`: the libraries in it are models.
    package static func network(isDemo: Bool) -> HouseFrame {
        HouseFrame(
            id: .network, slug: "netzwerk",
            name: LocalizedText([
                .german: "Bibliotheken inspirieren Bibliotheken", .english: "Libraries inspire libraries",
            ]),
            zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt, accent: "#9a5b00", isDemo: isDemo,
            modules: ["directory", "exchange"])
    }

    /// Whether the section stands in its menu and among its doors.
    package func shows(_ section: Section) -> Bool {
        isNetwork == section.isOfNetwork && modules.contains(section.module)
    }

    package var isNetwork: Bool { id == .network }

    /// A page below this house.
    package func link(_ segments: String..., query: [(String, String)] = []) -> Link {
        Link(path: [slug] + segments, query: query)
    }
}

/// A section of a house in the menu and, as a door, on its first page.
package struct Section: Sendable {
    /// The capability it belongs to; shown where the house uses it.
    package let module: String
    /// Belongs to the network's pages instead of those of houses.
    package let isOfNetwork: Bool
    package let audience: Audience
    /// The path below the house.
    package let path: String
    package let menuTitle: TextKey
    /// The intention on the door: "Raum nutzen".
    package let doorTitle: TextKey
    package let doorLine: TextKey

    package init(
        module: String, isOfNetwork: Bool = false, audience: Audience = .everyone, path: String,
        menuTitle: TextKey, doorTitle: TextKey, doorLine: TextKey
    ) {
        self.module = module
        self.isOfNetwork = isOfNetwork
        self.audience = audience
        self.path = path
        self.menuTitle = menuTitle
        self.doorTitle = doorTitle
        self.doorLine = doorLine
    }

    /// Whom a section leads anywhere.
    package enum Audience: Sendable {
        case everyone
        /// Who belongs to an organisation that is no advisory office.
        case members
        /// Who belongs to an advisory office.
        case offices
    }

    /// Whether it leads that visitor anywhere.
    package func isFor(_ visitor: Visitor?) -> Bool {
        switch audience {
        case .everyone: true
        case .members: visitor.map { !Set($0.organisations(with: .member)).isSubset(of: $0.offices) } ?? false
        case .offices: visitor.map { !$0.offices.isEmpty } ?? false
        }
    }
}
