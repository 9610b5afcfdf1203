// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

extension DirectoryCapability {
    /// The model network: libraries of all sizes with figures of the last years, an advisory office, and one library that
    /// wants to join. `year` is the current one. Returns the library and the office that printed sign-ins lead to.
    package func fillDemo(
        year: Int, now: Instant, on connection: any Connection
    ) throws -> (library: OrganisationID, office: OrganisationID)? {
        let changes = LibraryChanges(search: search)
        var first: OrganisationID?
        for demo in DemoLibrary.all {
            let id = try changes.add(
                demo.organisation, demo.profile, demo.figures(until: year - 1), admittedAt: demo.isMember ? now : nil,
                on: connection)
            first = first ?? id
        }
        let office = try OrganisationStore().add(
            Organisation.Profile(
                name: "Beispiel-Fachstelle für Bibliotheken", kind: .authority, city: "Beispielstadt",
                email: "fachstelle@beispiel.example"), to: .network, on: connection)
        try OfficeStore().appoint(office, ["99"], on: connection)
        return first.map { ($0, office) }
    }

    /// A library that wants to join, so that the desk of the model network is not empty.
    package func fillDemoApplication(
        by person: PersonID, year: Int, now: Instant, on connection: any Connection
    ) throws {
        let wish = LibraryApplication.Wish(
            name: "Bücherei Beispielgrund", place: "Beispielgrund", ags: "99000015",
            email: "buecherei@beispielgrund.example", contact: "Leitung", population: 5_300, floorArea: 210,
            fullTimeEquivalents: 120, isVolunteerRun: false, year: year)
        let id = try ApplicationStore().enter(
            wish, by: person, language: .german, token: .random(), now: now, on: connection)
        _ = try ApplicationStore().confirm(id, now: now, on: connection)
    }
}

/// An invented library. Keys beginning with 99 belong to no place in Germany.
struct DemoLibrary: Sendable {
    let name: String
    let place: String
    var kind: LibraryKind = .municipal
    var structure: LibraryStructure = .single
    var volunteers: Bool? = false
    var isMember = true
    /// The last digits of its key and ISIL.
    let number: Int
    /// Year by year, the latest last; `nil` is unknown.
    var population: [Int?]
    var area: [Int?]
    /// In hundredths of a post.
    var staff: [Int?]
    var loans: [Int?] = []
    var hours: Int?

    var organisation: Organisation.Profile {
        let host = SortKey.search(place).filter { $0.isLetter }
        return Organisation.Profile(
            name: name, kind: .library, street: "Beispielweg \(number)", city: place,
            email: "bibliothek@\(host).example", contact: volunteers == true ? "Ehrenamtliches Team" : "Leitung")
    }

    var profile: LibraryProfile {
        LibraryProfile(
            kind: kind, structure: structure, isVolunteerRun: volunteers, isil: "DE-Bsp\(number)",
            ags: "990000" + (number < 10 ? "0" : "") + "\(number)")
    }

    /// Odd years come from the statistics, even ones from the library.
    func figures(until year: Int) -> [FigureEntry] {
        func entries(_ figure: LibraryFigure, _ values: [Int?]) -> [FigureEntry] {
            values.reversed().enumerated().compactMap { index, value in
                let ofYear = year - index
                return value.map {
                    FigureEntry(
                        figure, year: ofYear, value: $0, scope: .open, source: ofYear.isMultiple(of: 2) ? .own : .dbs)
                }
            }
        }
        return entries(.population, population) + entries(.floorArea, area) + entries(.fullTimeEquivalents, staff)
            + entries(.loans, loans) + entries(.weeklyHours, [hours])
    }

    static let all: [DemoLibrary] = [
        DemoLibrary(
            name: "Gemeindebücherei Beispielhausen", place: "Beispielhausen", number: 1,
            population: [4_080, 4_120, 4_170, 4_200], area: [150, 150, 180, 180], staff: [100, 120, 150, 150],
            loans: [14_200, 13_100, 16_800, 18_400], hours: 1_650),
        DemoLibrary(
            name: "Bücherei Beispielbach", place: "Beispielbach", number: 2, population: [3_700, 3_690, 3_720],
            area: [140, 140, 140], staff: [100, 100, 125], loans: [11_000, nil, 12_900], hours: 1_200),
        DemoLibrary(
            name: "Katholische öffentliche Bücherei Beispieldorf", place: "Beispieldorf", kind: .church,
            volunteers: true,
            number: 3, population: [1_450, 1_460], area: [55, 55], staff: [0, 0], loans: [3_900, 4_200], hours: 400),
        DemoLibrary(
            name: "Bücherei im Beispielhof", place: "Beispielhof", volunteers: true, number: 4,
            population: [2_300, 2_310, 2_350], area: [80, 80, 95], staff: [0, 15, 15], hours: 600),
        DemoLibrary(
            name: "Stadt- und Schulbibliothek Beispielau", place: "Beispielau", kind: .withSchool, number: 5,
            population: [9_600, 9_750, 9_800], area: [420, 420, 420], staff: [275, 275, 300],
            loans: [48_000, 45_500, 51_300], hours: 2_400),
        DemoLibrary(
            name: "Fahrbibliothek Beispielkreis", place: "Beispielkreis", kind: .mobile, number: 6,
            population: [42_000, 42_300], area: [18, 18], staff: [250, 250], loans: [61_000, 63_500]),
        DemoLibrary(
            name: "Stadtbücherei Beispielberg", place: "Beispielberg", number: 7,
            population: [13_900, 14_050, 14_100, 14_200], area: [510, 510, 510, 640], staff: [400, 400, 425, 450],
            loans: [70_200, 58_900, 66_100, 72_800], hours: 2_800),
        DemoLibrary(
            name: "Stadtbibliothek Beispielfurt", place: "Beispielfurt", number: 8,
            population: [27_800, 28_000, 28_400], area: [980, 980, 1_050], staff: [850, 850, 900],
            loans: [142_000, 128_000, 139_000], hours: 3_400),
        DemoLibrary(
            name: "Stadtbibliothek Beispielstadt", place: "Beispielstadt", structure: .system, number: 9,
            population: [96_000, 97_200, 98_000], area: [3_200, 3_200, 3_350], staff: [3_100, 3_150, 3_200],
            loans: [610_000, 575_000, 590_000], hours: 4_800),
        DemoLibrary(
            name: "Zweigbibliothek Beispielstadt-Nord", place: "Beispielstadt", structure: .branch, number: 10,
            population: [12_500, 12_700], area: [230, 230], staff: [200, 200], hours: 2_000),
        DemoLibrary(
            name: "Gemeindebücherei Beispielfeld", place: "Beispielfeld", number: 11, population: [5_100, 5_100],
            area: [nil, nil], staff: [150, 150], hours: 1_500),
        DemoLibrary(
            name: "Dorfbücherei Beispielmoor", place: "Beispielmoor", volunteers: nil, number: 12,
            population: [nil, nil], area: [40, 40], staff: [nil, nil]),
        DemoLibrary(
            name: "Mediathek Beispielhafen", place: "Beispielhafen", number: 13, population: [38_500, 39_100, 39_400],
            area: [1_400, 1_400, 1_400], staff: [1_150, 1_200, 1_200], loans: [201_000, 190_500, 215_000],
            hours: 3_600),
        DemoLibrary(
            name: "Stadtbücherei Beispieltal", place: "Beispieltal", isMember: false, number: 14,
            population: [6_900, 6_950], area: [260, 260], staff: [175, 175], loans: [23_400, 24_100], hours: 1_900),
    ]
}
