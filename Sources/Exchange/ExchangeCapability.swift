// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// What libraries learn from each other: the toolkit, measures and what others made of them.
package struct ExchangeCapability: Capability {
    package static let name = "exchange"
    package static let catalogue = Catalogue.Source(capability: "Exchange", files: Embedded.texts)
    package static let migrations: [Migration] = []

    package let routes: [Route]

    package init(database: any Database, search: SearchIndex) {
        routes = NetworkRoutes(database: database).all
    }
}
