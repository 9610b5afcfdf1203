// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// A library that asks to join. Nothing of it is public.
package struct LibraryApplication: Sendable {
    package enum State: String, Sendable, ColumnValue {
        /// Waits for the button behind the link in the mail to the library.
        case unconfirmed
        /// Waits for a decision.
        case waiting
        case admitted, refused, withdrawn
    }

    /// What was told of the library.
    struct Wish: Sendable, Equatable {
        var name: String
        var place: String
        var ags: String?
        /// The library's own address.
        var email: String
        /// Function of who is to be asked there.
        var contact: String?
        var population: Int
        var floorArea: Int?
        /// In hundredths of a post.
        var fullTimeEquivalents: Int?
        var isVolunteerRun: Bool
        /// For which the figures hold.
        var year: Int

        /// What it says of itself as a library.
        var profile: LibraryProfile { LibraryProfile(isVolunteerRun: isVolunteerRun ? true : nil, ags: ags) }

        var organisation: Organisation.Profile {
            Organisation.Profile(name: name, kind: .library, city: place, email: email, contact: contact)
        }

        var figures: [FigureEntry] {
            let values: [(LibraryFigure, Int?)] = [
                (.population, population), (.floorArea, floorArea), (.fullTimeEquivalents, fullTimeEquivalents),
            ]
            return values.compactMap { figure, value in
                value.map { FigureEntry(figure, year: year, value: $0, source: .own) }
            }
        }
    }

    /// In whose name somebody decides.
    enum Decider: Sendable, Equatable {
        case moderators
        /// An advisory office, by its name.
        case office(String)

        /// The moderators, when it was none.
        init(_ office: AdvisoryOffice?) { self = office.map { .office($0.name) } ?? .moderators }
    }

    let id: ID<LibraryApplication>
    let wish: Wish
    /// Who asked; `nil` when they are forgotten.
    let person: PersonID?
    let language: Language
    let state: State
    /// Why it was refused.
    let reason: String?
    let createdAt: Instant
    let confirmedAt: Instant?
    let decidedAt: Instant?
    let decidedBy: Decider?
    /// The library that it became.
    let library: OrganisationID?
}
