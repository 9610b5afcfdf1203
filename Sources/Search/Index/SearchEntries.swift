// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// Writes entries, in the transaction that writes their items.
package struct SearchEntries: Sendable {
    private let store = SearchStore()

    package init() {}

    /// Enters an item or replaces its entry.
    package func put(_ entry: SearchEntry, on connection: any Connection) throws {
        try store.put([entry], on: connection)
    }

    /// Enters many items or replaces their entries; a few hundred at once take hardly longer than one.
    package func put(_ entries: [SearchEntry], on connection: any Connection) throws {
        try store.put(entries, on: connection)
    }

    /// Forgets an item's entry.
    package func remove(_ item: ItemReference, on connection: any Connection) throws {
        try store.remove(item, on: connection)
    }

    /// Enters what is now to be found of the item, or forgets it when that is nothing.
    package func set(_ item: ItemReference, to entry: SearchEntry?, on connection: any Connection) throws {
        if let entry { try put(entry, on: connection) } else { try remove(item, on: connection) }
    }

    /// What is wrong with the stored entry of an item.
    package enum Fault: String, Sendable { case missing, stale, tokens, orphaned }

    /// Compares the stored entry with what is to be found of the item, and mends it. `nil` when all was well.
    package func mend(
        _ item: ItemReference, wanted: SearchEntry?, on connection: any Connection
    ) throws -> Fault? {
        let stored = try store.entry(of: item, on: connection)
        let fault: Fault? =
            switch (stored, wanted) {
            case (nil, nil): nil
            case (nil, .some): .missing
            case (.some, nil): .orphaned
            case (let stored?, let wanted?):
                stored.entry != wanted
                    ? .stale
                    : stored.tokens
                        != Analyser.tokens(title: wanted.title, text: wanted.text, language: wanted.language)
                        ? .tokens : nil
            }
        if fault != nil { try set(item, to: wanted, on: connection) }
        return fault
    }

    /// The items that have an entry, by kind and id, after the given one.
    package func items(
        after item: ItemReference?, limit: Int, on connection: any Connection
    ) throws -> [ItemReference] {
        try store.items(after: item, limit: limit, on: connection)
    }

    /// The items of one kind that have an entry.
    package func items(of kind: String, on connection: any Connection) throws -> [ItemReference] {
        try store.items(of: kind, on: connection)
    }

    /// Whether the items that were there before the index have been entered.
    package func isFilled(on connection: any Connection) throws -> Bool { try store.isFilled(on: connection) }

    package func markFilled(on connection: any Connection) throws { try store.markFilled(on: connection) }
}
