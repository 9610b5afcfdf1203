// SPDX-License-Identifier: EUPL-1.2

import Directory
import Exchange
import Kernel
import Storage

extension Wiring {
    /// A library as workshops know it: by its name and its latest figures. What it publishes changes by what it is found
    /// and compared.
    static func workshopPorts(_ libraries: Libraries) -> WorkshopPorts {
        WorkshopPorts(
            library: { id, connection in
                try libraries.library(id, on: connection).map { library in
                    let sizes = library.sizes
                    return WorkshopPorts.Library(
                        name: library.name, population: sizes.population?.value, floorArea: sizes.floorArea?.value,
                        staff: sizes.fullTimeEquivalents?.value, year: sizes.known.map(\.year).max())
                }
            },
            resultsChanged: { connection in try libraries.publishedResultsChanged(on: connection) })
    }

    /// What libraries published of their workshops, as the directory filters and compares by it.
    static func publishedResults(_ others: Others) -> PublishedResults {
        PublishedResults(
            groups: FacetGroup.published.map {
                PublishedResults.Group(name: $0.name, title: $0.title, shared: $0.shared, words: $0.words)
            },
            read: { libraries, connection in
                let exchange = others.capability(ExchangeCapability.self)
                return try exchange?.workshops.publishedFacets(by: libraries, on: connection)
                    .mapValues(\.groups) ?? [:]
            })
    }
}
