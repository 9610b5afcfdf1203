// SPDX-License-Identifier: EUPL-1.2

package import Search
package import Web

extension Organisation {
    /// What is to be found of an organisation in the directory of `frame`; it leads to its own website, and without one
    /// to the house that knows it.
    package func searchEntry(in frame: HouseFrame) -> SearchEntry {
        let words = [profile.contact, profile.street, profile.postalCode, profile.city].compactMap(\.self)
        return SearchEntry(
            item: reference, house: house, title: profile.name, text: words.joined(separator: " "),
            link: profile.website ?? frame.link(), facets: ["organisation_kind:\(profile.kind.rawValue)"])
    }
}
