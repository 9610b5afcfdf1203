// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// What is counted about a library, once a year. Raw values stand in the database, in JSON and in forms.
package enum LibraryFigure: String, CaseIterable, Sendable, ColumnValue {
    /// People served.
    case population
    /// In m².
    case floorArea = "floor_area"
    /// Paid staff, in hundredths of a full-time post: 150 is 1.5. Zero is an answer.
    case fullTimeEquivalents = "fte"
    case volunteers
    /// Hours open in a usual week, in hundredths.
    case weeklyHours = "weekly_hours"
    case stock
    case loans
    case visits
    case events
    /// In cents a year.
    case budget

    /// The three by which libraries are compared.
    package static let sizes: [LibraryFigure] = [.population, .floorArea, .fullTimeEquivalents]

    /// How many decimals are kept: values are whole numbers in units of 10^−decimals.
    package var decimals: Int {
        switch self {
        case .fullTimeEquivalents, .weeklyHours, .budget: 2
        default: 0
        }
    }

    /// What people write behind the number.
    var units: [String] {
        switch self {
        case .population: ["Einwohner*innen", "Einwohner", "EW", "inhabitants", "people"]
        case .floorArea: ["m²", "m2", "qm", "sqm"]
        case .fullTimeEquivalents: ["VZÄ", "Stellen", "FTE"]
        case .weeklyHours: ["Stunden", "Std.", "Std", "hours", "h"]
        case .budget: ["Euro", "EUR", "€"]
        default: []
        }
    }

    /// The largest value that can be meant, in stored units. What is beyond is refused as a slip of the pen: no place
    /// has more people than a country, no week more hours than 168.
    var largest: Int {
        switch self {
        case .population: 20_000_000
        case .floorArea: 500_000
        case .fullTimeEquivalents: 500_000
        case .volunteers: 10_000
        case .weeklyHours: 16_800
        case .stock, .loans, .visits: 100_000_000
        case .events: 100_000
        case .budget: 50_000_000_000
        }
    }

    /// The smallest value that can be meant: a library serves somebody, in some place.
    var smallest: Int {
        switch self {
        case .population, .floorArea: 1
        default: 0
        }
    }

    package var title: TextKey {
        switch self {
        case .population: .figurePopulation
        case .floorArea: .figureFloorArea
        case .fullTimeEquivalents: .figureFTE
        case .volunteers: .figureVolunteers
        case .weeklyHours: .figureWeeklyHours
        case .stock: .figureStock
        case .loans: .figureLoans
        case .visits: .figureVisits
        case .events: .figureEvents
        case .budget: .figureBudget
        }
    }

    /// The value as JSON: a number in the figure's own unit.
    package func number(_ value: Int) -> Double { Double(value) / (decimals == 2 ? 100 : 1) }
}

/// Who says so.
package enum FigureSource: String, CaseIterable, Sendable, ColumnValue {
    /// A member of the library.
    case own
    /// Deutsche Bibliotheksstatistik.
    case dbs
    case other

    package var title: TextKey {
        switch self {
        case .own: .sourceOwn
        case .dbs: .sourceDBS
        case .other: .sourceOther
        }
    }
}

/// What of a building a floor area counts.
package enum AreaScope: String, CaseIterable, Sendable, ColumnValue {
    /// Where visitors may go.
    case open = "public"
    case total

    package var title: TextKey {
        switch self {
        case .open: .scopePublic
        case .total: .scopeTotal
        }
    }
}

/// A figure that is known. What is unknown has no entry: it is never zero.
package struct FigureEntry: Sendable, Equatable {
    package let figure: LibraryFigure
    package let year: Int
    /// In units of 10^−`figure.decimals`.
    package let value: Int
    /// Of a floor area, where it is known.
    package let scope: AreaScope?
    package let source: FigureSource
    /// What the library says about it.
    package let note: String?

    package init(
        _ figure: LibraryFigure, year: Int, value: Int, scope: AreaScope? = nil, source: FigureSource,
        note: String? = nil
    ) {
        self.figure = figure
        self.year = year
        self.value = value
        self.scope = figure == .floorArea ? scope : nil
        self.source = source
        self.note = note
    }
}

/// The latest of a library's three sizes, each with its year and source; `nil` is unknown.
package struct LibrarySizes: Sendable, Equatable {
    package let population: FigureEntry?
    package let floorArea: FigureEntry?
    package let fullTimeEquivalents: FigureEntry?

    package init(population: FigureEntry?, floorArea: FigureEntry?, fullTimeEquivalents: FigureEntry?) {
        self.population = population
        self.floorArea = floorArea
        self.fullTimeEquivalents = fullTimeEquivalents
    }

    package static let unknown = LibrarySizes(population: nil, floorArea: nil, fullTimeEquivalents: nil)

    /// The latest of each among entries in any order.
    package init(latestOf entries: [FigureEntry]) {
        func latest(_ figure: LibraryFigure) -> FigureEntry? {
            entries.filter { $0.figure == figure }.max { $0.year < $1.year }
        }
        self.init(
            population: latest(.population), floorArea: latest(.floorArea),
            fullTimeEquivalents: latest(.fullTimeEquivalents))
    }

    package subscript(figure: LibraryFigure) -> FigureEntry? {
        switch figure {
        case .population: population
        case .floorArea: floorArea
        case .fullTimeEquivalents: fullTimeEquivalents
        default: nil
        }
    }

    package var known: [FigureEntry] { [population, floorArea, fullTimeEquivalents].compactMap(\.self) }
}
