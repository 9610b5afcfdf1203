// SPDX-License-Identifier: EUPL-1.2

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

    package init(
        id: HouseID, slug: String, name: LocalizedText, zone: TimeZone, accent: String, isDemo: Bool,
        modules: Set<String>
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.zone = zone
        self.accent = accent
        self.isDemo = isDemo
        self.modules = modules
    }

    /// A page below this house.
    package func link(_ segments: String..., query: [(String, String)] = []) -> Link {
        Link(path: [slug] + segments, query: query)
    }
}

/// A section of a house in the menu and, as a door, on its first page.
package struct Section: Sendable {
    /// The capability it belongs to; shown where the house uses it.
    package let module: String
    /// The path below the house.
    package let path: String
    package let menuTitle: TextKey
    /// The intention on the door: "Raum nutzen".
    package let doorTitle: TextKey
    package let doorLine: TextKey

    package init(
        module: String, path: String, menuTitle: TextKey, doorTitle: TextKey, doorLine: TextKey
    ) {
        self.module = module
        self.path = path
        self.menuTitle = menuTitle
        self.doorTitle = doorTitle
        self.doorLine = doorLine
    }
}
