// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// What workshops need of other capabilities.
package struct WorkshopPorts: Sendable {
    /// A library as far as a workshop asks: unknown figures are `nil`.
    package struct Library: Sendable, Equatable {
        package let name: String
        /// People served.
        package let population: Int?
        /// In m².
        package let floorArea: Int?
        /// Full-time equivalents in hundredths.
        package let staff: Int?
        /// The year of these figures.
        package let year: Int?

        package init(
            name: String, population: Int? = nil, floorArea: Int? = nil, staff: Int? = nil, year: Int? = nil
        ) {
            self.name = name
            self.population = population
            self.floorArea = floorArea
            self.staff = staff
            self.year = year
        }
    }

    let library: @Sendable (OrganisationID, any Connection) throws -> Library?

    /// What libraries published says something else than before: whoever compares libraries by it looks anew.
    let resultsChanged: @Sendable (any Connection) throws -> Void

    package init(
        library: @escaping @Sendable (OrganisationID, any Connection) throws -> Library?,
        resultsChanged: @escaping @Sendable (any Connection) throws -> Void
    ) {
        self.library = library
        self.resultsChanged = resultsChanged
    }
}
