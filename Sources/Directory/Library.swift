// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// What kind of library it is.
package enum LibraryKind: String, CaseIterable, Sendable, ColumnValue {
    case municipal
    case church
    case mobile
    /// Public library and school library in one.
    case withSchool = "with_school"
    case other

    package var title: TextKey {
        switch self {
        case .municipal: .libraryMunicipal
        case .church: .libraryChurch
        case .mobile: .libraryMobile
        case .withSchool: .libraryWithSchool
        case .other: .libraryOther
        }
    }
}

/// Whether it stands alone.
package enum LibraryStructure: String, CaseIterable, Sendable, ColumnValue {
    case single
    /// A system with several places.
    case system
    /// One place of a system.
    case branch

    package var title: TextKey {
        switch self {
        case .single: .structureSingle
        case .system: .structureSystem
        case .branch: .structureBranch
        }
    }
}

/// Where a library stands with the network. Who has merely applied is a `LibraryApplication`, of which nothing is public.
package enum LibraryState: String, Sendable, ColumnValue {
    /// Known from statistics; nobody of it has joined.
    case listed
    /// Has members.
    case admitted
    /// Had members and has left: no longer listed, found or compared. What it shared may name it.
    case left

    package var isPublic: Bool { self != .left }
}

/// An organisation that is a library: what is known of it besides its figures.
package struct LibraryProfile: Sendable, Equatable {
    package var kind: LibraryKind?
    package var structure: LibraryStructure?
    /// Run without paid staff, or nearly; `nil` is unknown.
    package var isVolunteerRun: Bool?
    package var isil: String?
    package var ags: String?
    package var ars: String?
    /// Its number in the Deutsche Bibliotheksstatistik.
    package var dbsID: String?

    package init(
        kind: LibraryKind? = nil, structure: LibraryStructure? = nil, isVolunteerRun: Bool? = nil, isil: String? = nil,
        ags: String? = nil, ars: String? = nil, dbsID: String? = nil
    ) {
        self.kind = kind
        self.structure = structure
        self.isVolunteerRun = isVolunteerRun
        self.isil = isil
        self.ags = ags
        self.ars = ars
        self.dbsID = dbsID
    }
}

/// A library of the network with its latest sizes.
package struct Library: Sendable, Equatable {
    package let id: OrganisationID
    package let name: String
    /// `04107 Beispielstadt`'s second half.
    package let place: String?
    package let state: LibraryState
    package let profile: LibraryProfile
    package let sizes: LibrarySizes

    /// Its page in the network.
    package var link: Link { LibraryLinks.library(id) }

    /// How other capabilities point at it.
    package var reference: ItemReference { .organisation(id) }
}

/// Classes of population, as the filters have them. A boundary belongs to the lower class.
package enum PopulationClass: Int, CaseIterable, Sendable {
    case upTo5000, upTo10000, upTo15000, upTo30000, upTo50000, upTo100000, above

    /// `nil` for the last one.
    package var atMost: Int? {
        switch self {
        case .upTo5000: 5_000
        case .upTo10000: 10_000
        case .upTo15000: 15_000
        case .upTo30000: 30_000
        case .upTo50000: 50_000
        case .upTo100000: 100_000
        case .above: nil
        }
    }

    /// The smallest population in it.
    package var atLeast: Int { rawValue == 0 ? 1 : (Self(rawValue: rawValue - 1)?.atMost ?? 0) + 1 }

    package init(of population: Int) {
        self = Self.allCases.first { population <= $0.atMost ?? .max } ?? .above
    }
}
