// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// Everything that can be found. The database holds the entries; this process keeps them in memory for answers.
package final class SearchIndex: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package static let migrations: [Migration] = []

    /// Enters an item or replaces its entry, in the transaction that writes the item.
    package func put(_ entry: SearchEntry, on connection: any Connection) throws {}

    /// Forgets an item's entry.
    package func remove(_ item: ItemReference, on connection: any Connection) throws {}

    /// What matches, as of the last commit.
    package func find(_ query: SearchQuery) async throws -> SearchResults { SearchResults() }
}
