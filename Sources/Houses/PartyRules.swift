// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Which organisation stands behind a house, and as what.
enum PartyRules {
    static func entry(from input: Input) throws(Rejection) -> (HousePart, OrganisationEntry) {
        var input = input
        let part = input.choice("part", of: HousePart.self, required: true)
        let name = input.line("name", required: true)
        let website = HouseRules.website("website", from: &input)
        try input.finish()
        guard let part, let name else { throw Rejection(.invalid, .pleaseCorrect) }
        return (part, OrganisationEntry(name: name, website: website))
    }
}
