// SPDX-License-Identifier: EUPL-1.2

import Directory
import Exchange
import Kernel
import Storage

extension Wiring {
    /// A library as workshops know it: by its name and its latest figures.
    static func workshopLibrary(
        _ libraries: Libraries
    ) -> @Sendable (OrganisationID, any Connection) throws -> WorkshopPorts.Library? {
        { id, connection in
            try libraries.library(id, on: connection).map { library in
                let sizes = library.sizes
                return WorkshopPorts.Library(
                    name: library.name, population: sizes.population?.value, floorArea: sizes.floorArea?.value,
                    staff: sizes.fullTimeEquivalents?.value, year: sizes.known.map(\.year).max())
            }
        }
    }
}
