// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What is to be found of an item: written in the transaction that writes the item.
package struct SearchEntry: Sendable, Equatable {
    package let item: ItemReference
    /// The house whose item it is; `.network` for those of the network.
    package var house: HouseID
    /// Who may find it: `nil` everyone, `.house(id)` who works there (`.house(.network)`: whoever belongs to a library of
    /// the network), `.organisation(id)` its members.
    package var audience: ItemReference?
    package var language: Language
    package var title: String
    /// What the item says, in the order of reading. Personal data never stand here.
    package var text: String
    package var link: Link
    /// What it can be filtered by and counted: `space:learning`.
    package var facets: Set<String>
    /// Numbers of the owner's own making, which its limits, filters and rankings read; `nil` is unknown.
    package var figures: [Int32?]

    package init(
        item: ItemReference, house: HouseID, audience: ItemReference? = nil, language: Language = .german,
        title: String, text: String, link: Link, facets: Set<String> = [], figures: [Int32?] = []
    ) {
        self.item = item
        self.house = house
        self.audience = audience
        self.language = language
        self.title = title
        self.text = text
        self.link = link
        self.facets = facets
        self.figures = figures
    }
}
