// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Web

extension House {
    /// What is to be found of a house: all of it is public.
    var searchEntry: SearchEntry {
        let address = [address.street, address.postalCode, address.city].compactMap(\.self).joined(separator: " ")
        let texts = [claim, lead, self.address.note, openingNote].flatMap { $0.texts.map(\.text) }
        return SearchEntry(
            item: .house(id), house: id, title: name.text(for: .german),
            text: (texts + [address]).filter { !$0.isEmpty }.joined(separator: "\n"), link: frame.link())
    }
}
