// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Every address of workshops. A moderator's key is the secret token of the link, or the number of a workshop whose
/// library the visitor belongs to.
package enum WorkshopLinks {
    static let section = "werkstatt"

    private static func link(_ segments: String...) -> Link { Link(path: ["netzwerk", section] + segments) }

    package static let start = link()
    static let new = link("neu")
    static let material = link("material")
    static let own = link("meine")

    static let join = link("beitreten")
    static func join(_ code: String) -> Link { link("beitreten", code) }
    static func lateResults(_ code: String) -> Link { link("beitreten", code, "ergebnis") }

    static func participation(_ token: SecretToken) -> Link { link("teilnahme", token.text) }
    static func participation(_ token: SecretToken, _ part: String) -> Link { link("teilnahme", token.text, part) }

    package static func moderation(_ key: String) -> Link { link("moderation", key) }
    static func moderation(_ key: String, _ part: String) -> Link { link("moderation", key, part) }

    /// Where the moderator goes on working: past the head of the page, for those who scroll or tab.
    static func step(_ key: String) -> Link { moderation(key, at: stepPlace) }
    static let stepPlace = "schritt"
    /// Where the moderator tidies what everybody wrote.
    static func wall(_ key: String) -> Link { moderation(key, at: wallPlace) }
    static let wallPlace = "wand"
    private static func moderation(_ key: String, at place: String) -> Link {
        Link(path: ["netzwerk", section, "moderation", key], fragment: place)
    }

    package static let published = link("ergebnisse")
    package static func published(_ organisation: OrganisationID) -> Link { link("ergebnisse", "\(organisation)") }
    static func published(after position: OrganisationID) -> Link { published.with("nach", "\(position)") }

    /// Measures of the network, narrowed by a workshop's results.
    package static func measures(_ filters: WorkshopFilters) -> Link {
        Link(
            path: NetworkLinks.measuresPath, query: filters.pairs + filters.means + filters.figures,
            fragment: NetworkLinks.results)
    }
    static let measures = NetworkLinks.found

    /// The way into the network, with the three figures that are known already.
    package static func membership(_ filters: WorkshopFilters) -> Link {
        Link(path: ["netzwerk", "mitmachen"], query: filters.figures)
    }
}
